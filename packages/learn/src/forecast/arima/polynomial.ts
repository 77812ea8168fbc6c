/** Orders of a seasonal ARIMA model, (p, d, q)(P, D, Q) with a cycle of `period`. */
export type ArimaOrder = {
  readonly p: number;
  readonly d: number;
  readonly q: number;
  readonly seasonalP: number;
  readonly seasonalD: number;
  readonly seasonalQ: number;
  readonly period: number;
  /** A mean (d + D = 0) or drift (d + D = 1). */
  readonly constant: boolean;
};

/** Name as written in the literature, for example `ARIMA(1,1,1)(0,1,1)[12]`. */
export function nameArimaOrder(order: ArimaOrder): string {
  const seasonal = order.seasonalP + order.seasonalD + order.seasonalQ > 0;
  const season = seasonal ? `(${order.seasonalP},${order.seasonalD},${order.seasonalQ})[${order.period}]` : "";
  return `ARIMA(${order.p},${order.d},${order.q})${season}${order.constant ? " with constant" : ""}`;
}

/** Product of two polynomials in the backshift operator, lowest power first. */
export function multiplyPolynomials(a: Float64Array, b: Float64Array): Float64Array {
  const out = new Float64Array(a.length + b.length - 1);
  for (let i = 0; i < a.length; i++) {
    if (a[i] !== 0) for (let j = 0; j < b.length; j++) out[i + j]! += a[i]! * b[j]!;
  }
  return out;
}

/** 1 + sign (c1 B^step + c2 B^2step + ...). */
export function lagPolynomial(coefficients: ArrayLike<number>, step: number, sign: number): Float64Array {
  const out = new Float64Array(coefficients.length * step + 1);
  out[0] = 1;
  for (let i = 0; i < coefficients.length; i++) out[(i + 1) * step] = sign * coefficients[i]!;
  return out;
}

/** (1 - B)^d (1 - B^period)^D. */
export function differencePolynomial(d: number, seasonalD: number, period: number): Float64Array {
  let out: Float64Array = Float64Array.of(1);
  for (let i = 0; i < d; i++) out = multiplyPolynomials(out, Float64Array.of(1, -1));
  for (let i = 0; i < seasonalD; i++) out = multiplyPolynomials(out, lagPolynomial([1], period, -1));
  return out;
}

/** The series after the differences of {@link differencePolynomial}; shorter by the polynomial's degree. */
export function difference(values: Float64Array, d: number, seasonalD: number, period: number): Float64Array {
  let out: Float64Array = values;
  for (let i = 0; i < seasonalD; i++) out = lagDifference(out, period);
  for (let i = 0; i < d; i++) out = lagDifference(out, 1);
  return out;
}

function lagDifference(values: Float64Array, lag: number): Float64Array {
  const out = new Float64Array(Math.max(0, values.length - lag));
  for (let i = 0; i < out.length; i++) out[i] = values[i + lag]! - values[i]!;
  return out;
}

/**
 * Coefficients whose polynomial has all roots outside the unit circle, from any real numbers: tanh gives partial autocorrelations, the
 * Durbin-Levinson recursion the coefficients (Monahan 1984).
 */
export function stationaryCoefficients(free: ArrayLike<number>): Float64Array {
  const out = new Float64Array(free.length);
  const work = new Float64Array(free.length);
  for (let k = 0; k < free.length; k++) {
    const r = 0.99 * Math.tanh(free[k]!);
    for (let i = 0; i < k; i++) work[i] = out[i]! - r * out[k - 1 - i]!;
    for (let i = 0; i < k; i++) out[i] = work[i]!;
    out[k] = r;
  }
  return out;
}
