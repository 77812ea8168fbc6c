import { accountApi, tenancyApi } from "@selvedge/contract";
import { dictionary } from "@zxcvbn-ts/language-common";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hashPassword, passwordMatches } from "../../platform/hash-password.ts";
import { newId } from "../../platform/ids.ts";
import { openTestWorld, type TestTenant, type TestWorld } from "../../testing/open-test-tenant.ts";

const common = (dictionary as Record<string, string[]>)["passwords-common"]!;
const longCommon = common.filter((word) => word.length >= 10);
const stems = common.filter((word) => word.length >= 8 && word.length < 10 && /^[a-z]+$/.test(word));

let world: TestWorld;
let shop: TestTenant;
beforeAll(async () => {
  world = await openTestWorld();
  shop = await world.openTenant({ name: "Kora Garments" });
});
afterAll(() => world.close());

/** Long enough and of nobody's list: syllables that no word list joins like this. */
const fine = fc
  .array(fc.constantFrom("zu", "kri", "vop", "tesh", "wum", "gla", "नमस्ते", "ßö", "🧵", " ", "-", "7"), {
    minLength: 10,
    maxLength: 30,
  })
  .map((parts) => `q${parts.join("")}x`)
  .filter((text) => new Set(text).size > 6 && [...text].length <= 200);
const tooShort = fc.string({ minLength: 1, maxLength: 9, unit: "grapheme" }).filter((s) => [...s].length < 10);
const tooLong = fc.integer({ min: 201, max: 260 }).map((n) => "zukrivop".repeat(40).slice(0, n));
const used = fc.constantFrom(...longCommon).chain((word) => fc.constantFrom(word, word.toUpperCase()));
const tailed = fc
  .tuple(fc.constantFrom(...stems), fc.stringMatching(/^[0-9!]{2,4}$/))
  .map(([stem, tail]) => stem + tail);
const repeated = fc
  .tuple(fc.constantFrom("a", "xy", "abc", "1234"), fc.integer({ min: 10, max: 20 }))
  .map(([s, n]) => s.repeat(n).slice(0, 40));
const aboutMe = fc.constantFrom("ashaverma@shop", "Asha.Verma-1", "kora garments", "garments2026");

const asked = { name: "Asha Verma", email: "asha.verma@shop.example" };
const answers: Record<string, unknown[]> = {};

async function tryPassword(password: string): Promise<{ refused: string | null }> {
  try {
    const user = await shop.run(tenancyApi.createUser, {
      ...asked,
      email: `asha.verma+${newId()}@shop.example`,
      password,
      roles: ["clerk"],
    });
    answers["users"] = [user];
    return { refused: null };
  } catch (error) {
    const { code, fields } = error as { code: string; fields?: { path: string }[] };
    expect(code).toBe("validation_failed");
    return { refused: fields?.[0]?.path ?? "nothing named" };
  }
}

describe("Feature: garment-business-management, Property 25: Password Policy and API Security", () => {
  test("passwords are refused or accepted exactly by the policy, with the field named", async () => {
    const any = fc.oneof(
      fine.map((password) => ({ password, accepted: true })),
      fc.oneof(tooShort, tooLong, used, tailed, repeated, aboutMe).map((password) => ({ password, accepted: false })),
    );
    await fc.assert(
      fc.asyncProperty(any, async ({ password, accepted }) => {
        expect((await tryPassword(password)).refused).toBe(accepted ? null : "password");
      }),
      { numRuns: 150 },
    );
  }, 120_000);

  test("a hash verifies the password it was made of and no other, however the letters were typed", async () => {
    await fc.assert(
      fc.asyncProperty(fine, fine, async (password, other) => {
        const hash = await hashPassword(password);
        expect(hash).toMatch(/^\$argon2id\$/);
        expect(await passwordMatches(hash, password)).toBe(true);
        expect(await passwordMatches(hash, password.normalize("NFD"))).toBe(true);
        if (other.normalize("NFKC") !== password.normalize("NFKC"))
          expect(await passwordMatches(hash, other)).toBe(false);
        expect(await passwordMatches(null, password)).toBe(false);
      }),
      { numRuns: 100 },
    );
  }, 120_000);

  test("no hash, secret or backup code of anybody is in any answer or event", async () => {
    const list = await shop.run(tenancyApi.listUsers, { limit: 200 });
    const rows = await world.admin<{ text: string }[]>`
      select password_hash as text from user_account where tenant_id = ${shop.tenantId} and password_hash is not null`;
    const events = await world.admin`select before, after from event where tenant_id = ${shop.tenantId}`;
    const told = JSON.stringify([list, answers, events]);
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.filter((row) => told.includes(row.text))).toEqual([]);
    expect(told).not.toMatch(/\$argon2|\$2[aby]\$|totp_secret|password_hash|passwordHash/);
    expect(accountApi.getProfile.output.safeParse({ passwordHash: "x" }).success).toBe(false);
  });
});
