import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createRng } from "../rng.ts";
import { encodeCategories, fitCategoryCodes } from "./category-codes.ts";
import { explainBoosting, listReasons } from "./explain-prediction.ts";
import { addTreeReasons } from "./explain-tree.ts";
import { type BoostedTrees, type BoostingOptions, fitBoosting } from "./fit-boosting.ts";
import golden from "./fixtures/diabetes.json" with { type: "json" };
import xgboost from "./fixtures/xgboost.json" with { type: "json" };
import type { BoostingLoss } from "./losses.ts";
import { predictBoosting, predictBoostingRow, scoreBoosting } from "./predict-boosting.ts";
import { findLeaf, type Tree } from "./tree.ts";

const fitted = (columns: ArrayLike<number>[], target: ArrayLike<number>, options: BoostingOptions, seed = 1) => {
  const outcome = fitBoosting(columns, target, options, createRng(seed));
  if (!outcome.ok) throw new Error(outcome.detail);
  return outcome.value;
};

const rmse = (a: ArrayLike<number>, b: ArrayLike<number>) => {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i]! - b[i]!) ** 2;
  return Math.sqrt(sum / a.length);
};

const part = (from: number, to?: number) => golden.columns.map((column) => column.slice(from, to));
const shape = { rounds: 60, learningRate: 0.1, maxLeaves: 8, minLeafRows: 10, lambda: 1 };

describe("boosted trees", () => {
  it("predict as well as scikit-learn's histogram boosting on held-out rows", () => {
    const truth = golden.target.slice(golden.split);
    const train = golden.target.slice(0, golden.split);
    const squared = fitted(part(0, golden.split), train, { loss: { kind: "squared" }, ...shape });
    expect(rmse(predictBoosting(squared, part(golden.split)), truth)).toBeLessThan(golden.boostedRmse * 1.02);
    const poisson = fitted(part(0, golden.split), train, { loss: { kind: "poisson" }, ...shape, lambda: 0.1 });
    expect(rmse(predictBoosting(poisson, part(golden.split)), truth)).toBeLessThan(golden.poissonRmse * 1.02);
  });

  const same: [keyof typeof xgboost & BoostingLoss["kind"], BoostingLoss, (y: number) => number, number][] = [
    ["squared", { kind: "squared" }, (y) => y, 10],
    ["logistic", { kind: "logistic" }, (y) => (y > 140 ? 1 : 0), 0],
    ["tweedie", { kind: "tweedie", power: 1.5 }, (y) => Math.max(0, y - 90), 0],
  ];
  for (const [name, loss, make, minLeafRows] of same)
    it(`equal XGBoost's to five digits after 60 rounds: ${name}`, () => {
      const options = { ...shape, loss, maxDepth: 3, minLeafRows };
      const model = fitted(part(0, golden.split), golden.target.slice(0, golden.split).map(make), options);
      const theirs: number[] = xgboost[name];
      predictBoosting(model, part(0, golden.split)).forEach((v, i) => {
        expect(Math.abs(v / theirs[i]! - 1)).toBeLessThan(1e-5);
      });
    });

  it("learn a Tweedie mean whose total matches the total of the target", () => {
    const rng = createRng(3);
    const x = Float64Array.from({ length: 4000 }, () => rng.uniform());
    const y = x.map((v) => (rng.uniform() < 0.3 ? Math.exp(2 * v) * (0.5 + rng.uniform()) : 0));
    const model = fitted([x], y, { loss: { kind: "tweedie", power: 1.5 }, rounds: 100, maxLeaves: 8 });
    const sum = (values: Float64Array) => values.reduce((total, v) => total + v, 0);
    expect(sum(predictBoosting(model, [x])) / sum(y)).toBeCloseTo(1, 1);
    const [low, high] = predictBoosting(model, [[0.1, 0.9]]);
    expect(high! / low!).toBeGreaterThan(3);
    expect(high! / low!).toBeLessThan(8);
  });

  it("place a quantile so that its share of the target lies below", () => {
    const rng = createRng(4);
    const x = Float64Array.from({ length: 5000 }, () => rng.uniform());
    const y = x.map((v) => 10 * v + (1 + 3 * v) * rng.normal());
    for (const level of [0.1, 0.5, 0.9]) {
      const model = fitted([x], y, { loss: { kind: "quantile", level }, rounds: 60, maxLeaves: 8, minLeafRows: 100 });
      const p = predictBoosting(model, [x]);
      expect(y.filter((v, i) => v <= p[i]!).length / y.length).toBeCloseTo(level, 1);
    }
  });

  it("route missing values by what they meant in training, and unseen categories with them", () => {
    const names = Array.from({ length: 600 }, (_, i) => ["wool", "silk", "linen"][i % 3]!);
    const target = names.map((name, i) => (i % 5 === 0 ? 50 : { wool: 10, silk: 30, linen: 20 }[name]!));
    const codes = fitCategoryCodes(names, target);
    expect(codes.codes).toEqual({ wool: 0, linen: 1, silk: 2 });
    const column = encodeCategories(codes, names).map((code, i) => (i % 5 === 0 ? Number.NaN : code));
    const model = fitted([column], target, { loss: { kind: "squared" }, rounds: 100 });
    expect(predictBoostingRow(model, encodeCategories(codes, ["jute"]))).toBeCloseTo(50, 1);
    expect(predictBoostingRow(model, encodeCategories(codes, ["silk"]))).toBeCloseTo(30, 1);
  });

  it("stop early on noise and keep the best number of trees", () => {
    const rng = createRng(5);
    const x = Float64Array.from({ length: 800 }, () => rng.uniform());
    const y = x.map(() => rng.normal());
    const validation = Uint8Array.from(x, (_, i) => (i % 2 === 0 ? 1 : 0));
    const model = fitted([x], y, { loss: { kind: "squared" }, validation, earlyStoppingRounds: 10, minLeafRows: 5 });
    expect(model.trees.length).toBeLessThan(10);
    const open = fitted([x], y, { loss: { kind: "squared" }, validation, minLeafRows: 5 });
    expect(open.validationLoss!).toBeGreaterThan(model.validationLoss!);
  });

  it("keep a demanded direction everywhere", () => {
    const rng = createRng(6);
    const price = Float64Array.from({ length: 500 }, () => rng.uniform());
    const other = Float64Array.from({ length: 500 }, () => rng.uniform());
    const y = price.map((p, i) => -p + other[i]! + 0.8 * rng.normal());
    const options: BoostingOptions = { loss: { kind: "squared" }, directions: [-1, 0], minLeafRows: 5, rounds: 80 };
    const model = fitted([price, other], y, options);
    const grid = Float64Array.from({ length: 101 }, (_, i) => i / 100);
    for (const fixed of [0.1, 0.5, 0.9]) {
      const p = predictBoosting(model, [grid, grid.map(() => fixed)]);
      for (let i = 1; i < p.length; i++) expect(p[i]!).toBeLessThanOrEqual(p[i - 1]! + 1e-9);
    }
  });

  it("leave to an offset what it explains", () => {
    const rng = createRng(7);
    const shops = Array.from({ length: 1000 }, (_, i) => Math.log(1 + (i % 50)));
    const x = Float64Array.from(shops, () => rng.below(2));
    const y = x.map((v, i) => Math.exp(shops[i]!) * (v === 1 ? 3 : 1));
    const loss = { kind: "poisson" as const };
    const model = fitted([x], y, { loss, rounds: 200, offsets: shops });
    const [low, high] = scoreBoosting(model, [[0, 1]]);
    // Raw scores without the offset: log 1 and log 3.
    expect(low!).toBeCloseTo(0, 1);
    expect(high! - low!).toBeCloseTo(Math.log(3), 1);
    expect(fitBoosting([x], y, { loss, offsets: [1] }, createRng(1))).toMatchObject({ reason: "lengths_differ" });
  });

  it("survive JSON and are the same for the same seed", () => {
    const train = golden.target.slice(0, golden.split);
    const options: BoostingOptions = { loss: { kind: "squared" }, ...shape, rowShare: 0.7, featureShare: 0.5 };
    const model = fitted(part(0, golden.split), train, options, 9);
    const copy = JSON.parse(JSON.stringify(model)) as BoostedTrees;
    expect(copy).toEqual(fitted(part(0, golden.split), train, options, 9));
    expect(predictBoosting(copy, part(300))).toEqual(predictBoosting(model, part(300)));
    expect(model.importance.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 9);
  });

  it("give reasons that add up to the raw score", () => {
    const model = fitted(part(0, 300), golden.target.slice(0, 300), { loss: { kind: "poisson" }, ...shape });
    const raw = scoreBoosting(model, part(300));
    for (let i = 0; i < 20; i++) {
      const row = golden.columns.map((column) => column[300 + i]!);
      const { base, contributions } = explainBoosting(model, row);
      expect(contributions.reduce((sum, c) => sum + c, base)).toBeCloseTo(raw[i]!, 9);
      const reasons = listReasons({ base, contributions }, row, ["age", "sex", "bmi"], 3);
      expect(reasons).toHaveLength(3);
      expect(Math.abs(reasons[0]!.contribution)).toBeGreaterThanOrEqual(Math.abs(reasons[2]!.contribution));
    }
  });
});

/** Shapley values by their definition, over all subsets of known features. */
function shapleyByDefinition(tree: Tree, row: number[]): number[] {
  const expectation = (known: number, node = 0): number => {
    if (tree.left[node]! < 0) return tree.value[node]!;
    const f = tree.feature[node]!;
    const [l, r] = [tree.left[node]!, tree.right[node]!];
    if ((known >> f) & 1) return expectation(known, row[f]! <= tree.threshold[node]! ? l : r);
    const [cl, cr] = [tree.cover[l]!, tree.cover[r]!];
    return (cl * expectation(known, l) + cr * expectation(known, r)) / (cl + cr);
  };
  const factorial = (n: number): number => (n < 2 ? 1 : n * factorial(n - 1));
  const bits = (n: number): number => (n === 0 ? 0 : (n & 1) + bits(n >> 1));
  return row.map((_, f) => {
    let sum = 0;
    for (let set = 0; set < 1 << row.length; set++) {
      if ((set >> f) & 1) continue;
      const weight = (factorial(bits(set)) * factorial(row.length - bits(set) - 1)) / factorial(row.length);
      sum += weight * (expectation(set | (1 << f)) - expectation(set));
    }
    return sum;
  });
}

describe("reasons of a tree", () => {
  it("equal Shapley values by their definition", () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const rng = createRng(seed);
        const columns = Array.from({ length: 4 }, () => Float64Array.from({ length: 200 }, () => rng.below(6)));
        const y = columns[0]!.map((v, i) => v * columns[1]![i]! + columns[2]![i]! + rng.normal());
        const tree = fitted(columns, y, { loss: { kind: "squared" }, rounds: 1, maxLeaves: 12, minLeafRows: 3 })
          .trees[0]!;
        const row = columns.map((column) => column[7]!);
        const out = new Float64Array(4);
        addTreeReasons(tree, row, out);
        const exact = shapleyByDefinition(tree, row);
        for (let f = 0; f < 4; f++) expect(out[f]!).toBeCloseTo(exact[f]!, 9);
        expect(out.reduce((s, v) => s + v, tree.value[0]!)).toBeCloseTo(tree.value[findLeaf(tree, row)]!, 9);
      }),
      { numRuns: 30 },
    );
  });
});

describe("bad input to boosting", () => {
  const refusalOf = (columns: ArrayLike<number>[], target: ArrayLike<number>, loss: BoostingLoss) => {
    const outcome = fitBoosting(columns, target, { loss, rounds: 3 }, createRng(1));
    return outcome.ok ? "fitted" : outcome.reason;
  };

  it("is refused with its reason", () => {
    expect(refusalOf([], [], { kind: "squared" })).toBe("empty");
    expect(refusalOf([[1, 2]], [1], { kind: "squared" })).toBe("lengths_differ");
    expect(refusalOf([[1, 2]], [1, Number.NaN], { kind: "squared" })).toBe("not_finite");
    expect(refusalOf([[1, 2]], [1, 1e200], { kind: "squared" })).toBe("out_of_range");
    expect(refusalOf([[1, 2]], [1, 1], { kind: "logistic" })).toBe("single_class");
    expect(refusalOf([[1, 2]], [1, 2], { kind: "logistic" })).toBe("out_of_range");
    expect(refusalOf([[1, 2]], [1, -2], { kind: "poisson" })).toBe("out_of_range");
    expect(refusalOf([[1, 2]], [1, 2], { kind: "tweedie", power: 2 })).toBe("out_of_range");
    expect(refusalOf([[1, 2]], [1, 2], { kind: "quantile", level: 1 })).toBe("out_of_range");
  });

  it("never leads to a prediction that is not a number", () => {
    const odd = fc.oneof(fc.double({ noNaN: false }), fc.constantFrom(0, 1, 1e300, -1e300, Number.POSITIVE_INFINITY));
    const losses = fc.constantFrom<BoostingLoss>(
      ...[{ kind: "squared" as const }, { kind: "poisson" as const }, { kind: "tweedie" as const, power: 1.3 }],
      ...[{ kind: "quantile" as const, level: 0.9 }],
    );
    fc.assert(
      fc.property(
        fc.array(fc.tuple(odd, odd, fc.double({ min: 0, max: 1e90, noNaN: true })), { minLength: 1, maxLength: 60 }),
        losses,
        fc.array(fc.tuple(odd, odd), { minLength: 1, maxLength: 10 }),
        (rows, loss, asked) => {
          const columns = [rows.map((r) => r[0]), rows.map((r) => r[1])];
          const options: BoostingOptions = { loss, rounds: 5, minLeafRows: 1 };
          const model = fitted(
            columns,
            rows.map((r) => r[2]),
            options,
          );
          const copy = JSON.parse(JSON.stringify(model)) as BoostedTrees;
          const p = predictBoosting(copy, [asked.map((r) => r[0]), asked.map((r) => r[1])]);
          for (const value of p) expect(Number.isFinite(value)).toBe(true);
        },
      ),
      { numRuns: 200 },
    );
  });
});
