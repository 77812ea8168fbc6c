import type { AutoModel, AutoOptions, Forecast } from "./auto-model.ts";
import { clampPoints } from "./backtest.ts";
import { errorProbability, errorQuantile } from "./calibrate.ts";
import { restoreDemand } from "./censored.ts";
import { combinePoints } from "./combine.ts";
import { type Driver, multiplyDrivers } from "./drivers.ts";
import { fitMembers, spreadOf } from "./fit-members.ts";
import type { GroupEvidence } from "./group-evidence.ts";
import { predictMember } from "./member.ts";
import {
  alignRow,
  countOpenDays,
  expandLastDays,
  expandOpenDays,
  type PreparedSeries,
  prepareSeries,
  type Refusal,
} from "./prepare.ts";
import { type TriedMembers, tryMembers } from "./try-members.ts";

function refuseOptions(options: AutoOptions): Refusal | null {
  const { horizon, period = 1, periods = [], levels = [] } = options;
  if (!Number.isInteger(horizon) || horizon < 1 || horizon > 10_000) return { ok: false, reason: "bad_horizon" };
  if ([period, ...periods].some((p) => !Number.isInteger(p) || p < 1 || p > 10_000)) {
    return { ok: false, reason: "bad_period" };
  }
  if (levels.some((level) => !(level > 0 && level < 1))) return { ok: false, reason: "bad_level" };
  return null;
}

/** Share of zeros among the last points (four cycles, at least 24): demand that stays away is an event of its own. */
function recentZeroShare(values: Float64Array, period: number): number {
  const last = values.subarray(Math.max(0, values.length - Math.max(24, 4 * Math.min(period, 26))));
  let zeros = 0;
  for (const y of last) if (y === 0) zeros++;
  return last.length > 0 ? zeros / last.length : 0;
}

/**
 * Checks and prepares a history as {@link fitAuto} does: restores censored demand, leaves out closed weekdays, scales. A panel or an outside
 * tool starts from here.
 */
export function prepareAuto(history: Float64Array, options: AutoOptions): PreparedSeries | Refusal {
  const refusal = refuseOptions(options);
  if (refusal) return refusal;
  const period = options.period ?? 1;
  for (const { values } of options.drivers ?? []) {
    for (let t = 0; t < values.length; t++)
      if (!Number.isFinite(values[t]!)) return { ok: false, reason: "not_finite" };
  }
  const known = history.subarray(0, Math.max(0, Math.min(history.length, options.cutOff ?? history.length)));
  // Restoring is only sound on finite numbers; the check itself is prepareSeries's.
  const sound = options.available !== undefined && known.every(Number.isFinite);
  const demand = sound ? restoreDemand(known, options.available!, { period: Math.min(period, 52) }).demand : known;
  return prepareSeries(demand, { period });
}

/** Fits the automatic combination; see {@link forecastAuto}. Refuses histories with values that are not finite. */
export function fitAuto(history: Float64Array, options: AutoOptions): { ok: true; model: AutoModel } | Refusal {
  const prepared = prepareAuto(history, options);
  if ("ok" in prepared) return prepared;
  return { ok: true, model: fitTried(prepared, tryPrepared(prepared, options)) };
}

/** Tries the members on a series that was prepared by {@link prepareAuto}. */
export function tryPrepared(prepared: PreparedSeries, options: AutoOptions): TriedMembers {
  const { values, period, week } = prepared;
  const horizon = Math.max(1, countOpenDays(prepared, options.horizon));
  const drivers = (options.drivers ?? []).map((driver) => ({
    name: driver.name,
    values: alignRow(prepared, driver.values, options.horizon),
  }));
  // Without closed weekdays a year has fewer steps.
  const open = week ? week.openCount / week.slots.length : 1;
  const longer = (options.periods ?? []).filter((p) => p > (options.period ?? 1)).map((p) => Math.round(p * open));
  const periods = [...new Set([period, ...longer])];
  return tryMembers({ values, period, periods, horizon, drivers, extra: options.extra ?? [] });
}

/** Fits the combination on a prepared series whose members were tried; `group` is what other series say of the members. */
export function fitTried(prepared: PreparedSeries, tried: TriedMembers, group?: GroupEvidence): AutoModel {
  const { values, period, scale, week, length } = prepared;
  const fitted = fitMembers(tried, group);
  return {
    kind: "auto",
    version: 1,
    length,
    scale,
    week,
    members: fitted.members,
    shape: fitted.shape,
    zeroShare: recentZeroShare(values, period),
    drivers: fitted.drivers,
    backtest: fitted.report,
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

/** What {@link predictAuto} needs beside the model. `drivers` are the same rows as at the fit; without them they are at rest. */
export type PredictOptions = { horizon: number; levels?: readonly number[]; drivers?: readonly Driver[] };

/** Points and nested intervals of a fitted automatic forecaster. */
export function predictAuto(model: AutoModel, options: PredictOptions): Forecast {
  const { horizon } = options;
  const steps = Math.max(1, countOpenDays(model, horizon));
  const points = model.members.map((member) => clampPoints(predictMember(member.model, steps)));
  const weighed = model.members.map((member) => member.weight);
  const open = combinePoints(points, weighed) ?? new Float64Array(steps);
  const spread = spreadOf(model.members, steps);
  const levels = [...new Set(options.levels ?? [0.5, 0.8, 0.95])].sort((a, b) => a - b);
  const effect =
    model.drivers && options.drivers ? multiplyDrivers(model.drivers, options.drivers, model.length, horizon) : null;
  const unscale = (values: Float64Array) =>
    expandOpenDays(
      model,
      values.map((v) => finite(v * model.scale)),
      horizon,
    ).map((v, h) => (effect ? finite(v * effect[h]!) : v));
  const intervals = levels.map((level) => {
    const { lower, upper } = boundOpen(model, open, spread, level);
    return { level, lower: unscale(lower), upper: unscale(upper) };
  });
  const weights = model.members.map(({ name, weight }) => ({ name, weight })).sort((a, b) => b.weight - a.weight);
  const name = weights.map((w) => `${w.name} ${Math.round(100 * w.weight)} %`).join(" + ");
  const effects = model.drivers?.effects ?? [];
  const backtest = showDays(model);
  return { ok: true, mean: unscale(open), intervals, model: name, weights, drivers: effects, backtest };
}

/** The report with its days in units of the history. */
function showDays(model: AutoModel): AutoModel["backtest"] {
  const { backtest, scale } = model;
  if (!backtest?.newest) return backtest;
  const { actual, mean, naive } = backtest.newest;
  const show = (values: readonly number[]) => [
    ...expandLastDays(
      model,
      Float64Array.from(values, (v) => finite(v * scale)),
    ),
  ];
  return { ...backtest, newest: { actual: show(actual), mean: show(mean), naive: show(naive) } };
}

/**
 * Forecasts one series by one automatic path: members that suit it are tried in rolling-origin backtests, the best are combined, the
 * intervals are calibrated on the errors of that backtest. Forecasts are finite and not negative; closed weekdays (period 7) stay zero.
 */
export function forecastAuto(history: Float64Array, options: AutoOptions): Forecast | Refusal {
  const fitted = fitAuto(history, options);
  return fitted.ok ? predictAuto(fitted.model, options) : fitted;
}
