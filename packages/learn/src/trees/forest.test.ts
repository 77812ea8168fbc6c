import { describe, expect, it } from "vitest";
import { createRng } from "../rng.ts";
import { explainForest } from "./explain-prediction.ts";
import {
  type Forest,
  fitForestClassifier,
  fitForestRegression,
  predictForest,
  predictForestClasses,
} from "./fit-forest.ts";
import golden from "./fixtures/diabetes.json" with { type: "json" };

const part = (from: number, to?: number) => golden.columns.map((column) => column.slice(from, to));
const unwrap = (outcome: ReturnType<typeof fitForestRegression>): Forest => {
  if (!outcome.ok) throw new Error(outcome.detail);
  return outcome.value;
};

/** Probability that a random one scores above a random zero. */
function auc(labels: number[], scores: ArrayLike<number>): number {
  let wins = 0;
  let pairs = 0;
  labels.forEach((a, i) => {
    labels.forEach((b, j) => {
      if (a !== 1 || b !== 0) return;
      pairs++;
      wins += scores[i]! > scores[j]! ? 1 : scores[i] === scores[j] ? 0.5 : 0;
    });
  });
  return wins / pairs;
}

describe("random forest", () => {
  it("predicts as well as scikit-learn's on held-out rows", () => {
    const truth = golden.target.slice(300);
    const options = { trees: 200, minLeafRows: 5, featuresPerSplit: 4 };
    const model = unwrap(fitForestRegression(part(0, 300), golden.target.slice(0, 300), options, createRng(1)));
    const p = predictForest(model, part(300));
    const rmse = Math.sqrt(truth.reduce((sum, y, i) => sum + (y - p[i]!) ** 2, 0) / truth.length);
    expect(rmse).toBeLessThan(golden.forestRmse * 1.03);
    // Left-out rows tell the error of new rows.
    expect(Math.sqrt(model.outOfBagError!) / rmse).toBeGreaterThan(0.9);
    expect(Math.sqrt(model.outOfBagError!) / rmse).toBeLessThan(1.15);
  });

  it("ranks classes as well as scikit-learn's on held-out rows", () => {
    const labels = golden.target.map((y) => (y > 140 ? 1 : 0));
    const options = { trees: 200, minLeafRows: 2, featuresPerSplit: 4 };
    const model = unwrap(fitForestClassifier(part(0, 300), labels.slice(0, 300), options, createRng(2)));
    expect(auc(labels.slice(300), predictForest(model, part(300)))).toBeGreaterThan(golden.forestAuc - 0.01);
  });

  it("gives probabilities of many classes that sum to 1 and name the right one", () => {
    const rng = createRng(3);
    const x = Float64Array.from({ length: 300 }, () => rng.uniform() * 3);
    const labels = x.map((v) => Math.floor(v));
    const model = unwrap(fitForestClassifier([x], labels, { trees: 30 }, rng));
    const shares = predictForestClasses(model, [[0.5, 1.5, 2.5, Number.NaN]]);
    for (let i = 0; i < 4; i++) expect(shares.reduce((sum, share) => sum + share[i]!, 0)).toBeCloseTo(1, 9);
    for (let c = 0; c < 3; c++) expect(shares[c]![c]!).toBeGreaterThan(0.9);
  });

  it("gives reasons that add up to the prediction and survives JSON", () => {
    const target = golden.target.slice(0, 300);
    const model = unwrap(fitForestRegression(part(0, 300), target, { trees: 20 }, createRng(4)));
    const copy = JSON.parse(JSON.stringify(model)) as Forest;
    const row = golden.columns.map((column) => column[310]!);
    const { base, contributions } = explainForest(copy, row);
    expect(contributions.reduce((sum, c) => sum + c, base)).toBeCloseTo(predictForest(model, part(310, 311))[0]!, 8);
  });

  it("refuses a single class and labels that are not whole numbers", () => {
    expect(fitForestClassifier([[1, 2]], [0, 0], {}, createRng(1))).toMatchObject({
      ok: false,
      reason: "single_class",
    });
    expect(fitForestClassifier([[1, 2]], [0, 0.5], {}, createRng(1))).toMatchObject({ reason: "out_of_range" });
    expect(fitForestRegression([[]], [], {}, createRng(1))).toMatchObject({ ok: false, reason: "empty" });
  });

  it("answers with the mean where nothing can be split", () => {
    const model = unwrap(fitForestRegression([[1, 1, 1]], [2, 4, 6], { trees: 300 }, createRng(1)));
    expect(predictForest(model, [[1]])[0]!).toBeCloseTo(4, 0);
    expect(model.importance).toEqual([0]);
  });
});
