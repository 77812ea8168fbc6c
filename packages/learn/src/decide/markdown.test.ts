import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { countProbabilities } from "./demand.ts";
import { type MarkdownInput, planMarkdown } from "./markdown-plan.ts";
import { makeSeason, solveMarkdown } from "./markdown-solve.ts";
import { buildLadder } from "./price-ladder.ts";

const unwrap = <T>(outcome: { ok: true; value: T } | { ok: false; detail: string }): T => {
  if (!outcome.ok) throw new Error(outcome.detail);
  return outcome.value;
};

/** Worth by plain recursion over every week, stock, price and number sold: slow and obviously right. */
function worthByRecursion(input: MarkdownInput): number {
  const seen = new Map<string, number>();
  const prices = input.ladder;
  const worth = (week: number, stock: number, price: number): number => {
    if (week === input.weeklyQty.length) return stock * input.salvageMinor;
    const key = `${week}|${stock}|${price}`;
    const known = seen.get(key);
    if (known !== undefined) return known;
    let best = Number.NEGATIVE_INFINITY;
    for (let next = price; next < prices.length; next++) {
      const share = prices[next]!.priceMinor / input.presentPriceMinor;
      if (1 - prices[next]!.priceMinor / prices[price]!.priceMinor > (input.maxStepShare ?? 1) + 1e-12) continue;
      const mean = input.weeklyQty[week]! * share ** input.elasticity.elasticity;
      let value = next === price ? 0 : -(input.changeCostMinor ?? 0);
      for (const [sold, p] of countProbabilities(mean, mean).entries()) {
        const units = Math.min(stock, sold);
        value += p * (units * prices[next]!.netMinor + worth(week + 1, stock - units, next));
      }
      best = Math.max(best, value);
    }
    seen.set(key, best);
    return best;
  };
  return worth(0, input.stockQty, 0);
}

const ladder = [2000, 1800, 1500, 1200, 999].map((priceMinor) => ({ priceMinor, netMinor: priceMinor }));
const season: MarkdownInput = {
  ...{ stockQty: 60, weeklyQty: [6, 5, 4, 3], presentPriceMinor: 2000, ladder, salvageMinor: 300 },
  ...{ elasticity: { elasticity: -2.2, standardError: 0.3 } },
};

describe("markdown plan", () => {
  it("earns what trying everything earns", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 25 }),
        fc.array(fc.integer({ min: 0, max: 8 }), { minLength: 1, maxLength: 4 }),
        fc.double({ min: -4, max: -0.2, noNaN: true }),
        fc.constantFrom(0, 800),
        fc.constantFrom(0.26, 1),
        (stockQty, weeklyQty, elasticity, changeCostMinor, maxStepShare) => {
          const input = {
            ...season,
            stockQty,
            weeklyQty,
            changeCostMinor,
            maxStepShare,
            elasticity: { elasticity, standardError: 0 },
          };
          const plan = unwrap(planMarkdown(input));
          expect(plan.expectedProfitMinor).toBeCloseTo(worthByRecursion(input), 4);
          expect(plan.expectedProfitMinor).toBeGreaterThanOrEqual(plan.holdProfitMinor - 1e-6);
        },
      ),
      { numRuns: 60 },
    );
  });

  it("never raises a price, keeps steps and floor, and cuts only where stock is too high", () => {
    const plan = unwrap(planMarkdown({ ...season, stockQty: 90, maxStepShare: 0.25, floorMinor: 1100 }));
    let before = 2000;
    for (const price of plan.pricesMinor) {
      expect(price).toBeLessThanOrEqual(before);
      expect(before - price).toBeLessThanOrEqual(0.25 * before);
      expect(price).toBeGreaterThanOrEqual(1100);
      before = price;
    }
    expect(before).toBeLessThan(2000);
    expect(plan.profitLowMinor).toBeLessThanOrEqual(plan.expectedProfitMinor);
    expect(plan.profitHighMinor).toBeGreaterThanOrEqual(plan.expectedProfitMinor);
    expect(unwrap(planMarkdown({ ...season, stockQty: 5 })).pricesMinor[0]).toBe(2000);
  });

  it("in lots stays within 2 % of planning unit by unit", () => {
    const large = makeSeason({ ...season, stockQty: 600, weeklyQty: [60, 50, 40, 30] }, -2.2);
    const exact = solveMarkdown(large, 600).value;
    for (const lots of [400, 100]) expect(solveMarkdown(large, lots).value / exact).toBeCloseTo(1, 2);
  });

  it("refuses nonsense", () => {
    expect(planMarkdown({ ...season, weeklyQty: [] })).toMatchObject({ ok: false, reason: "empty" });
    expect(planMarkdown({ ...season, stockQty: Number.NaN })).toMatchObject({ ok: false, reason: "out_of_range" });
    expect(planMarkdown({ ...season, weeklyQty: [1e300] })).toMatchObject({ ok: false, reason: "out_of_range" });
    expect(planMarkdown({ ...season, floorMinor: 5000 })).toMatchObject({ ok: false, reason: "no_feasible_choice" });
  });
});

describe("price ladder", () => {
  it("leaves out India's dead band and takes the slab's tax out", () => {
    const rules = {
      ...{ fromMinor: 200_000, toMinor: 320_000, stepMinor: 10_000, endingMinor: -100 },
      deadBands: [{ aboveMinor: 262_500, upToMinor: 295_000 }],
      taxSlabs: [
        { upToMinor: 262_500, rateShare: 0.05 },
        { upToMinor: null, rateShare: 0.18 },
      ],
    };
    const steps = unwrap(buildLadder(rules));
    expect(steps[0]).toEqual({ priceMinor: 319_900, netMinor: 319_900 / 1.18 });
    expect(steps.some((s) => s.priceMinor > 262_500 && s.priceMinor <= 295_000)).toBe(false);
    expect(steps.find((s) => s.priceMinor === 259_900)!.netMinor).toBeCloseTo(259_900 / 1.05, 6);
    expect(buildLadder({ ...rules, fromMinor: 270_000, toMinor: 290_000 })).toMatchObject({
      reason: "no_feasible_choice",
    });
    expect(buildLadder({ ...rules, stepMinor: 0.001 })).toMatchObject({ ok: false, reason: "too_large" });
  });
});
