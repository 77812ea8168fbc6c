import { billingApi, decideApi, inventoryApi, pricingApi, salesApi } from "@selvedge/contract";
import { addDays } from "@selvedge/domain";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newId } from "../../../platform/ids.ts";
import { aStockedShop, type StockedShop } from "../../../testing/a-shop.ts";
import { openTestWorld, type TestTenant, type TestWorld } from "../../../testing/open-test-tenant.ts";
import { measureOutcomes } from "./measure-outcomes.ts";
import { type Offer, offerSuggestions } from "./offer-suggestions.ts";

let now = new Date("2026-03-10T06:00:00Z");
const today = () => now.toISOString().slice(0, 10);

describe("suggestions", () => {
  let world: TestWorld;
  let shop: TestTenant;
  let goods: StockedShop;
  let baseListId: string;

  beforeAll(async () => {
    world = await openTestWorld({ now: () => now });
    shop = await world.openTenant();
    goods = await aStockedShop(shop);
    const lists = await shop.run(pricingApi.listPriceLists, {});
    baseListId = lists.items.find((list) => list.kind === "base")!.id;
  });
  afterAll(() => world?.close());

  const sure = { level: 0.9, measure: null, ours: null, naive: null, note: null };
  const priceOffer = (need: string, worthMinor = 50_000, priceMinor = 89_900): Offer => ({
    ...{ need, subjectType: "style", subjectId: goods.styleId, drivers: [], confidence: sure },
    action: {
      kind: "price",
      priceListId: baseListId,
      presentPriceMinor: 99_900,
      priceMinor,
      validFrom: addDays(today(), 1),
    },
    ...{ worthMinor, worthLowMinor: 0, worthHighMinor: 2 * worthMinor },
  });
  const offer = (offers: Offer[], kind: "price" | "reorder" | "transfer" = "price") =>
    shop.step((ctx) => offerSuggestions(ctx, kind, offers, { runId: null, validUntil: addDays(today(), 10) }));
  const openOnes = async (kind?: "price" | "reorder" | "transfer") =>
    (await shop.run(decideApi.listSuggestions, kind ? { kind } : {})).items;

  it("opens one per need, brings it up to date, and lets it expire when it is no longer proposed", async () => {
    expect(await offer([priceOffer("price:a"), priceOffer("price:b")])).toMatchObject({
      opened: 2,
      changed: 0,
      expired: 0,
    });
    expect(await offer([priceOffer("price:a"), priceOffer("price:b")])).toMatchObject({
      opened: 0,
      changed: 0,
      expired: 0,
    });
    const twice = await Promise.all([offer([priceOffer("price:a", 70_000)]), offer([priceOffer("price:a", 70_000)])]);
    expect(twice.reduce((sum, one) => sum + one.opened, 0)).toBe(0);
    const open = await openOnes("price");
    expect(open.map((s) => s.worthMinor)).toEqual([70_000]);
    await offer([]);
    expect(await openOnes("price")).toEqual([]);
  });

  it("sets the price with its date when accepted, and not twice", async () => {
    await offer([priceOffer("price:c")]);
    const [open] = await openOnes("price");
    await shop.run(decideApi.acceptSuggestion, { id: open!.id });
    const { items } = await shop.run(pricingApi.listPrices, { styleId: goods.styleId });
    expect(items).toContainEqual(expect.objectContaining({ unitPriceMinor: 89_900, validFrom: addDays(today(), 1) }));
    await expect(shop.run(decideApi.acceptSuggestion, { id: open!.id })).rejects.toMatchObject({ code: "wrong_state" });
    await expect(shop.run(decideApi.dismissSuggestion, { id: open!.id, reason: "late" })).rejects.toMatchObject({
      code: "wrong_state",
    });
  });

  it("does a person's own version when edited, and keeps both", async () => {
    await offer([priceOffer("price:d")]);
    const [open] = await openOnes("price");
    const action = { ...open!.action, priceMinor: 93_900, validFrom: addDays(today(), 2) } as (typeof open &
      object)["action"];
    await shop.run(decideApi.editSuggestion, { id: open!.id, action, reason: "rounder" });
    const edited = (await shop.run(decideApi.listSuggestions, { status: "edited" })).items[0]!;
    expect(edited.action).toMatchObject({ priceMinor: 89_900 });
    expect(edited.doneAction).toMatchObject({ priceMinor: 93_900 });
    const { items } = await shop.run(pricingApi.listPrices, { styleId: goods.styleId });
    expect(items).toContainEqual(expect.objectContaining({ unitPriceMinor: 93_900, validFrom: addDays(today(), 2) }));
  });

  it("refuses an edit of another kind, a price in the past and pieces of another style", async () => {
    await offer([priceOffer("price:e")]);
    const [open] = await openOnes("price");
    const edit = (action: unknown) => shop.run(decideApi.editSuggestion, { id: open!.id, action: action as never });
    await expect(edit({ kind: "call_customer", callBy: today() })).rejects.toMatchObject({
      fields: [{ path: "action.kind", message: expect.any(String) }],
    });
    await expect(edit({ ...open!.action, validFrom: addDays(today(), -1) })).rejects.toMatchObject({
      fields: [{ path: "action.validFrom", message: expect.any(String) }],
    });
    await offer([reorder("reorder:x", [{ skuId: newId(), qty: 3 }])], "reorder");
    const [buy] = await openOnes("reorder");
    await expect(shop.run(decideApi.acceptSuggestion, { id: buy!.id })).rejects.toMatchObject({
      fields: [{ path: "action.lines.0.skuId", message: expect.any(String) }],
    });
    await offer([], "reorder");
    await offer([]);
  });

  it("keeps a dismissed need quiet for 30 days", async () => {
    await offer([priceOffer("price:f")]);
    const [open] = await openOnes("price");
    await shop.run(decideApi.dismissSuggestion, { id: open!.id, reason: "The brand sets this price" });
    expect(await offer([priceOffer("price:f", 99_000)])).toMatchObject({ opened: 0, silenced: 1 });
    const was = now;
    now = new Date(`${addDays(today(), 31)}T06:00:00Z`);
    expect(await offer([priceOffer("price:f", 99_000)])).toMatchObject({ opened: 1 });
    await offer([]);
    now = was;
  });

  const reorder = (need: string, lines: { skuId: string; qty: number }[]): Offer => ({
    ...{ need, subjectType: "style", subjectId: goods.styleId, drivers: [], confidence: sure },
    action: { kind: "reorder", expectedOn: addDays(today(), 7), lines },
    ...{ worthMinor: 30_000, worthLowMinor: 0, worthHighMinor: 60_000 },
  });

  it("lists an accepted buy, and measures what came of it beside the promise", async () => {
    const skuId = goods.skuIds[0]!;
    await offer([reorder("reorder:a", [{ skuId, qty: 12 }])], "reorder");
    const [buy] = await openOnes("reorder");
    await shop.run(decideApi.acceptSuggestion, { id: buy!.id });
    const list = await shop.run(decideApi.listBuyList, {});
    expect(list.items).toEqual([expect.objectContaining({ skuId, qty: 12, unitCostMinor: 40_000, status: "listed" })]);
    expect(await shop.step((ctx) => measureOutcomes(ctx))).toMatchObject({ measured: 0 });
    // 100 were there: of 105 sold, five are owed to the buy.
    await shop.run(inventoryApi.receiveStock, {
      locationId: goods.warehouseId,
      lines: [{ skuId, qty: 12, unitCostMinor: 40_000 }],
    });
    const web = { channelId: goods.channels.web, lines: [{ skuId, qty: 105 }] };
    const placed = await shop.run(salesApi.placeOrder, { ...web, payment: { method: "card" as const } });
    await shop.run(billingApi.shipOrder, { id: placed.orderId });
    now = new Date(`${addDays(today(), 36)}T06:00:00Z`);
    expect(await shop.step((ctx) => measureOutcomes(ctx))).toMatchObject({ measured: 3 });
    expect(await shop.step((ctx) => measureOutcomes(ctx))).toMatchObject({ measured: 0 });
    const done = (await shop.run(decideApi.listSuggestions, { status: "accepted", kind: "reorder" })).items[0]!;
    expect(done.outcome).toMatchObject({ promisedMinor: 30_000, units: 105 });
    expect(done.outcome!.measuredMinor).toBeGreaterThan(0);
    const summary = await shop.run(decideApi.getSuggestionSummary, {});
    expect(summary.kinds.find((k) => k.kind === "reorder")).toMatchObject({
      accepted: 1,
      measured: 1,
      promisedMinor: 30_000,
    });
  });

  it("needs the permission of the area that it acts in", async () => {
    await offer([priceOffer("price:g")]);
    const [open] = await openOnes("price");
    const decider = { type: "user" as const, id: newId(), permissions: new Set(["insights.suggestion.decide"]) };
    await expect(shop.run(decideApi.acceptSuggestion, { id: open!.id }, { actor: decider })).rejects.toMatchObject({
      code: "not_permitted",
      details: { permission: "pricing.price.change" },
    });
  });

  it("moves the pieces of an accepted transfer", async () => {
    const { id: toLocationId } = await shop.run(inventoryApi.createLocation, {
      code: "S1",
      name: "Shop one",
      kind: "shop",
    });
    const lines = [{ skuId: goods.skuIds[1]!, qty: 4 }];
    await offer(
      [
        {
          ...reorder("transfer:a", lines),
          action: { kind: "transfer", fromLocationId: goods.warehouseId, toLocationId, lines },
        },
      ],
      "transfer",
    );
    const [move] = await openOnes("transfer");
    expect(move).toMatchObject({ toLocationName: "Shop one" });
    await shop.run(decideApi.acceptSuggestion, { id: move!.id });
    const stock = await shop.run(inventoryApi.listStock, { locationId: toLocationId });
    expect(stock.items).toEqual([expect.objectContaining({ skuId: goods.skuIds[1], onHandQty: 4 })]);
  });

  it("refuses what is out of date", async () => {
    await offer([priceOffer("price:h")]);
    const [open] = await openOnes("price");
    now = new Date(`${addDays(today(), 20)}T06:00:00Z`);
    await expect(shop.run(decideApi.acceptSuggestion, { id: open!.id })).rejects.toMatchObject({ code: "wrong_state" });
    expect(await shop.step((ctx) => measureOutcomes(ctx))).toMatchObject({ expired: 1 });
  });
});
