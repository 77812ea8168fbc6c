import type { BacktestRun } from "./backtest.ts";

/** How members are weighed. */
export type WeightRule = {
  /** Belief in each member before any backtest. */
  readonly priors: readonly number[];
  /** Squared errors for demand with zeros (absolute ones would choose zero), absolute errors otherwise. */
  readonly squared: boolean;
  /** How strongly losses separate members: weight = prior x (loss / best loss)^-power. */
  readonly power: number;
};

/**
 * Weights from the errors that were known before point `before`: at an origin only steps already observed there count, so a backtest of
 * the combination itself does not look ahead. Members that could not be fitted get 0; with no errors known the priors decide.
 */
export function weighMembers(history: Float64Array, run: BacktestRun, rule: WeightRule, before: number): Float64Array {
  const count = run.names.length;
  const weights = new Float64Array(count);
  const losses = new Float64Array(count);
  let known = 0;
  let best = Number.POSITIVE_INFINITY;
  for (let m = 0; m < count; m++) {
    let loss = 0;
    let steps = 0;
    run.plan.origins.forEach((origin, k) => {
      const points = run.points[m]![k];
      if (!points) return;
      for (let h = 0; h < run.plan.horizon && origin + h < before; h++) {
        const gap = Math.abs(history[origin + h]! - points[h]!);
        loss += rule.squared ? gap * gap : gap;
        steps++;
      }
    });
    const fitted = run.points[m]!.every((points) => points !== null);
    losses[m] = fitted && steps > 0 ? loss / steps : Number.NaN;
    if (fitted) weights[m] = rule.priors[m]!;
    if (fitted && steps > 0) {
      known = Math.max(known, steps);
      best = Math.min(best, losses[m]!);
    }
  }
  // Few observed steps say little: the power grows towards its full value as more are known.
  const power = rule.power * (known / (known + 6));
  let total = 0;
  for (let m = 0; m < count; m++) {
    if (weights[m]! > 0 && known > 0) {
      const ratio = (losses[m]! + 1e-9) / (best + 1e-9);
      weights[m] = weights[m]! * ratio ** (rule.squared ? -power / 2 : -power);
    }
    total += weights[m]!;
  }
  for (let m = 0; m < count; m++) weights[m] = total > 0 ? weights[m]! / total : 0;
  return dropSmall(weights);
}

/** Leaves out members below a tenth of the largest weight: they cost time and change nothing. */
function dropSmall(weights: Float64Array): Float64Array {
  const largest = weights.reduce((a, b) => Math.max(a, b), 0);
  let total = 0;
  for (let m = 0; m < weights.length; m++) {
    if (weights[m]! < 0.1 * largest) weights[m] = 0;
    total += weights[m]!;
  }
  for (let m = 0; m < weights.length; m++) weights[m] = total > 0 ? weights[m]! / total : 0;
  return weights;
}

/** Weighted mean of members' points; members without points are left out and the others weigh more. Null where none is left. */
export function combinePoints(
  points: readonly (Float64Array | null)[],
  weights: ArrayLike<number>,
): Float64Array | null {
  let total = 0;
  let sum: Float64Array | null = null;
  points.forEach((row, m) => {
    const weight = weights[m]!;
    if (!row || !(weight > 0)) return;
    sum ??= new Float64Array(row.length);
    for (let h = 0; h < row.length; h++) sum[h]! += weight * row[h]!;
    total += weight;
  });
  return sum && total > 0 ? (sum as Float64Array).map((v) => v / total) : null;
}
