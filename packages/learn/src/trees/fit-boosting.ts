import { accept, type Outcome, refuse } from "../outcome.ts";
import type { Rng } from "../rng.ts";
import { sampleIndices } from "../shuffle.ts";
import { type BinnedColumns, binColumns, type Columns } from "./bin-columns.ts";
import { checkTraining } from "./check-training.ts";
import { findBinnedLeaf, finishTree } from "./finish-tree.ts";
import { type GrowthRoom, growTree, makeGrowthRoom } from "./grow-tree.ts";
import {
  type BoostingLoss,
  type Derivatives,
  findBase,
  hasConstantCurvature,
  hasLogLink,
  meanLoss,
  quantileOfSorted,
  writeDerivatives,
} from "./losses.ts";
import type { Tree } from "./tree.ts";

/** Settings of a boosting fit; every one has a default. */
export type BoostingOptions = {
  loss: BoostingLoss;
  /** Most trees to grow. */
  rounds?: number;
  learningRate?: number;
  maxLeaves?: number;
  maxDepth?: number;
  minLeafRows?: number;
  /** Ridge penalty on leaf values, in rows. */
  lambda?: number;
  minGain?: number;
  /** Share of rows, and of features, drawn anew for each tree. */
  rowShare?: number;
  featureShare?: number;
  maxBins?: number;
  /** Weight of each row, zero or more. */
  weights?: ArrayLike<number>;
  /** Added to the raw score of each training row and not learnt (log exposure, a group's own level); predictions are without it. */
  offsets?: ArrayLike<number>;
  /** 1 marks a row that is kept out of training and watched for early stopping. */
  validation?: ArrayLike<number>;
  /** Stops after so many rounds without a better validation loss and keeps the best count; 0 never stops. */
  earlyStoppingRounds?: number;
  /** Per feature: 1 the prediction may only rise with it, -1 only fall, 0 free (not kept by the quantile loss). */
  directions?: ArrayLike<number>;
};

/** A fitted boosting model; plain JSON. Raw score = base + sum of tree values. */
export type BoostedTrees = {
  kind: "boosted_trees";
  version: 1;
  loss: BoostingLoss;
  base: number;
  featureCount: number;
  trees: Tree[];
  /** Share of the total gain per feature; sums to 1, or all zero where nothing was split. */
  importance: number[];
  /** Mean validation loss at the kept number of trees; null without validation rows. */
  validationLoss: number | null;
};

type Boosting = {
  options: Required<Omit<BoostingOptions, "weights" | "validation" | "directions" | "offsets">> &
    Pick<BoostingOptions, "directions">;
  binned: BinnedColumns;
  target: ArrayLike<number>;
  weights: Float64Array;
  trainRows: Int32Array;
  raw: Float64Array;
  derivatives: Derivatives;
  room: GrowthRoom;
  gains: Float64Array;
};

const withDefaults = (o: BoostingOptions): Boosting["options"] => ({
  loss: o.loss,
  rounds: o.rounds ?? 200,
  learningRate: o.learningRate ?? 0.1,
  maxLeaves: o.maxLeaves ?? 31,
  maxDepth: o.maxDepth ?? 8,
  minLeafRows: o.minLeafRows ?? 20,
  lambda: o.lambda ?? 1,
  minGain: o.minGain ?? 0,
  rowShare: o.rowShare ?? 1,
  featureShare: o.featureShare ?? 1,
  maxBins: o.maxBins ?? 255,
  earlyStoppingRounds: o.earlyStoppingRounds ?? 0,
  directions: o.directions,
});

/** Residuals' quantile replaces the Newton step of the pinball loss, whose curvature is zero (as in Friedman 2001, section 4.2). */
function renewQuantile(state: Boosting, rows: Int32Array, begin: number, end: number, level: number): number {
  const residuals = new Float64Array(end - begin);
  for (let i = begin; i < end; i++) residuals[i - begin] = state.target[rows[i]!]! - state.raw[rows[i]!]!;
  return quantileOfSorted(residuals.sort(), level);
}

function growRound(state: Boosting, rng: Rng): Tree {
  const { options, binned, raw, derivatives } = state;
  const { loss, learningRate } = options;
  writeDerivatives(loss, state.target, state.weights, raw, derivatives);
  const rows = drawRows(state.trainRows, options.rowShare, rng);
  const featureTotal = binned.bins.length;
  const featureTake = Math.max(1, Math.ceil(featureTotal * options.featureShare));
  const features = sampleIndices(featureTotal, featureTake, rng).sort();
  const { tree, leaves } = growTree({
    ...{ binned, rows, features, room: state.room, gains: state.gains, directions: options.directions },
    slope: derivatives.slope,
    curvature: derivatives.curvature.length > 0 ? derivatives.curvature : null,
    limits: { ...options, minLeafWeight: hasLogLink(loss) || loss.kind === "logistic" ? 1e-3 : 0 },
  });
  // A log-link step above 2 is a factor of 7 in one leaf: it comes from a leaf without sales, not from evidence.
  const stepLimit = hasLogLink(loss) ? 2 : Number.MAX_VALUE;
  for (const leaf of leaves) {
    const step =
      loss.kind === "quantile" ? renewQuantile(state, rows, leaf.begin, leaf.end, loss.level) : tree.value[leaf.node]!;
    const value = learningRate * Math.min(stepLimit, Math.max(-stepLimit, step));
    tree.value[leaf.node] = value;
    for (let i = leaf.begin; i < leaf.end; i++) raw[rows[i]!]! += value;
  }
  finishTree(tree);
  if (rows.length < binned.rowCount) addOutside(state, tree, rows);
  return tree;
}

function drawRows(trainRows: Int32Array, share: number, rng: Rng): Int32Array {
  if (share >= 1) return Int32Array.from(trainRows);
  const drawn = new Int32Array(trainRows.length);
  let count = 0;
  for (let i = 0; i < trainRows.length; i++) if (rng.uniform() < share) drawn[count++] = trainRows[i]!;
  return count > 0 ? drawn.slice(0, count) : Int32Array.from(trainRows);
}

/** Rows that the tree was not grown on get their prediction too: they are judged, or trained on, in a later round. */
function addOutside(state: Boosting, tree: Tree, grownOn: Int32Array): void {
  const inside = new Uint8Array(state.binned.rowCount);
  for (let i = 0; i < grownOn.length; i++) inside[grownOn[i]!] = 1;
  const thresholds = tree.feature.map((f, n) => (f < 0 ? 0 : binThreshold(state.binned.cuts[f]!, tree.threshold[n]!)));
  for (let i = 0; i < inside.length; i++) {
    if (inside[i] === 0) state.raw[i]! += tree.value[findBinnedLeaf(tree, thresholds, state.binned.bins, i)]!;
  }
}

/** Highest bin that goes left: cuts are exact thresholds, so this inverts them. */
function binThreshold(cuts: Float64Array, threshold: number): number {
  let bin = 0;
  while (bin < cuts.length && cuts[bin]! < threshold) bin++;
  return bin + 1;
}

/**
 * Fits boosted trees on `columns` (NaN = missing) to `target` (finite; 0 or 1 for logistic; zero or more for Poisson and Tweedie).
 * Refuses empty or unequal input, non-finite targets, targets outside the loss's range and a single class.
 */
export function fitBoosting(
  columns: Columns,
  target: ArrayLike<number>,
  options: BoostingOptions,
  rng: Rng,
): Outcome<BoostedTrees> {
  const refusal = checkTraining(columns, target, options);
  if (refusal) return refusal;
  const settings = withDefaults(options);
  const count = target.length;
  const weights = Float64Array.from(target, (_, i) => (options.validation?.[i] ? 0 : (options.weights?.[i] ?? 1)));
  const watched = Float64Array.from(target, (_, i) => (options.validation?.[i] ? (options.weights?.[i] ?? 1) : 0));
  const trainRows = Int32Array.from(weights.keys()).filter((i) => weights[i]! > 0);
  if (trainRows.length === 0) return refuse("empty", "no row with a weight is left for training");
  const base = findBase(settings.loss, target, weights);
  const binned = binColumns(columns, settings.maxBins);
  const plain = hasConstantCurvature(settings.loss) && trainRows.every((i) => weights[i] === 1);
  const curvature = plain ? new Float64Array(0) : Float64Array.from(weights);
  const state: Boosting = {
    ...{ options: settings, binned, target, weights, trainRows },
    raw: Float64Array.from(target, (_, i) => base + (options.offsets?.[i] ?? 0)),
    derivatives: { slope: new Float64Array(count), curvature },
    room: makeGrowthRoom(binned),
    gains: new Float64Array(columns.length),
  };
  const watching = watched.some((w) => w > 0);
  const trees: Tree[] = [];
  let best = {
    loss: watching ? meanLoss(settings.loss, target, watched, state.raw) : Number.POSITIVE_INFINITY,
    count: 0,
  };
  for (let round = 0; round < settings.rounds; round++) {
    const tree = growRound(state, rng);
    if (tree.value.length === 1 && settings.rowShare >= 1 && settings.featureShare >= 1 && trees.length > 0) break;
    trees.push(tree);
    if (!watching) continue;
    const loss = meanLoss(settings.loss, target, watched, state.raw);
    if (loss < best.loss) best = { loss, count: trees.length };
    else if (settings.earlyStoppingRounds > 0 && trees.length - best.count >= settings.earlyStoppingRounds) break;
  }
  const stopped = watching && settings.earlyStoppingRounds > 0;
  const total = state.gains.reduce((sum, gain) => sum + gain, 0);
  return accept({
    ...{ kind: "boosted_trees" as const, version: 1 as const, loss: settings.loss, base, featureCount: columns.length },
    trees: stopped ? trees.slice(0, best.count) : trees,
    importance: Array.from(state.gains, (gain) => (total > 0 ? gain / total : 0)),
    validationLoss: watching ? (stopped ? best.loss : meanLoss(settings.loss, target, watched, state.raw)) : null,
  });
}
