import type { InputOf, partyApi } from "@selvedge/contract";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { openTestWorld, type TestTenant, type TestWorld } from "../../testing/open-test-tenant.ts";
import { changeCustomer } from "./change-customer.ts";
import { createCustomer } from "./create-customer.ts";
import { getCustomer } from "./get-customer.ts";
import { getCustomerForOrder } from "./get-customer-for-order.ts";
import { listCustomers } from "./list-customers.ts";

type NewCustomer = InputOf<typeof partyApi.createCustomer>;

let world: TestWorld;
let tenant: TestTenant;
beforeAll(async () => {
  world = await openTestWorld();
});
afterAll(() => world?.close());
beforeEach(async () => {
  tenant = await world.openTenant();
});

const add = (input: Partial<NewCustomer> = {}) =>
  tenant.run(createCustomer, { kind: "company", name: "Asha Stores", ...input });

async function refusedAt(path: string, work: Promise<unknown>, code = "validation_failed") {
  await expect(work).rejects.toMatchObject({ code, fields: [expect.objectContaining({ path })] });
}

it("keeps e-mail in lower case, phone as E.164, GSTIN without spaces and the state it is registered in", async () => {
  const customer = await add({ email: "Buying@Asha.EXAMPLE", phone: "098765 43210", taxNumber: "27 AAPFU0939F 1ZV" });
  expect(customer).toMatchObject({
    email: "buying@asha.example",
    phone: "+919876543210",
    taxNumber: "27AAPFU0939F1ZV",
    country: "IN",
    state: "MH",
    version: 1,
  });
  expect(customer.account).toEqual({
    priceTier: null,
    paymentTermsDays: 0,
    creditLimitMinor: null,
    creditHold: false,
    partialShip: "refuse",
    salesRep: null,
  });
});

it("refuses numbers with wrong check digits, states and postcodes that there are not, naming the field", async () => {
  await refusedAt("taxNumber", add({ taxNumber: "27AAPFU0939F1ZW" }));
  await refusedAt("taxNumber", add({ country: "GB", taxNumber: "GB123456789" }));
  await refusedAt("phone", add({ phone: "12345" }));
  await refusedAt("phone", add({ phone: "call me" }));
  await refusedAt("state", add({ state: "Bombay" }));
  await refusedAt("state", add({ state: "KA", taxNumber: "27AAPFU0939F1ZV" }));
  const address = { kind: "shipping" as const, line1: "1 High Street", city: "Pune", country: "IN" };
  await refusedAt("addresses.1.postcode", add({ addresses: [address, { ...address, postcode: "012345" }] }));
  await refusedAt("addresses.0.state", add({ addresses: [{ ...address, state: "California" }] }));
  const twice = [address, { ...address, isDefault: true }, { ...address, isDefault: true }];
  await refusedAt("addresses.2.isDefault", add({ addresses: twice }));
  expect((await add({ country: "GB", taxNumber: "GB 980 7806 84" })).taxNumber).toBe("GB980780684");
});

it("refuses a customer who is there already by e-mail, phone or code, naming the other", async () => {
  const asha = await add({ email: "asha@example.com", phone: "+91 98765 43210", code: "C-1" });
  const twin = (path: string, input: Partial<NewCustomer>) =>
    expect(add({ name: "Other", ...input })).rejects.toMatchObject({
      code: "duplicate",
      message: expect.stringContaining("Asha Stores has this"),
      details: { customerId: asha.id },
      fields: [expect.objectContaining({ path })],
    });
  await twin("email", { email: "ASHA@example.com" });
  await twin("phone", { phone: "9876543210" });
  await twin("code", { code: "C-1" });
  const other = await add({ name: "Other", email: "other@example.com" });
  await refusedAt("email", tenant.run(changeCustomer, { id: other.id, email: "asha@example.com" }), "duplicate");
  const elsewhere = await world.openTenant();
  await elsewhere.run(createCustomer, { kind: "person", name: "Asha", email: "asha@example.com" });
});

it("lets one of two at once have an e-mail", async () => {
  const both = await Promise.allSettled([1, 2, 3, 4].map((n) => add({ name: `Shop ${n}`, email: "one@example.com" })));
  expect(both.filter((r) => r.status === "fulfilled")).toHaveLength(1);
  for (const r of both) if (r.status === "rejected") expect(r.reason).toMatchObject({ code: "duplicate" });
});

it("changes what is named, keeps the rest, clears what is null, and replaces addresses", async () => {
  const address = {
    kind: "billing" as const,
    line1: "5 MG Road",
    city: "Pune",
    state: "Maharashtra",
    postcode: "411 001",
    country: "IN",
  };
  const before = await add({
    email: "a@example.com",
    note: "Pays late",
    addresses: [address, { ...address, kind: "shipping" }],
  });
  expect(before.addresses).toMatchObject([
    { kind: "billing", state: "MH", postcode: "411001", line2: null, isDefault: true },
    { kind: "shipping", isDefault: true },
  ]);
  const after = await tenant.run(changeCustomer, {
    id: before.id,
    email: null,
    account: { creditLimitMinor: 500_000, paymentTermsDays: 30 },
    addresses: [{ ...address, city: "Nashik" }],
    version: 1,
  });
  expect(after).toMatchObject({ email: null, note: "Pays late", version: 2 });
  expect(after.account).toMatchObject({ creditLimitMinor: 500_000, paymentTermsDays: 30, partialShip: "refuse" });
  expect(after.addresses.map((a) => a.city)).toEqual(["Nashik"]);
  expect(await tenant.run(getCustomer, { id: before.id })).toEqual(after);
  await expect(tenant.run(changeCustomer, { id: before.id, name: "X", version: 1 })).rejects.toMatchObject({
    code: "stale_version",
  });
  const events = await world.admin<{ type: string; after: object }[]>`
    select type, after from event where entity_id = ${before.id} order by id`;
  expect(events.map((e) => e.type)).toEqual(["party.customer_created", "party.customer_changed"]);
  expect(Object.assign({}, ...events.map((e) => e.after))).toEqual(after);
});

it("moves the state with the GSTIN when the customer registers elsewhere", async () => {
  const customer = await add({ taxNumber: "27AAPFU0939F1ZV" });
  const moved = await tenant.run(changeCustomer, { id: customer.id, taxNumber: "29AAGCB7383J1Z4" });
  expect(moved.state).toBe("KA");
});

it("finds customers by beginnings of name words, code, e-mail and phone as people write them", async () => {
  await add({ name: "Asha Sarees & Sons", code: "CUST-001", email: "asha@example.com", phone: "+919876543210" });
  await add({ name: "Bharat Hosiery", email: "info@bharat.example", phone: "+919123456789" });
  const found = async (q: string) => (await tenant.run(listCustomers, { q })).items.map((c) => c.name.split(" ")[0]);
  expect(await found("sar ash")).toEqual(["Asha"]);
  expect(await found("sons")).toEqual(["Asha"]);
  expect(await found("cust-00")).toEqual(["Asha"]);
  expect(await found("INFO@bharat.ex")).toEqual(["Bharat"]);
  expect(await found("98765 43")).toEqual(["Asha"]);
  expect(await found("+91 91234")).toEqual(["Bharat"]);
  expect(await found("ash hos")).toEqual([]);
  expect(await found("%")).toEqual([]);
  const [asha] = (await tenant.run(listCustomers, { q: "asha" })).items;
  await tenant.run(changeCustomer, { id: asha!.id, name: "Usha Emporium" });
  expect(await found("sarees")).toEqual([]);
  expect(await found("emporium")).toEqual(["Usha"]);
});

it("lists customers page by page, each once, by name and newest first, without archived ones", async () => {
  const names = ["Dev", "asha", "Chitra", "bharat", "asha"];
  for (const name of names) await add({ name });
  const gone = await add({ name: "Gone" });
  await tenant.run(changeCustomer, { id: gone.id, status: "archived" });
  const walk = async (sort: "name" | "newest") => {
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await tenant.run(listCustomers, { sort, limit: 2, cursor });
      seen.push(...page.items.map((item) => item.name));
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    return seen;
  };
  expect(await walk("name")).toEqual(["asha", "asha", "bharat", "Chitra", "Dev"]);
  expect(await walk("newest")).toEqual([...names].reverse());
  await expect(tenant.run(listCustomers, { cursor: "bm8" })).rejects.toMatchObject({ fields: [{ path: "cursor" }] });
});

it("gives an order its customer's terms, and refuses archived ones and another business's", async () => {
  const customer = await add({ country: "IN", state: "KA", account: { priceTier: "gold", creditHold: true } });
  const read = (id: string) => tenant.step((ctx) => getCustomerForOrder(ctx, id));
  expect(await read(customer.id)).toEqual({
    id: customer.id,
    name: "Asha Stores",
    kind: "company",
    email: null,
    country: "IN",
    state: "KA",
    taxNumber: null,
    priceTier: "gold",
    paymentTermsDays: 0,
    creditLimitMinor: null,
    creditHold: true,
    partialShip: "refuse",
    salesRepId: null,
  });
  await tenant.run(changeCustomer, { id: customer.id, status: "archived" });
  await expect(read(customer.id)).rejects.toMatchObject({ code: "wrong_state" });
  const other = await world.openTenant();
  await expect(other.step((ctx) => getCustomerForOrder(ctx, customer.id))).rejects.toMatchObject({ code: "not_found" });
  await expect(other.run(getCustomer, { id: customer.id })).rejects.toMatchObject({ code: "not_found" });
  await expect(other.run(changeCustomer, { id: customer.id, name: "X" })).rejects.toMatchObject({ code: "not_found" });
});
