import { addTreeReasons } from "./explain-tree.ts";
import type { BoostedTrees } from "./fit-boosting.ts";
import type { Forest } from "./fit-forest.ts";

/** Why a prediction is what it is: `base` + all contributions = the raw score (log odds, log mean) or the forest's value. */
export type Explanation = { base: number; contributions: Float64Array };

/** One feature's share in a prediction, as a person reads it. */
export type Reason = { feature: string; value: number | null; contribution: number };

/** Shapley contributions of every feature to the raw score of one row. */
export function explainBoosting(model: BoostedTrees, row: ArrayLike<number>): Explanation {
  const contributions = new Float64Array(model.featureCount);
  let base = model.base;
  for (const tree of model.trees) {
    base += tree.value[0]!;
    addTreeReasons(tree, row, contributions);
  }
  return { base, contributions };
}

/** Shapley contributions to a forest's regression value, or to the probability of its class 1 where it has two. */
export function explainForest(model: Forest, row: ArrayLike<number>): Explanation {
  const contributions = new Float64Array(model.featureCount);
  let base = 0;
  for (const tree of model.trees) {
    base += tree.value[0]! / model.trees.length;
    addTreeReasons(tree, row, contributions, 1 / model.trees.length);
  }
  return { base, contributions };
}

/** The strongest contributions first; `value` is null where the feature was missing. */
export function listReasons(
  explanation: Explanation,
  row: ArrayLike<number>,
  names: readonly string[],
  limit = 5,
): Reason[] {
  return Array.from(explanation.contributions, (contribution, f) => {
    const v = row[f];
    return {
      feature: names[f] ?? `feature ${f}`,
      value: v === undefined || !Number.isFinite(v) ? null : v,
      contribution,
    };
  })
    .filter((reason) => Math.abs(reason.contribution) > 1e-12)
    .sort((x, y) => Math.abs(y.contribution) - Math.abs(x.contribution))
    .slice(0, limit);
}
