import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createRng } from "../rng.ts";
import {
  askOutside,
  conformalMargin,
  conformalRadius,
  fitDrivers,
  fitGlobal,
  forecastAuto,
  forecastPanel,
  predictGlobal,
  restoreDemand,
  shareOfSizesInStock,
} from "./index.ts";

const week = [0.8, 0.8, 0.9, 1, 1.2, 1.4, 0.9];
const rng = createRng(42);
const plain = Float64Array.from({ length: 364 }, (_, t) => 50 * week[t % 7]! * Math.exp(0.1 * rng.normal()));

describe("promotions and prices as drivers", () => {
  const promoted = Float64Array.from({ length: 392 }, (_, t) => (t % 60 < 5 ? 1 : 0));
  const history = plain.map((y, t) => (promoted[t] === 1 ? 2.5 * y : y));

  test("the effect of a promotion is recovered within three standard errors", () => {
    const model = fitDrivers(history, [{ name: "promotion", values: promoted }], 7);
    const { effect, deviation } = model.effects[0]!;
    expect(Math.abs(effect - Math.log(2.5))).toBeLessThan(3 * deviation + 0.02);
    expect(deviation).toBeLessThan(0.1);
  });

  test("a planned promotion lifts its days and no others", () => {
    const options = { horizon: 28, period: 7, drivers: [{ name: "promotion", values: promoted }] };
    const driven = forecastAuto(history, options);
    const rested = forecastAuto(history, {
      ...options,
      drivers: [{ name: "promotion", values: promoted.map((v, t) => (t < 364 ? v : 0)) }],
    });
    if (!driven.ok || !rested.ok) throw new Error("refused");
    let lifted = 0;
    driven.mean.forEach((y, h) => {
      const ratio = y / rested.mean[h]!;
      if (promoted[364 + h] === 1) {
        lifted++;
        expect(ratio).toBeGreaterThan(2.2);
      } else expect(ratio).toBeCloseTo(1, 6);
    });
    expect(lifted).toBeGreaterThan(0);
  });

  test("a driver that does nothing is not used, one that never moved has no effect", () => {
    const noise = Float64Array.from({ length: 392 }, () => rng.uniform());
    const result = forecastAuto(plain, { horizon: 28, period: 7, drivers: [{ name: "noise", values: noise }] });
    if (!result.ok) throw new Error(result.reason);
    for (const { effect } of result.drivers) expect(Math.abs(effect)).toBeLessThan(0.1);
    expect(fitDrivers(plain, [{ name: "still", values: new Float64Array(392) }], 7).effects[0]!.effect).toBe(0);
  });

  test("a driver that is not finite is refused", () => {
    const result = forecastAuto(plain, { horizon: 2, period: 7, drivers: [{ name: "x", values: [Number.NaN] }] });
    expect(result).toEqual({ ok: false, reason: "not_finite" });
  });
});

describe("censored demand", () => {
  const available = Float64Array.from({ length: 364 }, (_, t) => (t > 60 && t % 30 < 8 ? 0 : 1));
  const sold = plain.map((y, t) => y * available[t]!);

  test("a stock-out is not a day without demand", () => {
    const { demand, lost } = restoreDemand(sold, available, { period: 7 });
    const total = (of: Float64Array) => of.reduce((a, b) => a + b, 0);
    expect(Math.abs(total(demand) / total(plain) - 1)).toBeLessThan(0.04);
    expect(lost[63]!).toBeGreaterThan(20);
    expect(lost[50]!).toBe(0);
  });

  test("the forecast of a series with stock-outs is that of its demand", () => {
    const forecast = (history: Float64Array, seen?: Float64Array) => {
      const result = forecastAuto(history, { horizon: 14, period: 7, available: seen });
      if (!result.ok) throw new Error(result.reason);
      return result.mean.reduce((a, b) => a + b, 0);
    };
    const truth = forecast(plain);
    expect(Math.abs(forecast(sold, available) / truth - 1)).toBeLessThan(0.06);
    expect(forecast(sold)).toBeLessThan(0.9 * truth);
  });

  test("a broken size run serves its sizes' share", () => {
    expect(shareOfSizesInStock([0.2, 0.5, 0.3], [true, false, true])).toBeCloseTo(0.5, 12);
    expect(shareOfSizesInStock([], [])).toBe(1);
  });

  test("restored demand is never below what was sold and does not depend on later days", () => {
    const day = fc.tuple(fc.nat({ max: 30 }), fc.constantFrom(0, 0.4, 1));
    fc.assert(
      fc.property(fc.array(day, { maxLength: 60 }), fc.array(day, { maxLength: 20 }), (past, later) => {
        const restore = (days: [number, number][]) =>
          restoreDemand(
            Float64Array.from(days, (d) => d[0]),
            days.map((d) => d[1]),
            { period: 7 },
          ).demand;
        const alone = restore(past);
        const all = restore([...past, ...later]);
        past.forEach(([units, share], t) => {
          expect(alone[t]!).toBeGreaterThanOrEqual(units);
          if (share === 1) expect(alone[t]!).toBe(units);
          expect(all[t]!).toBe(alone[t]!);
        });
      }),
    );
  });
});

describe("panels and outside members", () => {
  test("thirty short series of one kind are forecast together, a broken one alone is refused", () => {
    const items = Array.from({ length: 30 }, (_, i) => ({
      history: Float64Array.from({ length: 120 }, (_, t) =>
        Math.round((2 + (i % 5)) * week[(t + i) % 7]! * Math.exp(0.3 * rng.normal())),
      ),
    }));
    items.push({ history: Float64Array.of(1, Number.NaN) });
    const results = forecastPanel(items, { horizon: 14, period: 7, seed: 1 });
    expect(results[30]).toEqual({ ok: false, reason: "not_finite" });
    const members = new Set<string>();
    for (const result of results.slice(0, 30)) {
      if (!result.ok) throw new Error(result.reason);
      for (const { name } of result.weights) members.add(name);
      expect(result.mean.every((y) => Number.isFinite(y) && y >= 0)).toBe(true);
    }
    expect(members.has("global boosting")).toBe(true);
    expect(forecastPanel(items, { horizon: 14, period: 7, seed: 1 })).toEqual(results);
  });

  test("a boosted quantile over a panel holds its share of what comes", () => {
    const noise = createRng(8);
    const panel = Array.from({ length: 40 }, (_, i) => ({
      values: Float64Array.from(
        { length: 150 },
        (_, t) => (1 + (i % 3)) * week[t % 7]! * Math.exp(0.4 * noise.normal()),
      ),
      period: 7,
      attributes: [i % 3],
      drivers: [],
    }));
    const model = fitGlobal(panel, { horizon: 7, seed: 2, holdOut: 14, quantile: 0.9 })!;
    let below = 0;
    let count = 0;
    for (const series of panel) {
      for (const [k, origin] of [136, 143].entries()) {
        const points = predictGlobal(model, series, [136, 143], 7)[k]!;
        points.forEach((y, h) => {
          count++;
          if (series.values[origin + h]! <= y) below++;
        });
      }
    }
    expect(below / count).toBeGreaterThan(0.85);
    expect(below / count).toBeLessThan(0.95);
    expect(model.features).toContain("attribute 0");
  });

  test("an outside tool is asked at every origin with what was known there, and weighed by its errors", async () => {
    const asked: number[] = [];
    const tool = {
      name: "perfect week",
      forecast: async (known: Float64Array, { horizon }: { horizon: number }) => {
        asked.push(known.length);
        const level =
          known.subarray(known.length - 28).reduce((a, b) => a + b, 0) / 28 / (week.reduce((a, b) => a + b, 0) / 7);
        return Float64Array.from({ length: horizon }, (_, h) => level * week[(known.length + h) % 7]!);
      },
    };
    const options = { horizon: 28, period: 7 };
    const member = await askOutside(tool, plain, options);
    if (!member || "ok" in member) throw new Error("no member");
    expect(Math.max(...asked)).toBe(364);
    const result = forecastAuto(plain, { ...options, extra: [member] });
    if (!result.ok) throw new Error(result.reason);
    expect(result.weights.some((w) => w.name === "perfect week" && w.weight > 0.1)).toBe(true);
  });
});

describe("conformal calibration", () => {
  test("takes the rank that covers exchangeable errors", () => {
    const scores = [5, -1, 2, -3, 4, 6, 7, -8, 9];
    expect(conformalRadius(scores, 0.8)).toBe(8);
    expect(conformalRadius(scores, 0.99)).toBe(Number.POSITIVE_INFINITY);
    expect(conformalMargin([0, 0, 0, 0], [1, 1, 1, 1], [0.5, 1.5, -1, 3], 0.6)).toBe(1);
  });
});
