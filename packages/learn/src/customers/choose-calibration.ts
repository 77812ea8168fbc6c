import type { Outcome } from "../outcome.ts";
import { calibrateProbability, fitIsotonic, fitPlatt, type ProbabilityCalibration } from "./calibrate-probability.ts";

/** Rows from which isotonic regression is tried at all: with fewer its steps are noise. */
const ISOTONIC_FROM = 1000;

type Fit = typeof fitPlatt;

/** Mean squared error of probabilities that were calibrated on the other folds; infinite where a fold refuses. */
function judge(fit: Fit, scores: ArrayLike<number>, labels: ArrayLike<number>, folds: Int32Array): number {
  let squares = 0;
  const count = folds.reduce((most, fold) => Math.max(most, fold + 1), 0);
  const rows = Int32Array.from(folds.keys());
  for (let fold = 0; fold < count; fold++) {
    const inside = rows.filter((i) => folds[i] !== fold);
    const calibration = fit(
      Float64Array.from(inside, (i) => scores[i]!),
      Float64Array.from(inside, (i) => labels[i]!),
    );
    if (!calibration.ok) return Number.POSITIVE_INFINITY;
    for (const i of rows)
      if (folds[i] === fold) squares += (calibrateProbability(calibration.value, scores[i]!) - labels[i]!) ** 2;
  }
  return squares / Math.max(1, folds.length);
}

/**
 * Platt's curve, or isotonic regression where that is better on rows it was not fitted on: a logistic regression is calibrated nearly by
 * itself, and steps would only cost it ranks. `folds` tells the fold of every row.
 */
export function chooseCalibration(
  scores: ArrayLike<number>,
  labels: ArrayLike<number>,
  folds: Int32Array,
): Outcome<ProbabilityCalibration> {
  const stepped =
    scores.length >= ISOTONIC_FROM &&
    judge(fitIsotonic, scores, labels, folds) < judge(fitPlatt, scores, labels, folds);
  return stepped ? fitIsotonic(scores, labels) : fitPlatt(scores, labels);
}
