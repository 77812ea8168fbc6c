import { createHash, randomBytes } from "node:crypto";
import { appsApi, type InputOf } from "@selvedge/contract";
import type { Browser } from "./sign-in-client.ts";

/** A third-party app of a test: it sends people to be asked and speaks OAuth to the server, as a real one would. */
export interface ThirdPartyApp {
  id: string;
  clientId: string;
  secret: string | null;
  /** What it sends a person to the consent page with. */
  request(more?: Record<string, string | undefined>): Asked;
  /** A person at the consent page allows it; gives the code that it is sent back with. */
  askedBy(person: Browser, asked?: Asked): Promise<Redeemable>;
  redeem(code: Redeemable, more?: Form): Promise<Answered>;
  refresh(refreshToken: string, more?: Form): Promise<Answered>;
  post(path: string, form: Form | string, headers?: Record<string, string>): Promise<Answered>;
}

type Form = Record<string, string | undefined>;
type Asked = InputOf<typeof appsApi.readAppRequest> & { verifier: string };
export interface Redeemable {
  code: string;
  verifier: string;
  params: URLSearchParams;
}
export interface Answered {
  status: number;
  headers: Headers;
  body: { access_token: string; refresh_token: string; scope: string; error?: string; active?: boolean } & Record<
    string,
    unknown
  >;
}

export const REDIRECT_URI = "https://stocksync.example/back";

export const challengeOf = (verifier: string) => createHash("sha256").update(verifier).digest("base64url");

export async function registerTestApp(
  origin: string,
  owner: Browser,
  more: Partial<InputOf<typeof appsApi.registerApp>> = {},
): Promise<ThirdPartyApp> {
  const { app, secret } = await owner.call(appsApi.registerApp, {
    name: "StockSync",
    redirectUris: [REDIRECT_URI],
    scopes: ["party.customer.read", "party.customer.change", "inventory.stock.read"],
    ...more,
  });
  const proof = (): Form => (secret ? { client_id: app.clientId, client_secret: secret } : { client_id: app.clientId });
  const self: ThirdPartyApp = {
    id: app.id,
    clientId: app.clientId,
    secret,
    request(changed = {}) {
      const verifier = randomBytes(32).toString("base64url");
      const asked = {
        response_type: "code",
        client_id: app.clientId,
        redirect_uri: REDIRECT_URI,
        scope: "party.customer.read party.customer.change",
        state: "xyz",
        code_challenge: challengeOf(verifier),
        code_challenge_method: "S256",
        ...changed,
      };
      const given = Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined));
      return { ...given, verifier } as Asked;
    },
    async askedBy(person, asked = self.request()) {
      const { verifier, ...request } = asked;
      const { redirectTo } = await person.call(appsApi.answerAppRequest, { ...request, allow: true });
      const params = new URL(redirectTo).searchParams;
      return { code: params.get("code") ?? "", verifier, params };
    },
    redeem: ({ code, verifier }, changed = {}) =>
      self.post("/oauth/token", {
        ...{ grant_type: "authorization_code", code, code_verifier: verifier, redirect_uri: REDIRECT_URI, ...proof() },
        ...changed,
      }),
    refresh: (refreshToken, changed = {}) =>
      self.post("/oauth/token", { grant_type: "refresh_token", refresh_token: refreshToken, ...proof(), ...changed }),
    async post(path, form, headers = {}) {
      const fields = typeof form === "string" ? form : Object.entries(form).filter(([, v]) => v !== undefined);
      const answer = await fetch(`${origin}${path}`, {
        method: "POST",
        headers: { "content-type": "application/x-www-form-urlencoded", ...headers },
        body: typeof fields === "string" ? fields : new URLSearchParams(fields as [string, string][]),
      });
      return { status: answer.status, headers: answer.headers, body: (await answer.json()) as Answered["body"] };
    },
  };
  return self;
}
