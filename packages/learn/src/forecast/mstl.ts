import { smoothLoess } from "./loess.ts";

/** One seasonal part with its cycle. */
export type SeasonPart = { readonly period: number; readonly season: Float64Array };

/** A series taken apart: values = trend + all seasons + remainder. */
export type Decomposition = {
  readonly trend: Float64Array;
  readonly seasons: readonly SeasonPart[];
  readonly remainder: Float64Array;
};

const odd = (x: number) => 2 * Math.floor(x / 2) + 1;

function movingMean(values: Float64Array, window: number): Float64Array {
  const count = values.length - window + 1;
  const out = new Float64Array(count);
  let sum = 0;
  for (let i = 0; i < window; i++) sum += values[i]!;
  for (let i = 0; ; i++) {
    out[i] = sum / window;
    if (i + 1 >= count) return out;
    sum += values[i + window]! - values[i]!;
  }
}

/** Each position of the cycle smoothed over the cycles, one cycle beyond either end: length n + 2 period. */
function smoothCycles(values: Float64Array, period: number, window: number): Float64Array {
  const n = values.length;
  const out = new Float64Array(n + 2 * period);
  for (let j = 0; j < period; j++) {
    const count = Math.floor((n - 1 - j) / period) + 1;
    const cycle = new Float64Array(count);
    for (let k = 0; k < count; k++) cycle[k] = values[j + k * period]!;
    // The cycles beyond either end are fitted by themselves, as Cleveland's program does: every jump starts at the first cycle.
    const inside = smoothLoess(cycle, window, 0, { jump: Math.ceil(window / 10) });
    out[j] = smoothLoess(cycle, window, 0, { from: -1, to: -1 })[0]!;
    for (let k = 0; k < count; k++) out[j + (k + 1) * period] = inside[k]!;
    out[j + (count + 1) * period] = smoothLoess(cycle, window, 0, { from: count, to: count })[0]!;
  }
  return out;
}

/** One seasonal part by STL's inner loop (Cleveland, Cleveland, McRae and Terpenning 1990), two passes, no robustness weights. */
function decomposeOnce(
  values: Float64Array,
  period: number,
  window: number,
): { season: Float64Array; trend: Float64Array } {
  const n = values.length;
  const trendWindow = odd(Math.ceil((1.5 * period) / (1 - 1.5 / window))) + (odd(1.5 * period) % 2 === 0 ? 1 : 0);
  const lowWindow = odd(period) < period ? odd(period) + 2 : odd(period);
  let trend: Float64Array = new Float64Array(n);
  let season: Float64Array = new Float64Array(n);
  for (let pass = 0; pass < 2; pass++) {
    const detrended = values.map((y, t) => y - trend[t]!);
    const cycles = smoothCycles(detrended, period, window);
    const low = smoothLoess(movingMean(movingMean(movingMean(cycles, period), period), 3), lowWindow, 1, {
      jump: Math.ceil(lowWindow / 10),
    });
    season = Float64Array.from({ length: n }, (_, t) => cycles[t + period]! - low[t]!);
    trend = smoothLoess(
      values.map((y, t) => y - season[t]!),
      trendWindow,
      1,
      { jump: Math.ceil(trendWindow / 10) },
    );
  }
  return { season, trend };
}

/**
 * Takes several seasons out of a series, shortest first, twice over (MSTL; Bandara, Hyndman and Bergmeir 2021): windows 11, 15, 19, ...
 * Cycles that do not fit twice into the series are left out; with none left the trend is a running line.
 */
export function decomposeMstl(values: Float64Array, periods: readonly number[]): Decomposition {
  const fitting = [...new Set(periods)].filter((p) => p > 1 && values.length > 2 * p).sort((a, b) => a - b);
  const n = values.length;
  if (fitting.length === 0) {
    const trend = smoothLoess(values, odd(Math.max(7, n / 3)), 1);
    return { trend, seasons: [], remainder: values.map((y, t) => y - trend[t]!) };
  }
  const seasons: { period: number; season: Float64Array }[] = fitting.map((period) => ({
    period,
    season: new Float64Array(n),
  }));
  const rest = Float64Array.from(values);
  let trend: Float64Array = new Float64Array(n);
  for (let round = 0; round < (fitting.length > 1 ? 2 : 1); round++) {
    seasons.forEach((part, i) => {
      for (let t = 0; t < n; t++) rest[t]! += part.season[t]!;
      const result = decomposeOnce(rest, part.period, 11 + 4 * i);
      part.season = result.season;
      trend = result.trend;
      for (let t = 0; t < n; t++) rest[t]! -= part.season[t]!;
    });
  }
  return { trend, seasons, remainder: rest.map((y, t) => y - trend[t]!) };
}
