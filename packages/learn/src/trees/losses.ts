/**
 * What a boosting fit minimises. `quantile` is the pinball loss at `level`; `tweedie` is the compound Poisson-gamma deviance with variance
 * power 1 < power < 2 (Jorgensen 1997), for amounts that are often zero.
 */
export type BoostingLoss =
  | { kind: "squared" }
  | { kind: "logistic" }
  | { kind: "poisson" }
  | { kind: "tweedie"; power: number }
  | { kind: "quantile"; level: number };

/** First and second derivative of the loss by the raw score, per row; `curvature` stays untouched where it is constantly the weight. */
export type Derivatives = { slope: Float64Array; curvature: Float64Array };

// e^50 is 5e21: no count of goods reaches it, and its square is still finite.
const RAW_LIMIT = 50;

/** True where the model speaks in logs. */
export function hasLogLink(loss: BoostingLoss): boolean {
  return loss.kind === "poisson" || loss.kind === "tweedie";
}

/** True where the second derivative is the row's weight, whatever the score. */
export function hasConstantCurvature(loss: BoostingLoss): boolean {
  return loss.kind === "squared" || loss.kind === "quantile";
}

/** Raw score to the scale of the target: probability for logistic, mean for Poisson and Tweedie. */
export function toResponse(loss: BoostingLoss, raw: number): number {
  if (loss.kind === "logistic") return 1 / (1 + Math.exp(-raw));
  if (hasLogLink(loss)) return Math.exp(Math.min(RAW_LIMIT, Math.max(-RAW_LIMIT, raw)));
  return raw;
}

/** Quantile of sorted values by linear interpolation (type 7 of Hyndman and Fan 1996). */
export function quantileOfSorted(sorted: ArrayLike<number>, level: number): number {
  if (sorted.length === 0) return 0;
  const at = (sorted.length - 1) * level;
  const low = Math.floor(at);
  const high = Math.min(sorted.length - 1, low + 1);
  return sorted[low]! + (at - low) * (sorted[high]! - sorted[low]!);
}

/** The best constant raw score. */
export function findBase(loss: BoostingLoss, target: ArrayLike<number>, weights: Float64Array): number {
  let sum = 0;
  let total = 0;
  const kept: number[] = [];
  for (let i = 0; i < target.length; i++) {
    sum += weights[i]! * target[i]!;
    total += weights[i]!;
    if (loss.kind === "quantile" && weights[i]! > 0) kept.push(target[i]!);
  }
  if (loss.kind === "quantile") return quantileOfSorted(Float64Array.from(kept).sort(), loss.level);
  const mean = total > 0 ? sum / total : 0;
  if (loss.kind === "logistic") {
    const p = Math.min(1 - 1e-9, Math.max(1e-9, mean));
    return Math.log(p / (1 - p));
  }
  return hasLogLink(loss) ? Math.log(Math.max(mean, 1e-9)) : mean;
}

/** Writes both derivatives for every row. Curvatures are kept above a small floor so that leaf values stay finite. */
export function writeDerivatives(
  loss: BoostingLoss,
  target: ArrayLike<number>,
  weights: Float64Array,
  raw: Float64Array,
  out: Derivatives,
): void {
  const { slope, curvature } = out;
  const count = raw.length;
  if (loss.kind === "squared") {
    for (let i = 0; i < count; i++) slope[i] = weights[i]! * (raw[i]! - target[i]!);
  } else if (loss.kind === "quantile") {
    for (let i = 0; i < count; i++) slope[i] = weights[i]! * (target[i]! > raw[i]! ? -loss.level : 1 - loss.level);
  } else if (loss.kind === "logistic") {
    for (let i = 0; i < count; i++) {
      const p = 1 / (1 + Math.exp(-raw[i]!));
      slope[i] = weights[i]! * (p - target[i]!);
      curvature[i] = weights[i]! * Math.max(1e-12, p * (1 - p));
    }
  } else if (loss.kind === "poisson") {
    for (let i = 0; i < count; i++) {
      const mean = toResponse(loss, raw[i]!);
      slope[i] = weights[i]! * (mean - target[i]!);
      curvature[i] = weights[i]! * Math.max(1e-12, mean);
    }
  } else {
    const a = 1 - loss.power;
    const b = 2 - loss.power;
    for (let i = 0; i < count; i++) {
      const score = Math.min(RAW_LIMIT, Math.max(-RAW_LIMIT, raw[i]!));
      const low = target[i]! * Math.exp(a * score);
      const high = Math.exp(b * score);
      slope[i] = weights[i]! * (high - low);
      curvature[i] = weights[i]! * Math.max(1e-12, b * high - a * low);
    }
  }
}

/** Mean loss over the rows whose weight is above zero; what early stopping watches. */
export function meanLoss(
  loss: BoostingLoss,
  target: ArrayLike<number>,
  weights: ArrayLike<number>,
  raw: ArrayLike<number>,
): number {
  let sum = 0;
  let total = 0;
  for (let i = 0; i < raw.length; i++) {
    const w = weights[i]!;
    if (w <= 0) continue;
    sum += w * lossOf(loss, target[i]!, raw[i]!);
    total += w;
  }
  return total > 0 ? sum / total : 0;
}

function lossOf(loss: BoostingLoss, y: number, raw: number): number {
  if (loss.kind === "squared") return (y - raw) ** 2 / 2;
  if (loss.kind === "quantile") return y > raw ? loss.level * (y - raw) : (1 - loss.level) * (raw - y);
  if (loss.kind === "logistic") return Math.max(raw, 0) - y * raw + Math.log1p(Math.exp(-Math.abs(raw)));
  const score = Math.min(RAW_LIMIT, Math.max(-RAW_LIMIT, raw));
  if (loss.kind === "poisson") return Math.exp(score) - y * score;
  const a = 1 - loss.power;
  const b = 2 - loss.power;
  return (-y * Math.exp(a * score)) / a + Math.exp(b * score) / b;
}
