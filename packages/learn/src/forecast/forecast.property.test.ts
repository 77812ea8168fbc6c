import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  backtest,
  bottomUp,
  describeShape,
  type Forecast,
  forecastAuto,
  listPortfolio,
  planBacktest,
  reconcile,
} from "./index.ts";

const title = "Feature: garment-business-management, Property 19: Historical Data-Based Demand Forecasting";

const demand = fc.oneof(
  fc.array(fc.nat({ max: 50 }), { maxLength: 60 }),
  fc.array(fc.double({ min: 0, max: 1e6, noNaN: true }), { maxLength: 40 }),
  fc.array(fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat({ max: 9 }) }), {
    maxLength: 80,
  }),
  // A trading pattern: trend, week and noise.
  fc
    .record({ n: fc.nat({ max: 70 }), a: fc.double({ min: 0, max: 9, noNaN: true }), seed: fc.nat() })
    .map(({ n, a, seed }) =>
      Array.from({ length: n }, (_, t) =>
        Math.max(0, 20 + a * t + 8 * Math.sin((2 * Math.PI * t) / 7) + ((seed * (t + 1)) % 13)),
      ),
    ),
);
const options = fc.record({ horizon: fc.integer({ min: 1, max: 20 }), period: fc.constantFrom(1, 4, 7, 12) });
const levels = [0.95, 0.5, 0.8];

function forecast(history: ArrayLike<number>, rest: { horizon: number; period: number; cutOff?: number }): Forecast {
  const result = forecastAuto(Float64Array.from(history), { ...rest, levels, seed: 7 });
  if (!result.ok) throw new Error(result.reason);
  return result;
}

describe(title, () => {
  test("forecasts are finite, not negative and of the asked length; intervals are nested and ordered by level", () => {
    fc.assert(
      fc.property(demand, options, (history, rest) => {
        const { mean, intervals } = forecast(history, rest);
        expect(mean.length).toBe(rest.horizon);
        expect(intervals.map((i) => i.level)).toEqual([0.5, 0.8, 0.95]);
        for (let h = 0; h < rest.horizon; h++) {
          expect(Number.isFinite(mean[h]!) && mean[h]! >= 0).toBe(true);
          let low = mean[h]!;
          let high = mean[h]!;
          for (const { lower, upper } of intervals) {
            expect(Number.isFinite(lower[h]!) && lower[h]! >= 0 && Number.isFinite(upper[h]!)).toBe(true);
            expect(lower[h]! <= low && upper[h]! >= high).toBe(true);
            low = lower[h]!;
            high = upper[h]!;
          }
        }
      }),
      { numRuns: 200 },
    );
  });

  test("only points before the cut-off are used", () => {
    fc.assert(
      fc.property(
        demand,
        options,
        fc.array(fc.double({ min: 0, max: 1e9 }), { maxLength: 30 }),
        (history, rest, later) => {
          const alone = forecast(history, rest);
          const result = forecast([...history, ...later], { ...rest, cutOff: history.length });
          expect(result).toEqual(alone);
        },
      ),
      { numRuns: 100 },
    );
  });

  test("a backtest's forecast from an origin depends on nothing after it", () => {
    const series = fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 16, maxLength: 40 });
    fc.assert(
      fc.property(series, fc.constantFrom(1, 4, 7), fc.integer({ min: 100, max: 999 }), (values, period, shock) => {
        const history = Float64Array.from(values);
        const plan = planBacktest(history.length, { horizon: 6, period })!;
        const candidates = listPortfolio(describeShape(history, period, 6)).map((b) => b.candidate);
        const points = (data: Float64Array, origins: readonly number[]) =>
          backtest(data, candidates, { plan: { ...plan, origins }, shape: describeShape(history, period, 6) }).points;
        const before = points(history, plan.origins);
        plan.origins.forEach((origin, k) => {
          const changed = history.map((y, t) => (t >= origin ? shock - y : y));
          const after = points(changed, plan.origins.slice(0, k + 1));
          candidates.forEach((candidate, m) => {
            expect(after[m]![k], candidate.name).toEqual(before[m]![k]);
          });
        });
      }),
      { numRuns: 100 },
    );
  });

  test("scaling the history scales the forecast", () => {
    const factor = fc.double({ min: -4, max: 4, noNaN: true }).map((e) => 10 ** e);
    fc.assert(
      fc.property(demand, options, factor, (history, rest, scale) => {
        const plain = forecast(history, rest);
        const scaled = forecast(
          history.map((y) => y * scale),
          rest,
        );
        const size = Math.max(...plain.mean, ...plain.intervals[2]!.upper, Number.MIN_VALUE);
        for (let h = 0; h < rest.horizon; h++) {
          expect(Math.abs(scaled.mean[h]! / scale - plain.mean[h]!)).toBeLessThanOrEqual(1e-6 * size);
          expect(Math.abs(scaled.intervals[1]!.upper[h]! / scale - plain.intervals[1]!.upper[h]!)).toBeLessThanOrEqual(
            1e-6 * size,
          );
        }
        expect(scaled.model).toBe(plain.model);
      }),
      { numRuns: 100 },
    );
  });

  test("style, colour, size and location forecasts add up through the hierarchy", () => {
    const tree = fc.integer({ min: 1, max: 6 }).chain((bottomCount) =>
      fc.record({
        bottomCount: fc.constant(bottomCount),
        groups: fc.array(fc.uniqueArray(fc.nat({ max: bottomCount - 1 }), { minLength: 1 }), { maxLength: 5 }),
        horizon: fc.integer({ min: 1, max: 4 }),
        seed: fc.nat(),
        kind: fc.constantFrom("ols", "wls_struct", "wls_var", "shrink"),
      }),
    );
    fc.assert(
      fc.property(tree, ({ bottomCount, groups, horizon, seed, kind }) => {
        const hierarchy = { bottomCount, groups };
        const draw = (i: number) => ((Math.sin(seed + 12.9898 * i) * 43758.5453) % 1) ** 2 * 100;
        const base = Array.from({ length: groups.length + bottomCount }, (_, i) =>
          Float64Array.from({ length: horizon }, (_, h) => draw(17 * i + h)),
        );
        const method =
          kind === "wls_var"
            ? { kind, variances: base.map((_, i) => draw(i + 5)) }
            : kind === "shrink"
              ? { kind, errors: base.map((_, i) => Array.from({ length: 8 }, (_, t) => draw(31 * i + t) - 30)) }
              : { kind: kind as "ols" | "wls_struct" };
        const result = reconcile(hierarchy, base, method as Parameters<typeof reconcile>[2]);
        groups.forEach((group, g) => {
          for (let h = 0; h < horizon; h++) {
            const sum = group.reduce((total, j) => total + result.bottom[j]![h]!, 0);
            expect(Number.isFinite(sum)).toBe(true);
            expect(Math.abs(result.aggregates[g]![h]! - sum)).toBeLessThanOrEqual(1e-9 * (1 + sum));
          }
        });
        for (const row of result.bottom) for (const y of row) expect(y).toBeGreaterThanOrEqual(0);
        // Forecasts that add up already are left as they are.
        const coherent = bottomUp(hierarchy, base.slice(groups.length));
        const again = reconcile(hierarchy, [...coherent.aggregates, ...coherent.bottom], { kind: "ols" });
        again.bottom.forEach((row, j) => {
          row.forEach((y, h) => {
            expect(y).toBeCloseTo(coherent.bottom[j]![h]!, 6);
          });
        });
      }),
      { numRuns: 150 },
    );
  });
});
