import { describe, expect, test } from "vitest";
import { createRng } from "../rng.ts";
import {
  backtest,
  forecastAuto,
  forestCandidate,
  planBacktest,
  predictMember,
  scoreBacktest,
  seasonalNaiveCandidate,
} from "./index.ts";

/** A week whose rise after a quiet Sunday no straight line has: the day after a low one is high. */
function drawHistory(length: number): Float64Array {
  const rng = createRng(4);
  const values = new Float64Array(length);
  for (let t = 0; t < length; t++) {
    const before = values[t - 1] ?? 1;
    values[t] = (t % 7 === 6 ? 0.4 : 1) + (before < 0.7 ? 0.5 : 0) + 0.1 * rng.normal();
  }
  return values;
}

const shape = { period: 7, periods: [7], positive: true, zeroShare: 0, horizon: 14 };

describe("random forest on lags", () => {
  const history = drawHistory(300);

  test("beats seasonal naive in a backtest on what it was not fitted on", () => {
    const plan = planBacktest(history.length, { horizon: 14, period: 7 })!;
    const run = backtest(history, [forestCandidate, seasonalNaiveCandidate], {
      plan,
      shape: { ...shape, length: history.length },
    });
    const [forest, naive] = run.points.map((points) => scoreBacktest(history, plan, points, 7).mase!);
    expect(forest).toBeLessThan(0.9 * naive!);
  });

  test("follows a level that it has never seen, survives JSON, and moves on with its trees kept", () => {
    const lifted = Float64Array.from(history, (y, t) => y + (t >= 280 ? 3 : 0));
    const model = forestCandidate.fit(lifted, { ...shape, length: 300 })!;
    const points = predictMember(model, 14);
    expect(Math.min(...points)).toBeGreaterThan(3);
    expect([...predictMember(JSON.parse(JSON.stringify(model)), 14)]).toEqual([...points]);
    const longer = Float64Array.from([...lifted, ...points.slice(0, 7)]);
    const moved = predictMember(forestCandidate.advance!(model, longer, { ...shape, length: 307 })!, 7);
    for (let h = 0; h < 7; h++) expect(moved[h]).toBeCloseTo(points[7 + h]!, 9);
  });

  test("joins the combination where it is asked for, by its backtest", () => {
    const forecast = forecastAuto(history, {
      horizon: 14,
      period: 7,
      extra: [{ candidate: forestCandidate, prior: 1 }],
    });
    expect(forecast.ok && forecast.weights.some((w) => w.name === "random forest" && w.weight > 0.05)).toBe(true);
  });
});
