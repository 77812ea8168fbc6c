import { createHash } from "node:crypto";
import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { accountApi, tenancyApi } from "@selvedge/contract";
import { pino } from "pino";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { type Browser, openSignInWorld, type SignInWorld } from "../../modules/identity/testing/sign-in-client.ts";
import { countBreaches, openBreachedPasswords } from "./breached-passwords.ts";

const BREACHED = "tangerine umbrella 71";
const CLEAN = "correct horse battery";
const sha1 = (text: string) => createHash("sha1").update(text).digest("hex").toUpperCase();

/** Answers as the range protocol says: suffixes with counts, CRLF between them, padding with count 0. */
let service: Server;
let origin: string;
let heard: { url: string; headers: IncomingHttpHeaders }[] = [];
let answer: "well" | "badly" | "never" = "well";
/** Asked at each question: how many of the program's connections have a transaction open. */
let openTransactions: () => Promise<number> = async () => 0;
let mostOpen = 0;

let world: SignInWorld;
let owner: Browser;

beforeAll(async () => {
  service = createServer(async (request, response) => {
    heard.push({ url: request.url!, headers: request.headers });
    mostOpen = Math.max(mostOpen, await openTransactions());
    if (answer === "never") return;
    if (answer === "badly") return void response.writeHead(503).end("down for a moment");
    const prefix = request.url!.split("/").at(-1)!;
    const lines = [`${"0".repeat(35)}:3`, `${sha1(CLEAN).slice(5)}:0`];
    if (sha1(BREACHED).startsWith(prefix)) lines.push(`${sha1(BREACHED).slice(5)}:1042`);
    response.end([...lines, `${"F".repeat(35)}:9`].join("\r\n"));
  });
  await new Promise<void>((resolve) => service.listen(0, "127.0.0.1", resolve));
  origin = `http://127.0.0.1:${(service.address() as AddressInfo).port}`;
  world = await openSignInWorld({ BREACHED_PASSWORDS_URL: `${origin}/` });
  openTransactions = async () => {
    // One that waits for us is open all the while; those of others come and go.
    const counts: number[] = [];
    for (let i = 0; i < 3; i += 1) {
      const [row] = await world.admin<{ open: number }[]>`
        select count(*)::int as open from pg_stat_activity
        where application_name = 'selvedge' and datname = current_database() and xact_start is not null
          and pid <> pg_backend_pid()`;
      counts.push(row!.open);
      await sleep(20);
    }
    return Math.min(...counts);
  };
  await world.server.openBusiness("kora");
  owner = world.browser();
  await owner.enter(tenancyApi.signIn, { email: "owner@kora.example", password: CLEAN });
}, 60_000);
afterAll(async () => {
  service?.closeAllConnections();
  service?.close();
  await world?.close();
});
afterEach(() => {
  answer = "well";
  heard = [];
});

const isRefused = (path: string) => ({
  code: "validation_failed",
  fields: [{ path, message: expect.stringContaining("breach") }],
});

test("a breached password is refused at every door that takes a new one, before a transaction is begun", async () => {
  mostOpen = 0;
  const signUp = {
    slug: "late",
    name: "Late",
    country: "IN",
    currency: "INR",
    locale: "en-IN",
    timeZone: "Asia/Kolkata",
  };
  const person = { name: "A", email: "a@late.example", password: BREACHED };
  expect(await world.browser().refused(tenancyApi.signUp, { ...signUp, owner: person })).toMatchObject(
    isRefused("owner.password"),
  );
  expect(await owner.refused(tenancyApi.createUser, { ...person, roles: ["clerk"] })).toMatchObject(
    isRefused("password"),
  );
  expect(await owner.refused(accountApi.changePassword, { password: BREACHED })).toMatchObject(isRefused("password"));

  await owner.call(accountApi.inviteUser, { name: "Ravi", email: "ravi@kora.example", roles: ["clerk"] });
  const invitation = (await world.newestMail("ravi@kora.example")).token;
  const accept = { token: invitation, password: BREACHED };
  expect(await world.browser().refused(accountApi.acceptInvitation, accept)).toMatchObject(isRefused("password"));
  await world.browser().call(accountApi.acceptInvitation, { ...accept, password: CLEAN });

  await world.browser().call(accountApi.askPasswordReset, { email: "owner@kora.example" });
  const { token } = await world.newestMail("owner@kora.example");
  const reset = { token, password: BREACHED };
  expect(await world.browser().refused(accountApi.resetPassword, reset)).toMatchObject(isRefused("password"));
  expect(mostOpen).toBe(0);
});

test("five characters of a hash leave, padding is asked for, and what only pads is no breach", async () => {
  expect(await countBreaches(BREACHED)).toBe(1042);
  expect(await countBreaches(CLEAN)).toBe(0);
  expect(heard.map((one) => one.url)).toEqual([BREACHED, CLEAN].map((text) => `/range/${sha1(text).slice(0, 5)}`));
  for (const { headers } of heard) {
    expect(headers["add-padding"]).toBe("true");
    expect(JSON.stringify(headers)).not.toContain(sha1(BREACHED).slice(5));
  }
});

test("a service that fails or is silent lets the own list decide, soon, and the log says so without the password", async () => {
  const said: string[] = [];
  openBreachedPasswords(origin, pino({ level: "warn" }, { write: (line: string) => void said.push(line) }));
  for (answer of ["badly", "never"] as const) {
    const from = performance.now();
    expect(await countBreaches(BREACHED)).toBeNull();
    expect(performance.now() - from).toBeLessThan(4_000);
  }
  expect(said).toHaveLength(2);
  expect(said.join()).toContain("list of our own only");
  expect(said.join()).not.toContain(BREACHED);
  expect(said.join()).not.toContain(sha1(BREACHED));
  expect(await owner.refused(accountApi.changePassword, { password: "password123" })).toMatchObject({
    fields: [{ path: "password", message: expect.stringContaining("Many people") }],
  });
  await owner.call(accountApi.changePassword, { password: BREACHED });
});

test("nobody is asked where no service is set", async () => {
  openBreachedPasswords(null, pino({ level: "silent" }));
  expect(await countBreaches(BREACHED)).toBeNull();
  expect(heard).toEqual([]);
});
