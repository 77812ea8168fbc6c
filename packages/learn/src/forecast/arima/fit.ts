import { minimiseLbfgs } from "../../linear/index.ts";
import {
  type ArimaOrder,
  difference,
  differencePolynomial,
  lagPolynomial,
  multiplyPolynomials,
  nameArimaOrder,
  stationaryCoefficients,
} from "./polynomial.ts";
import { differentiateArma, listTerms, pullBack, runArma, weigh } from "./recursion.ts";

/** A fitted seasonal ARIMA model with what it needs of the past to go on. Plain and serialisable. */
export type ArimaModel = {
  readonly kind: "arima";
  readonly version: 1;
  readonly order: ArimaOrder;
  /** The series was taken in logarithms. */
  readonly logs: boolean;
  /** Parameters as the optimiser sees them: AR, MA, seasonal AR, seasonal MA (partial autocorrelations' arctanh), constant. */
  readonly free: readonly number[];
  /** y[t] = constant + sum ar[i] y[t - 1 - i] + e[t] + sum ma[j] e[t - 1 - j], differences multiplied out. */
  readonly ar: readonly number[];
  readonly ma: readonly number[];
  readonly constant: number;
  /** Last values and errors, latest first. */
  readonly values: readonly number[];
  readonly errors: readonly number[];
  readonly variance: number;
  /** Level the variance of logarithms is multiplied by to be in units of the series. */
  readonly level: number;
  /** Forecasts of logarithms stay within the history's range widened by itself: a drift of logarithms is a compound rate and runs away. */
  readonly range: readonly [number, number] | null;
  readonly aicc: number;
};

/** Name of a model's order. */
export const nameArima = (model: ArimaModel): string =>
  `${nameArimaOrder(model.order)}${model.logs ? " on logarithms" : ""}`;

type Four = [Float64Array, Float64Array, Float64Array, Float64Array];

/** Free parameters of the four factors: AR, MA, seasonal AR, seasonal MA. */
function splitFree(free: Float64Array, order: ArimaOrder): Four {
  const { p, q, seasonalP, seasonalQ } = order;
  const cuts = [0, p, p + q, p + q + seasonalP, p + q + seasonalP + seasonalQ];
  return [0, 1, 2, 3].map((i) => free.slice(cuts[i]!, cuts[i + 1]!)) as Four;
}

/**
 * Fits one order by conditional least squares (Box and Jenkins; the past before the series is set to its mean). Null for a history too short
 * for its differences. `history` should be of size about 1.
 */
export function fitArima(
  history: Float64Array,
  order: ArimaOrder,
  options: { logs?: boolean; from?: readonly number[]; maxIterations?: number; tolerance?: number } = {},
): ArimaModel | null {
  const logs = options.logs ?? false;
  if (logs && !history.every((y) => y > 0)) return null;
  const values = logs ? history.map(Math.log) : history;
  const w = difference(values, order.d, order.seasonalD, order.period);
  const count = order.p + order.q + order.seasonalP + order.seasonalQ;
  if (w.length < count + 5) return null;
  const errors = new Float64Array(w.length);
  const adjoint = new Float64Array(w.length);
  const x = new Float64Array(w.length);
  const { p, q, seasonalP, seasonalQ, period } = order;
  const arTerms = listTerms(p, seasonalP, period);
  const maTerms = listTerms(q, seasonalQ, period);
  const objective = (point: Float64Array, gradient: Float64Array) => {
    const free = splitFree(point, order);
    const [phi, theta, seasonalPhi, seasonalTheta] = free.map(stationaryCoefficients) as Four;
    const ar = weigh(arTerms, phi, seasonalPhi, -1);
    const ma = weigh(maTerms, theta, seasonalTheta, 1);
    const mean = order.constant ? point[count]! : 0;
    for (let t = 0; t < x.length; t++) x[t] = w[t]! - mean;
    const squares = runArma(x, ar, ma, errors);
    const { arBar, maBar, meanBar } = differentiateArma(x, ar, ma, errors, adjoint);
    pullBack(gradient, 0, free[0], arTerms, arBar, seasonalPhi, -1, false);
    pullBack(gradient, p, free[1], maTerms, maBar, seasonalTheta, 1, false);
    pullBack(gradient, p + q, free[2], arTerms, arBar, phi, -1, true);
    pullBack(gradient, p + q + seasonalP, free[3], maTerms, maBar, theta, 1, true);
    if (order.constant) gradient[count] = meanBar;
    const scale = w.length / (squares + 1e-12 * w.length);
    for (let k = 0; k < gradient.length; k++) gradient[k]! *= scale;
    return w.length * Math.log(squares / w.length + 1e-12);
  };
  let start = options.from ? Float64Array.from(options.from) : new Float64Array(count + (order.constant ? 1 : 0));
  if (!options.from) {
    start = start.fill(0.1);
    if (order.constant) start[count] = w.reduce((a, b) => a + b, 0) / w.length;
  }
  const best = minimiseLbfgs(objective, start, {
    maxIterations: options.maxIterations ?? (options.from && history.length >= 400 ? 10 : 30),
    tolerance: options.tolerance ?? 1e-5,
  });
  return Number.isFinite(best.value) ? toModel(values, order, logs, best.point) : null;
}

/** Fixed parameters run over a (longer) history. */
export function refilterArima(model: ArimaModel, history: Float64Array): ArimaModel | null {
  if (model.logs && !history.every((y) => y > 0)) return null;
  return toModel(model.logs ? history.map(Math.log) : history, model.order, model.logs, Float64Array.from(model.free));
}

function toModel(values: Float64Array, order: ArimaOrder, logs: boolean, free: Float64Array): ArimaModel | null {
  const [phi, theta, seasonalPhi, seasonalTheta] = splitFree(free, order).map(stationaryCoefficients) as Four;
  const { p, q, seasonalP, seasonalQ, period } = order;
  const mean = order.constant ? free[free.length - 1]! : 0;
  const w = difference(values, order.d, order.seasonalD, period);
  const errors = new Float64Array(w.length);
  const squares = runArma(
    w.map((v) => v - mean),
    weigh(listTerms(p, seasonalP, period), phi, seasonalPhi, -1),
    weigh(listTerms(q, seasonalQ, period), theta, seasonalTheta, 1),
    errors,
  );
  if (!Number.isFinite(squares)) return null;
  const n = w.length;
  const k = free.length + 1;
  const own = multiplyPolynomials(lagPolynomial(phi, 1, -1), lagPolynomial(seasonalPhi, period, -1));
  const full = multiplyPolynomials(own, differencePolynomial(order.d, order.seasonalD, period));
  const ma = multiplyPolynomials(lagPolynomial(theta, 1, -1), lagPolynomial(seasonalTheta, period, -1)).subarray(1);
  const ar = Array.from(full.subarray(1), (c) => -c);
  const gain = own.reduce((sum, c) => sum + c, 0);
  const latest = (of: Float64Array, size: number) => Array.from({ length: size }, (_, i) => of[of.length - 1 - i] ?? 0);
  const spare = n - k - 1;
  return {
    kind: "arima",
    version: 1,
    order,
    logs,
    free: Array.from(free),
    ar,
    ma: Array.from(ma),
    constant: mean * gain,
    values: latest(values, ar.length),
    errors: latest(errors, ma.length),
    variance: squares / Math.max(1, n - k + 1),
    level: logs ? Math.exp(values[values.length - 1]!) : 1,
    range: logs ? widenRange(values) : null,
    aicc: n * Math.log(squares / n + 1e-12) + 2 * k + (spare > 0 ? (2 * k * (k + 1)) / spare : Number.MAX_VALUE / 4),
  };
}

function widenRange(values: Float64Array): [number, number] {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const v of values) {
    low = Math.min(low, v);
    high = Math.max(high, v);
  }
  return [low - (high - low), high + (high - low)];
}

/** Point forecasts (on logarithms: the median). */
export function predictArima(model: ArimaModel, horizon: number): Float64Array {
  const points = new Float64Array(horizon);
  const { ar, ma } = model;
  for (let h = 0; h < horizon; h++) {
    let y = model.constant;
    for (let i = 0; i < ar.length; i++) {
      if (ar[i] !== 0) y += ar[i]! * (h - 1 - i >= 0 ? points[h - 1 - i]! : model.values[i - h]!);
    }
    for (let j = h; j < ma.length; j++) y += ma[j]! * model.errors[j - h]!;
    points[h] = y;
  }
  if (!model.range) return points;
  const [low, high] = model.range;
  return points.map((v) => Math.exp(Math.min(high, Math.max(low, v))));
}

/** Forecast variance at each step relative to the first: running sum of squared psi weights. */
export function spreadArima(model: ArimaModel, horizon: number): Float64Array {
  const psi = new Float64Array(horizon);
  const ratios = new Float64Array(horizon);
  let sum = 0;
  for (let h = 0; h < horizon; h++) {
    let value = h === 0 ? 1 : (model.ma[h - 1] ?? 0);
    for (let i = 0; i < model.ar.length && i < h; i++) value += model.ar[i]! * psi[h - 1 - i]!;
    psi[h] = value;
    sum += value * value;
    ratios[h] = sum;
  }
  return ratios;
}
