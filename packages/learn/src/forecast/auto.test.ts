import { describe, expect, test } from "vitest";
import { fitAuto, forecastAuto, predictAuto } from "./index.ts";

const of = (...values: number[]) => Float64Array.from(values);

describe("forecastAuto", () => {
  test("refuses what cannot be forecast, with a reason", () => {
    expect(forecastAuto(of(1, Number.NaN, 3), { horizon: 2 })).toEqual({ ok: false, reason: "not_finite" });
    expect(forecastAuto(of(1, Number.POSITIVE_INFINITY), { horizon: 2 })).toEqual({ ok: false, reason: "not_finite" });
    expect(forecastAuto(of(1, 2), { horizon: 0 })).toEqual({ ok: false, reason: "bad_horizon" });
    expect(forecastAuto(of(1, 2), { horizon: 2, period: 0 })).toEqual({ ok: false, reason: "bad_period" });
    expect(forecastAuto(of(1, 2), { horizon: 2, levels: [1] })).toEqual({ ok: false, reason: "bad_level" });
  });

  test("gives sensible answers for empty, one-point, constant, all-zero and huge histories", () => {
    const mean = (history: Float64Array) => {
      const result = forecastAuto(history, { horizon: 3, period: 7 });
      return result.ok ? Array.from(result.mean) : result.reason;
    };
    expect(mean(of())).toEqual([0, 0, 0]);
    expect(mean(of(5))).toEqual([5, 5, 5]);
    expect(mean(new Float64Array(40))).toEqual([0, 0, 0]);
    for (const y of mean(new Float64Array(40).fill(12))) expect(y).toBeCloseTo(12, 6);
    for (const y of mean(Float64Array.from({ length: 40 }, (_, t) => 1e306 * (1 + (t % 5))))) {
      expect(Number.isFinite(y)).toBe(true);
      expect(Number(y)).toBeGreaterThan(1e305);
    }
    for (const y of mean(Float64Array.from({ length: 40 }, (_, t) => 1e-300 * (1 + (t % 5)))))
      expect(Number(y)).toBeGreaterThan(0);
  });

  test("keeps closed weekdays at zero and does not let them lower the open ones", () => {
    const history = Float64Array.from({ length: 7 * 20 + 3 }, (_, t) => (t % 7 === 5 ? 0 : 100));
    const result = forecastAuto(history, { horizon: 14, period: 7 });
    if (!result.ok) throw new Error(result.reason);
    result.mean.forEach((y, h) => {
      const closed = (history.length + h) % 7 === 5;
      if (closed) expect(y).toBe(0);
      else expect(y).toBeCloseTo(100, 3);
      if (closed) expect(result.intervals[2]!.upper[h]).toBe(0);
    });
  });

  test("follows season and trend, and says by how much it beats seasonal naive", () => {
    const season = [0.7, 0.8, 1, 1.1, 1, 0.9, 0.8, 0.8, 1.1, 1.2, 1.3, 1.9];
    const history = Float64Array.from({ length: 72 }, (_, t) => (100 + 2 * t) * season[t % 12]!);
    const result = forecastAuto(history, { horizon: 12, period: 12, levels: [0.8] });
    if (!result.ok) throw new Error(result.reason);
    result.mean.forEach((y, h) => {
      const truth = (100 + 2 * (72 + h)) * season[h]!;
      expect(Math.abs(y / truth - 1)).toBeLessThan(0.06);
    });
    expect(result.backtest!.margin!).toBeGreaterThan(0.5);
  });

  test("a second, longer cycle is carried on where the history holds enough of them", () => {
    const wave = (t: number) => 50 + 20 * Math.sin((2 * Math.PI * t) / 60) + 6 * ((t % 7) - 3);
    const history = Float64Array.from({ length: 330 }, (_, t) => wave(t) + 8 * Math.sin(t * t));
    const miss = (periods?: number[]) => {
      const result = forecastAuto(history, { horizon: 30, period: 7, periods });
      if (!result.ok) throw new Error(result.reason);
      return result.mean.reduce((sum, y, h) => sum + Math.abs(y - wave(330 + h)), 0) / 30;
    };
    expect(miss([60])).toBeLessThan(0.7 * miss());
    expect(forecastAuto(history, { horizon: 3, period: 7, periods: [0] })).toEqual({ ok: false, reason: "bad_period" });
  });

  test("a fitted model survives JSON", () => {
    const history = Float64Array.from({ length: 50 }, (_, t) => 10 + (t % 7) + (t % 3));
    const fitted = fitAuto(history, { horizon: 10, period: 7 });
    if (!fitted.ok) throw new Error(fitted.reason);
    const direct = predictAuto(fitted.model, { horizon: 10 });
    expect(predictAuto(JSON.parse(JSON.stringify(fitted.model)), { horizon: 10 })).toEqual(direct);
  });
});
