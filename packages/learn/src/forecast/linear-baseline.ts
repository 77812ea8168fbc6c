import { solveRidge } from "../linear/index.ts";
import { chooseLags, harmonicsOf, writeLagRow } from "./lag-rows.ts";

/** Ridge regression on lags and the calendar, forecast step by step. Plain and serialisable. */
export type LinearModel = {
  readonly kind: "linear";
  readonly version: 1;
  readonly period: number;
  readonly lags: readonly number[];
  readonly coefficients: readonly number[];
  /** Last values, latest first, as many as the longest lag. */
  readonly values: readonly number[];
  /** Position in the cycle of the next point. */
  readonly next: number;
  readonly variance: number;
};

/** Fits the linear baseline; null where there are not twice as many points as coefficients. Penalty 1 % of the mean diagonal. */
export function fitLinear(history: Float64Array, period: number): LinearModel | null {
  const n = history.length;
  const lags = chooseLags(period, n);
  const longest = lags[lags.length - 1] ?? 0;
  const columns = 1 + lags.length + 2 * harmonicsOf(period);
  const count = n - longest;
  if (lags.length === 0 || count < 2 * columns) return null;
  const rows = new Float64Array(count * columns);
  const row = new Float64Array(columns);
  for (let t = longest; t < n; t++) {
    row[0] = 1;
    writeLagRow(row, 1, { lags, read: (lag) => history[t - lag]!, slot: t % period, period });
    rows.set(row, (t - longest) * columns);
  }
  const target = history.subarray(longest);
  const coefficients = solveRidge({ rows, columns, target, penalty: 0.01, free: [0] });
  let squares = 0;
  for (let r = 0; r < count; r++) {
    let fitted = 0;
    for (let i = 0; i < columns; i++) fitted += rows[r * columns + i]! * coefficients[i]!;
    squares += (target[r]! - fitted) ** 2;
  }
  return {
    kind: "linear",
    version: 1,
    period,
    lags,
    coefficients: Array.from(coefficients),
    values: Array.from({ length: longest }, (_, i) => history[n - 1 - i]!),
    next: n % period,
    variance: squares / Math.max(1, count - columns),
  };
}

/** Point forecasts: each step is fed to the next. */
export function predictLinear(model: LinearModel, horizon: number): Float64Array {
  const points = new Float64Array(horizon);
  const row = new Float64Array(model.coefficients.length);
  for (let h = 0; h < horizon; h++) {
    const read = (lag: number) => (lag <= h ? points[h - lag]! : model.values[lag - h - 1]!);
    row[0] = 1;
    writeLagRow(row, 1, { lags: model.lags, read, slot: (model.next + h) % model.period, period: model.period });
    let sum = 0;
    for (let i = 0; i < row.length; i++) sum += row[i]! * model.coefficients[i]!;
    points[h] = sum;
  }
  return points;
}
