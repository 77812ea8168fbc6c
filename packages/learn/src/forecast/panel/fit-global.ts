import { createRng, type Rng } from "../../rng.ts";
import { type BoostedTrees, fitBoosting, predictBoosting } from "../../trees/index.ts";
import {
  type FeatureSeries,
  nameFeatures,
  type OriginState,
  readOrigin,
  runningSums,
  writeFeatures,
} from "./features.ts";

/** One boosted model for all series of a panel; forecasts are multiples of each series' recent level. Plain and serialisable. */
export type GlobalModel = {
  readonly kind: "global";
  readonly version: 1;
  readonly horizon: number;
  readonly trees: BoostedTrees;
  readonly features: readonly string[];
};

/** Options of {@link fitGlobal}. */
export type GlobalOptions = {
  horizon: number;
  seed: number;
  /** Points at the end of each series that are kept out, so that the model can be judged on them. */
  holdOut?: number;
  rounds?: number;
  maxRows?: number;
  /** Left out: the mean by a Tweedie loss. Given: that quantile by the pinball loss. */
  quantile?: number;
  power?: number;
};

type Sample = { series: number; origin: number; step: number };

/** Shortest past that features are made from; of weeks, two months. Longer, and young panels could not judge the model before their backtest. */
export const LEAST_PAST = 8;

/**
 * Draws (series, origin, step) evenly: origins a third of a horizon apart, from the latest back. All of them where they are few; otherwise
 * `maxRows` at random, drawn without listing the rest (a large panel has millions).
 */
function drawSamples(panel: readonly FeatureSeries[], options: GlobalOptions, rng: Rng): Sample[] {
  const { horizon, holdOut = 0, maxRows = 60_000 } = options;
  const gap = Math.max(1, Math.floor(horizon / 3));
  const ends = panel.map((series) => series.values.length - holdOut);
  const sums = new Float64Array(panel.length + 1);
  ends.forEach((end, i) => {
    sums[i + 1] = sums[i]! + Math.max(0, Math.floor((end - 1 - LEAST_PAST) / gap) + 1) * horizon;
  });
  const total = sums[panel.length]!;
  const samples: Sample[] = [];
  const take = (at: number, series: number) => {
    const within = at - sums[series]!;
    const origin = ends[series]! - 1 - Math.floor(within / horizon) * gap;
    const step = (within % horizon) + 1;
    // The latest origins have not all their steps behind them.
    if (origin + step <= ends[series]!) samples.push({ series, origin, step });
  };
  if (total <= maxRows) {
    panel.forEach((_, i) => {
      for (let at = sums[i]!; at < sums[i + 1]!; at++) take(at, i);
    });
    return samples;
  }
  while (samples.length < maxRows) {
    const at = Math.floor(rng.uniform() * total);
    take(at, findSeries(sums, at));
  }
  return samples;
}

/** Index of the series whose share of the running sums holds `at`. */
function findSeries(sums: Float64Array, at: number): number {
  let low = 0;
  let high = sums.length - 2;
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if (sums[middle]! <= at) low = middle;
    else high = middle - 1;
  }
  return low;
}

const makeColumns = (count: number, rows: number) => Array.from({ length: count }, () => new Float64Array(rows));

/**
 * Trains one model over the whole panel (Tweedie loss, no absolute time index: on daily retail it beats models of single series, see
 * Makridakis, Spiliotis and Assimakopoulos 2022 on M5). Null where there is too little to train on.
 */
export function fitGlobal(panel: readonly FeatureSeries[], options: GlobalOptions): GlobalModel | null {
  const rng = createRng(options.seed);
  const samples = drawSamples(panel, options, rng);
  if (samples.length < 500) return null;
  const features = nameFeatures(panel[0]?.attributes.length ?? 0, panel[0]?.drivers.length ?? 0);
  const columns = makeColumns(features.length, samples.length);
  const target = new Float64Array(samples.length);
  const weights = new Float64Array(samples.length);
  const sums = panel.map((series) => runningSums(series.values));
  const states = new Map<number, OriginState | null>();
  samples.forEach(({ series, origin, step }, row) => {
    const key = series * 100_000 + origin;
    let state = states.get(key);
    if (state === undefined) {
      state = readOrigin(panel[series]!, sums[series]!, origin);
      states.set(key, state);
    }
    if (!state) return;
    writeFeatures(columns, row, panel[series]!, sums[series]!, origin, step, state);
    // A jump from almost nothing is capped, or its ratio would be the whole loss; below zero (returns) counts as none.
    target[row] = Math.min(20, Math.max(0, panel[series]!.values[origin + step - 1]! / state.level));
    weights[row] = state.level;
  });
  const loss =
    options.quantile === undefined
      ? { kind: "tweedie" as const, power: options.power ?? 1.3 }
      : { kind: "quantile" as const, level: options.quantile };
  const fitted = fitBoosting(
    columns,
    target,
    {
      loss,
      weights,
      rounds: options.rounds ?? 120,
      learningRate: 0.06,
      maxLeaves: 24,
      minLeafRows: 80,
      rowShare: 0.7,
      featureShare: 0.6,
    },
    rng,
  );
  if (!fitted.ok) return null;
  return { kind: "global", version: 1, horizon: options.horizon, trees: fitted.value, features };
}

/** Forecasts of one series from each of `origins`; null where nothing was sold before one. Values are in units of the series' values. */
export function predictGlobal(
  model: GlobalModel,
  series: FeatureSeries,
  origins: readonly number[],
  horizon: number,
): (Float64Array | null)[] {
  const sums = runningSums(series.values);
  return origins.map((origin) => {
    const state = origin >= 1 ? readOrigin(series, sums, origin) : null;
    if (!state) return null;
    const columns = makeColumns(model.features.length, horizon);
    for (let step = 1; step <= horizon; step++) writeFeatures(columns, step - 1, series, sums, origin, step, state);
    return predictBoosting(model.trees, columns).map((ratio) => ratio * state.level);
  });
}
