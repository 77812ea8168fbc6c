import { naiveAbsoluteScale, naiveSquaredScale } from "../metrics/index.ts";
import type { Candidate, FittedMember, SeriesShape } from "./member.ts";
import { predictMember } from "./member.ts";

/** Where a backtest stands and how far it looks. */
export type BacktestPlan = {
  /** Number of points known at each origin, rising; the points after it up to `horizon` are forecast. */
  readonly origins: readonly number[];
  readonly horizon: number;
};

/** Limits of {@link planBacktest}. */
export type PlanOptions = { horizon: number; period: number; maxOrigins?: number };

/**
 * Chooses rolling origins for a series: up to `maxOrigins`, half a horizon apart, the last leaving a whole horizon, the first leaving enough
 * history to fit on. Short series get a shorter horizon; null where there is not even one step to hold out.
 */
export function planBacktest(length: number, options: PlanOptions): BacktestPlan | null {
  const { horizon, period, maxOrigins = 4 } = options;
  const seasonalNeed = length >= 3.5 * period && period > 1 ? 2 * period + 3 : 0;
  const least = Math.max(4, seasonalNeed, Math.floor(length / 3));
  const room = length - least;
  if (room < 1) return null;
  const ahead = Math.max(1, Math.min(horizon, Math.floor(room * 0.75)));
  const gap = Math.max(1, Math.round(ahead / 2));
  const count = Math.max(1, Math.min(maxOrigins, 1 + Math.floor((room - ahead) / gap)));
  const origins = Array.from({ length: count }, (_, k) => length - ahead - (count - 1 - k) * gap);
  return { origins, horizon: ahead };
}

/** Forecasts of every member at every origin. `points[member][origin]` is null where a member could not be fitted. */
export type BacktestRun = {
  readonly plan: BacktestPlan;
  readonly names: readonly string[];
  readonly points: readonly (readonly (Float64Array | null)[])[];
  /** Spread and first fitted model of each member, for a warm start of the final fit. */
  readonly models: readonly (FittedMember | null)[];
};

/**
 * Forecasts from each origin with what was known there and nothing else: parameters are estimated on the points before the first origin
 * and states move on with each later one. Values below zero are set to zero, as a forecast of demand would be.
 */
export function backtest(
  history: Float64Array,
  candidates: readonly Candidate[],
  options: { plan: BacktestPlan; shape: SeriesShape },
): BacktestRun {
  const { plan, shape } = options;
  const points: (Float64Array | null)[][] = [];
  const models: (FittedMember | null)[] = [];
  for (const candidate of candidates) {
    let model: FittedMember | null = null;
    let first: FittedMember | null = null;
    const row: (Float64Array | null)[] = [];
    for (const origin of plan.origins) {
      const known = history.subarray(0, origin);
      const local = { ...shape, length: origin };
      if (model === null || !candidate.advance) model = candidate.fit(known, local);
      else model = candidate.advance(model, known, local);
      first ??= model;
      row.push(model === null ? null : clampPoints(predictMember(model, plan.horizon)));
    }
    points.push(row);
    models.push(first);
  }
  return { plan, names: candidates.map((c) => c.name), points, models };
}

/** Sets what is negative to zero; null where anything is not finite. */
export function clampPoints(points: Float64Array): Float64Array | null {
  for (let h = 0; h < points.length; h++) {
    if (!Number.isFinite(points[h]!)) return null;
    if (!(points[h]! > 0)) points[h] = 0;
  }
  return points;
}

/** Accuracy over all origins and steps of a backtest. */
export type Accuracy = { mase: number | null; smape: number; rmsse: number | null };

/** Scores forecasts of one member (or a combination) over the origins; each origin is scaled by what was known at it. */
export function scoreBacktest(
  history: Float64Array,
  plan: BacktestPlan,
  points: readonly (Float64Array | null)[],
  period: number,
): Accuracy {
  const scaled: number[] = [];
  const rooted: number[] = [];
  const shares: number[] = [];
  plan.origins.forEach((origin, k) => {
    const forecast = points[k];
    if (!forecast) return;
    const known = history.subarray(0, origin);
    const scale = naiveAbsoluteScale(known, period);
    const squaredScale = naiveSquaredScale(known);
    let absolute = 0;
    let squared = 0;
    let share = 0;
    for (let h = 0; h < plan.horizon; h++) {
      const actual = history[origin + h]!;
      const gap = Math.abs(actual - forecast[h]!);
      const size = Math.abs(actual) + Math.abs(forecast[h]!);
      absolute += gap / plan.horizon;
      squared += (gap * gap) / plan.horizon;
      if (size > 0) share += (200 * gap) / size / plan.horizon;
    }
    shares.push(share);
    if (scale > 0) scaled.push(absolute / scale);
    if (squaredScale > 0) rooted.push(Math.sqrt(squared / squaredScale));
  });
  const mean = (values: number[]) => (values.length === 0 ? null : values.reduce((a, b) => a + b, 0) / values.length);
  return { mase: mean(scaled), smape: mean(shares) ?? 0, rmsse: mean(rooted) };
}
