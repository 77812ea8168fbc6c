/** Errors of a forecast, each with the step ahead it was made for. */
export type ErrorSample = { readonly errors: readonly number[]; readonly steps: readonly number[] };

/** Distribution of the error divided by its spread, as quantiles at {@link QUANTILE_PROBABILITIES}. */
export type ErrorShape = { readonly scale: number; readonly quantiles: readonly number[] };

const TAIL = [0.001, 0.0025, 0.005, 0.01, 0.025];
const BODY = Array.from({ length: 19 }, (_, i) => 0.05 * (i + 1));

/** Probabilities at which an {@link ErrorShape} is stored. */
export const QUANTILE_PROBABILITIES: readonly number[] = [...TAIL, ...BODY, ...TAIL.map((p) => 1 - p).reverse()];

/** Inverse of the normal distribution function (Acklam's rational approximation, relative error below 1.2e-9). */
export function normalQuantile(p: number): number {
  if (!(p > 0)) return Number.NEGATIVE_INFINITY;
  if (!(p < 1)) return Number.POSITIVE_INFINITY;
  if (p > 0.97575) return -normalQuantile(1 - p);
  if (p < 0.02425) {
    const q = Math.sqrt(-2 * Math.log(p));
    const top =
      ((((-7.784894002430293e-3 * q - 3.223964580411365e-1) * q - 2.400758277161838) * q - 2.549732539343734) * q +
        4.374664141464968) *
        q +
      2.938163982698783;
    const bottom =
      (((7.784695709041462e-3 * q + 3.224671290700398e-1) * q + 2.445134137142996) * q + 3.754408661907416) * q + 1;
    return top / bottom;
  }
  const q = p - 0.5;
  const r = q * q;
  const top =
    (((((-3.969683028665376e1 * r + 2.209460984245205e2) * r - 2.759285104469687e2) * r + 1.38357751867269e2) * r -
      3.066479806614716e1) *
      r +
      2.506628277459239) *
    q;
  const bottom =
    ((((-5.447609879822406e1 * r + 1.615858368580409e2) * r - 1.556989798598866e2) * r + 6.680131188771972e1) * r -
      1.328068155288572e1) *
      r +
    1;
  return top / bottom;
}

function sampleQuantile(sorted: Float64Array, p: number): number {
  const n = sorted.length;
  // Positions (i + 1/2) / n; beyond the outermost the tail is carried on at its value.
  const at = Math.min(n - 1, Math.max(0, p * n - 0.5));
  const low = Math.floor(at);
  const high = Math.min(n - 1, low + 1);
  return sorted[low]! + (at - low) * (sorted[high]! - sorted[low]!);
}

/** How {@link shapeErrors} weighs what was seen against what the members believe. */
export type ShapeOptions = {
  /** Forecast variance at each step relative to the first. */
  spread: Float64Array;
  /** Standard deviation of one-step errors inside the history, by the members' own account. */
  base: number;
  /** How many horizons the backtest spans; its errors overlap, so this and not their number is what they are worth. */
  windows: number;
};

/** Belief in `base`, counted in backtest windows times {@link WINDOW_WORTH}. */
const BASE_WORTH = 3;
const WINDOW_WORTH = 2;
/** Belief in the normal distribution's form, counted in points of the backtest. */
const FORM_WORTH = 3;

/**
 * Backtests fit on less data than the forecast does, so their errors are a little larger: over six sets (1,178 series) unscaled 80 % intervals
 * held 83.6 %, 95 % intervals 95.3 %.
 */
const BODY_WIDTH = 0.97;

/**
 * Learns the distribution of forecast errors from a backtest. Scale: root mean square of error / sqrt(spread), shrunk towards `base`.
 * Shape: the sample's centred quantiles, shrunk towards the normal's; the tails beyond 80 % are widened because few windows were seen
 * (the leading term of Student's t against the normal, Abramowitz and Stegun 26.7.5).
 */
export function shapeErrors(sample: ErrorSample, options: ShapeOptions): ErrorShape {
  const { spread, base, windows } = options;
  const count = sample.errors.length;
  const ratios = new Float64Array(count);
  let squares = 0;
  let mean = 0;
  for (let i = 0; i < count; i++) {
    const step = Math.min(sample.steps[i]!, spread.length) - 1;
    ratios[i] = sample.errors[i]! / Math.sqrt(spread[step]!);
    squares += ratios[i]! ** 2 / count;
    mean += ratios[i]! / count;
  }
  const worth = count > 0 ? WINDOW_WORTH * windows : 0;
  const scale = Math.sqrt((BASE_WORTH * base * base + worth * squares) / (BASE_WORTH + worth));
  if (!(scale > 0)) return { scale: 0, quantiles: QUANTILE_PROBABILITIES.map(() => 0) };
  // Overlapping errors of few windows share their mean: it says little of the next errors' mean, so only the form is kept.
  const deviation = Math.sqrt(Math.max(0, squares - mean * mean));
  for (let i = 0; i < count; i++) ratios[i] = deviation > 0 ? (ratios[i]! - mean) / deviation : 0;
  ratios.sort();
  // The form is told by the points that were seen, not by how often the windows passed over them.
  const points = count > 0 ? windows * Math.max(...sample.steps) : 0;
  const trust = deviation > 0 ? points / (points + FORM_WORTH) : 0;
  const quantiles = QUANTILE_PROBABILITIES.map((p) => {
    const normal = normalQuantile(p);
    const widen = BODY_WIDTH + Math.max(0, normal * normal - 1.6424) / (3.2 * (BASE_WORTH + worth));
    if (!(trust > 0)) return widen * normal;
    // Beyond what the sample can show the normal's tail is added to the sample's last quantile.
    const inside = Math.min(1 - 0.5 / count, Math.max(0.5 / count, p));
    const seen = sampleQuantile(ratios, inside) + normal - normalQuantile(inside);
    return widen * (trust * seen + (1 - trust) * normal);
  });
  return { scale, quantiles };
}

/** Probability that the error one step ahead is at most `value`: the inverse of {@link errorQuantile}, within the stored table. */
export function errorProbability(shape: ErrorShape, value: number): number {
  const table = QUANTILE_PROBABILITIES;
  if (!(shape.scale > 0)) return value >= 0 ? 1 : 0;
  const ratio = value / shape.scale;
  if (ratio < shape.quantiles[0]!) return 0;
  for (let i = 1; i < table.length; i++) {
    const [low, high] = [shape.quantiles[i - 1]!, shape.quantiles[i]!];
    if (ratio > high) continue;
    const share = high > low ? (ratio - low) / (high - low) : 1;
    return table[i - 1]! + share * (table[i]! - table[i - 1]!);
  }
  return 1;
}

/** Quantile of the error one step ahead at any probability, by linear interpolation in the stored table. */
export function errorQuantile(shape: ErrorShape, p: number): number {
  const table = QUANTILE_PROBABILITIES;
  if (p <= table[0]!) return shape.scale * shape.quantiles[0]!;
  for (let i = 1; i < table.length; i++) {
    if (p > table[i]!) continue;
    const share = (p - table[i - 1]!) / (table[i]! - table[i - 1]!);
    return shape.scale * (shape.quantiles[i - 1]! + share * (shape.quantiles[i]! - shape.quantiles[i - 1]!));
  }
  return shape.scale * shape.quantiles[table.length - 1]!;
}
