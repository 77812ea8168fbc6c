import { catalogApi, type InputOf, partyApi, type pricingApi } from "@selvedge/contract";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import type { Actor } from "../../platform/context.ts";
import { inTransaction } from "../../platform/runner.ts";
import { openTestWorld, type TestTenant, type TestWorld } from "../../testing/open-test-tenant.ts";
import type { Style } from "../catalog/index.ts";
import { aStyle } from "../catalog/testing/style-input.ts";
import { changePromotion } from "./change-promotion.ts";
import { type LineToPrice, type PriceLinesInput, priceLines } from "./price-lines.ts";
import { createPriceList, listPriceLists } from "./price-lists.ts";
import { createPromotion, listPromotions } from "./promotions.ts";
import { listPrices } from "./read-prices.ts";
import { setPrices } from "./set-prices.ts";

let world: TestWorld;
let tenant: TestTenant;
let style: Style;
beforeAll(async () => {
  world = await openTestWorld();
});
afterAll(() => world?.close());
beforeEach(async () => {
  tenant = await world.openTenant();
  style = await tenant.run(catalogApi.createStyle, await aStyle(tenant, { basePriceMinor: 100_000 }));
});

const at = new Date("2026-06-01T06:00:00Z");
const sku = (i: number) => style.colourways[0]!.skus[i]!;
const lineOf = (i: number, qty: number, more: Partial<LineToPrice> = {}): LineToPrice => ({
  skuId: sku(i).id,
  styleId: style.id,
  categoryId: null,
  qty,
  ...more,
});
const order = (lines: LineToPrice[], more: Partial<PriceLinesInput> = {}): PriceLinesInput => ({
  channelKind: "wholesale",
  currency: "INR",
  priceMode: "exclusive",
  customer: null,
  at,
  on: "2026-06-01",
  lines,
  ...more,
});
const price = (lines: LineToPrice[], more: Partial<PriceLinesInput> = {}) =>
  tenant.step((ctx) => priceLines(ctx, order(lines, more)));

async function addList(input: Partial<InputOf<typeof pricingApi.createPriceList>>): Promise<string> {
  const made = await tenant.run(createPriceList, {
    code: `L${Math.random()}`.slice(0, 12),
    name: "List",
    kind: "channel",
    currency: "INR",
    priceMode: "exclusive",
    ...input,
  });
  return made.id;
}
const set = (priceListId: string, prices: InputOf<typeof pricingApi.setPrices>["prices"]) =>
  tenant.run(setPrices, { priceListId, styleId: style.id, prices });
const listOf = async (code: string) => (await tenant.run(listPriceLists, {})).items.find((l) => l.code === code)!.id;
const unit = async (more: Partial<PriceLinesInput> = {}) => (await price([lineOf(0, 1)], more))[0]!.unitPriceMinor;

it("prices by contract before tier before channel before base, each only where it holds", async () => {
  const customer = await tenant.run(partyApi.createCustomer, { kind: "company", name: "Asha" });
  const who = { id: customer.id, priceTier: "gold" };
  expect(await unit({ customer: who })).toBe(100_000);
  await set(await listOf("WHOLESALE"), [{ unitPriceMinor: 80_000 }]);
  expect(await unit({ customer: who })).toBe(80_000);
  expect(await unit({ customer: who, channelKind: "retail" })).toBe(100_000);
  expect(await unit({ customer: who, priceMode: "inclusive" })).toBe(100_000);
  await set(await addList({ kind: "tier", priceTier: "gold" }), [{ unitPriceMinor: 85_000 }]);
  expect(await unit({ customer: who })).toBe(85_000);
  expect(await unit({ customer: { ...who, priceTier: "silver" } })).toBe(80_000);
  await set(await addList({ kind: "contract", customerId: customer.id }), [{ unitPriceMinor: 90_000 }]);
  expect(await unit({ customer: who })).toBe(90_000);
  expect(await unit()).toBe(80_000);
  await expect(price([lineOf(0, 1)], { currency: "EUR" })).rejects.toMatchObject({
    code: "no_price",
    details: { skuIds: [sku(0).id], skuCodes: [sku(0).code] },
  });
});

it("lets a SKU's own price beat its style's, and holds a price from its first day to its last", async () => {
  const base = await listOf("BASE");
  await set(base, [
    { skuId: sku(4).id, unitPriceMinor: 110_000 },
    { unitPriceMinor: 95_000, validFrom: "2026-06-02", validTo: "2026-06-03" },
  ]);
  const on = async (day: string) =>
    (await price([lineOf(0, 1), lineOf(4, 1)], { on: day })).map((l) => l.unitPriceMinor);
  expect(await on("2026-06-01")).toEqual([100_000, 110_000]);
  expect(await on("2026-06-02")).toEqual([95_000, 110_000]);
  expect(await on("2026-06-03")).toEqual([95_000, 110_000]);
  expect(await on("2026-06-04")).toEqual([100_000, 110_000]);
});

it("counts the pieces of the whole style for a quantity break", async () => {
  await set(await listOf("BASE"), [{ minQty: 10, unitPriceMinor: 90_000 }]);
  expect((await price([lineOf(0, 4), lineOf(1, 5)])).map((l) => l.unitPriceMinor)).toEqual([100_000, 100_000]);
  expect((await price([lineOf(0, 4), lineOf(1, 6)])).map((l) => l.grossMinor)).toEqual([360_000, 540_000]);
});

it("takes promotions off between their instants, in their channel and category with all below it, and records them", async () => {
  const { items } = await tenant.run(listPromotions, {});
  expect(items).toEqual([]);
  const { id: top } = await tenant.run(catalogApi.createCategory, { code: "TOPS", name: "Tops" });
  const { id: below } = await tenant.run(catalogApi.createCategory, {
    code: "TUNICS",
    name: "Tunics",
    parentId: top,
  });
  const promotion = {
    code: "JUNE",
    name: "June",
    kind: "percent" as const,
    percentBasisPoints: 1000,
    channelKinds: ["wholesale" as const],
    categoryIds: [top],
    startsAt: at.toISOString(),
    endsAt: "2026-06-01T12:00:00+05:30",
  };
  const { id } = await tenant.run(createPromotion, promotion);
  const sold = [lineOf(0, 3, { categoryId: below })];
  const [line] = await price(sold);
  expect(line).toMatchObject({ unitPriceMinor: 100_000, grossMinor: 300_000, discountMinor: 30_000 });
  expect(line!.trace).toEqual([
    expect.objectContaining({ kind: "list", source: "base", unitPriceMinor: 100_000 }),
    expect.objectContaining({ kind: "promotion", ruleId: id, unitPriceMinor: 90_000 }),
  ]);
  const off = async (more: Partial<PriceLinesInput>, lines = sold) => (await price(lines, more))[0]!.discountMinor;
  expect(await off({ at: new Date(at.getTime() - 1) })).toBe(0);
  expect(await off({ at: new Date("2026-06-01T06:30:00Z") })).toBe(0);
  expect(await off({ channelKind: "web" })).toBe(0);
  expect(await off({}, [lineOf(0, 3)])).toBe(0);
  expect(await off({}, [lineOf(0, -3, { categoryId: below })])).toBe(-30_000);
});

it("never sells below the floor, by promotion or by an agreed price, save for those who set prices", async () => {
  await set(await listOf("BASE"), [{ unitPriceMinor: 100_000, floorMinor: 70_000 }]);
  const half = {
    kind: "percent" as const,
    percentBasisPoints: 5000,
    startsAt: "2026-01-01T00:00:00Z",
    endsAt: "2027-01-01T00:00:00Z",
  };
  await tenant.run(createPromotion, { code: "HALF", name: "Half", ...half });
  expect((await price([lineOf(0, 2)]))[0]).toMatchObject({ grossMinor: 200_000, discountMinor: 60_000 });
  const rep: Actor = { type: "user", id: null, permissions: new Set(["sales.order.place"]) };
  const agreed = (unitPriceMinor: number, actor: Actor, qty = 1) =>
    inTransaction(world.runtime, { tenantId: tenant.tenantId, actor, requestId: "test" }, { name: "test" }, (ctx) =>
      priceLines(ctx, order([lineOf(0, qty, { unitPriceMinor })])),
    );
  await expect(agreed(69_999, rep)).rejects.toMatchObject({ fields: [{ path: "lines.0.unitPriceMinor" }] });
  expect((await agreed(70_000, rep))[0]).toEqual({
    unitPriceMinor: 70_000,
    grossMinor: 70_000,
    discountMinor: 0,
    trace: [{ kind: "agreed", unitPriceMinor: 70_000, listPriceMinor: 70_000 }],
  });
  expect((await agreed(1, rep, -1))[0]!.grossMinor).toBe(-1);
  const owner: Actor = { ...rep, permissions: new Set(["pricing.price.change"]) };
  expect((await agreed(1, owner))[0]!.grossMinor).toBe(1);
});

it("changes a price of the same SKU, quantity and first day, adds others, and leaves one event for each that changed", async () => {
  const base = await listOf("BASE");
  const first = await set(base, [{ unitPriceMinor: 100_000 }, { minQty: 10, unitPriceMinor: 90_000 }]);
  expect(first.items.map((p) => [p.minQty, p.unitPriceMinor, p.validFrom])).toEqual([
    [1, 100_000, null],
    [10, 90_000, null],
  ]);
  await set(base, [{ minQty: 10, unitPriceMinor: 88_000, validTo: "2026-12-31" }]);
  const { items } = await tenant.run(listPrices, { styleId: style.id });
  expect(items.map((p) => [p.minQty, p.unitPriceMinor, p.validTo])).toEqual([
    [1, 100_000, null],
    [10, 88_000, "2026-12-31"],
  ]);
  const events = await world.admin<{ before: object | null; after: object }[]>`
    select before, after from event where tenant_id = ${tenant.tenantId} and type = 'pricing.price_set' order by id`;
  expect(events.map((e) => [e.before === null, (e.after as { unitPriceMinor: number }).unitPriceMinor])).toEqual([
    [true, 100_000],
    [true, 90_000],
    [false, 88_000],
  ]);
});

it("warns of inclusive prices in the tax dead band and says what to charge instead", async () => {
  const { warnings } = await set(await listOf("BASE"), [
    { unitPriceMinor: 279_900 },
    { minQty: 5, unitPriceMinor: 262_500 },
    { minQty: 9, unitPriceMinor: 295_001 },
  ]);
  expect(warnings).toEqual([
    "No tax rate fits ₹2,799.00: between ₹2,625.00 and ₹2,950.00, tax included, you earn no more than at ₹2,625.00. " +
      "Charge that, or more than ₹2,950.00.",
  ]);
  expect((await set(await listOf("WHOLESALE"), [{ unitPriceMinor: 279_900 }])).warnings).toEqual([]);
});

it("names the field of what does not fit together", async () => {
  const base = await listOf("BASE");
  const refused = async (path: string, work: Promise<unknown>, code = "validation_failed") =>
    expect(work).rejects.toMatchObject({ code, fields: [expect.objectContaining({ path })] });
  const one = { unitPriceMinor: 1000 };
  await refused("prices.0.validTo", set(base, [{ ...one, validFrom: "2026-02-02", validTo: "2026-02-01" }]));
  await refused("prices.0.floorMinor", set(base, [{ ...one, floorMinor: 1001 }]));
  await refused("prices.1", set(base, [one, { unitPriceMinor: 900 }]));
  await refused("prices.0.skuId", set(base, [{ ...one, skuId: tenant.tenantId }]));
  await refused("channelKind", addList({}));
  await refused("priceTier", addList({ kind: "tier" }));
  await refused("customerId", addList({ kind: "contract" }));
  await refused("customerId", addList({ kind: "contract", customerId: tenant.tenantId }));
  await refused("currency", addList({ kind: "base" }), "duplicate");
  await refused("code", addList({ code: "BASE", channelKind: "web" }), "duplicate");
  const promotion = { code: "P", name: "P", startsAt: "2026-01-01T00:00:00Z", endsAt: "2026-02-01T00:00:00Z" };
  await refused("amountMinor", tenant.run(createPromotion, { ...promotion, kind: "amount" }));
  const percent = { ...promotion, kind: "percent" as const, percentBasisPoints: 500 };
  await refused("endsAt", tenant.run(createPromotion, { ...percent, endsAt: promotion.startsAt }));
  await refused("styleIds.1", tenant.run(createPromotion, { ...percent, styleIds: [style.id, tenant.tenantId] }));
});

it("makes a style and its base price together or not at all", async () => {
  const count = () => world.admin`select from style where tenant_id = ${tenant.tenantId}`.then((rows) => rows.length);
  await world.admin`update price_list set currency = 'EUR' where tenant_id = ${tenant.tenantId} and kind = 'base'`;
  await world.admin`update tenant set config_version = config_version + 1 where id = ${tenant.tenantId}`;
  await expect(
    tenant.run(catalogApi.createStyle, await aStyle(tenant, { code: "NEW", basePriceMinor: 1 })),
  ).rejects.toMatchObject({ fields: [{ path: "basePriceMinor" }] });
  expect(await count()).toBe(1);
});

it("takes prices away together with setting others, leaves one event each, and refuses a stranger whole", async () => {
  const listId = await addList({ channelKind: "wholesale" });
  const { items } = await set(listId, [{ unitPriceMinor: 90_000 }, { skuId: sku(0).id, unitPriceMinor: 95_000 }]);
  const exception = items.find((item) => item.skuId === sku(0).id)!;
  const change = (remove: string[]) =>
    tenant.run(setPrices, { priceListId: listId, styleId: style.id, remove, prices: [{ unitPriceMinor: 91_000 }] });
  await expect(change([exception.id, crypto.randomUUID()])).rejects.toMatchObject({
    code: "validation_failed",
    fields: [{ path: "remove.1" }],
  });
  expect((await tenant.run(listPrices, { styleId: style.id })).items).toContainEqual(exception);
  const left = await change([exception.id]);
  expect(left.items.map((item) => [item.skuId, item.unitPriceMinor])).toEqual([[null, 91_000]]);
  const events = await world.admin<{ before: object; after: object | null }[]>`
    select before, after from event where tenant_id = ${tenant.tenantId} and type = 'pricing.price_removed'`;
  expect(events).toMatchObject([{ before: { skuId: sku(0).id, unitPriceMinor: 95_000 }, after: null }]);
});

it("ends a promotion early, and takes one out of use: prices follow at once", async () => {
  const made = await tenant.run(createPromotion, {
    ...{ code: "SUMMER", name: "Summer", kind: "percent", percentBasisPoints: 1000, channelKinds: ["wholesale"] },
    ...{ startsAt: "2026-05-01T00:00:00Z", endsAt: "2026-07-01T00:00:00Z" },
  });
  const discount = async () => (await price([lineOf(0, 1)]))[0]!.discountMinor;
  expect(await discount()).toBe(10_000);
  await tenant.run(changePromotion, { id: made.id, endsAt: "2026-05-20T00:00:00Z" });
  expect(await discount()).toBe(0);
  await tenant.run(changePromotion, { id: made.id, endsAt: "2026-08-01T00:00:00Z" });
  expect(await discount()).toBe(10_000);
  await tenant.run(changePromotion, { id: made.id, status: "archived", version: 3 });
  expect(await discount()).toBe(0);
  await expect(tenant.run(changePromotion, { id: made.id, name: "Late", version: 3 })).rejects.toMatchObject({
    code: "stale_version",
  });
  await expect(tenant.run(changePromotion, { id: made.id, endsAt: "2026-04-01T00:00:00Z" })).rejects.toMatchObject({
    fields: [{ path: "endsAt" }],
  });
});
