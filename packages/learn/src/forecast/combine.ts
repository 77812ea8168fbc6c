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

/** What {@link weighMembers} may know. */
export type WeighOptions = {
  /** Points before this one are known: at an origin only steps already observed there count. */
  readonly before: number;
  /** Belief in members by name from other series; 1 where not given. */
  readonly trust?: ReadonlyMap<string, number> | undefined;
};

/** Mean loss of every member over the steps known before a point, NaN where it could not be fitted everywhere; with the number of steps. */
export function measureLosses(history: Float64Array, run: BacktestRun, squared: boolean, before: number) {
  const losses = new Float64Array(run.names.length).fill(Number.NaN);
  let known = 0;
  run.plan.origins.forEach((origin) => {
    known += Math.max(0, Math.min(run.plan.horizon, before - origin));
  });
  run.points.forEach((row, m) => {
    if (known === 0 || row.some((points) => points === null)) return;
    let loss = 0;
    run.plan.origins.forEach((origin, k) => {
      const points = row[k]!;
      for (let h = 0; h < run.plan.horizon && origin + h < before; h++) {
        const gap = Math.abs(history[origin + h]! - points[h]!);
        loss += squared ? gap * gap : gap;
      }
    });
    losses[m] = loss / known;
  });
  return { losses, known };
}

/**
 * Weights from the errors that were known before a point, so a backtest of the combination itself does not look ahead. Members that could not
 * be fitted get 0; with no errors known the beliefs decide.
 */
export function weighMembers(
  history: Float64Array,
  run: BacktestRun,
  rule: WeightRule,
  { before, trust }: WeighOptions,
): Float64Array {
  const { losses, known } = measureLosses(history, run, rule.squared, before);
  const best = losses.reduce((least, loss) => (loss < least ? loss : least), Number.POSITIVE_INFINITY);
  // Few observed steps say little: the power grows towards its full value as more are known.
  const power = (rule.squared ? rule.power / 2 : rule.power) * (known / (known + 6));
  const weights = Float64Array.from(run.names, (name, m) => {
    if (run.points[m]!.some((points) => points === null)) return 0;
    const belief = rule.priors[m]! * (trust?.get(name) ?? 1);
    return known > 0 ? belief * ((losses[m]! + 1e-9) / (best + 1e-9)) ** -power : belief;
  });
  return dropSmall(shareOut(weights));
}

function shareOut(weights: Float64Array): Float64Array {
  const total = weights.reduce((a, b) => a + b, 0);
  return weights.map((w) => (total > 0 ? w / total : 0));
}

/** Leaves out members below a tenth of the largest weight: they cost time and change nothing. */
function dropSmall(weights: Float64Array): Float64Array {
  const largest = weights.reduce((a, b) => Math.max(a, b), 0);
  return shareOut(weights.map((w) => (w < 0.1 * largest ? 0 : w)));
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
