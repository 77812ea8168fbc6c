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
  readonly aicc: number;
};

/** Name of a model's order. */
export const nameArima = (model: ArimaModel): string =>
  `${nameArimaOrder(model.order)}${model.logs ? " on logarithms" : ""}`;

type Expanded = { ar: Float64Array; ma: Float64Array; constant: number };

/** AR and MA coefficients with the seasonal factors multiplied out (index 0 is lag 1). */
function expand(free: ArrayLike<number>, order: ArimaOrder): Expanded {
  const { p, q, seasonalP, seasonalQ, period } = order;
  const all = Array.from(free);
  let at = 0;
  const take = (count: number) => {
    at += count;
    return stationaryCoefficients(all.slice(at - count, at));
  };
  const ar = lagPolynomial(take(p), 1, -1);
  const ma = lagPolynomial(take(q), 1, -1);
  const seasonalAr = lagPolynomial(take(seasonalP), period, -1);
  const seasonalMa = lagPolynomial(take(seasonalQ), period, -1);
  return {
    ar: multiplyPolynomials(ar, seasonalAr)
      .subarray(1)
      .map((c) => -c),
    ma: multiplyPolynomials(ma, seasonalMa).subarray(1),
    constant: order.constant ? all[at]! : 0,
  };
}

/** Lags at which a model of this order can have a coefficient, and their values in `coefficients`. */
type Sparse = { lags: Int32Array; weights: Float64Array };

function structuralLags(own: number, seasonal: number, period: number): Int32Array {
  const lags = new Set<number>();
  for (let j = 0; j <= seasonal; j++) for (let i = 0; i <= own; i++) if (i + j > 0) lags.add(i + j * period);
  return Int32Array.from([...lags].sort((x, y) => x - y));
}

const sparse = (lags: Int32Array, coefficients: Float64Array): Sparse => ({
  lags,
  weights: Float64Array.from(lags, (lag) => coefficients[lag - 1]!),
});

/**
 * Errors of the ARMA recursion over `x` (the series less its mean), with everything before the first point at zero. Returns the sum of their
 * squares.
 */
function runArma(x: Float64Array, ar: Sparse, ma: Sparse, errors: Float64Array): number {
  const arCount = ar.lags.length;
  const maCount = ma.lags.length;
  let squares = 0;
  for (let t = 0; t < x.length; t++) {
    let e = x[t]!;
    for (let k = 0; k < arCount; k++) {
      const at = t - ar.lags[k]!;
      if (at < 0) break;
      e -= ar.weights[k]! * x[at]!;
    }
    for (let k = 0; k < maCount; k++) {
      const at = t - ma.lags[k]!;
      if (at < 0) break;
      e -= ma.weights[k]! * errors[at]!;
    }
    errors[t] = e;
    squares += e * e;
  }
  return squares;
}

/** Gradient of the sum of squares by the sparse coefficients and the mean: one pass back over the errors (adjoint recursion). */
function differentiateArma(x: Float64Array, ar: Sparse, ma: Sparse, errors: Float64Array, adjoint: Float64Array) {
  const n = x.length;
  const arCount = ar.lags.length;
  const maCount = ma.lags.length;
  const arBar = new Float64Array(arCount);
  const maBar = new Float64Array(maCount);
  let meanBar = 0;
  for (let t = n - 1; t >= 0; t--) {
    let value = 2 * errors[t]!;
    for (let k = 0; k < maCount; k++) {
      const at = t + ma.lags[k]!;
      if (at >= n) break;
      value -= ma.weights[k]! * adjoint[at]!;
    }
    adjoint[t] = value;
    let gain = 1;
    for (let k = 0; k < arCount; k++) {
      const at = t - ar.lags[k]!;
      if (at < 0) break;
      arBar[k]! -= value * x[at]!;
      gain -= ar.weights[k]!;
    }
    for (let k = 0; k < maCount; k++) {
      const at = t - ma.lags[k]!;
      if (at < 0) break;
      maBar[k]! -= value * errors[at]!;
    }
    meanBar -= value * gain;
  }
  return { arBar, maBar, meanBar };
}

/**
 * Fits one order by conditional least squares (Box and Jenkins; the past before the series is set to its mean). Null for a history too short
 * for its differences. `history` should be of size about 1.
 */
export function fitArima(
  history: Float64Array,
  order: ArimaOrder,
  options: { logs?: boolean; from?: readonly number[]; maxIterations?: number } = {},
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
  const arLags = structuralLags(order.p, order.seasonalP, order.period);
  const maLags = structuralLags(order.q, order.seasonalQ, order.period);
  const step = 1e-5;
  const objective = (point: Float64Array, gradient: Float64Array) => {
    const parts = expand(point, order);
    const ar = sparse(arLags, parts.ar);
    const ma = sparse(maLags, parts.ma);
    for (let t = 0; t < x.length; t++) x[t] = w[t]! - parts.constant;
    const squares = runArma(x, ar, ma, errors);
    const slopes = differentiateArma(x, ar, ma, errors, adjoint);
    const scale = w.length / (squares + 1e-12 * w.length);
    for (let k = 0; k < count; k++) {
      // The coefficients are few and cheap: their own derivative by the free parameters is taken numerically.
      const kept = point[k]!;
      point[k] = kept + step;
      const next = expand(point, order);
      point[k] = kept;
      let sum = 0;
      for (let i = 0; i < arLags.length; i++) sum += slopes.arBar[i]! * (next.ar[arLags[i]! - 1]! - ar.weights[i]!);
      for (let j = 0; j < maLags.length; j++) sum += slopes.maBar[j]! * (next.ma[maLags[j]! - 1]! - ma.weights[j]!);
      gradient[k] = (scale * sum) / step;
    }
    if (order.constant) gradient[count] = scale * slopes.meanBar;
    return w.length * Math.log(squares / w.length + 1e-12);
  };
  let start = options.from ? Float64Array.from(options.from) : new Float64Array(count + (order.constant ? 1 : 0));
  if (!options.from) {
    start = start.fill(0.1);
    if (order.constant) start[count] = w.reduce((a, b) => a + b, 0) / w.length;
  }
  const best = minimiseLbfgs(objective, start, { maxIterations: options.maxIterations ?? 30, tolerance: 1e-5 });
  return Number.isFinite(best.value) ? toModel(values, order, logs, best.point) : null;
}

/** Fixed parameters run over a (longer) history. */
export function refilterArima(model: ArimaModel, history: Float64Array): ArimaModel | null {
  if (model.logs && !history.every((y) => y > 0)) return null;
  return toModel(model.logs ? history.map(Math.log) : history, model.order, model.logs, Float64Array.from(model.free));
}

function toModel(values: Float64Array, order: ArimaOrder, logs: boolean, free: Float64Array): ArimaModel | null {
  const parts = expand(free, order);
  const w = difference(values, order.d, order.seasonalD, order.period);
  const errors = new Float64Array(w.length);
  const ar0 = sparse(structuralLags(order.p, order.seasonalP, order.period), parts.ar);
  const ma0 = sparse(structuralLags(order.q, order.seasonalQ, order.period), parts.ma);
  const squares = runArma(
    w.map((v) => v - parts.constant),
    ar0,
    ma0,
    errors,
  );
  if (!Number.isFinite(squares)) return null;
  const n = w.length;
  const k = free.length + 1;
  const own = Float64Array.of(1, ...parts.ar.map((c) => -c));
  const full = multiplyPolynomials(own, differencePolynomial(order.d, order.seasonalD, order.period));
  const ar = Array.from(full.subarray(1), (c) => -c);
  let gain = 1;
  for (const c of parts.ar) gain -= c;
  const latest = (of: Float64Array, size: number) => Array.from({ length: size }, (_, i) => of[of.length - 1 - i] ?? 0);
  const spare = n - k - 1;
  return {
    kind: "arima",
    version: 1,
    order,
    logs,
    free: Array.from(free),
    ar,
    ma: Array.from(parts.ma),
    constant: parts.constant * gain,
    values: latest(values, ar.length),
    errors: latest(errors, parts.ma.length),
    variance: squares / Math.max(1, n - k + 1),
    level: logs ? Math.exp(values[values.length - 1]!) : 1,
    aicc: n * Math.log(squares / n + 1e-12) + 2 * k + (spare > 0 ? (2 * k * (k + 1)) / spare : Number.MAX_VALUE / 4),
  };
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
  return model.logs ? points.map(Math.exp) : points;
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
