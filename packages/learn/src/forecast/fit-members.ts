import type { BacktestReport, WeightedMember } from "./auto-model.ts";
import { type BacktestPlan, type BacktestRun, backtest, clampPoints, planBacktest, scoreBacktest } from "./backtest.ts";
import { type ErrorShape, shapeErrors } from "./calibrate.ts";
import { combinePoints, type WeightRule, weighMembers } from "./combine.ts";
import { type Driver, type DriverModel, fitDrivers, multiplyDrivers } from "./drivers.ts";
import { nameMember, predictMember, type SeriesShape, spreadMember, varianceMember } from "./member.ts";
import { fitNaive, predictNaive } from "./naive.ts";
import { type Believed, listPortfolio, SPARSE_SHARE } from "./portfolio.ts";

/** What {@link fitMembers} works on. */
export type MemberTask = {
  readonly values: Float64Array;
  readonly period: number;
  readonly periods?: readonly number[];
  readonly horizon: number;
  /** Rows over the values and the horizon. */
  readonly drivers: readonly Driver[];
  readonly extra: readonly Believed[];
};

/** The fitted combination with its errors and its report. */
export type FittedMembers = {
  readonly members: WeightedMember[];
  readonly shape: ErrorShape;
  readonly drivers: DriverModel | null;
  readonly report: BacktestReport | null;
};

/** What a series is like, for the choice of members. */
export function describeShape(
  values: Float64Array,
  period: number,
  horizon: number,
  periods: readonly number[] = [period],
): SeriesShape {
  let zeros = 0;
  let positive = true;
  for (const y of values) {
    if (y === 0) zeros++;
    if (!(y > 0)) positive = false;
  }
  return {
    length: values.length,
    period,
    periods,
    positive,
    zeroShare: values.length > 0 ? zeros / values.length : 0,
    horizon,
  };
}

const NO_PLAN: BacktestPlan = { origins: [], horizon: 0 };

type Trial = {
  /** Values without the drivers' effects. */
  clean: Float64Array;
  /** Effects over values and horizon. */
  effect: Float64Array;
  run: BacktestRun;
  combined: (Float64Array | null)[];
};

/** Backtests the members after taking out effects that were estimated before the first origin. */
function tryMembers(
  task: MemberTask,
  plan: BacktestPlan,
  candidates: readonly Believed[],
  rule: WeightRule,
  driven: boolean,
): Trial {
  const { values, period, horizon } = task;
  const total = values.length + horizon;
  let effect = new Float64Array(total).fill(1);
  if (driven && plan.origins.length > 0) {
    const known = values.subarray(0, plan.origins[0]!);
    effect = Float64Array.from(multiplyDrivers(fitDrivers(known, task.drivers, period), task.drivers, 0, total));
  }
  const clean = driven ? values.map((y, t) => y / effect[t]!) : values;
  const shape = describeShape(clean, period, horizon, task.periods);
  const run = backtest(
    clean,
    candidates.map((b) => b.candidate),
    { plan, shape },
  );
  const combined = plan.origins.map((origin, k) => {
    const points = run.points.map((row) => row[k] ?? null);
    const mixed = combinePoints(points, weighMembers(clean, run, rule, origin));
    return mixed ? mixed.map((y, h) => y * effect[origin + h]!) : null;
  });
  return { clean, effect, run, combined };
}

function lossOf(
  values: Float64Array,
  plan: BacktestPlan,
  combined: readonly (Float64Array | null)[],
  squared: boolean,
) {
  let sum = 0;
  plan.origins.forEach((origin, k) => {
    for (let h = 0; h < plan.horizon; h++) {
      const gap = Math.abs(values[origin + h]! - (combined[k]?.[h] ?? 0));
      sum += squared ? gap * gap : gap;
    }
  });
  return sum;
}

/** Root mean square of changes, where no member tells of its errors. */
function stepSpread(values: Float64Array): number {
  let squares = 0;
  for (let t = 1; t < values.length; t++) squares += (values[t]! - values[t - 1]!) ** 2;
  return Math.sqrt(squares / Math.max(1, values.length - 1));
}

/** Standard deviation of one-step errors as the members have it; half of the value where there is but one point. */
function baseSpread(values: Float64Array, members: readonly WeightedMember[]): number {
  if (values.length < 2) return values.length === 1 ? Math.abs(values[0]!) / 2 : 0;
  let variance = 0;
  let total = 0;
  for (const { weight, model } of members) {
    const own = varianceMember(model);
    if (own === null) continue;
    variance += weight * own;
    total += weight;
  }
  return total > 0 ? Math.sqrt(variance / total) : stepSpread(values);
}

/** Forecast variance at each step relative to the first, meaned over the members. */
export function spreadOf(members: readonly WeightedMember[], horizon: number): Float64Array {
  const spread = new Float64Array(horizon);
  // An outside member has no theory of its errors; the others speak for it.
  const told = members.filter(({ model }) => model.kind !== "outside");
  const total = told.reduce((sum, { weight }) => sum + weight, 0);
  if (!(total > 0)) return spread.fill(1);
  for (const { weight, model } of told) {
    const own = spreadMember(model, horizon);
    for (let h = 0; h < horizon; h++) spread[h]! += (weight / total) * own[h]!;
  }
  return spread;
}

function fitFinal(
  clean: Float64Array,
  task: MemberTask,
  believed: readonly Believed[],
  trial: Trial,
  weights: Float64Array,
) {
  const { period, horizon } = task;
  const shape = describeShape(clean, period, horizon, task.periods);
  const members: WeightedMember[] = [];
  believed.forEach(({ candidate }, m) => {
    if (!(weights[m]! > 0)) return;
    const model = candidate.fit(clean, shape, trial.run.models[m]);
    if (!model || !clampPoints(predictMember(model, horizon))) return;
    members.push({ name: nameMember(model), weight: weights[m]!, model });
  });
  const total = members.reduce((sum, member) => sum + member.weight, 0);
  if (members.length === 0) return [{ name: "naive", weight: 1, model: fitNaive(clean, 1) }];
  return members.map((member) => ({ ...member, weight: member.weight / total }));
}

function report(task: MemberTask, plan: BacktestPlan, combined: Trial["combined"], squared: boolean): BacktestReport {
  const { values, period } = task;
  const own = scoreBacktest(values, plan, combined, period);
  const cycle = plan.origins[0]! >= period ? period : 1;
  const naivePoints = plan.origins.map((origin) =>
    predictNaive(fitNaive(values.subarray(0, origin), cycle), plan.horizon).map((y) => Math.max(0, y)),
  );
  const naive = scoreBacktest(values, plan, naivePoints, period);
  const marginOf = squared ? "rmsse" : "mase";
  const [ours, theirs] = [own[marginOf], naive[marginOf]];
  const margin = ours !== null && theirs !== null && theirs > 0 ? 1 - ours / theirs : null;
  const last = plan.origins.at(-1)!;
  const mean = combined.at(-1);
  const newest = mean ? { actual: values.slice(last, last + plan.horizon), mean, naive: naivePoints.at(-1)! } : null;
  return { origins: plan.origins.length, horizon: plan.horizon, ...own, naive, margin, marginOf, newest };
}

/** Relative errors of the combination (the drivers' effect divided out) with their steps. */
function collectErrors(task: MemberTask, plan: BacktestPlan, { combined, effect }: Trial) {
  const errors: number[] = [];
  const steps: number[] = [];
  plan.origins.forEach((origin, k) => {
    const points = combined[k];
    if (!points) return;
    for (let h = 0; h < plan.horizon; h++) {
      errors.push((task.values[origin + h]! - points[h]!) / effect[origin + h]!);
      steps.push(h + 1);
    }
  });
  return { errors, steps };
}

/**
 * Tries the members that suit a prepared series in a rolling-origin backtest, with and without the drivers where there are any, weighs them
 * by their errors, fits the chosen ones on everything and learns the distribution of the errors.
 */
export function fitMembers(task: MemberTask): FittedMembers {
  const { values, period, horizon } = task;
  const shape = describeShape(values, period, horizon, task.periods);
  const believed = [...listPortfolio(shape), ...task.extra.filter(({ candidate }) => candidate.suits(shape))];
  const plan = planBacktest(values.length, { horizon, period });
  const squared = shape.zeroShare > SPARSE_SHARE;
  const rule = { priors: believed.map((b) => b.prior), squared, power: 3 };
  let trial = tryMembers(task, plan ?? NO_PLAN, believed, rule, false);
  let drivers: DriverModel | null = null;
  if (plan && task.drivers.length > 0) {
    const driven = tryMembers(task, plan, believed, rule, true);
    if (lossOf(values, plan, driven.combined, squared) < lossOf(values, plan, trial.combined, squared)) {
      trial = driven;
      drivers = fitDrivers(values, task.drivers, period);
    }
  }
  const weights = weighMembers(trial.clean, trial.run, rule, values.length);
  const effect = drivers ? multiplyDrivers(drivers, task.drivers, 0, values.length) : null;
  const clean = effect ? values.map((y, t) => y / effect[t]!) : values;
  const members = fitFinal(clean, task, believed, trial, weights);
  const base = baseSpread(clean, members);
  const spread = spreadOf(members, horizon);
  if (!plan)
    return {
      members,
      drivers,
      report: null,
      shape: shapeErrors({ errors: [], steps: [] }, { spread, base, windows: 0 }),
    };
  const windows = (plan.origins.at(-1)! - plan.origins[0]! + plan.horizon) / plan.horizon;
  return {
    members,
    drivers,
    shape: shapeErrors(collectErrors(task, plan, trial), { spread, base, windows }),
    report: report(task, plan, trial.combined, squared),
  };
}
