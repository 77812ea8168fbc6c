import { givenRules, type OutputOf, type Permission, partyApi } from "@selvedge/contract";
import { expect, it } from "vitest";
import { customerChange, customerDraft, newCustomerDraft } from "./customer-draft.ts";

const customer: OutputOf<typeof partyApi.getCustomer> = {
  ...{
    id: "018f0000-0000-7000-8000-000000000000",
    version: 3,
    kind: "company",
    name: "Kora",
    code: null,
    status: "active",
  },
  ...{ email: null, phone: null, taxNumber: null, country: "IN", state: "MH", note: null, addresses: [], consent: {} },
  account: {
    ...{ priceTier: "gold", paymentTermsDays: 30, creditLimitMinor: 500_000, creditHold: true },
    ...{ partialShip: "partial", salesRep: null },
  },
} as never;

const at = (value: unknown, path: readonly string[]): unknown =>
  path.reduce<unknown>((inner, key) => (inner as Record<string, unknown> | undefined)?.[key], value);

it("sends nothing that a role without the permission may not give", () => {
  const can = (permission: Permission) => permission === "party.customer.change";
  const sent = [
    [partyApi.changeCustomer, customerDraft(customer, can)],
    [partyApi.createCustomer, newCustomerDraft("Kora", "IN", can)],
  ] as const;
  for (const [door, draft] of sent) {
    const rules = givenRules(door).filter((rule) => !can(rule.permission));
    expect(rules.length).toBeGreaterThan(3);
    expect(rules.filter((rule) => at(draft, rule.path) !== undefined)).toEqual([]);
  }
});

it("takes an emptied limit away where the person may, and leaves terms out where they may not", () => {
  const draft = customerDraft(customer, () => true);
  const typed = { ...draft.account, creditLimitMinor: undefined, priceTier: "" };
  expect(customerChange(draft, typed as never).account).toMatchObject({
    creditLimitMinor: null,
    priceTier: null,
    salesRepId: null,
    creditHold: true,
  });
  const plain = customerDraft(customer, () => false);
  expect(customerChange(plain, plain.account).account).toEqual({ partialShip: "partial" });
});

it("takes what looks like a phone number for one", () => {
  expect(newCustomerDraft("98200 11223", "IN", () => true)).toMatchObject({
    kind: "person",
    name: "",
    phone: "98200 11223",
  });
});
