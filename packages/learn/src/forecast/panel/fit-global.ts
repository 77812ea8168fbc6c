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

/** Shortest past that features are made from. */
export const LEAST_PAST = 16;

/** Draws (series, origin, step) evenly: origins a third of a horizon apart, from the latest back. */
function drawSamples(panel: readonly FeatureSeries[], options: GlobalOptions, rng: Rng): Sample[] {
  const { horizon, holdOut = 0, maxRows = 60_000 } = options;
  const samples: Sample[] = [];
  const gap = Math.max(1, Math.floor(horizon / 3));
  panel.forEach((series, index) => {
    const end = series.values.length - holdOut;
    for (let origin = end - 1; origin >= LEAST_PAST; origin -= gap) {
      const ahead = Math.min(horizon, end - origin);
      for (let step = 1; step <= ahead; step++) samples.push({ series: index, origin, step });
    }
  });
  if (samples.length <= maxRows) return samples;
  for (let i = 0; i < maxRows; i++) {
    const j = i + rng.below(samples.length - i);
    [samples[i], samples[j]] = [samples[j]!, samples[i]!];
  }
  return samples.slice(0, maxRows);
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
