/** The last cycle repeated; with `period` 1 the last value. */
export type NaiveModel = {
  readonly kind: "naive";
  readonly version: 1;
  readonly period: number;
  readonly cycle: readonly number[];
};

/** Seasonal naive method (plain naive with period 1, or where the history is shorter than a cycle). An empty history gives zero. */
export function fitNaive(history: Float64Array, period = 1): NaiveModel {
  const length = history.length >= period && period >= 1 ? period : 1;
  const cycle = history.length === 0 ? [0] : Array.from(history.subarray(history.length - length));
  return { kind: "naive", version: 1, period: length, cycle };
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
};

/** Moving average; a window longer than the history takes all of it. An empty history gives zero. */
export function fitMovingAverage(history: Float64Array, window: number): MovingAverageModel {
  const size = Math.max(1, Math.min(window, history.length));
  let sum = 0;
  for (let i = Math.max(0, history.length - size); i < history.length; i++) sum += history[i]!;
  return { kind: "moving-average", version: 1, window, level: history.length === 0 ? 0 : sum / size };
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
