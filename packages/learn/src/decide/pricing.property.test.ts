import fc from "fast-check";
import { expect, it } from "vitest";
import { createRng } from "../rng.ts";
import { drawPanel } from "./draw-panel.ts";
import { fitElasticity } from "./elasticity.ts";
import { buildLadder } from "./price-ladder.ts";
import { expectedProfitAt, isPriceAllowed, recommendPrice } from "./recommend-price.ts";

const india = {
  deadBands: [{ aboveMinor: 262_500, upToMinor: 295_000 }],
  taxSlabs: [
    { upToMinor: 262_500, rateShare: 0.05 },
    { upToMinor: null, rateShare: 0.18 },
  ],
};

it("Feature: garment-business-management, Property 20: Multi-Factor Pricing Optimization", () => {
  let changed = 0;
  fc.assert(
    fc.property(
      fc.integer(),
      fc.double({ min: -4, max: -0.5, noNaN: true }),
      // Present prices on both sides of the slab, on the ladder of x,x99.00.
      fc.integer({ min: 8, max: 45 }).map((hundreds) => hundreds * 10_000 - 100),
      fc.record({
        costShare: fc.double({ min: 0.1, max: 1.1, noNaN: true }),
        leastMarginShare: fc.constantFrom(0, 0.1, 0.3),
        maxStepShare: fc.constantFrom(0.05, 0.1, 0.2, 0.4),
        stockQty: fc.option(fc.nat(300), { nil: undefined }),
        competitor: fc.option(
          fc.record({
            priceMinor: fc.integer({ min: 50_000, max: 500_000 }),
            crossElasticity: fc.constantFrom(0, 0.5, 1),
          }),
          {
            nil: undefined,
          },
        ),
      }),
      (seed, truth, presentPriceMinor, rest) => {
        const plan = { elasticities: [truth], stores: 5, weeks: 30, noise: 0.3, meanUnits: null, confounding: 0.3 };
        // So wide a level that a miss means a wrong estimate, not bad luck (5.3 standard errors).
        const model = fitElasticity(drawPanel(plan, createRng(seed)), { level: 0.9999999 });
        if (!model.ok) throw new Error(model.detail);
        const style = model.value.styles[0]!;
        expect(style.lower).toBeLessThanOrEqual(truth);
        expect(style.upper).toBeGreaterThanOrEqual(truth);
        expect(style.upper - style.lower).toBeLessThan(3);

        // Every other ladder leaves the dead band to the recommendation itself.
        const bounds = { fromMinor: 50_000, toMinor: 500_000, stepMinor: 10_000, endingMinor: -100 };
        const ladder = buildLadder({ ...bounds, ...india, ...(seed % 2 === 0 ? { deadBands: [] } : {}) });
        if (!ladder.ok) throw new Error(ladder.detail);
        const unitCostMinor = Math.round((rest.costShare * presentPriceMinor) / 1.18);
        const input = {
          presentPriceMinor,
          baseQty: 100,
          unitCostMinor,
          elasticity: style,
          ladder: ladder.value,
          ...rest,
          ...india,
        };
        const outcome = recommendPrice(input);
        const legal = ladder.value.filter((step) => isPriceAllowed(input, step));
        if (!outcome.ok) {
          expect(outcome.reason).toBe("no_feasible_choice");
          expect(legal).toHaveLength(0);
          return;
        }
        const { priceMinor, presentAllowed, expectedProfitMinor, presentProfitMinor, factors } = outcome.value;
        const step = ladder.value.find((s) => s.priceMinor === priceMinor)!;
        expect(step).toBeDefined();
        expect(priceMinor > 262_500 && priceMinor <= 295_000).toBe(false);
        expect(step.netMinor).toBeGreaterThanOrEqual(unitCostMinor * (1 + rest.leastMarginShare) - 1e-6);
        expect(Math.abs(priceMinor - presentPriceMinor)).toBeLessThanOrEqual(
          rest.maxStepShare * presentPriceMinor + 1e-6,
        );
        if (presentAllowed) expect(expectedProfitMinor).toBeGreaterThanOrEqual(presentProfitMinor);
        for (const other of legal)
          expect(expectedProfitAt(input, other).profitMinor).toBeLessThanOrEqual(expectedProfitMinor + 1e-6);
        const names = factors.map((f) => f.factor);
        for (const name of ["price elasticity", "unit cost", "demand at the present price", "largest step"])
          expect(names).toContain(name);
        expect(names.includes("stock")).toBe(rest.stockQty !== undefined);
        expect(names.includes("competitor's price")).toBe(rest.competitor !== undefined);
        if (priceMinor !== presentPriceMinor) changed++;
      },
    ),
    { numRuns: 200 },
  );
  // Keeping every price would pass all of the above.
  expect(changed).toBeGreaterThan(40);
});

it("bad figures are refused", () => {
  const ladder = [{ priceMinor: 100, netMinor: 100 }];
  const input = {
    presentPriceMinor: 100,
    baseQty: 5,
    unitCostMinor: 50,
    elasticity: { elasticity: -2, standardError: 0 },
    ladder,
    maxStepShare: 0.1,
  };
  expect(recommendPrice({ ...input, presentPriceMinor: Number.NaN })).toMatchObject({
    ok: false,
    reason: "out_of_range",
  });
  expect(recommendPrice({ ...input, elasticity: { elasticity: Number.NaN, standardError: 0 } })).toMatchObject({
    reason: "out_of_range",
  });
  expect(recommendPrice({ ...input, ladder: [] })).toMatchObject({ ok: false, reason: "no_feasible_choice" });
});
