import { assertSameLength } from "./point.ts";

/**
 * Mean pinball (quantile) loss of a forecast of the `probability` quantile, in the unit of the series (Koenker and Bassett 1978).
 * At 0.5 it is half of the mean absolute error.
 */
export function pinballLoss(actual: ArrayLike<number>, quantile: ArrayLike<number>, probability: number): number {
  assertSameLength(actual, quantile);
  let sum = 0;
  for (let i = 0; i < actual.length; i++) {
    const gap = actual[i]! - quantile[i]!;
    sum += gap >= 0 ? probability * gap : (probability - 1) * gap;
  }
  return actual.length === 0 ? 0 : sum / actual.length;
}

/** Share of actual values inside [lower, upper], bounds included; null for empty series. */
export function coverage(actual: ArrayLike<number>, lower: ArrayLike<number>, upper: ArrayLike<number>): number | null {
  assertSameLength(actual, lower);
  assertSameLength(actual, upper);
  let inside = 0;
  for (let i = 0; i < actual.length; i++) if (actual[i]! >= lower[i]! && actual[i]! <= upper[i]!) inside++;
  return actual.length === 0 ? null : inside / actual.length;
}

/** Mean interval score of a central interval of `level` (Winkler 1972; Gneiting and Raftery 2007): width plus a fine for misses. */
export function intervalScore(
  actual: ArrayLike<number>,
  lower: ArrayLike<number>,
  upper: ArrayLike<number>,
  level: number,
): number {
  assertSameLength(actual, lower);
  assertSameLength(actual, upper);
  const fine = 2 / (1 - level);
  let sum = 0;
  for (let i = 0; i < actual.length; i++) {
    const y = actual[i]!;
    sum += upper[i]! - lower[i]! + fine * (Math.max(0, lower[i]! - y) + Math.max(0, y - upper[i]!));
  }
  return actual.length === 0 ? 0 : sum / actual.length;
}
