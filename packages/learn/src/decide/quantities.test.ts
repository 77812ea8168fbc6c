import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createRng } from "../rng.ts";
import { allocateByNeed } from "./allocate.ts";
import { countProbabilities, type Demand, expectedSales, makeExceedance } from "./demand.ts";
import { calculateNewsvendor } from "./newsvendor.ts";
import { calculateOrderQuantity } from "./order-quantity.ts";
import { choosePacks } from "./pack-buy.ts";
import { calculateReorderPoint } from "./reorder-point.ts";

const unwrap = <T>(outcome: { ok: true; value: T } | { ok: false; detail: string }): T => {
  if (!outcome.ok) throw new Error(outcome.detail);
  return outcome.value;
};

describe("demand", () => {
  it("has the mean and variance asked for", () => {
    for (const [mean, variance] of [
      [0.3, 0.3],
      [5, 20],
      [800, 800],
      [2000, 50_000],
    ] as const) {
      const p = countProbabilities(mean, variance);
      const m = p.reduce((sum, q, k) => sum + q * k, 0);
      expect(m / mean).toBeCloseTo(1, 6);
      expect(p.reduce((sum, q, k) => sum + q * (k - m) ** 2, 0) / variance).toBeCloseTo(1, 4);
    }
  });

  it("sells in expectation what its probabilities say", () => {
    const p = countProbabilities(6, 15);
    const direct = p.reduce((sum, q, k) => sum + q * Math.min(k, 7), 0);
    expect(expectedSales(makeExceedance({ kind: "negative_binomial", mean: 6, variance: 15 }), 7)).toBeCloseTo(
      direct,
      9,
    );
  });
});

describe("reorder point", () => {
  const base = { meanPerDay: 10, deviationPerDay: 4, leadTimeDays: 9, leadTimeDeviationDays: 2 };
  it("is the textbook's: 9 days at 10 a day, 95 % per cycle", () => {
    // sqrt(9 * 16 + 100 * 4) = 23.32; 1.6449 * 23.32 = 38.4
    const point = unwrap(calculateReorderPoint({ ...base, service: { kind: "cycle", level: 0.95 } }));
    expect(point).toMatchObject({ safetyStockQty: 39, reorderPoint: 129, demandDuringLeadTime: 90 });
    expect(point.factors.length).toBeGreaterThan(4);
  });

  it("keeps the promised fill rate in a simulation", () => {
    const service = { kind: "fill" as const, level: 0.97, orderQty: 120 };
    const { reorderPoint } = unwrap(calculateReorderPoint({ ...base, service }));
    const rng = createRng(1);
    let short = 0;
    const cycles = 40_000;
    for (let i = 0; i < cycles; i++) short += Math.max(0, 90 + 23.324 * rng.normal() - reorderPoint);
    expect(1 - short / (cycles * 120)).toBeCloseTo(0.97, 2);
  });

  it("needs no buffer without uncertainty and refuses nonsense", () => {
    const sure = {
      meanPerDay: 3,
      deviationPerDay: 0,
      leadTimeDays: 5,
      service: { kind: "cycle" as const, level: 0.99 },
    };
    expect(unwrap(calculateReorderPoint(sure))).toMatchObject({ safetyStockQty: 0, reorderPoint: 15 });
    expect(calculateReorderPoint({ ...sure, meanPerDay: Number.NaN })).toMatchObject({
      ok: false,
      reason: "out_of_range",
    });
    expect(calculateReorderPoint({ ...sure, service: { kind: "cycle", level: 1 } })).toMatchObject({ ok: false });
  });
});

describe("order quantity", () => {
  it("is Harris's square root, and a quantity break where that is cheaper", () => {
    const plain = {
      unitsPerYear: 1000,
      orderCostMinor: 5000,
      holdingShare: 0.2,
      breaks: [{ fromQty: 1, unitCostMinor: 500 }],
    };
    expect(unwrap(calculateOrderQuantity(plain)).orderQty).toBe(316);
    const broken = { ...plain, breaks: [...plain.breaks, { fromQty: 500, unitCostMinor: 450 }] };
    expect(unwrap(calculateOrderQuantity(broken)).orderQty).toBe(500);
    expect(unwrap(calculateOrderQuantity({ ...plain, packSize: 12, minOrderQty: 400 })).orderQty).toBe(408);
    expect(calculateOrderQuantity({ ...plain, breaks: [] })).toMatchObject({ ok: false, reason: "empty" });
  });
});

describe("newsvendor", () => {
  it("finds the quantity with the highest expected profit", () => {
    const demands = fc.oneof(
      fc.record({ kind: fc.constant("poisson" as const), mean: fc.double({ min: 0, max: 40, noNaN: true }) }),
      fc
        .double({ min: 0.5, max: 30, noNaN: true })
        .map((mean) => ({ kind: "negative_binomial" as const, mean, variance: 3 * mean })),
      fc.array(fc.nat(60), { minLength: 1, maxLength: 20 }).map((values) => ({ kind: "samples" as const, values })),
    );
    const money = fc.tuple(
      fc.integer({ min: 1, max: 99 }),
      fc.integer({ min: 1, max: 99 }),
      fc.integer({ min: 1, max: 99 }),
    );
    fc.assert(
      fc.property(demands, money, (demand: Demand, [margin, loss, salvage]) => {
        const unit = { priceMinor: salvage + loss + margin, costMinor: salvage + loss, salvageMinor: salvage };
        const buy = unwrap(calculateNewsvendor(demand, unit));
        const exceedance = makeExceedance(demand);
        const profit = (q: number) => (margin + loss) * expectedSales(exceedance, q) - loss * q;
        for (let q = 0; q <= 120; q++) expect(profit(q)).toBeLessThanOrEqual(buy.expectedProfitMinor + 1e-6);
      }),
    );
  });

  it("buys nothing at a loss and refuses a salvage above cost", () => {
    const demand: Demand = { kind: "poisson", mean: 10 };
    expect(unwrap(calculateNewsvendor(demand, { priceMinor: 90, costMinor: 100, salvageMinor: 0 })).quantity).toBe(0);
    expect(calculateNewsvendor(demand, { priceMinor: 90, costMinor: 10, salvageMinor: 10 })).toMatchObject({
      ok: false,
    });
    expect(
      calculateNewsvendor({ kind: "samples", values: [] }, { priceMinor: 2, costMinor: 1, salvageMinor: 0 }),
    ).toMatchObject({ reason: "empty" });
  });
});

describe("pack-constrained buy", () => {
  const unit = { priceMinor: 1000, costMinor: 400, salvageMinor: 100 };
  it("climbs to what trying every combination finds", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 2, maxLength: 4 }),
        fc.array(fc.array(fc.nat(3), { minLength: 4, maxLength: 4 }), { minLength: 1, maxLength: 2 }),
        (means, shapes) => {
          const packs = shapes.map((units, p) => ({
            name: `P${p}`,
            units: means.map((_, s) => (s === 0 ? 1 : 0) + units[s]!),
          }));
          const sizes = means.map((mean, s) => ({ size: `${s}`, demand: { kind: "poisson" as const, mean } }));
          // Extra packs of no use push the number of combinations over the limit, so the climb runs.
          const padded = [
            ...packs,
            ...Array.from({ length: 8 }, (_, i) => ({ name: `X${i}`, units: means.map(() => 500), maxPacks: 3 })),
          ];
          const exact = unwrap(choosePacks({ sizes, packs, unit }));
          const climbed = unwrap(choosePacks({ sizes, packs: padded, unit }));
          expect(climbed.expectedProfitMinor).toBeGreaterThan(0.98 * exact.expectedProfitMinor - 1);
          expect(exact.lostToPacksMinor).toBeGreaterThanOrEqual(0);
        },
      ),
      { numRuns: 100 },
    );
  });

  it("meets minimum and budget or refuses", () => {
    const sizes = ["S", "M", "L"].map((size) => ({ size, demand: { kind: "poisson" as const, mean: 4 } }));
    const packs = [{ name: "1-2-1", units: [1, 2, 1] }];
    expect(unwrap(choosePacks({ sizes, packs, unit, minUnits: 30 })).units).toBe(32);
    expect(unwrap(choosePacks({ sizes, packs, unit, budgetMinor: 4 * 400 })).packs).toEqual([1]);
    expect(choosePacks({ sizes, packs, unit, minUnits: 30, maxUnits: 20 })).toMatchObject({
      reason: "no_feasible_choice",
    });
    expect(choosePacks({ sizes, packs: [{ name: "x", units: [1] }], unit })).toMatchObject({
      reason: "lengths_differ",
    });
  });
});

describe("allocation by need", () => {
  const need = fc.record({
    mean: fc.double({ min: 0, max: 15, noNaN: true }),
    positionQty: fc.nat(10),
    weight: fc.constantFrom(1, 1, 2),
  });
  it("gives no more than there is, whatever the order of the list, and no exchange of a unit would sell more", () => {
    fc.assert(
      fc.property(fc.array(need, { minLength: 1, maxLength: 8 }), fc.nat(60), (drawn, available) => {
        const needs = drawn.map(({ mean, ...rest }, i) => ({
          locationId: `L${i}`,
          demand: { kind: "poisson" as const, mean },
          ...rest,
        }));
        const result = unwrap(allocateByNeed(needs, available));
        const total = result.allocations.reduce((sum, a) => sum + a.quantity, 0);
        expect(total + result.leftQty).toBe(available);
        expect(unwrap(allocateByNeed([...needs].reverse(), available))).toEqual(result);
        const worth = (i: number, units: number) =>
          needs[i]!.weight * makeExceedance(needs[i]!.demand)(needs[i]!.positionQty + units);
        for (let from = 0; from < needs.length; from++)
          for (let to = 0; to < needs.length; to++) {
            const given = result.allocations[from]!.quantity;
            if (given === 0 || from === to) continue;
            // Taking the last unit from one and giving it to another never gains.
            expect(worth(to, result.allocations[to]!.quantity)).toBeLessThanOrEqual(worth(from, given - 1) + 0.011 * 2);
          }
      }),
      { numRuns: 150 },
    );
  });

  it("fills display minimums first and keeps packs whole", () => {
    const needs = [
      { locationId: "a", demand: { kind: "poisson" as const, mean: 50 }, positionQty: 0 },
      { locationId: "b", demand: { kind: "poisson" as const, mean: 0.1 }, positionQty: 0, minQty: 4 },
    ];
    const { allocations } = unwrap(allocateByNeed(needs, 10, { packSize: 4 }));
    expect(allocations.map((a) => a.quantity)).toEqual([4, 4]);
    expect(allocateByNeed([], 5)).toMatchObject({ ok: false, reason: "empty" });
    expect(allocateByNeed(needs, Number.NaN)).toMatchObject({ ok: false, reason: "out_of_range" });
  });
});
