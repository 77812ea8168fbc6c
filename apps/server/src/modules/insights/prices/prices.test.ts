import { catalogApi, decideApi, learningApi, pricingApi } from "@selvedge/contract";
import { addDays } from "@selvedge/domain";
import { createRng } from "@selvedge/learn";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { aStockedShop, type StockedShop } from "../../../testing/a-shop.ts";
import { openTestWorld, type TestTenant, type TestWorld } from "../../../testing/open-test-tenant.ts";
import { type PostedSale, postSales } from "../testing/post-sales.ts";
import { aJob } from "../testing/work-jobs.ts";
import { workRun } from "../training/work-run.ts";

const today = "2026-08-01";
const HISTORY = 300;
/** Demand is in proportion to price to this power. */
const PLANTED = -2;

describe("price studio and markdown plans", () => {
  let world: TestWorld;
  let shop: TestTenant;
  let stranger: TestTenant;
  /** One in the lower tax slab, one whose price is near the band that no rate fits. */
  let kurta: StockedShop;
  let coat: StockedShop;

  beforeAll(async () => {
    world = await openTestWorld({ now: () => new Date(`${today}T06:30:00Z`) });
    shop = await world.openTenant();
    stranger = await world.openTenant();
    kurta = await aStockedShop(shop, { qty: 200, priceMinor: 99_900, unitCostMinor: 25_000, code: "KURTA-1" });
    coat = await aStockedShop(shop, { qty: 60, priceMinor: 299_900, unitCostMinor: 120_000, code: "COAT-1" });
    for (const [goods, priceMinor, seed] of [
      [kurta, 99_900, 1],
      [coat, 299_900, 2],
    ] as const) {
      await postSales(world, shop, { channelId: goods.channels.web, locationId: goods.warehouseId }, [
        ...sellFor(goods.skuIds, priceMinor, seed),
      ]);
    }
    await train("elasticity");
  }, 120_000);
  afterAll(() => world?.close());

  /** Each fortnight at one of three prices in turn; pieces drawn by the planted power. */
  function* sellFor(skuIds: readonly string[], priceMinor: number, seed: number): Generator<PostedSale> {
    const rng = createRng(seed);
    for (let day = HISTORY; day >= 1; day -= 1) {
      const off = [0, 0.15, 0.3][Math.floor(day / 14) % 3]!;
      const unitPriceMinor = Math.round(priceMinor * (1 - off));
      const mean = 4 * (1 - off) ** PLANTED;
      for (let left = poisson(mean, rng); left > 0; left -= 1) {
        yield { on: addDays(today, -day), skuId: skuIds[rng.below(skuIds.length)]!, qty: 1, unitPriceMinor };
      }
    }
  }

  function poisson(mean: number, rng: ReturnType<typeof createRng>): number {
    let count = 0;
    for (let product = rng.uniform(); product > Math.exp(-mean); product *= rng.uniform()) count += 1;
    return count;
  }

  async function train(kind: string, parameters: Record<string, unknown> = {}) {
    const { runId } = await shop.run(learningApi.startLearningRun, { kind, parameters });
    await workRun(aJob(shop), { runId });
    const run = await shop.run(learningApi.getLearningRun, { id: runId });
    expect(run).toMatchObject({ status: "done", failure: null });
    return run;
  }

  it("finds how demand answers to price, most of it from what the styles sold", async () => {
    const { items, run } = await shop.run(decideApi.listPriceStudio, {});
    expect(items.map((s) => s.styleCode).sort()).toEqual(["COAT-1", "KURTA-1"]);
    expect(run?.cutOffOn).toBe(addDays(today, -1));
    for (const style of items) {
      expect(style.lower).toBeLessThan(PLANTED);
      expect(style.upper).toBeGreaterThan(PLANTED);
      expect(style.upper - style.lower).toBeLessThan(1.5);
    }
  });

  it("shows every price of the ladder with what it earns, and advises within the guard rails", async () => {
    const studio = await shop.run(decideApi.getPriceStudio, { styleId: kurta.styleId });
    const allowed = studio.ladder.filter((step) => step.allowed);
    expect(allowed.length).toBeGreaterThan(2);
    for (const step of allowed) {
      expect(Math.abs(step.priceMinor - 99_900)).toBeLessThanOrEqual(0.15 * 99_900);
      expect(step.netMinor).toBeGreaterThanOrEqual(1.1 * 25_000);
      expect(step.profitLowMinor!).toBeLessThanOrEqual(step.profitMinor!);
      expect(step.profitHighMinor!).toBeGreaterThanOrEqual(step.profitMinor!);
    }
    const quantities = studio.ladder.map((step) => step.quantity);
    expect(quantities).toEqual([...quantities].sort((a, b) => b - a));
    const best = Math.max(...allowed.map((step) => step.profitMinor!));
    const advised = studio.ladder.find((step) => step.priceMinor === studio.recommendation!.priceMinor)!;
    expect(advised).toMatchObject({ allowed: true, profitMinor: best });
    expect(studio.recommendation!.gainMinor).toBeGreaterThanOrEqual(0);
    const wider = await shop.run(decideApi.getPriceStudio, { styleId: kurta.styleId, maxStepShare: 0.5 });
    expect(wider.ladder.filter((step) => step.allowed).length).toBeGreaterThan(allowed.length);
    expect(studio.ladder.some((step) => step.why === "step_too_large")).toBe(true);
  });

  it("marks prices that no tax rate fits, and never advises one", async () => {
    const studio = await shop.run(decideApi.getPriceStudio, { styleId: coat.styleId, maxStepShare: 0.4 });
    const [band] = studio.deadBands;
    const dead = studio.ladder.filter((s) => s.priceMinor > band!.aboveMinor && s.priceMinor <= band!.uptoMinor);
    expect(dead.length).toBeGreaterThan(0);
    expect(dead.every((step) => step.why === "no_tax_rate" && !step.allowed)).toBe(true);
    expect(dead.map((step) => step.priceMinor)).not.toContain(studio.recommendation!.priceMinor);
  });

  it("puts the better price on the table as a card, and sets it when accepted", async () => {
    const { items } = await shop.run(decideApi.listSuggestions, { kind: "price" });
    const card = items.find((s) => s.subjectId === kurta.styleId)!;
    expect(card.worthMinor).toBeGreaterThan(0);
    expect(card.worthLowMinor).toBeLessThanOrEqual(card.worthMinor);
    expect(card.drivers.length).toBeGreaterThan(1);
    const studio = await shop.run(decideApi.listPriceStudio, { q: "KURTA-1" });
    expect(studio.items).toHaveLength(1);
    expect(studio.items[0]).toMatchObject({ suggestionId: card.id, worthMinor: card.worthMinor });
    await shop.run(decideApi.acceptSuggestion, { id: card.id });
    const prices = await shop.run(pricingApi.listPrices, { styleId: kurta.styleId });
    const { priceMinor, validFrom } = card.action as { priceMinor: number; validFrom: string };
    expect(prices.items).toContainEqual(expect.objectContaining({ unitPriceMinor: priceMinor, validFrom }));
  });

  it("keeps studio, plans and tests of another business out of sight", async () => {
    await expect(stranger.run(decideApi.getPriceStudio, { styleId: coat.styleId })).rejects.toMatchObject({
      code: "not_found",
    });
    expect((await stranger.run(decideApi.listPriceStudio, {})).items).toEqual([]);
    const plans = await shop.run(decideApi.listMarkdownPlans, {});
    for (const { plan } of plans.seasons) {
      if (plan) await expect(stranger.run(decideApi.getMarkdownPlan, { runId: plan.runId })).rejects.toThrow();
    }
  });

  it("plans a collection's prices down to its end: never up, in steps that are allowed, and worth more than holding", async () => {
    const { id: seasonId } = await shop.run(catalogApi.createSeason, {
      ...{ code: "SS26", name: "Summer 2026", startsOn: "2026-02-15", endsOn: addDays(today, 30) },
    });
    await shop.run(catalogApi.changeStyle, { id: coat.styleId, seasonId } as never);
    const run = await train("markdown_plan", { seasonId, maxStepShare: 0.3 });
    const [season] = (await shop.run(decideApi.listMarkdownPlans, {})).seasons;
    expect(season).toMatchObject({ seasonId, stockQty: 480, plan: { runId: run.id } });
    const { items } = await shop.run(decideApi.getMarkdownPlan, { runId: run.id });
    const [line] = items;
    expect(items.map((item) => item.styleId)).toEqual([coat.styleId]);
    expect(line!.refusal).toBe(null);
    // Four weeks to the season's end and four to sell it off.
    expect(line!.pricesMinor).toHaveLength(8);
    let before = line!.presentPriceMinor;
    for (const price of line!.pricesMinor) {
      expect(price).toBeLessThanOrEqual(before);
      expect(price).toBeGreaterThanOrEqual(before * 0.7 - 1);
      expect(price > 262_500 && price <= 295_000).toBe(false);
      before = price;
    }
    expect(line!.planProfitMinor!).toBeGreaterThan(line!.holdProfitMinor!);
    expect(line!.sellThrough).toBeGreaterThan(line!.holdSellThrough);
    const eager = await train("markdown_plan", { seasonId, maxStepShare: 0.3, targetSellThrough: 1 });
    const [faster] = (await shop.run(decideApi.getMarkdownPlan, { runId: eager.id })).items;
    expect(faster!.sellThrough).toBeGreaterThanOrEqual(line!.sellThrough);
  });

  it("leaves a season's styles to their plan: the price card goes, the plan's card comes, and sets its steps when accepted", async () => {
    const [open] = (await shop.run(decideApi.listSuggestions, { subjectId: coat.styleId })).items;
    expect(open?.kind ?? "price").toBe("price");
    await train("elasticity");
    expect((await shop.run(decideApi.listSuggestions, { subjectId: coat.styleId })).items).toEqual([]);
    const [season] = (await shop.run(decideApi.listMarkdownPlans, {})).seasons;
    await train("markdown_plan", { seasonId: season!.seasonId });
    const { items } = await shop.run(decideApi.listSuggestions, { kind: "markdown" });
    const card = items.find((s) => s.subjectId === coat.styleId)!;
    const { steps } = card.action as { steps: { validFrom: string; validTo: string; priceMinor: number }[] };
    await shop.run(decideApi.acceptSuggestion, { id: card.id });
    const prices = await shop.run(pricingApi.listPrices, { styleId: coat.styleId });
    for (const { priceMinor, validFrom, validTo } of steps) {
      expect(prices.items).toContainEqual(expect.objectContaining({ unitPriceMinor: priceMinor, validFrom, validTo }));
    }
    const others = await shop.run(decideApi.listSuggestions, { subjectId: coat.styleId });
    expect(others.items).toEqual([]);
  });

  it("a season without stock, or one that is over, ends in a run without lines", async () => {
    const { id: seasonId } = await shop.run(catalogApi.createSeason, {
      ...{ code: "AW20", name: "Winter 2020", startsOn: "2020-08-15", endsOn: "2021-02-14" },
    });
    expect(await train("markdown_plan", { seasonId })).toMatchObject({ metrics: { styles: 0 }, dataRows: 0 });
  });
});
