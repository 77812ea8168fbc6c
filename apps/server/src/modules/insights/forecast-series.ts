import { coverage, forecastAuto, mase, rmsse } from "@selvedge/learn";

/** One SKU's daily demand, from its first sale to the cut-off. */
export interface SeriesTask {
  skuId: string;
  history: Float64Array;
  horizon: number;
  seed: number;
}

/** What one rolling origin showed: the forecast made without the days it was judged on, beside seasonal naive. */
interface OriginScore {
  absoluteError: number;
  naiveAbsoluteError: number;
  actual: number;
  mase: number | null;
  naiveMase: number | null;
  rmsse: number | null;
  naiveRmsse: number | null;
  covered80: number | null;
  days: number;
}

export interface SeriesForecast {
  skuId: string;
  model: string;
  mean: number[];
  lower80: number[];
  upper80: number[];
  lower95: number[];
  upper95: number[];
  scores: OriginScore[];
  /** Days of the newest origin, for the chart. */
  newest: { actual: number[]; predicted: number[]; naive: number[] } | null;
}

const WEEK = 7;
const ORIGINS = 2;
const LEVELS = [0.8, 0.95];
const LEAST_HISTORY = 56;

/** Repeats the last week: what a forecast must beat to be worth its keep. */
export function seasonalNaive(history: Float64Array, horizon: number): Float64Array {
  const out = new Float64Array(horizon);
  const start = history.length - WEEK;
  for (let h = 0; h < horizon; h += 1) out[h] = history[start < 0 ? history.length - 1 : start + (h % WEEK)] ?? 0;
  return out;
}

/**
 * Forecasts a series and judges the same automatic path on its own past: at each origin the series is cut, forecast anew
 * and compared with what came. Null when learn refuses the history.
 */
export function forecastSeries(task: SeriesTask): SeriesForecast | null {
  const { history, horizon, seed, skuId } = task;
  const made = forecastAuto(history, { horizon, period: WEEK, levels: LEVELS, seed });
  if (!made.ok) return null;
  const scores: OriginScore[] = [];
  let newest: SeriesForecast["newest"] = null;
  for (let k = 1; k <= ORIGINS; k += 1) {
    const cut = history.length - k * horizon;
    if (cut < LEAST_HISTORY) break;
    const judged = judgeOrigin(history, cut, horizon, seed);
    if (!judged) break;
    scores.push(judged.score);
    newest ??= judged.days;
  }
  const [l80, l95] = made.intervals;
  return {
    skuId,
    model: made.model,
    mean: [...made.mean],
    lower80: [...l80!.lower],
    upper80: [...l80!.upper],
    lower95: [...l95!.lower],
    upper95: [...l95!.upper],
    scores,
    newest,
  };
}

function judgeOrigin(history: Float64Array, cut: number, horizon: number, seed: number) {
  const past = history.slice(0, cut);
  const actual = history.slice(cut, cut + horizon);
  const made = forecastAuto(past, { horizon, period: WEEK, levels: [0.8], seed });
  if (!made.ok) return null;
  const naive = seasonalNaive(past, horizon);
  const absolute = (points: Float64Array) => points.reduce((sum, p, i) => sum + Math.abs(p - actual[i]!), 0);
  const [interval] = made.intervals;
  const score: OriginScore = {
    absoluteError: absolute(made.mean),
    naiveAbsoluteError: absolute(naive),
    actual: actual.reduce((sum, a) => sum + a, 0),
    mase: mase(past, actual, made.mean, WEEK),
    naiveMase: mase(past, actual, naive, WEEK),
    rmsse: rmsse(past, actual, made.mean),
    naiveRmsse: rmsse(past, actual, naive),
    covered80: coverage(actual, interval!.lower, interval!.upper),
    days: horizon,
  };
  return { score, days: { actual: [...actual], predicted: [...made.mean], naive: [...naive] } };
}
