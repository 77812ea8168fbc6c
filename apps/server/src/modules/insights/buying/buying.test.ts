import { catalogApi, decideApi, inventoryApi, learningApi } from "@selvedge/contract";
import { addDays } from "@selvedge/domain";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newId } from "../../../platform/ids.ts";
import { aStockedShop, type StockedShop } from "../../../testing/a-shop.ts";
import { openTestWorld, type TestTenant, type TestWorld } from "../../../testing/open-test-tenant.ts";
import { type PostedSale, postSales } from "../testing/post-sales.ts";
import { aJob } from "../testing/work-jobs.ts";
import { workRun } from "../training/work-run.ts";

const today = "2026-06-01";
const SKUS = 8;

describe("buying proposals", () => {
  let world: TestWorld;
  let shop: TestTenant;
  let stranger: TestTenant;
  let low: StockedShop;
  let full: StockedShop;

  beforeAll(async () => {
    world = await openTestWorld({ now: () => new Date(`${today}T06:30:00Z`) });
    shop = await world.openTenant();
    stranger = await world.openTenant();
    // Both sell two pieces a day of each SKU; one has ten days of it, the other a year.
    low = await aStockedShop(shop, { qty: 20, code: "LOW-1" });
    full = await aStockedShop(shop, { qty: 800, code: "FULL-1" });
    const days = Array.from({ length: 56 }, (_, i) => addDays(today, -1 - i));
    for (const goods of [low, full]) {
      const sales = days.flatMap((on): PostedSale[] =>
        goods.skuIds.map((skuId) => ({ on, skuId, qty: 2, unitPriceMinor: 99_900 })),
      );
      await postSales(world, shop, { channelId: goods.channels.web, locationId: goods.warehouseId }, sales);
    }
  }, 60_000);
  afterAll(() => world?.close());

  const rule = {
    ...{ leadTimeDays: 14, leadTimeDeviationDays: 2, reviewDays: 7, serviceLevel: 0.95 },
    ...{ minOrderQty: 1, packSize: 1, carton: null },
  };
  async function plan() {
    const { runId } = await shop.run(learningApi.startLearningRun, { kind: "buy_plan" });
    await workRun(aJob(shop), { runId });
    expect(await shop.run(learningApi.getLearningRun, { id: runId })).toMatchObject({ status: "done", failure: null });
    return shop.run(decideApi.listBuyPlan, {});
  }
  const ofStyle = (styleId: string) => shop.run(decideApi.getBuyPlan, { styleId });
  const cards = async () => (await shop.run(decideApi.listSuggestions, { kind: "reorder" })).items;

  it("proposes exactly for SKUs at or under their reorder point, up to what lead time, review and safety ask for", async () => {
    await shop.run(decideApi.setBuyingRule, { scope: "all", ...rule });
    const { items, totals } = await plan();
    expect(items.map((s) => s.styleCode)).toEqual(["LOW-1"]);
    const { lines, rule: used } = await ofStyle(low.styleId);
    expect(used).toMatchObject({ scope: "all", leadTimeDays: 14 });
    expect(lines).toHaveLength(SKUS);
    for (const line of lines) {
      expect(line.perDay).toBeCloseTo(2, 0);
      expect(line.reorderPoint).toBeGreaterThanOrEqual(14 * line.perDay);
      expect(line.safetyStockQty).toBeGreaterThan(0);
      expect(line.positionQty).toBe(20);
      expect(line.positionQty + line.proposedQty).toBeGreaterThanOrEqual(line.reorderPoint);
    }
    const enough = await ofStyle(full.styleId);
    expect(enough.lines.every((l) => l.positionQty > l.reorderPoint && l.proposedQty === 0)).toBe(true);
    expect(totals).toMatchObject({ styles: 1, qty: lines.reduce((sum, l) => sum + l.proposedQty, 0) });
  });

  it("keeps one open card for one need, however often it is planned", async () => {
    const [before] = await cards();
    await plan();
    await plan();
    const open = await cards();
    expect(open.map((s) => s.id)).toEqual([before!.id]);
    expect(before).toMatchObject({ subjectId: low.styleId, action: { expectedOn: addDays(today, 14) } });
    expect(before!.worthMinor).toBeGreaterThan(0);
  });

  it("buys in whole packs, and at least what the supplier takes, by the closest rule", async () => {
    await shop.run(decideApi.setBuyingRule, { scope: "style", scopeId: low.styleId, ...rule, packSize: 25 });
    await plan();
    const packed = await ofStyle(low.styleId);
    expect(packed.rule).toMatchObject({ scope: "style", packSize: 25 });
    expect(packed.lines.every((l) => l.proposedQty > 0 && l.proposedQty % 25 === 0)).toBe(true);
    const usual = packed.lines.reduce((sum, l) => sum + l.proposedQty, 0);
    await shop.run(decideApi.setBuyingRule, {
      ...{ scope: "style" as const, scopeId: low.styleId, ...rule, minOrderQty: usual + 300 },
    });
    await plan();
    const least = (await ofStyle(low.styleId)).lines.reduce((sum, l) => sum + l.proposedQty, 0);
    expect(least).toBeGreaterThanOrEqual(usual + 300);
    // So many that they would lie for years: nothing is bought instead.
    await shop.run(decideApi.setBuyingRule, {
      ...{ scope: "style" as const, scopeId: low.styleId, ...rule, minOrderQty: 50_000 },
    });
    expect((await plan()).items).toEqual([]);
    expect(await cards()).toEqual([]);
  });

  it("buys fixed cartons whole", async () => {
    const sizes = [...new Set((await ofStyle(low.styleId)).lines.map((l) => l.size))];
    const carton = Object.fromEntries(sizes.map((size, i) => [size, [1, 2, 2, 1][i]!]));
    await shop.run(decideApi.setBuyingRule, { scope: "style", scopeId: low.styleId, ...rule, carton });
    await plan();
    const { lines } = await ofStyle(low.styleId);
    for (const colour of Map.groupBy(lines, (l) => l.colourwayId).values()) {
      const cartons = colour.map((l) => l.proposedQty / carton[l.size]!);
      expect(new Set(cartons).size).toBe(1);
      expect(Number.isInteger(cartons[0])).toBe(true);
      expect(cartons[0]).toBeGreaterThan(0);
    }
    await shop.run(decideApi.setBuyingRule, { scope: "style", scopeId: low.styleId, ...rule });
  });

  it("a budget buys what it pays for and no more", async () => {
    const { totals } = await plan();
    const enough = await shop.run(decideApi.listBuyPlan, { budgetMinor: totals.costMinor! });
    expect(enough.totals.costMinor).toBe(totals.costMinor);
    const none = await shop.run(decideApi.listBuyPlan, { budgetMinor: totals.costMinor! - 1 });
    expect(none).toMatchObject({ items: [], totals: { qty: 0, costMinor: 0 } });
  });

  it("counts an accepted buy as coming until it is received or removed, and does not propose it again", async () => {
    const [card] = await cards();
    await shop.run(decideApi.acceptSuggestion, { id: card!.id });
    expect((await plan()).items).toEqual([]);
    expect(await cards()).toEqual([]);
    const { lines } = await ofStyle(low.styleId);
    expect(lines.every((l) => l.inboundQty > 0 && l.positionQty === 20 + l.inboundQty)).toBe(true);
    const list = await shop.run(decideApi.listBuyList, { status: "listed", limit: 200 });
    expect(list.items).toHaveLength(SKUS);
    const ids = list.items.map((l) => l.id);
    await shop.run(decideApi.changeBuyList, { ids, status: "ordered" });
    await expect(shop.run(decideApi.changeBuyList, { ids, status: "ordered" })).rejects.toMatchObject({
      code: "wrong_state",
    });
    // The goods come: what was ordered lies on the shelf, and is coming no longer.
    await shop.run(inventoryApi.receiveStock, {
      locationId: low.warehouseId,
      lines: list.items.map((l) => ({ skuId: l.skuId, qty: l.qty, unitCostMinor: l.unitCostMinor! })),
    });
    await shop.run(decideApi.changeBuyList, { ids, status: "received" });
    expect((await plan()).items).toEqual([]);
    expect((await ofStyle(low.styleId)).lines.every((l) => l.inboundQty === 0 && l.positionQty > 20)).toBe(true);
  });

  it("refuses rules that name nothing, hold nothing or were changed by somebody else", async () => {
    const set = (changed: object) => shop.run(decideApi.setBuyingRule, { scope: "all", ...rule, ...changed } as never);
    const refused = async (changed: object, path: string) =>
      expect(set(changed)).rejects.toMatchObject({ fields: [expect.objectContaining({ path })] });
    await refused({ scope: "style" }, "scopeId");
    await refused({ scope: "style", scopeId: newId() }, "scopeId");
    await refused({ scopeId: low.styleId }, "scopeId");
    await refused({ carton: { S: 0 } }, "carton");
    await refused({ serviceLevel: 1.2 }, "serviceLevel");
    await expect(set({ version: 99 })).rejects.toMatchObject({ code: "conflict" });
  });

  it("keeps plan, list and rules of another business out of sight", async () => {
    expect(await stranger.run(decideApi.listBuyPlan, {})).toMatchObject({ items: [], run: null });
    expect((await stranger.run(decideApi.listBuyList, {})).items).toEqual([]);
    await expect(stranger.run(decideApi.getBuyPlan, { styleId: low.styleId })).rejects.toMatchObject({
      code: "not_found",
    });
    const [line] = (await shop.run(decideApi.listBuyList, { limit: 1 })).items;
    await expect(stranger.run(decideApi.changeBuyList, { ids: [line!.id], status: "removed" })).rejects.toMatchObject({
      code: "wrong_state",
    });
    expect((await shop.run(catalogApi.getStyle, { id: low.styleId })).code).toBe("LOW-1");
  });
});
