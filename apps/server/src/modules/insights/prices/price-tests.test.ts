import { billingApi, decideApi, pricingApi, salesApi } from "@selvedge/contract";
import { addDays } from "@selvedge/domain";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newId } from "../../../platform/ids.ts";
import { aStockedShop, type StockedShop } from "../../../testing/a-shop.ts";
import { openTestWorld, type TestTenant, type TestWorld } from "../../../testing/open-test-tenant.ts";

const start = "2026-03-02";
let today = start;

describe("price tests", () => {
  let world: TestWorld;
  let shop: TestTenant;
  let goods: StockedShop;

  beforeAll(async () => {
    world = await openTestWorld({ now: () => new Date(`${today}T06:30:00Z`) });
  });
  afterAll(() => world?.close());

  const open = async () => {
    today = start;
    shop = await world.openTenant();
    goods = await aStockedShop(shop, { qty: 5000 });
  };
  const begin = (changed: object = {}) =>
    shop.run(decideApi.startPriceTest, {
      ...{ name: "Ten percent less", styleId: goods.styleId, channelKind: "web", priceBMinor: 89_900 },
      ...{ startsOn: addDays(today, 1), turnDays: 1, turns: 40, ...changed },
    });
  const read = async () => (await shop.run(decideApi.listPriceTests, {})).items[0]!;
  const pricesOf = async () => (await shop.run(pricingApi.listPrices, { styleId: goods.styleId })).items;

  /** Sells through the online shop's doors, so many pieces at each price, until a day. */
  async function sellUntil(last: string, pieces: (priceMinor: number, day: number) => number) {
    for (; today < last; today = addDays(today, 1)) {
      const test = await read();
      const arm = test.turns[Math.floor((Date.parse(today) - Date.parse(test.startsOn)) / 86_400_000)];
      const priceMinor = arm === "B" ? test.priceBMinor : test.priceAMinor;
      const qty = pieces(priceMinor, Math.round(Date.parse(today) / 86_400_000));
      const lines = [{ skuId: goods.skuIds[0]!, qty }];
      const order = await shop.run(salesApi.placeOrder, {
        ...{ channelId: goods.channels.web, lines, payment: { method: "card" as const } },
      });
      await shop.run(billingApi.shipOrder, { id: order.orderId });
    }
  }

  it("refuses to begin today, an odd number of turns, the present price, a style without a price and a second test", async () => {
    await open();
    const refused = async (changed: object, path: string) =>
      expect(begin(changed)).rejects.toMatchObject({ fields: [{ path, message: expect.any(String) }] });
    await refused({ startsOn: today }, "startsOn");
    await refused({ turns: 5 }, "turns");
    await refused({ priceBMinor: 99_900 }, "priceBMinor");
    await refused({ styleId: newId() }, "styleId");
    await begin();
    await expect(begin({ priceBMinor: 79_900 })).rejects.toMatchObject({ code: "duplicate" });
    const stranger = await world.openTenant();
    expect((await stranger.run(decideApi.listPriceTests, {})).items).toEqual([]);
    const { id } = await read();
    await expect(stranger.run(decideApi.endPriceTest, { id, keep: "A" })).rejects.toMatchObject({ code: "not_found" });
  });

  it("gives both prices as many turns, in pairs, and sets B's with their dates at once", async () => {
    await open();
    await begin({ turnDays: 2, turns: 12 });
    const test = await read();
    expect(test.turns).toMatch(/^(AB|BA){6}$/);
    expect(test.endsOn).toBe(addDays(start, 24));
    const turns = [...test.turns].flatMap((arm, i) => (arm === "B" ? [addDays(test.startsOn, 2 * i)] : []));
    const set = (await pricesOf()).filter((p) => p.unitPriceMinor === 89_900);
    expect(set.map((p) => p.validFrom).sort()).toEqual(turns);
    expect(set.map((p) => p.validTo).sort()).toEqual(turns.map((from) => addDays(from, 1)));
    expect(test).toMatchObject({ decision: "too_early", differenceMinor: null });
  });

  it("looked at every day, calls the better price when the interval says so and not before, and keeps it", async () => {
    await open();
    await begin();
    today = addDays(start, 1);
    // At the lower price thrice as much sells: more is earned, whatever day it is.
    const verdicts: string[] = [];
    for (let day = 2; day <= 41; day += 1) {
      await sellUntil(addDays(start, day), (priceMinor, on) => (priceMinor === 89_900 ? 9 : 3) + (on % 2));
      const { decision, lowerMinor } = await read();
      verdicts.push(decision);
      if (decision === "b_better") expect(lowerMinor).toBeGreaterThan(0);
    }
    expect(verdicts.slice(0, 18).every((v) => v === "too_early")).toBe(true);
    expect(verdicts.at(-1)).toBe("b_better");
    expect(verdicts.includes("a_better")).toBe(false);
    const test = await read();
    expect([test.daysA, test.daysB]).toEqual([20, 20]);
    expect(test.unitsB).toBeGreaterThan(2 * test.unitsA);
    expect(test.marginPerDayBMinor!).toBeGreaterThan(test.marginPerDayAMinor!);
    expect(await shop.run(decideApi.endPriceTest, { id: test.id, keep: "B" })).toMatchObject({ decision: "b_better" });
    const priced = await shop.run(salesApi.placeOrder, {
      ...{ channelId: goods.channels.web, lines: [{ skuId: goods.skuIds[0]!, qty: 1 }], payment: { method: "card" } },
    });
    expect(priced.totalMinor).toBe(89_900);
    await expect(shop.run(decideApi.endPriceTest, { id: test.id, keep: "A" })).rejects.toMatchObject({
      code: "wrong_state",
    });
  }, 120_000);

  it("without a difference never calls one, and ended in mid-turn takes back the turns to come", async () => {
    await open();
    await begin({ turns: 60 });
    today = addDays(start, 1);
    for (let day = 2; day <= 31; day += 1) {
      // As many pieces as earn the same at both prices, give or take one.
      await sellUntil(addDays(start, day), (priceMinor, on) => (priceMinor === 89_900 ? 11 : 9) + ((on * 7) % 3) - 1);
      expect(["too_early", "continue", "no_difference"]).toContain((await read()).decision);
    }
    const { id } = await read();
    await shop.run(decideApi.endPriceTest, { id, keep: "A" });
    expect((await pricesOf()).filter((p) => p.unitPriceMinor === 89_900 && (p.validTo ?? today) >= today)).toEqual([]);
    const priced = await shop.run(salesApi.placeOrder, {
      ...{ channelId: goods.channels.web, lines: [{ skuId: goods.skuIds[0]!, qty: 1 }], payment: { method: "card" } },
    });
    expect(priced.totalMinor).toBe(99_900);
  }, 120_000);
});
