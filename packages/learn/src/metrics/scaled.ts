import { meanAbsoluteError, meanSquaredError } from "./point.ts";

/**
 * In-sample mean |y[t] - y[t - period]|, the divisor of MASE (Hyndman and Koehler 2006). Falls back to period 1, and is 0 only where the
 * history is constant or has fewer than two points.
 */
export function naiveAbsoluteScale(history: ArrayLike<number>, period = 1): number {
  const lag = period >= 1 && history.length > period ? period : 1;
  let sum = 0;
  for (let i = lag; i < history.length; i++) sum += Math.abs(history[i]! - history[i - lag]!);
  const scale = history.length > lag ? sum / (history.length - lag) : 0;
  return scale === 0 && lag > 1 ? naiveAbsoluteScale(history, 1) : scale;
}

/**
 * In-sample mean (y[t] - y[t-1]) squared, the divisor of RMSSE. As in the M5 competition it starts at the first sale, so that a good that
 * came late is not judged by the zeros before it.
 */
export function naiveSquaredScale(history: ArrayLike<number>): number {
  let first = 0;
  while (first < history.length && history[first] === 0) first++;
  let sum = 0;
  for (let i = first + 1; i < history.length; i++) sum += (history[i]! - history[i - 1]!) ** 2;
  return history.length > first + 1 ? sum / (history.length - first - 1) : 0;
}

/** Mean absolute scaled error; null where the history gives no scale (constant or too short). */
export function mase(
  history: ArrayLike<number>,
  actual: ArrayLike<number>,
  forecast: ArrayLike<number>,
  period = 1,
): number | null {
  const scale = naiveAbsoluteScale(history, period);
  return scale === 0 ? null : meanAbsoluteError(actual, forecast) / scale;
}

/** Root mean squared scaled error (M5 competition); null where the history gives no scale. */
export function rmsse(
  history: ArrayLike<number>,
  actual: ArrayLike<number>,
  forecast: ArrayLike<number>,
): number | null {
  const scale = naiveSquaredScale(history);
  return scale === 0 ? null : Math.sqrt(meanSquaredError(actual, forecast) / scale);
}

/** Mean of `values` by `weights`, leaving out null values; null where no weight is left. */
export function weightedMean(values: ArrayLike<number | null>, weights: ArrayLike<number>): number | null {
  let sum = 0;
  let total = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (value === null || value === undefined) continue;
    sum += value * weights[i]!;
    total += weights[i]!;
  }
  return total > 0 ? sum / total : null;
}

/** WRMSSE: RMSSE of each series weighted by its revenue (M5 competition); null where no series can be scored. */
export const wrmsse = weightedMean;

/**
 * Overall weighted average of the M4 competition: the mean of sMAPE and MASE, each relative to the benchmark's.
 * Below 1 is better than the benchmark.
 */
export function owa(own: { smape: number; mase: number }, benchmark: { smape: number; mase: number }): number | null {
  if (benchmark.smape <= 0 || benchmark.mase <= 0) return null;
  return (own.smape / benchmark.smape + own.mase / benchmark.mase) / 2;
}
