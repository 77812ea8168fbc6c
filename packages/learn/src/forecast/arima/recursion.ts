import { stationaryCoefficients } from "./polynomial.ts";

/** Lagged terms of a product (1 - sum own)(1 - sum seasonal): term k is own[i] x seasonal[j] at lag i + j period. */
export type Terms = { lags: Int32Array; own: Int32Array; seasonal: Int32Array };

/** Terms with their weights. */
export type Sparse = { lags: Int32Array; weights: Float64Array };

export function listTerms(own: number, seasonal: number, period: number): Terms {
  const terms: { lag: number; i: number; j: number }[] = [];
  for (let j = 0; j <= seasonal; j++)
    for (let i = 0; i <= own; i++) if (i + j > 0) terms.push({ lag: i + j * period, i, j });
  terms.sort((x, y) => x.lag - y.lag);
  return {
    lags: Int32Array.from(terms, (term) => term.lag),
    own: Int32Array.from(terms, (term) => term.i),
    seasonal: Int32Array.from(terms, (term) => term.j),
  };
}

const factor = (coefficients: Float64Array, i: number) => (i === 0 ? 1 : -coefficients[i - 1]!);

/** Weights of the terms times `sign`: +1 for the moving average (y = e + ...), -1 for the autoregression. */
export function weigh(terms: Terms, own: Float64Array, seasonal: Float64Array, sign: number): Sparse {
  const weights = new Float64Array(terms.lags.length);
  for (let k = 0; k < weights.length; k++) {
    weights[k] = sign * factor(own, terms.own[k]!) * factor(seasonal, terms.seasonal[k]!);
  }
  return { lags: terms.lags, weights };
}

/** Writes the gradient by the free parameters of one factor, given the gradient by the terms' weights. */
export function pullBack(
  gradient: Float64Array,
  at: number,
  free: Float64Array,
  terms: Terms,
  bar: Float64Array,
  other: Float64Array,
  sign: number,
  seasonal: boolean,
): void {
  if (free.length === 0) return;
  const mine = seasonal ? terms.seasonal : terms.own;
  const others = seasonal ? terms.own : terms.seasonal;
  const slope = new Float64Array(free.length);
  for (let k = 0; k < bar.length; k++) {
    if (mine[k]! > 0) slope[mine[k]! - 1]! -= sign * bar[k]! * factor(other, others[k]!);
  }
  // The coefficients by the free parameters: few and cheap, so numerically.
  const base = stationaryCoefficients(free);
  for (let i = 0; i < free.length; i++) {
    const kept = free[i]!;
    free[i] = kept + STEP;
    const moved = stationaryCoefficients(free);
    free[i] = kept;
    let sum = 0;
    for (let c = 0; c < base.length; c++) sum += slope[c]! * (moved[c]! - base[c]!);
    gradient[at + i] = sum / STEP;
  }
}

const STEP = 1e-5;

/**
 * Errors of the ARMA recursion over `x` (the series less its mean), with everything before the first point at zero. Returns the sum of their
 * squares. Term by term where terms do not depend on each other: plain loops over whole arrays run several times as fast.
 */
export function runArma(x: Float64Array, ar: Sparse, ma: Sparse, errors: Float64Array): number {
  const n = x.length;
  errors.set(x);
  for (let k = 0; k < ar.lags.length; k++) {
    const lag = ar.lags[k]!;
    const weight = ar.weights[k]!;
    for (let t = lag; t < n; t++) errors[t]! -= weight * x[t - lag]!;
  }
  const { lags, weights } = ma;
  let squares = 0;
  for (let t = 0; t < n; t++) {
    let e = errors[t]!;
    for (let k = 0; k < lags.length; k++) {
      const at = t - lags[k]!;
      if (at < 0) break;
      e -= weights[k]! * errors[at]!;
    }
    errors[t] = e;
    squares += e * e;
  }
  return squares;
}

/** Gradient of the sum of squares by the sparse coefficients and the mean: one pass back over the errors (adjoint recursion). */
export function differentiateArma(
  x: Float64Array,
  ar: Sparse,
  ma: Sparse,
  errors: Float64Array,
  adjoint: Float64Array,
) {
  const n = x.length;
  const { lags, weights } = ma;
  for (let t = n - 1; t >= 0; t--) {
    let value = 2 * errors[t]!;
    for (let k = 0; k < lags.length; k++) {
      const at = t + lags[k]!;
      if (at >= n) break;
      value -= weights[k]! * adjoint[at]!;
    }
    adjoint[t] = value;
  }
  // The mean is taken from every point, and through each lag from the points that have one so far back.
  let meanBar = -sumFrom(adjoint, 0);
  for (let k = 0; k < ar.lags.length; k++) meanBar += ar.weights[k]! * sumFrom(adjoint, ar.lags[k]!);
  return {
    arBar: slopesBy(ar.lags, adjoint, x),
    maBar: slopesBy(lags, adjoint, errors),
    meanBar,
  };
}

function sumFrom(values: Float64Array, from: number): number {
  let sum = 0;
  for (let t = from; t < values.length; t++) sum += values[t]!;
  return sum;
}

/** By each lag: minus the sum of adjoint times the value so far back. */
function slopesBy(lags: Int32Array, adjoint: Float64Array, values: Float64Array): Float64Array {
  const bar = new Float64Array(lags.length);
  for (let k = 0; k < lags.length; k++) {
    const lag = lags[k]!;
    let sum = 0;
    for (let t = lag; t < values.length; t++) sum += adjoint[t]! * values[t - lag]!;
    bar[k] = -sum;
  }
  return bar;
}
