import { type Accuracy, type BacktestPlan, backtest, clampPoints, planBacktest, scoreBacktest } from "./backtest.ts";
import { type ErrorShape, errorProbability, errorQuantile, shapeErrors } from "./calibrate.ts";
import { combinePoints, weighMembers } from "./combine.ts";
import {
  type FittedMember,
  nameMember,
  predictMember,
  type SeriesShape,
  spreadMember,
  varianceMember,
} from "./member.ts";
import { fitNaive, predictNaive } from "./naive.ts";
import { listPortfolio } from "./portfolio.ts";
import { countOpenDays, expandOpenDays, type OpenWeek, prepareSeries, type Refusal } from "./prepare.ts";

/** Options of {@link forecastAuto}. */
export type AutoOptions = {
  /** Number of steps to forecast, 1..10,000. */
  horizon: number;
  /** Length of the cycle: 7 for days, 52 for weeks, 12 for months; 1 (also left out) for none. */
  period?: number;
  /** Levels of the central intervals, each in (0, 1). */
  levels?: readonly number[];
  /** Seed of everything drawn at random. */
  seed?: number;
  /** Only points before this index are used. */
  cutOff?: number;
};

/** How the combination did on points it had not seen, beside the naive method. All of it in units of open days since the first sale. */
export type BacktestReport = {
  readonly origins: number;
  readonly horizon: number;
  readonly mase: number | null;
  readonly smape: number;
  readonly rmsse: number | null;
  /** Seasonal naive where there is a season to repeat, plain naive otherwise. */
  readonly naive: Accuracy;
  /** 1 - our error / naive error: the share of the naive error that is gone; negative where naive was better. Null where not measurable. */
  readonly margin: number | null;
  /** Measure that `margin` compares: RMSSE for demand with many zeros, MASE otherwise. */
  readonly marginOf: "mase" | "rmsse";
};

/** A member of the combination. */
export type WeightedMember = { readonly name: string; readonly weight: number; readonly model: FittedMember };

/** A fitted automatic forecaster: plain and serialisable (JSON). Use {@link predictAuto}. */
export type AutoModel = {
  readonly kind: "auto";
  readonly version: 1;
  readonly length: number;
  readonly scale: number;
  readonly week: OpenWeek | null;
  readonly members: readonly WeightedMember[];
  readonly shape: ErrorShape;
  /** Share of zeros in the recent history. */
  readonly zeroShare: number;
  readonly backtest: BacktestReport | null;
};

/** A central interval. */
export type Interval = { readonly level: number; readonly lower: Float64Array; readonly upper: Float64Array };

/** Points and intervals for the steps after the history. */
export type Forecast = {
  readonly ok: true;
  readonly mean: Float64Array;
  /** By rising level; each contains the one before it. */
  readonly intervals: readonly Interval[];
  /** The members in words, largest weight first. */
  readonly model: string;
  readonly weights: readonly { readonly name: string; readonly weight: number }[];
  readonly backtest: BacktestReport | null;
};

function shapeOf(values: Float64Array, period: number, horizon: number): SeriesShape {
  let zeros = 0;
  let positive = true;
  for (const y of values) {
    if (y === 0) zeros++;
    if (!(y > 0)) positive = false;
  }
  return { length: values.length, period, positive, zeroShare: values.length > 0 ? zeros / values.length : 0, horizon };
}

function naivePoints(values: Float64Array, plan: BacktestPlan, period: number): Float64Array[] {
  return plan.origins.map((origin) => predictNaive(fitNaive(values.subarray(0, origin), period), plan.horizon));
}

/** Standard deviation of one-step errors as the members have it; half of the value where there is but one point. */
function baseSpread(values: Float64Array, members: readonly WeightedMember[]): number {
  if (values.length < 2) return values.length === 1 ? Math.abs(values[0]!) / 2 : 0;
  let variance = 0;
  for (const { weight, model } of members) variance += weight * varianceMember(model);
  return Math.sqrt(variance);
}

type Fitted = { members: WeightedMember[]; shape: ErrorShape; report: BacktestReport | null };

/** Share of zeros among the last points (four cycles, at least 24): demand that stays away is an event of its own. */
function recentZeroShare(values: Float64Array, period: number): number {
  const last = values.subarray(Math.max(0, values.length - Math.max(24, 4 * Math.min(period, 26))));
  let zeros = 0;
  for (const y of last) if (y === 0) zeros++;
  return last.length > 0 ? zeros / last.length : 0;
}

function spreadOf(members: readonly WeightedMember[], horizon: number): Float64Array {
  const spread = new Float64Array(horizon);
  for (const { weight, model } of members) {
    const own = spreadMember(model, horizon);
    for (let h = 0; h < horizon; h++) spread[h]! += weight * own[h]!;
  }
  return spread;
}

function fitMembers(values: Float64Array, period: number, horizon: number): Fitted {
  const shape = shapeOf(values, period, horizon);
  const believed = listPortfolio(shape);
  const candidates = believed.map((b) => b.candidate);
  const plan = planBacktest(values.length, { horizon, period });
  const intermittent = shape.zeroShare > 0.3;
  const rule = { priors: believed.map((b) => b.prior), squared: intermittent, power: 3 };
  const run = backtest(values, candidates, { plan: plan ?? { origins: [], horizon: 0 }, shape });
  const weights = weighMembers(values, run, rule, values.length);
  const members: WeightedMember[] = [];
  candidates.forEach((candidate, m) => {
    if (!(weights[m]! > 0)) return;
    const model = candidate.fit(values, shape, run.models[m]);
    if (model && clampPoints(predictMember(model, horizon))) {
      members.push({ name: nameMember(model), weight: weights[m]!, model });
    }
  });
  const total = members.reduce((sum, member) => sum + member.weight, 0);
  const scaled = members.map((member) => ({ ...member, weight: member.weight / total }));
  if (scaled.length === 0) scaled.push({ name: "naive", weight: 1, model: fitNaive(values, 1) });
  if (!plan) {
    const options = { spread: new Float64Array(1).fill(1), base: baseSpread(values, scaled), windows: 0 };
    const errors = shapeErrors({ errors: [], steps: [] }, options);
    return { members: scaled, shape: errors, report: null };
  }
  const combined = plan.origins.map((origin, k) =>
    combinePoints(
      run.points.map((row) => row[k] ?? null),
      weighMembers(values, run, rule, origin),
    ),
  );
  const errors: number[] = [];
  const steps: number[] = [];
  plan.origins.forEach((origin, k) => {
    const points = combined[k];
    if (!points) return;
    for (let h = 0; h < plan.horizon; h++) {
      errors.push(values[origin + h]! - points[h]!);
      steps.push(h + 1);
    }
  });
  const spread = spreadOf(scaled, horizon);
  const windows = (plan.origins.at(-1)! - plan.origins[0]! + plan.horizon) / plan.horizon;
  const own = scoreBacktest(values, plan, combined, period);
  const seasonal = plan.origins[0]! >= period ? period : 1;
  const naive = scoreBacktest(values, plan, naivePoints(values, plan, seasonal), period);
  const marginOf = intermittent ? "rmsse" : "mase";
  const [ours, theirs] = [own[marginOf], naive[marginOf]];
  const margin = ours !== null && theirs !== null && theirs > 0 ? 1 - ours / theirs : null;
  return {
    members: scaled,
    shape: shapeErrors({ errors, steps }, { spread, base: baseSpread(values, scaled), windows }),
    report: { origins: plan.origins.length, horizon: plan.horizon, ...own, naive, margin, marginOf },
  };
}

function refuseOptions(options: AutoOptions): Refusal | null {
  const { horizon, period = 1, levels = [] } = options;
  if (!Number.isInteger(horizon) || horizon < 1 || horizon > 10_000) return { ok: false, reason: "bad_horizon" };
  if (!Number.isInteger(period) || period < 1 || period > 10_000) return { ok: false, reason: "bad_period" };
  if (levels.some((level) => !(level > 0 && level < 1))) return { ok: false, reason: "bad_level" };
  return null;
}

/** Fits the automatic combination; see {@link forecastAuto}. Refuses histories with values that are not finite. */
export function fitAuto(history: Float64Array, options: AutoOptions): { ok: true; model: AutoModel } | Refusal {
  const refusal = refuseOptions(options);
  if (refusal) return refusal;
  const prepared = prepareSeries(history, { period: options.period ?? 1, cutOff: options.cutOff });
  if ("ok" in prepared) return prepared;
  const horizon = Math.max(1, countOpenDays(prepared, options.horizon));
  const { members, shape, report } = fitMembers(prepared.values, prepared.period, horizon);
  const { scale, week, length } = prepared;
  const zeroShare = recentZeroShare(prepared.values, prepared.period);
  return {
    ok: true,
    model: { kind: "auto", version: 1, length, scale, week, members, shape, zeroShare, backtest: report },
  };
}

/**
 * Central interval on open days. Where zero is an outcome of its own (days without a sale), the interval that reaches down to it already
 * holds all of that mass, so its upper end comes down: [0, quantile of the level] at the most. Ends move one way as the level rises.
 */
function boundOpen(model: AutoModel, open: Float64Array, spread: Float64Array, level: number) {
  const tail = (1 - level) / 2;
  const lower = new Float64Array(open.length);
  const upper = new Float64Array(open.length);
  for (let h = 0; h < open.length; h++) {
    const unit = Math.sqrt(spread[h]!);
    const atZero = Math.min(model.zeroShare, errorProbability(model.shape, -open[h]! / unit));
    const spare = Math.min(tail, Math.max(0, atZero - tail));
    // The point lies in every interval, which keeps them nested also where an error's median is far from its mean.
    lower[h] = open[h]! + Math.min(0, errorQuantile(model.shape, tail) * unit);
    upper[h] = open[h]! + Math.max(0, errorQuantile(model.shape, 1 - tail - spare) * unit);
  }
  return { lower, upper };
}

const finite = (value: number) => Math.min(Number.MAX_VALUE, Math.max(0, value));

/** Points and nested intervals of a fitted automatic forecaster. */
export function predictAuto(model: AutoModel, options: { horizon: number; levels?: readonly number[] }): Forecast {
  const { horizon } = options;
  const steps = Math.max(1, countOpenDays(model, horizon));
  const points = model.members.map((member) => clampPoints(predictMember(member.model, steps)));
  const open =
    combinePoints(
      points,
      model.members.map((member) => member.weight),
    ) ?? new Float64Array(steps);
  const spread = spreadOf(model.members, steps);
  const levels = [...new Set(options.levels ?? [0.5, 0.8, 0.95])].sort((a, b) => a - b);
  const unscale = (values: Float64Array) =>
    expandOpenDays(
      model,
      values.map((v) => finite(v * model.scale)),
      horizon,
    );
  const bounds = levels.map((level) => ({ level, ...boundOpen(model, open, spread, level) }));
  const intervals = bounds.map(({ level, lower, upper }) => ({ level, lower: unscale(lower), upper: unscale(upper) }));
  const weights = model.members.map(({ name, weight }) => ({ name, weight })).sort((a, b) => b.weight - a.weight);
  const name = weights.map((w) => `${w.name} ${Math.round(100 * w.weight)} %`).join(" + ");
  return { ok: true, mean: unscale(open), intervals, model: name, weights, backtest: model.backtest };
}

/**
 * Forecasts one series by one automatic path: members that suit it are tried in rolling-origin backtests, the best are combined, the
 * intervals are calibrated on the errors of that backtest. Forecasts are finite and not negative; closed weekdays (period 7) stay zero.
 */
export function forecastAuto(history: Float64Array, options: AutoOptions): Forecast | Refusal {
  const fitted = fitAuto(history, options);
  return fitted.ok ? predictAuto(fitted.model, options) : fitted;
}
