/** The last cycle repeated; with `period` 1 the last value. */
export type NaiveModel = {
  readonly kind: "naive";
  readonly version: 1;
  readonly period: number;
  readonly cycle: readonly number[];
  /** Mean squared one-step error inside the history. */
  readonly variance: number;
};

/** Seasonal naive method (plain naive with period 1, or where the history is shorter than a cycle). An empty history gives zero. */
export function fitNaive(history: Float64Array, period = 1): NaiveModel {
  const length = history.length >= period && period >= 1 ? period : 1;
  const cycle = history.length === 0 ? [0] : Array.from(history.subarray(history.length - length));
  let squares = 0;
  for (let t = length; t < history.length; t++) squares += (history[t]! - history[t - length]!) ** 2;
  return { kind: "naive", version: 1, period: length, cycle, variance: squares / Math.max(1, history.length - length) };
}

/** Repeats the cycle. */
export function predictNaive(model: NaiveModel, horizon: number): Float64Array {
  return Float64Array.from({ length: horizon }, (_, h) => model.cycle[h % model.cycle.length]!);
}

/** The mean of the last `window` points, carried on. */
export type MovingAverageModel = {
  readonly kind: "moving-average";
  readonly version: 1;
  readonly window: number;
  readonly level: number;
  /** Mean squared deviation inside the window. */
  readonly variance: number;
};

/** Moving average; a window longer than the history takes all of it. An empty history gives zero. */
export function fitMovingAverage(history: Float64Array, window: number): MovingAverageModel {
  const size = Math.max(1, Math.min(window, history.length));
  let sum = 0;
  for (let i = Math.max(0, history.length - size); i < history.length; i++) sum += history[i]!;
  const level = history.length === 0 ? 0 : sum / size;
  let squares = 0;
  for (let i = Math.max(0, history.length - size); i < history.length; i++) squares += (history[i]! - level) ** 2;
  return { kind: "moving-average", version: 1, window, level, variance: squares / Math.max(1, size - 1) };
}

/** The level, carried on. */
export function predictMovingAverage(model: MovingAverageModel, horizon: number): Float64Array {
  return new Float64Array(horizon).fill(model.level);
}

/** Usual window: 28 days, 13 weeks, 12 months, 4 quarters. */
export function usualWindow(period: number): number {
  if (period <= 1) return 8;
  if (period <= 7) return 4 * period;
  if (period <= 24) return period;
  return Math.round(period / 4);
}
