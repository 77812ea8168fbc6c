import type { InputOf, partyApi } from "@selvedge/contract";
import { gstinCheckCharacter } from "@selvedge/domain";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { gstin } from "../../../../../packages/domain/src/testing/arbitraries.ts";
import { openTestWorld, type TestTenant, type TestWorld } from "../../testing/open-test-tenant.ts";
import { changeCustomer } from "./change-customer.ts";
import { createCustomer } from "./create-customer.ts";
import { getCustomer } from "./get-customer.ts";

type NewCustomer = InputOf<typeof partyApi.createCustomer>;

let now = new Date("2026-06-01T06:00:00.000Z");
let world: TestWorld;
let tenant: TestTenant;
let elsewhere: TestTenant;
let serial = 0;
beforeAll(async () => {
  world = await openTestWorld({ now: () => now });
  tenant = await world.openTenant();
  elsewhere = await world.openTenant();
});
afterAll(() => world?.close());

const stateOf: Record<string, string> = { "27": "MH", "29": "KA", "07": "DL", "33": "TN", "24": "GJ" };
const aText = fc.constantFrom("Asha & Söhne", "रेशम भंडार", 'O\'Neil "Tailors"', "a", "100% Cotton_House");
const anAddress = fc.record({
  kind: fc.constantFrom("billing" as const, "shipping" as const),
  line1: aText,
  line2: fc.option(aText, { nil: undefined }),
  city: fc.constantFrom("Pune", "Bengaluru"),
  state: fc.constantFrom(["MH", "MH"], ["Karnataka", "KA"], ["IN-DL", "DL"]),
  postcode: fc.integer({ min: 100_000, max: 999_999 }),
  country: fc.constant("IN"),
});
const aProfile = fc.record({
  kind: fc.constantFrom("company" as const, "person" as const),
  name: aText,
  code: fc.boolean(),
  email: fc.boolean(),
  phone: fc.option(fc.constantFrom("plain", "spaced", "trunk", "international"), { nil: undefined }),
  taxNumber: fc.option(gstin, { nil: undefined }),
  note: fc.option(aText, { nil: undefined }),
  addresses: fc.uniqueArray(anAddress, { maxLength: 3, selector: (a) => a.line1 }),
  account: fc.record({
    priceTier: fc.option(fc.constantFrom("gold", "silver")),
    paymentTermsDays: fc.integer({ min: 0, max: 365 }),
    creditLimitMinor: fc.option(fc.integer({ min: 0, max: 10 ** 9 })),
    creditHold: fc.boolean(),
    partialShip: fc.constantFrom("refuse" as const, "partial" as const, "backorder" as const),
  }),
  consent: fc.dictionary(
    fc.constantFrom("email", "sms", "whatsapp"),
    fc.record({ granted: fc.boolean(), source: fc.constantFrom("till", "web form") }),
    { noNullPrototype: true },
  ),
});
type Profile = typeof aProfile extends fc.Arbitrary<infer T> ? T : never;

/** A mobile number of India in one of the ways people write it. */
function phoneText(national: string, form: string): string {
  if (form === "spaced") return `${national.slice(0, 5)} ${national.slice(5)}`;
  if (form === "trunk") return `0${national.slice(0, 3)}-${national.slice(3, 6)}-${national.slice(6)}`;
  return form === "international" ? `+91 (${national.slice(0, 5)}) ${national.slice(5)}` : national;
}

function typed(profile: Profile, n: number): NewCustomer {
  const { code, email, phone, addresses, taxNumber, ...rest } = profile;
  return {
    ...rest,
    code: code ? `C-${n}` : undefined,
    email: email ? `Buyer${n}@Example.COM` : undefined,
    phone: phone && phoneText(String(9_800_000_000 + n), phone),
    taxNumber: taxNumber && `${taxNumber.slice(0, 2)} ${taxNumber.slice(2).toLowerCase()}`,
    addresses: addresses.map((a) => ({ ...a, state: a.state[0], postcode: String(a.postcode) })),
  };
}

function expected(profile: Profile, n: number, at: string) {
  const { code, email, phone, addresses, taxNumber, note, consent, account, ...rest } = profile;
  return {
    ...rest,
    account: { ...account, salesRep: null },
    code: code ? `C-${n}` : null,
    email: email ? `buyer${n}@example.com` : null,
    phone: phone ? `+91${9_800_000_000 + n}` : null,
    taxNumber: taxNumber ?? null,
    country: taxNumber ? "IN" : null,
    state: taxNumber ? stateOf[taxNumber.slice(0, 2)] : null,
    note: note ?? null,
    status: "active",
    version: 1,
    createdAt: at,
    consent: Object.fromEntries(Object.entries(consent).map(([channel, answer]) => [channel, { ...answer, at }])),
    addresses: expect.toSatisfy(
      (kept: object[]) =>
        kept.length === addresses.length &&
        addresses.every(({ kind, line1, line2 = null, city, state, postcode, country }) =>
          kept.some((k) => {
            const want = { kind, line1, line2, city, state: state[1], postcode: String(postcode), country };
            return Object.entries(want).every(([field, value]) => (k as Record<string, unknown>)[field] === value);
          }),
        ),
    ),
  };
}

/** Ways to spoil a profile, and the field that must be named. */
const spoils: [string, (input: NewCustomer) => NewCustomer][] = [
  ["phone", (input) => ({ ...input, phone: "+91 12345" })],
  ["email", (input) => ({ ...input, email: "nobody at home" })],
  ["taxNumber", (input) => ({ ...input, taxNumber: mistyped("27AAPFU0939F1ZV") })],
  ["taxNumber", (input) => ({ ...input, taxNumber: "GB980780685", country: "GB" })],
  ["state", (input) => ({ ...input, country: "IN", taxNumber: undefined, state: "Atlantis" })],
  [
    "addresses.0.postcode",
    (input) => ({
      ...input,
      addresses: [{ kind: "billing", line1: "1", city: "Pune", country: "IN", postcode: "01234" }],
    }),
  ],
  [
    "addresses.0.state",
    (input) => ({ ...input, addresses: [{ kind: "billing", line1: "1", city: "Pune", country: "IN", state: "Utah" }] }),
  ],
];
function mistyped(number: string): string {
  const wrong = gstinCheckCharacter(number.slice(0, 14)) === "A" ? "B" : "A";
  return number.slice(0, 14) + wrong;
}

const refusal = (code: string, path: string) => ({
  code,
  fields: expect.arrayContaining([expect.objectContaining({ path: expect.stringMatching(new RegExp(`^${path}`)) })]),
});

test("Feature: garment-business-management, Property 10: Complete Customer Profile Creation", async () => {
  await fc.assert(
    fc.asyncProperty(aProfile, fc.constantFrom(...spoils), fc.nat({ max: 3 }), async (profile, [path, spoil], form) => {
      serial += 1;
      now = new Date(now.getTime() + 60_000);
      const at = now.toISOString();
      const input = typed(profile, serial);
      await expect(tenant.run(createCustomer, spoil(input))).rejects.toMatchObject(refusal("validation_failed", path));

      const created = await tenant.run(createCustomer, input);
      expect(created).toEqual({ id: created.id, ...expected(profile, serial, at) });
      expect(await tenant.run(getCustomer, { id: created.id })).toEqual(created);

      const twin = (more: Partial<NewCustomer>): NewCustomer => ({ kind: "person", name: "Twin", ...more });
      const number = phoneText(String(9_800_000_000 + serial), ["plain", "spaced", "trunk", "international"][form]!);
      const same: [string, boolean, Partial<NewCustomer>][] = [
        ["email", profile.email, { email: `bUYER${serial}@example.com` }],
        ["phone", profile.phone !== undefined, { phone: number }],
      ];
      for (const [field, taken, more] of same) {
        if (!taken) continue;
        const again = tenant.run(createCustomer, twin(more));
        await expect(again).rejects.toMatchObject({
          ...refusal("duplicate", field),
          details: { customerId: created.id },
        });
        await elsewhere.run(createCustomer, twin(more));
      }

      // Answering the same again keeps the first time; another answer is recorded with its own.
      now = new Date(now.getTime() + 60_000);
      const [channel, answer] = Object.entries(profile.consent)[0] ?? [];
      if (!channel || !answer) return;
      const same2 = await tenant.run(changeCustomer, { id: created.id, consent: { [channel]: answer } });
      expect(same2.consent).toEqual(created.consent);
      const flipped = { ...answer, granted: !answer.granted };
      const changed = await tenant.run(changeCustomer, { id: created.id, consent: { [channel]: flipped } });
      expect(changed.consent).toEqual({ ...created.consent, [channel]: { ...flipped, at: now.toISOString() } });
    }),
    { numRuns: 100 },
  );
}, 120_000);
