import type { Server } from "node:http";
import { accountApi, ledgerApi, tenancyApi } from "@selvedge/contract";
import Provider from "oidc-provider";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Browser, openSignInWorld, type SignInWorld } from "../testing/sign-in-client.ts";
import { codeOf } from "../testing/totp-code.ts";

const PASSWORD = "correct horse battery";
let world: SignInWorld;
let owner: Browser;
let provider: Server;
let issuer: string;
let id: string;
/** Who signs in at the provider next, and what it says of them. */
let somebody: { sub: string; email: string; email_verified: boolean; name: string };
/** How strongly they sign in there, and what they were asked for the last time. */
let strength: { acr?: string; amr?: string[] } = {};
let askedAcr: unknown;

const TWO_STEPS = "urn:workplace:two-steps";

beforeAll(async () => {
  world = await openSignInWorld();
  await world.server.openBusiness("kora");
  owner = world.browser();
  await owner.enter(tenancyApi.signIn, { email: "owner@kora.example", password: PASSWORD });
  const { redirectUri } = await owner.call(accountApi.listProviders, {});
  [provider, issuer] = await startProvider(redirectUri);
  const made = await owner.call(accountApi.addProvider, {
    name: "Workplace",
    issuer,
    clientId: "selvedge",
    clientSecret: "a-secret-of-the-client",
    joinDomains: ["kora.example"],
    joinRole: "clerk",
  });
  id = made.id;
  expect(JSON.stringify(made)).not.toContain("a-secret-of-the-client");
}, 60_000);
afterAll(async () => {
  provider?.close();
  provider?.closeAllConnections();
  await world?.close();
});

/** A real OpenID provider, whose sign-in page lets `somebody` in without asking. */
async function startProvider(redirectUri: string): Promise<[Server, string]> {
  const { createServer } = await import("node:http");
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as { port: number };
  const url = `http://127.0.0.1:${port}`;
  const oidc = new Provider(url, {
    clients: [
      {
        client_id: "selvedge",
        client_secret: "a-secret-of-the-client",
        redirect_uris: [redirectUri],
        grant_types: ["authorization_code"],
        response_types: ["code"],
      },
    ],
    acrValues: [TWO_STEPS],
    claims: { openid: ["sub", "amr"], email: ["email", "email_verified"], profile: ["name"] },
    features: { devInteractions: { enabled: false } },
    findAccount: (_ctx, sub) => ({ accountId: sub, claims: async () => ({ ...somebody }) }),
    interactions: { url: (_ctx, interaction) => `/enter/${interaction.uid}` },
    pkce: { required: () => true },
    cookies: { keys: ["a key of the test"] },
  });
  const serve = oidc.callback();
  server.on("request", (request, response) => {
    if (!request.url?.startsWith("/enter/")) return void serve(request, response);
    void (async () => {
      const details = await oidc.interactionDetails(request, response);
      askedAcr = details.params["acr_values"];
      const grant = new oidc.Grant({ accountId: somebody.sub, clientId: "selvedge" });
      grant.addOIDCScope("openid email profile");
      const grantId = await grant.save();
      await oidc.interactionFinished(request, response, {
        ...details.lastSubmission,
        login: { accountId: somebody.sub, ...strength },
        consent: { grantId },
      });
    })();
  });
  return [server, url];
}

interface Journey {
  /** Where the browser ends up, and the session's cookie when it got in. */
  end: string;
  cookie: string | null;
  host: string;
}

/** A browser that follows every redirect, with one jar of cookies per host, from one of our addresses. */
async function travel(change: (url: URL) => void = () => {}, home = "localhost", away = newJars()): Promise<Journey> {
  const { origin } = world.server.server;
  const choices = await world.browser().call(accountApi.getSignInChoices, { tenant: "kora" });
  expect(choices.providers.map((p) => p.name)).toEqual(["Workplace"]);
  const { port } = new URL(origin);
  let url = new URL(choices.providers.find((p) => p.id === id)!.startUrl, `http://${home}:${port}`);
  for (let hop = 0; hop < 12; hop += 1) {
    const answer = await visit(url, away);
    const next = answer.headers.get("location");
    if (!next) throw new Error(`${url} answered ${answer.status}: ${await answer.text()}`);
    const from = url;
    url = new URL(next, url);
    if (isOurs(from) && isOurs(url) && !url.pathname.startsWith("/v1/")) {
      const cookie = away.get(url.hostname)?.get("selvedge_refresh") ?? null;
      return { end: url.pathname + url.search + url.hash, cookie, host: url.hostname };
    }
    change(url);
  }
  throw new Error("the journey did not end");
}

type Jars = Map<string, Map<string, string>>;
const newJars = (): Jars => new Map();
const isOurs = (url: URL) => url.hostname.endsWith("localhost");

/** One page asked for, with the cookies of its host. Our own names all lead to the server of the test. */
async function visit(url: URL, jars: Jars): Promise<Response> {
  const jar = jars.get(url.hostname) ?? new Map<string, string>();
  jars.set(url.hostname, jar);
  const cookie = [...jar].map(([k, v]) => `${k}=${v}`).join("; ");
  const answer = await send(url, cookie);
  for (const one of answer.headers.getSetCookie()) {
    const [pair = ""] = one.split(";");
    const at = pair.indexOf("=");
    jar.set(pair.slice(0, at), pair.slice(at + 1));
  }
  return answer;
}

/** `fetch` says itself which host it asks; only a plain request can ask the test's server by another name. */
async function send(url: URL, cookie: string): Promise<Response> {
  const { request } = await import("node:http");
  const { hostname, port } = isOurs(url) ? new URL(world.server.server.origin) : url;
  return new Promise((resolve, reject) => {
    const asked = request(
      { hostname, port, path: url.pathname + url.search, headers: { host: url.host, ...(cookie ? { cookie } : {}) } },
      (answer) => {
        const headers = new Headers();
        for (const [name, values] of Object.entries(answer.headersDistinct)) {
          for (const value of values ?? []) headers.append(name, value);
        }
        answer.resume().on("end", () => resolve(new Response(null, { status: answer.statusCode ?? 500, headers })));
      },
    );
    asked.on("error", reject).end();
  });
}

async function sessionOf(journey: Journey) {
  const browser = world.browser();
  browser.cookie = `selvedge_refresh=${journey.cookie}`;
  return browser.enter(tenancyApi.refreshSession, {});
}

test("at the business's own address the way back leads there, and the session belongs to that address", async () => {
  const email = "asha@elsewhere.example";
  await owner.call(accountApi.inviteUser, { name: "Asha", email, roles: ["warehouse"] });
  somebody = { sub: "asha-1", email, email_verified: true, name: "Asha" };
  const journey = await travel(undefined, "kora.localhost");
  expect(journey).toMatchObject({ end: "/#signed-in", host: "kora.localhost" });
  expect((await sessionOf(journey)).user.email).toBe(email);
});

test("who did not set out at that address is not let in there, whoever sends them the link", async () => {
  somebody = { sub: "asha-1", email: "asha@elsewhere.example", email_verified: true, name: "Asha" };
  let handedOver = "";
  const sent = travel((url) => {
    if (!url.pathname.endsWith("/oidc/home")) return;
    handedOver = url.href;
    throw new Error("the link was sent to somebody");
  }, "kora.localhost");
  await expect(sent).rejects.toThrow("the link was sent to somebody");
  const strangers = newJars();
  const answer = await visit(new URL(handedOver), strangers);
  expect(answer.headers.get("location")).toBe("/?sign-in=failed");
  expect(strangers.get("kora.localhost")?.has("selvedge_refresh")).toBe(false);
  // A host of nobody, or of another business, is no home: the journey stays at the installation's address.
  expect(await travel(undefined, "nobody.localhost")).toMatchObject({ end: "/#signed-in", host: "localhost" });
});

test("an invited person comes in by the provider, and the invitation is accepted by that", async () => {
  const email = "ravi@elsewhere.example";
  await owner.call(accountApi.inviteUser, { name: "Ravi", email, roles: ["warehouse"] });
  somebody = { sub: "ravi-1", email, email_verified: true, name: "Ravi K" };
  const journey = await travel();
  expect(journey.end).toBe("/#signed-in");
  expect((await sessionOf(journey)).user).toMatchObject({ email, roles: ["warehouse"] });
  // Known by the provider's subject from now on, whatever the address there.
  somebody = { ...somebody, email: "changed@elsewhere.example" };
  expect((await sessionOf(await travel())).user.email).toBe(email);
});

test("a stranger is not let in, nor one whose address the provider does not vouch for", async () => {
  somebody = { sub: "stranger", email: "who@elsewhere.example", email_verified: true, name: "Who" };
  expect(await travel()).toMatchObject({ end: "/?sign-in=not-invited", cookie: null });
  somebody = { sub: "pretender", email: "owner@kora.example", email_verified: false, name: "Owner" };
  expect(await travel()).toMatchObject({ end: "/?sign-in=not-invited", cookie: null });
});

test("everybody of a domain that the business lets in joins with the role chosen for it", async () => {
  somebody = { sub: "noor", email: "noor@kora.example", email_verified: true, name: "Noor" };
  expect((await sessionOf(await travel())).user).toMatchObject({ name: "Noor", roles: ["clerk"], emailVerified: true });
});

test("a changed state, a code of another journey, and a way back without a beginning are refused", async () => {
  somebody = { sub: "noor", email: "noor@kora.example", email_verified: true, name: "Noor" };
  const onCallback = (change: (url: URL) => void) => (url: URL) => {
    if (url.pathname === "/v1/auth/oidc/callback") change(url);
  };
  const otherState = await travel(onCallback((url) => url.searchParams.set("state", "x")));
  expect(otherState).toMatchObject({ end: "/?sign-in=failed", cookie: null });
  const otherCode = await travel(onCallback((url) => url.searchParams.set("code", "x")));
  expect(otherCode).toMatchObject({ end: "/?sign-in=failed", cookie: null });
  const cold = await fetch(`${world.server.server.origin}/v1/auth/oidc/callback?code=x&state=y`, {
    redirect: "manual",
  });
  expect(cold.headers.get("location")).toBe("/?sign-in=failed");
});

/** A person of the business who has an authenticator app. */
async function aCarefulPerson(email: string): Promise<void> {
  await owner.call(tenancyApi.createUser, { name: "Careful", email, password: PASSWORD, roles: ["clerk"] });
  const person = world.browser();
  await person.enter(tenancyApi.signIn, { email, password: PASSWORD });
  const { secret } = await person.call(accountApi.beginTotp, {});
  await person.call(accountApi.confirmTotp, { code: codeOf(secret) });
}

/** Says which words of the provider's stand for a second step. */
async function letCount(words: { secondStepAcr?: string[]; secondStepAmr?: string[] }): Promise<void> {
  const { items } = await owner.call(accountApi.listProviders, {});
  await owner.call(accountApi.changeProvider, { ...items[0]!, secondStepAcr: [], secondStepAmr: [], ...words });
}

test("own second steps are asked for unless the provider says that it took one that the business lets count", async () => {
  const email = "careful@kora.example";
  await aCarefulPerson(email);
  somebody = { sub: "careful", email, email_verified: true, name: "Careful" };
  const isAsked = async () => {
    const { end, cookie } = await travel();
    expect(end).toMatch(/^\/#second-step=[\w.-]+~totp,backup_code$/);
    expect(cookie).toBeNull();
  };
  strength = { acr: TWO_STEPS, amr: ["pwd", "mfa"] };
  await isAsked();
  expect(askedAcr).toBeUndefined();

  await letCount({ secondStepAcr: [TWO_STEPS], secondStepAmr: ["hwk"] });
  expect((await sessionOf(await travel())).user.email).toBe(email);
  expect(askedAcr).toBe(TWO_STEPS);
  // What is wanted is no proof that it was done: the provider has to say so, and one that says nothing took one step.
  strength = { acr: "urn:workplace:password", amr: ["pwd", "mfa"] };
  await isAsked();
  strength = {};
  await isAsked();
  strength = { amr: ["pwd", "hwk"] };
  expect((await sessionOf(await travel())).user.email).toBe(email);
  const odd = { ...(await owner.call(accountApi.listProviders, {})).items[0]!, secondStepAmr: ["two words"] };
  expect(await owner.refused(accountApi.changeProvider, odd)).toMatchObject({ fields: [{ path: "secondStepAmr.0" }] });
  await letCount({});
});

test("a role that asks for a second step is content with the provider's, in the session that began by it alone", async () => {
  const email = "trusting@kora.example";
  await owner.call(tenancyApi.createUser, { name: "Trusting", email, password: PASSWORD, roles: ["accountant"] });
  const policy = await owner.call(accountApi.getSignInPolicy, {});
  await owner.call(accountApi.changeSignInPolicy, { ...policy, rolesWithSecondFactor: ["accountant"] });
  await letCount({ secondStepAcr: [TWO_STEPS] });
  somebody = { sub: "trusting", email, email_verified: true, name: "Trusting" };
  const enter = async (how: typeof strength) => {
    strength = how;
    const browser = world.browser();
    browser.cookie = `selvedge_refresh=${(await travel()).cookie}`;
    const { user } = await browser.enter(tenancyApi.refreshSession, {});
    return { browser, user };
  };
  const strong = await enter({ acr: TWO_STEPS });
  expect(strong.user).toMatchObject({
    mustAddSecondFactor: false,
    permissions: expect.arrayContaining(["ledger.book.read"]),
  });
  expect((await strong.browser.call(tenancyApi.getMe, {})).user.mustAddSecondFactor).toBe(false);
  await strong.browser.call(ledgerApi.listAccounts, {});

  const weak = await enter({ acr: "urn:workplace:password" });
  expect(weak.user).toMatchObject({ mustAddSecondFactor: true, permissions: [] });
  expect((await weak.browser.refused(ledgerApi.listAccounts, {})).code).toBe("not_permitted");
  await letCount({});
  await owner.call(accountApi.changeSignInPolicy, policy);
});

test("a provider that does not answer, or is not reached safely, is not kept; one switched off lets nobody in", async () => {
  const wrong = { name: "Wrong", issuer: "http://127.0.0.1:1", clientId: "x", clientSecret: "x" };
  expect(await owner.refused(accountApi.addProvider, wrong)).toMatchObject({ fields: [{ path: "issuer" }] });
  const plain = { ...wrong, issuer: "http://idp.example.com" };
  expect(await owner.refused(accountApi.addProvider, plain)).toMatchObject({ fields: [{ path: "issuer" }] });
  const { items } = await owner.call(accountApi.listProviders, {});
  await owner.call(accountApi.changeProvider, { ...items[0]!, enabled: false });
  const { tenant } = await owner.call(tenancyApi.getMe, {});
  const { port } = new URL(world.server.server.origin);
  const start = await visit(new URL(`http://localhost:${port}/v1/auth/oidc/${tenant.id}/${id}`), newJars());
  expect(start.headers.get("location")).toBe("/?sign-in=failed");
});
