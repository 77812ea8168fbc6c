import type { BacktestReport, WeightedMember } from "./auto-model.ts";
import { clampPoints, scoreBacktest } from "./backtest.ts";
import { type ErrorShape, shapeErrors } from "./calibrate.ts";
import { weighMembers } from "./combine.ts";
import { type DriverModel, multiplyDrivers } from "./drivers.ts";
import type { GroupEvidence } from "./group-evidence.ts";
import { nameMember, predictMember, spreadMember, varianceMember } from "./member.ts";
import { fitNaive, predictNaive } from "./naive.ts";
import { isYoung } from "./portfolio.ts";
import { tameSpikes } from "./tame.ts";
import { describeShape, mixAtOrigins, type TriedMembers } from "./try-members.ts";

/** The fitted combination with its errors and its report. */
export type FittedMembers = {
  readonly members: WeightedMember[];
  readonly shape: ErrorShape;
  readonly drivers: DriverModel | null;
  readonly report: BacktestReport | null;
};

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

/** Root mean square of what taming takes out of a history: no member knows of it, the spread must. */
function takenOut(values: Float64Array): number {
  const tame = tameSpikes(values);
  let squares = 0;
  for (let t = 0; t < values.length; t++) squares += (values[t]! - tame[t]!) ** 2;
  return Math.sqrt(squares / Math.max(1, values.length));
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

function fitFinal(clean: Float64Array, { task, believed, run }: TriedMembers, weights: Float64Array) {
  const { period, horizon } = task;
  const shape = describeShape(clean, period, horizon, task.periods);
  const members: WeightedMember[] = [];
  believed.forEach(({ candidate }, m) => {
    if (!(weights[m]! > 0)) return;
    const model = candidate.fit(clean, shape, run.models[m]);
    if (!model || !clampPoints(predictMember(model, horizon))) return;
    members.push({ name: nameMember(model), weight: weights[m]!, model });
  });
  const total = members.reduce((sum, member) => sum + member.weight, 0);
  if (members.length === 0) return [{ name: "naive", weight: 1, model: fitNaive(clean, 1) }];
  return members.map((member) => ({ ...member, weight: member.weight / total }));
}

function report({ task, plan, rule }: TriedMembers, combined: readonly (Float64Array | null)[]): BacktestReport {
  const { values, period } = task;
  const own = scoreBacktest(values, plan, combined, period);
  const cycle = plan.origins[0]! >= period ? period : 1;
  const naivePoints = plan.origins.map((origin) =>
    predictNaive(fitNaive(values.subarray(0, origin), cycle), plan.horizon).map((y) => Math.max(0, y)),
  );
  const naive = scoreBacktest(values, plan, naivePoints, period);
  const marginOf = rule.squared ? "rmsse" : "mase";
  const [ours, theirs] = [own[marginOf], naive[marginOf]];
  const margin = ours !== null && theirs !== null && theirs > 0 ? 1 - ours / theirs : null;
  const last = plan.origins.at(-1)!;
  const mean = combined.at(-1);
  const newest = mean
    ? { actual: [...values.slice(last, last + plan.horizon)], mean: [...mean], naive: [...naivePoints.at(-1)!] }
    : null;
  return { origins: plan.origins.length, horizon: plan.horizon, ...own, naive, margin, marginOf, newest };
}

/** Relative errors of the combination (the drivers' effect divided out) with their steps. */
function collectErrors({ task, plan, effect }: TriedMembers, combined: readonly (Float64Array | null)[]) {
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
 * Weighs tried members by their errors (and by what the group of series says of them), fits the chosen ones on everything and learns the
 * distribution of the errors.
 */
export function fitMembers(tried: TriedMembers, group?: GroupEvidence): FittedMembers {
  const { task, plan, drivers, rule } = tried;
  const { values, horizon } = task;
  const weights = weighMembers(tried.clean, tried.run, rule, { before: values.length, trust: group?.[0] });
  const effect = drivers ? multiplyDrivers(drivers, task.drivers, 0, values.length) : null;
  const clean = effect ? values.map((y, t) => y / effect[t]!) : values;
  const members = fitFinal(clean, tried, weights);
  const base = Math.hypot(
    baseSpread(clean, members),
    isYoung(describeShape(clean, task.period, horizon)) ? takenOut(clean) : 0,
  );
  const spread = spreadOf(members, horizon);
  if (plan.origins.length === 0) {
    const shape = shapeErrors({ errors: [], steps: [] }, { spread, base, windows: 0 });
    return { members, drivers, report: null, shape };
  }
  const combined = mixAtOrigins(tried, group);
  const windows = (plan.origins.at(-1)! - plan.origins[0]! + plan.horizon) / plan.horizon;
  const shape = shapeErrors(collectErrors(tried, combined), { spread, base, windows });
  return { members, drivers, shape, report: report(tried, combined) };
}
