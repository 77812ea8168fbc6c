import { createRng } from "../rng.ts";
import { type Forest, fitForestRegression, predictForest } from "../trees/index.ts";
import { chooseLags, harmonicsOf, writeLagRow } from "./lag-rows.ts";

/**
 * Random forest (Breiman 2001) on lags and the calendar, forecast step by step. It learns deviations from the mean of the last cycle, since
 * trees never answer beyond what they have seen. Plain and serialisable.
 */
export type LagForestModel = {
  readonly kind: "lag-forest";
  readonly version: 1;
  readonly period: number;
  readonly lags: readonly number[];
  readonly forest: Forest;
  /** Last values, latest first. */
  readonly values: readonly number[];
  /** Position in the cycle of the next point. */
  readonly next: number;
  readonly variance: number;
};

const TREES = 60;
const LEAST_ROWS = 20;

/** Points whose mean is the level: a whole cycle, or four points without one. */
const levelWindow = (period: number) => (period > 1 && period <= 24 ? period : 4);

function levelBefore(read: (lag: number) => number, period: number): number {
  let sum = 0;
  for (let lag = 1; lag <= levelWindow(period); lag++) sum += read(lag);
  return sum / levelWindow(period);
}

const reachOf = (lags: readonly number[], period: number) => Math.max(levelWindow(period), lags.at(-1) ?? 0);

/** Fits the forest, always with the same seed; null where fewer than 20 rows have all their lags. */
export function fitLagForest(history: Float64Array, period: number): LagForestModel | null {
  const n = history.length;
  const lags = chooseLags(period, n);
  const reach = reachOf(lags, period);
  const count = n - reach;
  if (lags.length === 0 || count < LEAST_ROWS) return null;
  const width = lags.length + 2 * harmonicsOf(period);
  const columns = Array.from({ length: width }, () => new Float64Array(count));
  const target = new Float64Array(count);
  const row = new Float64Array(width);
  for (let t = reach; t < n; t++) {
    const level = levelBefore((lag) => history[t - lag]!, period);
    writeLagRow(row, 0, { lags, read: (lag) => history[t - lag]! - level, slot: t % period, period });
    for (let f = 0; f < width; f++) columns[f]![t - reach] = row[f]!;
    target[t - reach] = history[t]! - level;
  }
  const fitted = fitForestRegression(columns, target, { trees: TREES, minLeafRows: 3 }, createRng(1));
  if (!fitted.ok) return null;
  const variance = fitted.value.outOfBagError ?? 0;
  return standAt({ kind: "lag-forest", version: 1, period, lags, forest: fitted.value, variance }, history);
}

function standAt(model: Omit<LagForestModel, "values" | "next">, history: Float64Array): LagForestModel {
  const n = history.length;
  const values = Array.from({ length: reachOf(model.lags, model.period) }, (_, i) => history[n - 1 - i]!);
  return { ...model, values, next: n % model.period };
}

/** The same trees standing at the end of a longer history. */
export const advanceLagForest = (model: LagForestModel, history: Float64Array): LagForestModel =>
  standAt(model, history);

/** Point forecasts: each step is fed to the next. */
export function predictLagForest(model: LagForestModel, horizon: number): Float64Array {
  const { lags, period, forest, values, next } = model;
  const points = new Float64Array(horizon);
  const row = new Float64Array(forest.featureCount);
  for (let h = 0; h < horizon; h++) {
    const read = (lag: number) => (lag <= h ? points[h - lag]! : values[lag - h - 1]!);
    const level = levelBefore(read, period);
    writeLagRow(row, 0, { lags, read: (lag) => read(lag) - level, slot: (next + h) % period, period });
    points[h] =
      level +
      predictForest(
        forest,
        Array.from(row, (v) => [v]),
      )[0]!;
  }
  return points;
}
