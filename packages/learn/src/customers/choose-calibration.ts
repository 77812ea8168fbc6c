import type { Outcome } from "../outcome.ts";
import { calibrateProbability, fitIsotonic, fitPlatt, type ProbabilityCalibration } from "./calibrate-probability.ts";

/** Rows from which isotonic regression is tried at all: with fewer its steps are noise. */
const ISOTONIC_FROM = 1000;

/** Squared error of every row's probability, calibrated on the other folds; null where a fold refuses. */
function errorsOf(
  fit: typeof fitPlatt,
  scores: ArrayLike<number>,
  labels: ArrayLike<number>,
  folds: Int32Array,
): Float64Array | null {
  const errors = new Float64Array(folds.length);
  const count = folds.reduce((most, fold) => Math.max(most, fold + 1), 0);
  const rows = Int32Array.from(folds.keys());
  for (let fold = 0; fold < count; fold++) {
    const inside = rows.filter((i) => folds[i] !== fold);
    const take = (of: ArrayLike<number>) => Float64Array.from(inside, (i) => of[i]!);
    const calibration = fit(take(scores), take(labels));
    if (!calibration.ok) return null;
    for (const i of rows)
      if (folds[i] === fold) errors[i] = (calibrateProbability(calibration.value, scores[i]!) - labels[i]!) ** 2;
  }
  return errors;
}

/** Whether the errors are smaller than the others by more than a standard error of the difference. */
function isClearlyBetter(errors: Float64Array, than: Float64Array): boolean {
  const gains = errors.map((error, i) => than[i]! - error);
  const mean = gains.reduce((sum, gain) => sum + gain, 0) / gains.length;
  const variance = gains.reduce((sum, gain) => sum + (gain - mean) ** 2, 0) / gains.length;
  return mean > Math.sqrt(variance / gains.length);
}

/**
 * Platt's curve, or isotonic regression where that is clearly better on rows it was not fitted on: a logistic regression is calibrated nearly
 * by itself, and steps would only cost it ranks. `folds` tells the fold of every row.
 */
export function chooseCalibration(
  scores: ArrayLike<number>,
  labels: ArrayLike<number>,
  folds: Int32Array,
): Outcome<ProbabilityCalibration> {
  if (scores.length < ISOTONIC_FROM) return fitPlatt(scores, labels);
  const [curve, steps] = [fitPlatt, fitIsotonic].map((fit) => errorsOf(fit, scores, labels, folds));
  return curve && steps && isClearlyBetter(steps, curve) ? fitIsotonic(scores, labels) : fitPlatt(scores, labels);
}
