import { accept, type Outcome, refuse } from "../outcome.ts";
import type { Rng } from "../rng.ts";
import { sampleIndices } from "../shuffle.ts";
import {
  type BoostedTrees,
  type Columns,
  type Explanation,
  explainBoosting,
  explainForest,
  type Forest,
  fitBoosting,
  fitForestClassifier,
  listReasons,
  predictBoosting,
  predictForest,
  type Reason,
} from "../trees/index.ts";
import { calibrateProbability, type ProbabilityCalibration } from "./calibrate-probability.ts";
import { chooseCalibration } from "./choose-calibration.ts";
import { explainLogistic, fitLogistic, type LogisticModel, predictLogistic } from "./logistic.ts";
import { calculateAuc, calculateBrier } from "./score-classifier.ts";

/** A fitted classifier of any of the three kinds. */
export type Classifier = LogisticModel | Forest | BoostedTrees;

/** How each kind did on rows it had not seen. */
export type ClassifierScore = { kind: Classifier["kind"] | "mean"; auc: number; brier: number };

/** Fitted churn model: one classifier, or the mean of all three, then a calibration; plain JSON. */
export type ChurnModel = {
  kind: "churn";
  version: 1;
  featureNames: string[];
  members: Classifier[];
  calibration: ProbabilityCalibration;
  /** Cross-validated figures, the chosen one first. */
  scores: ClassifierScore[];
};

type Kind = Classifier["kind"];
const KINDS: readonly Kind[] = ["logistic", "forest", "boosted_trees"];

function fitKind(kind: Kind, columns: Columns, labels: ArrayLike<number>, rng: Rng): Outcome<Classifier> {
  if (kind === "logistic") return fitLogistic(columns, labels);
  if (kind === "forest") return fitForestClassifier(columns, labels, { trees: 150, minLeafRows: 8 }, rng);
  const shape = { rounds: 120, learningRate: 0.05, maxLeaves: 6, minLeafRows: 15, rowShare: 0.8, featureShare: 0.7 };
  return fitBoosting(columns, labels, { loss: { kind: "logistic" }, ...shape }, rng);
}

function predictKind(model: Classifier, columns: Columns): Float64Array {
  if (model.kind === "logistic") return predictLogistic(model, columns);
  return model.kind === "forest" ? predictForest(model, columns) : predictBoosting(model, columns);
}

const pick = (columns: Columns, rows: Int32Array) =>
  columns.map((column) => Float64Array.from(rows, (i) => column[i]!));

/** Every row's score from a model that did not see it. */
function crossPredict(
  kind: Kind,
  columns: Columns,
  labels: Float64Array,
  folds: Int32Array,
  rng: Rng,
): Outcome<Float64Array> {
  const out = new Float64Array(labels.length);
  const foldCount = folds.reduce((most, fold) => Math.max(most, fold + 1), 0);
  const all = Int32Array.from(labels.keys());
  for (let fold = 0; fold < foldCount; fold++) {
    const inside = all.filter((i) => folds[i] !== fold);
    const outside = all.filter((i) => folds[i] === fold);
    const fitted = fitKind(
      kind,
      pick(columns, inside),
      Float64Array.from(inside, (i) => labels[i]!),
      rng,
    );
    if (!fitted.ok) return fitted;
    const scores = predictKind(fitted.value, pick(columns, outside));
    for (let k = 0; k < outside.length; k++) out[outside[k]!] = scores[k]!;
  }
  return accept(out);
}

/** Folds with both classes spread evenly. */
function drawFolds(labels: Float64Array, count: number, rng: Rng): Int32Array {
  const folds = new Int32Array(labels.length);
  const seen = [0, 0];
  for (const i of sampleIndices(labels.length, labels.length, rng)) folds[i] = seen[labels[i]!]!++ % count;
  return folds;
}

/**
 * Fits a churn model: logistic regression, random forest and boosting compete (with the mean of all three) by cross-validated Brier
 * score; the winner is calibrated on the scores of rows it had not seen, by Platt's curve or, where that proves better, isotonic regression.
 * `churned` holds 0 or 1 per row; at least ten rows of each class are needed.
 */
export function fitChurn(
  columns: Columns,
  featureNames: readonly string[],
  churned: ArrayLike<number>,
  rng: Rng,
  options: { kinds?: readonly Kind[]; folds?: number } = {},
): Outcome<ChurnModel> {
  const { kinds = KINDS, folds: foldCount = 5 } = options;
  if (columns.length !== featureNames.length)
    return refuse("lengths_differ", "feature names and columns differ in number");
  const checked = fitLogistic(columns, churned);
  if (!checked.ok) return checked;
  const labels = Float64Array.from(churned);
  const ones = labels.reduce((sum, y) => sum + y, 0);
  if (Math.min(ones, labels.length - ones) < 10) return refuse("too_few_rows", "fewer than ten customers of one class");
  const folds = drawFolds(labels, foldCount, rng);
  const tried: { kind: ClassifierScore["kind"]; kinds: readonly Kind[]; scores: Float64Array }[] = [];
  for (const kind of kinds) {
    const scores = crossPredict(kind, columns, labels, folds, rng);
    if (!scores.ok) return scores;
    tried.push({ kind, kinds: [kind], scores: scores.value });
  }
  if (tried.length > 1) {
    const mean = labels.map((_, i) => tried.reduce((sum, t) => sum + t.scores[i]!, 0) / tried.length);
    tried.push({ kind: "mean", kinds, scores: mean });
  }
  const ranked = tried
    .map((t) => ({ ...t, auc: calculateAuc(t.scores, labels) ?? 0.5, brier: calculateBrier(t.scores, labels) }))
    .sort((x, y) => x.brier - y.brier);
  const best = ranked[0]!;
  const calibration = chooseCalibration(best.scores, labels, folds);
  if (!calibration.ok) return calibration;
  const members: Classifier[] = [];
  for (const kind of best.kinds) {
    const fitted = fitKind(kind, columns, labels, rng);
    if (!fitted.ok) return fitted;
    members.push(fitted.value);
  }
  return accept({
    ...{
      kind: "churn" as const,
      version: 1 as const,
      featureNames: [...featureNames],
      members,
      calibration: calibration.value,
    },
    scores: ranked.map(({ kind, auc, brier }) => ({ kind, auc, brier })),
  });
}

/** Calibrated probability of leaving for every row of the columns. */
export function predictChurn(model: ChurnModel, columns: Columns): Float64Array {
  const each = model.members.map((member) => predictKind(member, columns));
  return each[0]!.map((_, i) => {
    const score = each.reduce((sum, scores) => sum + scores[i]!, 0) / each.length;
    return calibrateProbability(model.calibration, score);
  });
}

function explainKind(model: Classifier, row: ArrayLike<number>): Explanation {
  if (model.kind === "logistic") return explainLogistic(model, row);
  return model.kind === "forest" ? explainForest(model, row) : explainBoosting(model, row);
}

/**
 * The features that push one customer's probability most, strongest first; a positive contribution raises it. Each member's contributions
 * are brought to shares of its own total before they are averaged, since members speak in log odds or in probabilities.
 */
export function explainChurn(model: ChurnModel, row: ArrayLike<number>, limit = 5): Reason[] {
  const contributions = new Float64Array(model.featureNames.length);
  for (const member of model.members) {
    const own = explainKind(member, row).contributions;
    const total = own.reduce((sum, c) => sum + Math.abs(c), 0);
    if (total > 0) for (let f = 0; f < own.length; f++) contributions[f]! += own[f]! / total / model.members.length;
  }
  return listReasons({ base: 0, contributions }, row, model.featureNames, limit);
}
