import { accountApi, tenancyApi } from "@selvedge/contract";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { newId } from "../../../platform/ids.ts";
import { type Browser, openSignInWorld, type SignInWorld } from "../testing/sign-in-client.ts";

const PASSWORD = "correct horse battery";
let world: SignInWorld;
let owner: Browser;

beforeAll(async () => {
  world = await openSignInWorld();
  await world.server.openBusiness("kora");
  owner = world.browser();
  await owner.enter(tenancyApi.signIn, { email: "owner@kora.example", password: PASSWORD });
}, 60_000);
afterAll(() => world?.close());

type Step = {
  do: "sign_in" | "refresh" | "reuse" | "sign_out" | "everywhere" | "end_other" | "deactivate";
  which: number;
};

const step: fc.Arbitrary<Step> = fc.record({
  do: fc.oneof(
    { weight: 3, arbitrary: fc.constant("sign_in" as const) },
    { weight: 5, arbitrary: fc.constant("refresh" as const) },
    { weight: 2, arbitrary: fc.constant("reuse" as const) },
    { weight: 2, arbitrary: fc.constant("sign_out" as const) },
    { weight: 1, arbitrary: fc.constant("everywhere" as const) },
    { weight: 1, arbitrary: fc.constant("end_other" as const) },
    { weight: 1, arbitrary: fc.constant("deactivate" as const) },
  ),
  which: fc.nat(20),
});

/** One device: its browser, every refresh and access token it ever had, and whether it should still be in. */
interface Device {
  browser: Browser;
  used: string[];
  tokens: string[];
  alive: boolean;
}

interface Person {
  devices: Device[];
  active: boolean;
  id: string;
  email: string;
}
const aPerson = (): Person => ({ devices: [], active: true, id: "", email: `p${newId()}@kora.example` });

async function signIn(person: Person): Promise<void> {
  const browser = world.browser();
  if (!person.active) {
    expect((await browser.refused(tenancyApi.signIn, { email: person.email, password: PASSWORD })).code).toBe(
      "sign_in_failed",
    );
    return;
  }
  await browser.enter(tenancyApi.signIn, { email: person.email, password: PASSWORD });
  person.devices.push({ browser, used: [], tokens: [browser.token!], alive: true });
}

async function refresh(device: Device): Promise<void> {
  if (!device.alive) {
    expect((await device.browser.refused(tenancyApi.refreshSession, {})).status).toBe(401);
    return;
  }
  device.used.push(device.browser.cookie!);
  await device.browser.enter(tenancyApi.refreshSession, {});
  device.tokens.push(device.browser.token!);
}

/** A thief presents a token that the device has used already: the thief and the device are both out. */
async function reuse(person: Person, device: Device, which: number): Promise<void> {
  const stolen = device.used[which % Math.max(1, device.used.length)];
  if (!stolen) return;
  const before = (await world.newestMail(person.email)).count;
  const thief = world.browser();
  thief.cookie = stolen;
  expect((await thief.refused(tenancyApi.refreshSession, {})).code).toBe("session_revoked");
  if (device.alive) expect((await world.newestMail(person.email)).count).toBe(before + 1);
  device.alive = false;
}

async function take(person: Person, { do: what, which }: Step): Promise<void> {
  if (what === "sign_in" || person.devices.length === 0) return signIn(person);
  const device = person.devices[which % person.devices.length]!;
  if (what === "refresh") return refresh(device);
  if (what === "reuse") return reuse(person, device, which);
  if (what === "deactivate") {
    await owner.call(tenancyApi.changeUser, { id: person.id, status: person.active ? "deactivated" : "active" });
    person.active = !person.active;
    for (const one of person.devices) one.alive = false;
    return;
  }
  if (what === "end_other") {
    if (!device.alive) return;
    const { items } = await device.browser.call(accountApi.listSessions, {});
    expect(items.length).toBe(person.devices.filter((d) => d.alive).length);
    for (const other of items.filter((s) => !s.isThis))
      await device.browser.call(accountApi.endSession, { id: other.id });
    for (const one of person.devices) if (one !== device) one.alive = false;
    return;
  }
  const everywhere = what === "everywhere";
  // Who was put out by somebody else may still sign out, and changes nothing by it, also not on other devices.
  if (device.browser.cookie === "selvedge_refresh=") return;
  await device.browser.call(tenancyApi.signOut, { everywhere });
  if (!device.alive) return;
  for (const one of person.devices) if (one === device || everywhere) one.alive = false;
}

describe("Feature: garment-business-management, Property 24: Comprehensive Security Enforcement", () => {
  test("each access token is taken exactly while its session lives: reuse, log-out and deactivation end it at once, and leave the others", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 10 }), async (steps) => {
        const person = aPerson();
        const made = await owner.call(tenancyApi.createUser, {
          name: "Asha",
          email: person.email,
          password: PASSWORD,
          roles: ["clerk"],
        });
        person.id = made.id;
        for (const one of [{ do: "sign_in", which: 0 } as Step, ...steps]) {
          await take(person, one);
          for (const device of person.devices) {
            for (const token of new Set([device.tokens[0]!, device.tokens.at(-1)!])) {
              const probe = world.browser();
              probe.token = token;
              if (device.alive) expect((await probe.call(tenancyApi.getMe, {})).user.email).toBe(person.email);
              else expect((await probe.refused(tenancyApi.getMe, {})).status).toBe(401);
            }
          }
        }
      }),
      { numRuns: 100 },
    );
  }, 180_000);
});
