import { accessApi, accountApi, keysApi, partyApi, tenancyApi } from "@selvedge/contract";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { newId } from "../../../platform/ids.ts";
import { type Browser, openSignInWorld, type SignInWorld } from "../testing/sign-in-client.ts";

const PASSWORD = "correct horse battery";
const HOUR = 60;
let world: SignInWorld;
let owner: Browser;
/** Minutes that the server's clock is ahead. */
let now = 0;

beforeAll(async () => {
  world = await openSignInWorld();
  await world.server.openBusiness("keys");
  owner = world.browser();
  await owner.enter(tenancyApi.signIn, { email: "owner@keys.example", password: PASSWORD });
  const grants = [{ permission: "identity.key.change" as const }, { permission: "party.customer.read" as const }];
  await owner.call(accessApi.createRole, { name: "Reader", grants });
  await owner.call(accessApi.createRole, { name: "Keeper", grants: grants.slice(0, 1) });
}, 60_000);
afterAll(() => world?.close());

type Step = { do: "make" | "rotate" | "revoke" | "wait" | "demote" | "deactivate"; which: number; long: boolean };
const step: fc.Arbitrary<Step> = fc.record({
  do: fc.oneof(
    { weight: 3, arbitrary: fc.constant("make" as const) },
    { weight: 3, arbitrary: fc.constant("rotate" as const) },
    { weight: 2, arbitrary: fc.constant("revoke" as const) },
    { weight: 2, arbitrary: fc.constant("wait" as const) },
    { weight: 2, arbitrary: fc.constant("demote" as const) },
    { weight: 1, arbitrary: fc.constant("deactivate" as const) },
  ),
  which: fc.nat(20),
  long: fc.boolean(),
});

/** What should be true of a key; times in minutes of the server's clock. */
interface Key {
  id: string;
  secret: string;
  endsAt: number;
  revoked: boolean;
  replaced: boolean;
  /** Rotated by the owner, who answers for it then and may everything. */
  byOwner: boolean;
}

interface Maker {
  id: string;
  browser: Browser;
  active: boolean;
  reads: boolean;
}

const at = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString();
/** Keys are made by who has just proved who they are, and time passes here. */
const prove = (who: Browser) => who.call(accountApi.confirmMe, { password: PASSWORD });

async function newMaker(): Promise<Maker> {
  const email = `${newId()}@keys.example`;
  const user = { name: "Meera", email, password: PASSWORD, roles: ["reader"] };
  const { id } = await owner.call(tenancyApi.createUser, user);
  const browser = world.browser();
  await browser.enter(tenancyApi.signIn, { email, password: PASSWORD });
  return { id, browser, active: true, reads: true };
}

async function make(maker: Maker, keys: Key[], long: boolean): Promise<void> {
  if (!maker.active || !maker.reads) return;
  await prove(maker.browser);
  const endsAt = now + (long ? 48 : 2) * HOUR;
  const wanted = { name: "Program", scopes: ["party.customer.read" as const], expiresAt: at(endsAt) };
  const { key, secret } = await maker.browser.call(keysApi.createApiKey, wanted);
  keys.push({ id: key.id, secret: secret!, endsAt, revoked: false, replaced: false, byOwner: false });
}

async function rotate(keys: Key[], key: Key, long: boolean): Promise<void> {
  await prove(owner);
  const until = now + (long ? 3 * HOUR : 1);
  const input = { id: key.id, oldWorksUntil: at(until), expiresAt: at(now + 24 * HOUR) };
  if (key.revoked || key.replaced) {
    expect((await owner.refused(keysApi.rotateApiKey, input)).code).toBe("wrong_state");
    return;
  }
  const made = await owner.call(keysApi.rotateApiKey, input);
  key.replaced = true;
  key.endsAt = Math.min(key.endsAt, until);
  const next = { id: made.key.id, secret: made.secret!, endsAt: now + 24 * HOUR };
  keys.push({ ...next, revoked: false, replaced: false, byOwner: true });
}

async function take(maker: Maker, keys: Key[], { do: what, which, long }: Step): Promise<void> {
  const key = keys[which % Math.max(1, keys.length)];
  if (what === "make" || !key) return make(maker, keys, long);
  if (what === "rotate") return rotate(keys, key, long);
  if (what === "revoke") {
    await owner.call(keysApi.revokeApiKey, { id: key.id });
    key.revoked = true;
  } else if (what === "wait") {
    now += long ? 5 * HOUR : 30;
    world.travel(now);
  } else if (what === "demote") {
    maker.reads = !maker.reads;
    await owner.call(tenancyApi.changeUser, { id: maker.id, roles: [maker.reads ? "reader" : "keeper"] });
  } else if (maker.active) {
    maker.active = false;
    await owner.call(tenancyApi.changeUser, { id: maker.id, status: "deactivated" });
  }
}

/** What a key is answered with: everything, a refusal of the act, or of the key itself. */
function answerTo(key: Key, maker: Maker): 200 | 401 | 403 {
  if (key.revoked || key.endsAt <= now) return 401;
  if (key.byOwner) return 200;
  if (!maker.active) return 401;
  return maker.reads ? 200 : 403;
}

async function answerOf(key: Key): Promise<number> {
  const program = world.browser();
  program.token = key.secret;
  return program.call(partyApi.listCustomers, {}).then(
    () => 200,
    (error: Error) => (JSON.parse(error.message) as { status: number }).status,
  );
}

describe("Feature: garment-business-management, Property 24: Comprehensive Security Enforcement", () => {
  test("a key opens exactly what it should at every moment: till its end, its revoking, or the end of its maker's rights", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 9 }), async (steps) => {
        const [maker, keys]: [Maker, Key[]] = [await newMaker(), []];
        for (const one of [{ do: "make", which: 0, long: true } as Step, ...steps]) {
          await take(maker, keys, one);
          const answers = await Promise.all(keys.map(answerOf));
          expect(answers).toEqual(keys.map((key) => answerTo(key, maker)));
        }
        for (const { id } of keys) await owner.call(keysApi.revokeApiKey, { id });
      }),
      { numRuns: 100 },
    );
  }, 300_000);
});
