/**
 * Half-width that makes an interval around point forecasts cover `level` of exchangeable errors: the ceil((n + 1) level)-th smallest absolute
 * score (split conformal prediction; Vovk et al. 2005, Lei et al. 2018). Infinity where there are too few scores for the level.
 */
export function conformalRadius(scores: ArrayLike<number>, level: number): number {
  const sorted = Float64Array.from(scores, Math.abs).sort();
  const rank = Math.ceil((sorted.length + 1) * level);
  return rank > sorted.length ? Number.POSITIVE_INFINITY : sorted[Math.max(0, rank - 1)]!;
}

/**
 * Widening (or, where negative, narrowing) that makes quantile forecasts cover `level`: conformalized quantile regression (Romano, Patterson
 * and Candès 2019). Each calibration case gives lower, upper and what came; add the answer to upper and take it from lower.
 */
export function conformalMargin(
  lower: ArrayLike<number>,
  upper: ArrayLike<number>,
  actual: ArrayLike<number>,
  level: number,
): number {
  const n = actual.length;
  const scores = new Float64Array(n);
  for (let i = 0; i < n; i++) scores[i] = Math.max(lower[i]! - actual[i]!, actual[i]! - upper[i]!);
  scores.sort();
  const rank = Math.ceil((n + 1) * level);
  return rank > n ? Number.POSITIVE_INFINITY : scores[Math.max(0, rank - 1)]!;
}
