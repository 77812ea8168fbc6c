import type { Columns } from "./bin-columns.ts";
import type { BoostedTrees } from "./fit-boosting.ts";
import { toResponse } from "./losses.ts";
import { findLeaf, type Tree } from "./tree.ts";

/** Adds `tree`'s value, times `scale`, for every row of the columns to `out`. */
export function addTree(tree: Tree, columns: Columns, out: Float64Array, scale = 1): void {
  const { feature, threshold, missingLeft, left, right, value } = tree;
  for (let i = 0; i < out.length; i++) {
    let node = 0;
    while (left[node]! >= 0) {
      const v = columns[feature[node]!]![i]!;
      // NaN compares false, so one comparison settles every present value that goes left.
      if (v <= threshold[node]!) node = left[node]!;
      else if (!Number.isNaN(v)) node = right[node]!;
      else node = missingLeft[node]! ? left[node]! : right[node]!;
    }
    out[i]! += scale * value[node]!;
  }
}

/** Raw scores (log odds, log means) of every row. */
export function scoreBoosting(model: BoostedTrees, columns: Columns): Float64Array {
  const out = new Float64Array(columns[0]?.length ?? 0).fill(model.base);
  for (const tree of model.trees) addTree(tree, columns, out);
  return out;
}

/** Predictions on the target's scale: probabilities for logistic, means for Poisson and Tweedie, the level's quantile for quantile. */
export function predictBoosting(model: BoostedTrees, columns: Columns): Float64Array {
  const out = scoreBoosting(model, columns);
  for (let i = 0; i < out.length; i++) out[i] = toResponse(model.loss, out[i]!);
  return out;
}

/** Prediction for one row of feature values; a value that is NaN or absent is missing. */
export function predictBoostingRow(model: BoostedTrees, row: ArrayLike<number>): number {
  let raw = model.base;
  for (const tree of model.trees) raw += tree.value[findLeaf(tree, row)]!;
  return toResponse(model.loss, raw);
}
