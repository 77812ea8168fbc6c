import { type BacktestPlan, type BacktestRun, backtest, planBacktest } from "./backtest.ts";
import { combinePoints, type WeightRule, weighMembers } from "./combine.ts";
import { type Driver, type DriverModel, fitDrivers, multiplyDrivers } from "./drivers.ts";
import type { GroupEvidence } from "./group-evidence.ts";
import type { SeriesShape } from "./member.ts";
import { type Believed, listPortfolio, SPARSE_SHARE } from "./portfolio.ts";

/** What {@link tryMembers} works on. */
export type MemberTask = {
  readonly values: Float64Array;
  readonly period: number;
  readonly periods?: readonly number[];
  readonly horizon: number;
  /** Rows over the values and the horizon. */
  readonly drivers: readonly Driver[];
  readonly extra: readonly Believed[];
};

/** Backtest of the members on values whose drivers' effects, estimated before the first origin, were taken out. */
type Trial = {
  /** Values without the drivers' effects. */
  readonly clean: Float64Array;
  /** Effects over values and horizon. */
  readonly effect: Float64Array;
  readonly run: BacktestRun;
};

/** Members that were tried on a series and are yet to be weighed. */
export type TriedMembers = Trial & {
  readonly task: MemberTask;
  /** Without origins where the series is too short for a backtest. */
  readonly plan: BacktestPlan;
  readonly believed: readonly Believed[];
  readonly rule: WeightRule;
  /** Drivers fitted on everything; null where there are none or they made the backtest worse. */
  readonly drivers: DriverModel | null;
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

function runTrial(task: MemberTask, plan: BacktestPlan, candidates: readonly Believed[], driven: boolean): Trial {
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
  return { clean, effect, run };
}

/** Forecasts of the combination from each origin, weighed by what was known there; null where no member could be fitted. */
export function mixAtOrigins(
  tried: Pick<TriedMembers, "clean" | "effect" | "run" | "plan" | "rule">,
  group?: GroupEvidence,
): (Float64Array | null)[] {
  const { clean, effect, run, plan, rule } = tried;
  return plan.origins.map((origin, k) => {
    const points = run.points.map((row) => row[k] ?? null);
    const weights = weighMembers(clean, run, rule, { before: origin, trust: group?.[plan.origins.length - k] });
    const mixed = combinePoints(points, weights);
    return mixed ? mixed.map((y, h) => y * effect[origin + h]!) : null;
  });
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

/** Tries the members that suit a prepared series in a rolling-origin backtest, with and without the drivers where there are any. */
export function tryMembers(task: MemberTask): TriedMembers {
  const { values, period, horizon } = task;
  const shape = describeShape(values, period, horizon, task.periods);
  const believed = [...listPortfolio(shape), ...task.extra.filter(({ candidate }) => candidate.suits(shape))];
  const plan = planBacktest(values.length, { horizon, period }) ?? NO_PLAN;
  const squared = shape.zeroShare > SPARSE_SHARE;
  const rule = { priors: believed.map((b) => b.prior), squared, power: 3 };
  const common = { task, plan, believed, rule };
  const plain = { ...common, ...runTrial(task, plan, believed, false), drivers: null };
  if (plan.origins.length === 0 || task.drivers.length === 0) return plain;
  const driven = { ...common, ...runTrial(task, plan, believed, true) };
  const helps =
    lossOf(values, plan, mixAtOrigins(driven), squared) < lossOf(values, plan, mixAtOrigins(plain), squared);
  return helps ? { ...driven, drivers: fitDrivers(values, task.drivers, period) } : plain;
}
