import { minimiseLbfgs } from "../../linear/index.ts";
import { countEtsParameters, type EtsForm, nameEtsForm } from "./form.ts";
import { guessEtsInitial } from "./initial.ts";
import { differentiateEts, type EtsRoom, type EtsStart, makeEtsRoom, runEts } from "./recursion.ts";

/** A fitted exponential smoothing model: parameters, initial states and the states after the last point. Plain and serialisable. */
export type EtsModel = {
  readonly kind: "ets";
  readonly version: 1;
  readonly form: EtsForm;
  readonly period: number;
  readonly alpha: number;
  readonly betaShare: number;
  readonly gamma: number;
  readonly phi: number;
  readonly initial: { readonly level: number; readonly trend: number; readonly season: readonly number[] };
  readonly level: number;
  readonly trend: number;
  /** Next position of the cycle first. */
  readonly season: readonly number[];
  /** One-step variance, of relative errors where the error is multiplicative. */
  readonly variance: number;
  readonly aicc: number;
  readonly length: number;
};

/** Name of a model's form. */
export const nameEts = (model: EtsModel): string => nameEtsForm(model.form);

const squash = (x: number, low: number, high: number) => low + (high - low) / (1 + Math.exp(-x));
const stretch = (v: number, low: number, high: number) => {
  const share = Math.min(1 - 1e-6, Math.max(1e-6, (v - low) / (high - low)));
  return Math.log(share / (1 - share));
};

const ALPHA = [1e-4, 0.9999] as const;
const SHARE = [1e-4, 0.9999] as const;
const PHI = [0.8, 0.98] as const;

/** Where each parameter sits in the vector that the optimiser moves; the last seasonal state follows from the others. */
type Layout = { share: number; phi: number; gamma: number; level: number; trend: number; season: number; size: number };

function layOut(form: EtsForm, period: number): Layout {
  let at = 1;
  const take = (yes: boolean, count = 1) => {
    if (!yes) return -1;
    at += count;
    return at - count;
  };
  const share = take(form.trend !== "N");
  const phi = take(form.damped);
  const gamma = take(form.season !== "N");
  const level = take(true);
  const trend = take(form.trend !== "N");
  const season = take(form.season !== "N", period - 1);
  return { share, phi, gamma, level, trend, season, size: at };
}

function pack(start: EtsStart, form: EtsForm, layout: Layout): Float64Array {
  const point = new Float64Array(layout.size);
  point[0] = stretch(start.alpha, ...ALPHA);
  if (layout.share >= 0) point[layout.share] = stretch(start.betaShare, ...SHARE);
  if (layout.phi >= 0) point[layout.phi] = stretch(start.phi, ...PHI);
  if (layout.gamma >= 0) point[layout.gamma] = stretch(start.gamma / (1 - start.alpha), ...SHARE);
  point[layout.level] = start.level;
  if (layout.trend >= 0) point[layout.trend] = start.trend;
  if (form.season !== "N")
    for (let j = 0; j < start.season.length - 1; j++) point[layout.season + j] = start.season[j]!;
  return point;
}

function unpack(point: Float64Array, form: EtsForm, period: number, layout: Layout): EtsStart {
  const alpha = squash(point[0]!, ...ALPHA);
  const season = new Float64Array(form.season === "N" ? 0 : period);
  if (season.length > 0) {
    let rest = form.season === "M" ? period : 0;
    for (let j = 0; j < period - 1; j++) {
      season[j] = point[layout.season + j]!;
      rest -= season[j]!;
    }
    season[period - 1] = rest;
  }
  return {
    alpha,
    betaShare: layout.share >= 0 ? squash(point[layout.share]!, ...SHARE) : 0,
    phi: layout.phi >= 0 ? squash(point[layout.phi]!, ...PHI) : 1,
    gamma: layout.gamma >= 0 ? (1 - alpha) * squash(point[layout.gamma]!, ...SHARE) : 0,
    level: point[layout.level]!,
    trend: layout.trend >= 0 ? point[layout.trend]! : 0,
    season,
  };
}

const slopeOf = (v: number, low: number, high: number) => ((v - low) * (high - v)) / (high - low);

/** Chain rule from the parameters to the optimiser's vector. */
function pullBack(slope: EtsStart, start: EtsStart, layout: Layout, gradient: Float64Array): void {
  gradient.fill(0);
  let alpha = slope.alpha;
  if (layout.gamma >= 0) {
    const share = start.gamma / (1 - start.alpha);
    alpha -= slope.gamma * share;
    gradient[layout.gamma] = slope.gamma * (1 - start.alpha) * slopeOf(share, ...SHARE);
  }
  gradient[0] = alpha * slopeOf(start.alpha, ...ALPHA);
  if (layout.share >= 0) gradient[layout.share] = slope.betaShare * slopeOf(start.betaShare, ...SHARE);
  if (layout.phi >= 0) gradient[layout.phi] = slope.phi * slopeOf(start.phi, ...PHI);
  gradient[layout.level] = slope.level;
  if (layout.trend >= 0) gradient[layout.trend] = slope.trend;
  if (layout.season >= 0) {
    const last = start.season.length - 1;
    for (let j = 0; j < last; j++) gradient[layout.season + j] = slope.season[j]! - slope.season[last]!;
  }
}

const STARTS = [
  { alpha: 0.5, betaShare: 0.05, gamma: 0.02, phi: 0.97 },
  { alpha: 0.15, betaShare: 0.05, gamma: 0.2, phi: 0.95 },
] as const;

/** Parameters and states of a model as a start for a form; a trend that the model lacks begins flat. */
function startFrom(model: EtsModel, form: EtsForm): EtsStart {
  const season = Float64Array.from(model.initial.season);
  const same = { ...model, ...model.initial, season };
  if (form.trend === "N" || model.form.trend !== "N") return same;
  const { betaShare, phi } = STARTS[0];
  return { ...same, betaShare, phi, trend: form.trend === "M" ? 1 : 0 };
}

/** Options of {@link fitEts}. */
export type EtsFitOptions = {
  /** A model to start from (warm start): of the same form, or of the same error and season without a trend. */
  from?: EtsModel;
  maxIterations?: number;
  /** One start instead of one at each hill that the likelihood often has. */
  once?: boolean;
  room?: EtsRoom;
};

/**
 * Fits one form by maximum likelihood over smoothing parameters and all initial states at once (L-BFGS with exact gradients).
 * `history` should be of size about 1 (divide by its mean); null where the form does not fit the history (for example a multiplicative form
 * on a history with zeros).
 */
export function fitEts(
  history: Float64Array,
  form: EtsForm,
  period: number,
  options: EtsFitOptions = {},
): EtsModel | null {
  const season = form.season === "N" ? 0 : period;
  if (history.length < Math.max(2, season > 0 ? 2 * season : 0)) return null;
  const room = options.room ?? makeEtsRoom(history.length, season);
  const layout = layOut(form, period);
  const objective = (point: Float64Array, gradient: Float64Array) => {
    const start = unpack(point, form, period, layout);
    const value = runEts(history, form, start, room);
    if (value < Number.POSITIVE_INFINITY)
      pullBack(differentiateEts(history, form, start, room), start, layout, gradient);
    return value;
  };
  const most = options.maxIterations ?? (options.from && history.length >= 400 ? 25 : 80);
  // A long history has one clear optimum and costs more to pass over; of a very long one the tenth of a likelihood's unit tells nothing.
  const careful = history.length < 150;
  const tolerance = careful ? 1e-7 : history.length < 500 ? 1e-6 : 5e-6;
  let start: ArrayLike<number>;
  if (options.from) {
    start = pack(startFrom(options.from, form), form, layout);
  } else {
    // A level that follows with a season that stays, or the reverse: the likelihood often has a hill at each, unless many cycles are known.
    const initial = guessEtsInitial(history, form, period);
    const hills = form.season !== "N" && history.length < 60 * period && !options.once ? 2 : 1;
    const starts = STARTS.slice(0, hills).map((parameters) => pack({ ...parameters, ...initial }, form, layout));
    const tries =
      starts.length === 1
        ? [{ point: starts[0]!, value: 0 }]
        : starts.map((from) => minimiseLbfgs(objective, from, { maxIterations: careful ? 8 : 15, tolerance: 1e-6 }));
    start = tries.reduce((x, y) => (y.value < x.value ? y : x)).point;
  }
  const best = minimiseLbfgs(objective, start, { maxIterations: most, tolerance, memory: 20 });
  if (!Number.isFinite(best.value)) return null;
  return toModel(history, form, period, unpack(best.point, form, period, layout), room);
}

/** Runs fixed parameters and initial states over a (longer) history: the model that would stand there without estimating anew. */
export function refilterEts(model: EtsModel, history: Float64Array): EtsModel | null {
  const season = Float64Array.from(model.initial.season);
  const start: EtsStart = { ...model, level: model.initial.level, trend: model.initial.trend, season };
  return toModel(history, model.form, model.period, start, makeEtsRoom(history.length, season.length));
}

function toModel(
  history: Float64Array,
  form: EtsForm,
  period: number,
  start: EtsStart,
  room: EtsRoom,
): EtsModel | null {
  const value = runEts(history, form, start, room);
  if (!Number.isFinite(value)) return null;
  const n = history.length;
  const parameters = countEtsParameters(form, period);
  let squares = 0;
  for (let t = 0; t < n; t++) squares += room.error[t]! ** 2;
  // With too few points for its parameters a form is never chosen by AICc, but may still be asked for by name.
  const spare = n - parameters - 1;
  const correction = spare > 0 ? (2 * parameters * (parameters + 1)) / spare : Number.MAX_VALUE / 4;
  return {
    kind: "ets",
    version: 1,
    form,
    period,
    alpha: start.alpha,
    betaShare: start.betaShare,
    gamma: start.gamma,
    phi: start.phi,
    initial: { level: start.level, trend: start.trend, season: Array.from(start.season) },
    level: room.level[n]!,
    trend: room.trend[n]!,
    season: Array.from(room.season.subarray(n, n + start.season.length)),
    variance: squares / Math.max(1, n - parameters + 1),
    aicc: value + 2 * parameters + correction,
    length: n,
  };
}
