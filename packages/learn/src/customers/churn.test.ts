import { describe, expect, it } from "vitest";
import { createRng } from "../rng.ts";
import { calibrateProbability, fitIsotonic, fitPlatt } from "./calibrate-probability.ts";
import { chooseCalibration } from "./choose-calibration.ts";
import { type ChurnModel, explainChurn, fitChurn, predictChurn } from "./churn.ts";
import { fitLogistic, predictLogistic } from "./logistic.ts";
import { calculateAuc, calculateBrier } from "./score-classifier.ts";

const unwrap = <T>(outcome: { ok: true; value: T } | { ok: false; detail: string }): T => {
  if (!outcome.ok) throw new Error(outcome.detail);
  return outcome.value;
};

/** Customers who leave the more surely the longer they are away and the less they bought. */
function drawCustomers(count: number, seed: number) {
  const rng = createRng(seed);
  const away = Float64Array.from({ length: count }, () => Math.exp(3 + rng.normal()));
  const orders = Float64Array.from({ length: count }, () => 1 + rng.below(20));
  const noise = Float64Array.from({ length: count }, () => rng.normal());
  const truth = away.map(
    (days, i) => 1 / (1 + Math.exp(-(1.5 * (Math.log1p(days) - 3) - 1.2 * (Math.log1p(orders[i]!) - 2)))),
  );
  const churned = truth.map((p) => (rng.uniform() < p ? 1 : 0));
  return { columns: [away, orders, noise], truth, churned };
}

const names = ["days away", "orders", "noise"];

describe("churn", () => {
  it("comes near the truth it was drawn from, is calibrated, and survives JSON", () => {
    const train = drawCustomers(1500, 1);
    const test = drawCustomers(3000, 2);
    const model = unwrap(fitChurn(train.columns, names, train.churned, createRng(3)));
    const p = predictChurn(JSON.parse(JSON.stringify(model)) as ChurnModel, test.columns);
    expect(calculateAuc(p, test.churned)!).toBeGreaterThan(calculateAuc(test.truth, test.churned)! - 0.01);
    expect(calculateBrier(p, test.churned)).toBeLessThan(calculateBrier(test.truth, test.churned) + 0.004);
    for (const [from, to] of [
      [0, 0.3],
      [0.3, 0.6],
      [0.6, 1],
    ] as const) {
      const inside = Array.from(p.keys()).filter((i) => p[i]! >= from && p[i]! < to);
      const mean = (values: ArrayLike<number>) => inside.reduce((sum, i) => sum + values[i]!, 0) / inside.length;
      expect(Math.abs(mean(p) - mean(test.churned))).toBeLessThan(0.05);
    }
  });

  it("names what drives each customer", () => {
    const { columns, churned } = drawCustomers(800, 4);
    const model = unwrap(fitChurn(columns, names, churned, createRng(5)));
    const [gone] = explainChurn(model, [400, 2, 0]);
    expect(gone).toMatchObject({ feature: "days away", value: 400 });
    expect(gone!.contribution).toBeGreaterThan(0);
    const [here] = explainChurn(model, [2, 10, 0]);
    expect(here!.contribution).toBeLessThan(0);
  });

  it("answers for missing and absurd figures", () => {
    const { columns, churned } = drawCustomers(300, 6);
    const model = unwrap(fitChurn(columns, names, churned, createRng(7)));
    const p = predictChurn(model, [
      [Number.NaN, 1e308, -1e308],
      [Number.NaN, Number.POSITIVE_INFINITY, 0],
      [0, 0, Number.NaN],
    ]);
    for (const value of p) expect(value > 0 && value < 1).toBe(true);
  });

  it("refuses a single class, too few leavers and unequal columns", () => {
    const { columns, churned } = drawCustomers(50, 8);
    const refuse = (labels: ArrayLike<number>) => fitChurn(columns, names, labels, createRng(1));
    expect(refuse(churned.map(() => 0))).toMatchObject({ ok: false, reason: "single_class" });
    expect(refuse(churned.map((_, i) => (i < 3 ? 1 : 0)))).toMatchObject({ ok: false, reason: "too_few_rows" });
    expect(refuse([1, 0])).toMatchObject({ ok: false, reason: "lengths_differ" });
    expect(fitChurn([], [], [], createRng(1))).toMatchObject({ ok: false, reason: "empty" });
  });
});

describe("logistic regression", () => {
  it("recovers planted weights", () => {
    const rng = createRng(9);
    const x = Float64Array.from({ length: 20_000 }, () => rng.uniform() * 100);
    const y = x.map((v) => (rng.uniform() < 1 / (1 + Math.exp(-(2 * Math.log1p(v) - 7))) ? 1 : 0));
    const model = unwrap(fitLogistic([x], y));
    expect(model.weights[0]! / model.deviations[0]!).toBeCloseTo(2, 1);
    expect(predictLogistic(model, [[Math.exp(3.5) - 1]])[0]!).toBeCloseTo(0.5, 1);
  });
});

describe("calibration", () => {
  it("by either way rises with the score and repairs overconfidence", () => {
    const rng = createRng(10);
    const truth = Float64Array.from({ length: 4000 }, () => rng.uniform());
    const labels = truth.map((p) => (rng.uniform() < p ? 1 : 0));
    const overconfident = truth.map((p) => p ** 3 / (p ** 3 + (1 - p) ** 3));
    for (const fit of [fitPlatt, fitIsotonic]) {
      const calibration = unwrap(fit(overconfident, labels));
      const p = overconfident.map((score) => calibrateProbability(calibration, score));
      expect(calculateBrier(p, labels)).toBeLessThan(calculateBrier(overconfident, labels));
      let before = 0;
      for (let score = 0; score <= 1; score += 0.01) {
        const now = calibrateProbability(calibration, score);
        expect(now).toBeGreaterThanOrEqual(before - 1e-12);
        before = now;
      }
    }
    expect(fitPlatt([0.5], [1])).toMatchObject({ ok: false, reason: "single_class" });
    expect(fitIsotonic([Number.NaN, 1], [1, 0])).toMatchObject({ ok: false, reason: "not_finite" });
  });
});

describe("choice of calibration", () => {
  const rng = createRng(11);
  const scores = Float64Array.from({ length: 4000 }, () => rng.uniform());
  const folds = Int32Array.from(scores, () => rng.below(5));
  const draw = (truth: (score: number) => number) => scores.map((s) => (rng.uniform() < truth(s) ? 1 : 0));

  it("leaves what is right already to Platt's curve, and gives steps where the truth has them", () => {
    expect(
      unwrap(
        chooseCalibration(
          scores,
          draw((s) => s),
          folds,
        ),
      ).kind,
    ).toBe("platt");
    const stepped = draw((s) => (s < 0.3 ? 0.05 : s < 0.7 ? 0.5 : 0.6));
    expect(unwrap(chooseCalibration(scores, stepped, folds)).kind).toBe("isotonic");
    const few = 900;
    const short = chooseCalibration(scores.subarray(0, few), stepped.subarray(0, few), folds.subarray(0, few));
    expect(unwrap(short).kind).toBe("platt");
  });
});

describe("area under the curve", () => {
  it("counts ties as half", () => {
    expect(calculateAuc([0.1, 0.5, 0.5, 0.9], [0, 0, 1, 1])).toBe(0.875);
    expect(calculateAuc([1, 2], [1, 1])).toBeNull();
  });
});
