import { auditApi, type InputOf, partyApi, pricingApi, tenancyApi } from "@selvedge/contract";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Actor, systemActor } from "../../platform/context.ts";
import { newId } from "../../platform/ids.ts";
import { aStockedShop, type StockedShop } from "../../testing/a-shop.ts";
import { openTestWorld, type TestTenant, type TestWorld } from "../../testing/open-test-tenant.ts";

let world: TestWorld;
let shop: TestTenant;
let stock: StockedShop;
let owner: Actor;
beforeAll(async () => {
  world = await openTestWorld();
  shop = await world.openTenant();
  stock = await aStockedShop(shop);
  const { items } = await shop.run(tenancyApi.listUsers, {});
  owner = { ...systemActor, type: "user", id: items[0]!.id };
});
afterAll(() => world.close());

const find = async (input: InputOf<typeof auditApi.listEvents>) => (await shop.run(auditApi.listEvents, input)).items;

test("an entry names its record and its person; one entry names every record it mentions", async () => {
  const { id } = await shop.run(partyApi.createCustomer, { kind: "person", name: "Asha Rao" }, { actor: owner });
  const [made] = await find({ entityId: id });
  expect(made).toMatchObject({ type: "party.customer_created", entityName: "Asha Rao", actorName: "Owner" });
  const list = (await shop.run(pricingApi.listPriceLists, {})).items.find((l) => l.kind === "base")!;
  const prices = [{ unitPriceMinor: 5_000, minQty: 900 }];
  await shop.run(pricingApi.setPrices, { priceListId: list.id, styleId: stock.styleId, prices }, { actor: owner });
  const [priced] = await find({ type: "pricing.price_set", actorId: owner.id! });
  const whole = await shop.run(auditApi.getEvent, { id: priced!.id });
  expect(Object.values(whole.names)).toEqual(expect.arrayContaining(["Owner"]));
  expect(whole.personalPartsRemoved).toBe(false);
});

test("by kind, person, words, time and request, each alone and together", async () => {
  const actor = { ...owner, id: newId() };
  await shop.run(partyApi.createCustomer, { kind: "person", name: "Filtered" }, { actor });
  const [own] = await find({ actorId: actor.id });
  expect(await find({ actorId: actor.id })).toHaveLength(1);
  expect((await find({ type: "inventory.level_changed" })).length).toBe(8);
  expect(new Set((await find({ q: "customer created" })).map((e) => e.type))).toEqual(
    new Set(["party.customer_created"]),
  );
  expect(await find({ requestId: own!.requestId })).toHaveLength(1);
  expect(await find({ actorId: actor.id, type: "sales.order_placed" })).toEqual([]);
  const today = new Intl.DateTimeFormat("en-CA", { timeZone: "Asia/Kolkata" }).format(new Date());
  expect(await find({ actorId: actor.id, from: today, to: today })).toHaveLength(1);
  expect(await find({ actorId: actor.id, to: "2020-01-01" })).toEqual([]);
  expect(await find({ actorId: actor.id, from: "2999-01-01" })).toEqual([]);
});

test("pages of any size give every entry once, newest first, and another business's none", async () => {
  const other = await world.openTenant();
  const [all] = await world.admin<
    { n: number }[]
  >`select count(*)::int as n from event where tenant_id = ${shop.tenantId}`;
  for (const limit of [1, 7, 200]) {
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await shop.run(auditApi.listEvents, { limit, ...(cursor ? { cursor } : {}) });
      seen.push(...page.items.map((e) => e.id));
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    expect(new Set(seen).size, `limit ${limit}`).toBe(all!.n);
    expect(seen).toHaveLength(all!.n);
  }
  const theirs = await other.run(auditApi.listEvents, { limit: 200 });
  expect(theirs.items.every((e) => e.entityName !== "Asha Rao")).toBe(true);
  await expect(other.run(auditApi.getEvent, { id: (await find({}))[0]!.id })).rejects.toMatchObject({
    code: "not_found",
  });
});

test("the kinds and people that occur are listed once each", async () => {
  const { types, actors } = await shop.run(auditApi.getEventFilters, {});
  expect(new Set(types).size).toBe(types.length);
  const told = await world.admin<
    { type: string }[]
  >`select distinct type from event where tenant_id = ${shop.tenantId}`;
  expect(types).toEqual(expect.arrayContaining(told.map((t) => t.type)));
  expect(actors).toEqual([{ id: owner.id, name: "Owner" }]);
});
