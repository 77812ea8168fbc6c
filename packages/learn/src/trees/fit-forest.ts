import { accept, type Outcome, refuse } from "../outcome.ts";
import type { Rng } from "../rng.ts";
import { binColumns, type Columns } from "./bin-columns.ts";
import { checkShape } from "./check-training.ts";
import { finishTree } from "./finish-tree.ts";
import { growForestTree, makeForestRoom } from "./grow-forest-tree.ts";
import { addTree } from "./predict-boosting.ts";
import type { Tree } from "./tree.ts";

/** Settings of a random forest; every one has a default. */
export type ForestOptions = {
  trees?: number;
  maxDepth?: number;
  minLeafRows?: number;
  /** Features tried at each split; default the square root of their number (classes) or a third (regression). */
  featuresPerSplit?: number;
  maxBins?: number;
};

/**
 * A fitted random forest (Breiman 2001); plain JSON. A tree's `value` is the mean target (regression) or the share of class 1 (two
 * classes); with more classes there is one group of trees per class, class c at trees[t * classCount + c].
 */
export type Forest = {
  kind: "forest";
  version: 1;
  task: "regression" | "classification";
  /** 1 for regression and for two classes. */
  outputs: number;
  featureCount: number;
  trees: Tree[];
  importance: number[];
  /** Mean squared error (Brier score for classes) on the rows that each tree did not see; null where no row was left out. */
  outOfBagError: number | null;
};

/** Fits a regression forest: bagged rows, a random choice of features at every split. Target must be finite. */
export function fitForestRegression(
  columns: Columns,
  target: ArrayLike<number>,
  options: ForestOptions,
  rng: Rng,
): Outcome<Forest> {
  const refusal = checkShape(columns, target);
  if (refusal) return refusal;
  const perSplit = options.featuresPerSplit ?? Math.ceil(columns.length / 3);
  return accept(growForest(columns, [target], "regression", { ...options, featuresPerSplit: perSplit }, rng));
}

/**
 * Fits a classification forest. `labels` are whole numbers from 0; all of one class is refused. Splits by variance of the class shares,
 * which for two classes is the Gini criterion; each further class has its own trees (one against the rest).
 */
export function fitForestClassifier(
  columns: Columns,
  labels: ArrayLike<number>,
  options: ForestOptions,
  rng: Rng,
): Outcome<Forest> {
  const refusal = checkShape(columns, labels);
  if (refusal) return refusal;
  const seen = new Set<number>();
  for (let i = 0; i < labels.length; i++) {
    const label = labels[i]!;
    if (!Number.isInteger(label) || label < 0 || label > 999)
      return refuse("out_of_range", `label of row ${i} is not a whole number from 0 to 999`);
    seen.add(label);
  }
  if (seen.size < 2) return refuse("single_class", "all labels are of one class");
  const classes = Math.max(...seen) + 1;
  const perSplit = options.featuresPerSplit ?? Math.ceil(Math.sqrt(columns.length));
  const marks = (of: number) => Float64Array.from(labels, (label) => (label === of ? 1 : 0));
  const targets = classes === 2 ? [marks(1)] : Array.from({ length: classes }, (_, c) => marks(c));
  return accept(growForest(columns, targets, "classification", { ...options, featuresPerSplit: perSplit }, rng));
}

function growForest(
  columns: Columns,
  targets: ArrayLike<number>[],
  task: Forest["task"],
  options: ForestOptions,
  rng: Rng,
): Forest {
  const { trees: treeCount = 200, maxDepth = 24, minLeafRows = task === "regression" ? 5 : 1, maxBins = 255 } = options;
  const binned = binColumns(columns, maxBins);
  const room = makeForestRoom(binned);
  const gains = new Float64Array(columns.length);
  const count = binned.rowCount;
  const outSums = targets.map(() => new Float64Array(count));
  const outCounts = new Int32Array(count);
  const trees: Tree[] = [];
  const limits = {
    maxDepth,
    minLeafRows,
    featuresPerSplit: Math.max(1, Math.min(columns.length, options.featuresPerSplit ?? 1)),
  };
  for (let t = 0; t < treeCount; t++) {
    const drawn = new Int32Array(count);
    for (let i = 0; i < count; i++) drawn[rng.below(count)]!++;
    for (let i = 0; i < count; i++) if (drawn[i] === 0) outCounts[i]!++;
    for (const [output, target] of targets.entries()) {
      const tree = growForestTree(binned, drawn, target, limits, room, gains, rng);
      finishTree(tree);
      trees.push(tree);
      const values = new Float64Array(count);
      addTree(tree, columns, values);
      for (let i = 0; i < count; i++) if (drawn[i] === 0) outSums[output]![i]! += values[i]!;
    }
  }
  const total = gains.reduce((sum, gain) => sum + gain, 0);
  return {
    ...{ kind: "forest", version: 1, task, outputs: targets.length, featureCount: columns.length, trees },
    importance: Array.from(gains, (gain) => (total > 0 ? gain / total : 0)),
    outOfBagError: outOfBag(targets, outSums, outCounts),
  };
}

function outOfBag(targets: ArrayLike<number>[], sums: Float64Array[], counts: Int32Array): number | null {
  let error = 0;
  let rows = 0;
  for (let i = 0; i < counts.length; i++) {
    if (counts[i] === 0) continue;
    rows++;
    for (const [output, target] of targets.entries()) error += (target[i]! - sums[output]![i]! / counts[i]!) ** 2;
  }
  return rows > 0 ? error / rows : null;
}

/** Regression values, or the probability of class 1 of a two-class forest. */
export function predictForest(model: Forest, columns: Columns): Float64Array {
  return forestOutput(model, columns, 0);
}

function forestOutput(model: Forest, columns: Columns, output: number): Float64Array {
  const out = new Float64Array(columns[0]?.length ?? 0);
  const perOutput = model.trees.length / model.outputs;
  for (let t = output; t < model.trees.length; t += model.outputs)
    addTree(model.trees[t]!, columns, out, 1 / perOutput);
  return out;
}

/** Probability of every class, class by class; for each row they sum to 1. */
export function predictForestClasses(model: Forest, columns: Columns): Float64Array[] {
  if (model.outputs === 1) {
    const one = predictForest(model, columns);
    return [one.map((p) => 1 - p), one];
  }
  const shares = Array.from({ length: model.outputs }, (_, c) => forestOutput(model, columns, c));
  const rows = columns[0]?.length ?? 0;
  for (let i = 0; i < rows; i++) {
    const total = shares.reduce((sum, share) => sum + share[i]!, 0);
    for (const share of shares) share[i] = total > 0 ? share[i]! / total : 1 / model.outputs;
  }
  return shares;
}
