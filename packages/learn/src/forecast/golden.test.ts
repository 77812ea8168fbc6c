import { describe, expect, test } from "vitest";
import golden from "./fixtures/golden.json" with { type: "json" };
import {
  decomposeMstl,
  type EtsForm,
  fitArima,
  fitEts,
  fitIntermittent,
  fitTheta,
  kpssStatistic,
  predictArima,
  predictEts,
  predictTheta,
  seasonalStrength,
} from "./index.ts";

const air = Float64Array.from(golden.air);
const mean = air.reduce((a, b) => a + b, 0) / air.length;
const scaled = air.map((y) => y / mean);
const n = air.length;

/** R's -2 log likelihood of the history in its own units, brought to ours: n log(SSE / n) + ... of the history divided by its mean. */
const toOurs = (value: number) => value - n * Math.log(n) - 2 * n * Math.log(mean);

const worst = (a: ArrayLike<number>, b: ArrayLike<number>) => {
  let largest = 0;
  for (let i = 0; i < a.length; i++) largest = Math.max(largest, Math.abs(a[i]! / b[i]! - 1));
  return largest;
};

describe("beside R's forecast package on AirPassengers", () => {
  const forms: Record<keyof typeof golden.ets, EtsForm> = {
    ann: { error: "A", trend: "N", damped: false, season: "N" },
    aan: { error: "A", trend: "A", damped: false, season: "N" },
    aadn: { error: "A", trend: "A", damped: true, season: "N" },
    aaa: { error: "A", trend: "A", damped: false, season: "A" },
    mam: { error: "M", trend: "A", damped: false, season: "M" },
    madm: { error: "M", trend: "A", damped: true, season: "M" },
  };
  for (const [name, form] of Object.entries(forms) as [keyof typeof golden.ets, EtsForm][]) {
    test(`${golden.ets[name].model}: a likelihood at least as good, forecasts near`, () => {
      const model = fitEts(scaled, form, 12)!;
      const parameters = 2 + (form.trend === "N" ? 0 : form.damped ? 3 : 2) + (form.season === "N" ? 0 : 12) + 1;
      const value = model.aicc - 2 * parameters - (2 * parameters * (parameters + 1)) / (n - parameters - 1);
      expect(value).toBeLessThan(toOurs(golden.ets[name].value) + 0.5);
      const points = predictEts(model, 12).map((y) => y * mean);
      // Where R stopped at a lower hill of the likelihood (AAA, by 90), its forecasts are another model's.
      const sameHill = value > toOurs(golden.ets[name].value) - 10;
      expect(worst(points, golden.ets[name].points)).toBeLessThan(sameHill ? 0.05 : 0.25);
    });
  }

  test("simple smoothing and theta: the same forecasts to five digits", () => {
    const smooth = predictEts(fitEts(scaled, forms.ann, 12)!, 12).map((y) => y * mean);
    expect(worst(smooth, golden.ets.ann.points)).toBeLessThan(1e-5);
    const points = predictTheta(fitTheta(scaled, 12)!, 12).map((y) => y * mean);
    expect(worst(points, golden.theta)).toBeLessThan(1e-5);
  });

  test("MSTL: R's trend and season to nine digits", () => {
    const { trend, seasons } = decomposeMstl(air, [12]);
    expect(worst(trend, golden.mstl.trend)).toBeLessThan(1e-9);
    seasons[0]!.season.forEach((s, t) => {
      expect(Math.abs(s - golden.mstl.season[t]!)).toBeLessThan(1e-7);
    });
  });

  test("the airline model on logarithms: coefficients and forecasts near maximum likelihood's", () => {
    const order = { p: 0, d: 1, q: 1, seasonalP: 0, seasonalD: 1, seasonalQ: 1, period: 12, constant: false };
    const model = fitArima(scaled, order, { logs: true })!;
    expect(Math.abs(-model.ma[0]! - golden.airline.ma)).toBeLessThan(0.06);
    expect(Math.abs(-model.ma[11]! - golden.airline.sma)).toBeLessThan(0.06);
    const points = predictArima(model, 12).map((y) => y * mean);
    expect(worst(points, golden.airline.points)).toBeLessThan(0.02);
  });

  test("KPSS statistic is urca's; the season is strong", () => {
    expect(kpssStatistic(air.map(Math.log))).toBeCloseTo(golden.kpss, 6);
    expect(seasonalStrength(air.map(Math.log), 12)).toBeGreaterThan(0.9);
  });
});

describe("intermittent demand", () => {
  const demand = Float64Array.from(golden.demand);
  const rate = golden.demand.reduce((a, b) => a + b, 0) / golden.demand.length;

  test("every method finds a rate near what was sold per step", () => {
    for (const method of ["croston", "sba", "tsb", "adida", "imapa"] as const) {
      expect(Math.abs(fitIntermittent(demand, method).rate / rate - 1), method).toBeLessThan(0.35);
    }
  });

  test("SBA is Croston's rate times 1 - alpha / 2", () => {
    const croston = fitIntermittent(demand, "croston");
    const sba = fitIntermittent(demand, "sba", croston);
    expect(sba.rate).toBeCloseTo(croston.rate * (1 - croston.alpha / 2), 12);
  });

  test("TSB fades while nothing sells, Croston does not", () => {
    const stopped = Float64Array.from([...golden.demand, ...new Array(60).fill(0)]);
    const like = { ...fitIntermittent(demand, "tsb"), beta: 0.05 };
    expect(fitIntermittent(stopped, "tsb", like).rate).toBeLessThan(0.1 * rate);
    expect(fitIntermittent(stopped, "croston", fitIntermittent(demand, "croston")).rate).toBeGreaterThan(0.5 * rate);
  });

  test("nothing sold gives zero", () => {
    for (const method of ["croston", "sba", "tsb", "adida", "imapa"] as const) {
      expect(fitIntermittent(new Float64Array(30), method).rate, method).toBe(0);
    }
  });
});
