import type { EtsForm } from "./form.ts";

/** Parameters and initial states of one pass. `season` has one value per position in the cycle. */
export type EtsStart = {
  alpha: number;
  /** Share of the level's step that the trend follows: beta / alpha in the notation of Hyndman et al. */
  betaShare: number;
  gamma: number;
  phi: number;
  level: number;
  trend: number;
  season: Float64Array;
};

/** Room for one pass over up to `capacity` points, so that thousands of evaluations allocate nothing. */
export type EtsRoom = {
  level: Float64Array;
  trend: Float64Array;
  season: Float64Array;
  base: Float64Array;
  damped: Float64Array;
  fitted: Float64Array;
  error: Float64Array;
  seasonBar: Float64Array;
};

/** Makes the room for {@link runEts} and {@link differentiateEts}. */
export function makeEtsRoom(capacity: number, period: number): EtsRoom {
  return {
    level: new Float64Array(capacity + 1),
    trend: new Float64Array(capacity + 1),
    season: new Float64Array(capacity + period + 1),
    base: new Float64Array(capacity),
    damped: new Float64Array(capacity),
    fitted: new Float64Array(capacity),
    error: new Float64Array(capacity),
    seasonBar: new Float64Array(capacity + period + 1),
  };
}

const FLOOR = 1e-8;

/**
 * Runs the smoothing recursion over `history` and leaves states, one-step forecasts and errors in `room`.
 * Returns -2 log likelihood without its constant (n log SSE, plus 2 sum log |fitted| for multiplicative errors), or Infinity where a
 * multiplicative part meets a value that is not positive. Source: Hyndman et al. (2008), chapters 2 and 5.
 */
export function runEts(history: Float64Array, form: EtsForm, start: EtsStart, room: EtsRoom): number {
  const n = history.length;
  const period = start.season.length;
  const { alpha, betaShare, gamma, phi } = start;
  const { level, trend, season, base, damped, fitted, error } = room;
  const additiveTrend = form.trend === "A";
  const multiplicativeTrend = form.trend === "M";
  const additiveSeason = form.season === "A";
  const multiplicativeSeason = form.season === "M";
  const relative = form.error === "M";
  level[0] = start.level;
  trend[0] = start.trend;
  for (let j = 0; j < period; j++) season[j] = start.season[j]!;
  let squares = 0;
  let logs = 0;
  let factors = 1;
  for (let t = 0; t < n; t++) {
    const y = history[t]!;
    const l = level[t]!;
    const b = trend[t]!;
    let d = 0;
    let q = l;
    if (additiveTrend) {
      d = phi * b;
      q = l + d;
    } else if (multiplicativeTrend) {
      if (!(b > FLOOR)) return Number.POSITIVE_INFINITY;
      d = phi === 1 ? b : b ** phi;
      q = l * d;
    }
    let f = q;
    let p = y;
    if (additiveSeason) {
      const s = season[t]!;
      f = q + s;
      p = y - s;
      season[t + period] = s + gamma * (y - q - s);
    } else if (multiplicativeSeason) {
      const s = season[t]!;
      if (!(s > FLOOR) || !(q > FLOOR)) return Number.POSITIVE_INFINITY;
      f = q * s;
      p = y / s;
      season[t + period] = s + gamma * (y / q - s);
    }
    if (relative && !(f > FLOOR)) return Number.POSITIVE_INFINITY;
    const e = relative ? (y - f) / f : y - f;
    if (relative) {
      // One logarithm for sixteen factors: it costs more than the rest of a step.
      factors *= f;
      if ((t & 15) === 15 || factors > 1e200 || factors < 1e-200) {
        logs += Math.log(factors);
        factors = 1;
      }
    }
    const next = q + alpha * (p - q);
    level[t + 1] = next;
    if (additiveTrend) trend[t + 1] = d + betaShare * (next - l - d);
    else if (multiplicativeTrend) {
      if (!(l > FLOOR)) return Number.POSITIVE_INFINITY;
      trend[t + 1] = d + betaShare * (next / l - d);
    }
    base[t] = q;
    damped[t] = d;
    fitted[t] = f;
    error[t] = e;
    squares += e * e;
  }
  const value = n * Math.log(squares / n + 1e-12) + 2 * (logs + Math.log(factors));
  return Number.isFinite(value) ? value : Number.POSITIVE_INFINITY;
}

/** Derivatives of the value of {@link runEts} by each parameter and initial state. */
export type EtsGradient = EtsStart;

/** Goes back over the pass that is in `room` and returns the gradient (reverse-mode differentiation of the recursion). */
export function differentiateEts(history: Float64Array, form: EtsForm, start: EtsStart, room: EtsRoom): EtsGradient {
  const n = history.length;
  const period = start.season.length;
  const { alpha, betaShare, gamma, phi } = start;
  const { level, trend, season, base, damped, fitted, error, seasonBar } = room;
  const additiveTrend = form.trend === "A";
  const multiplicativeTrend = form.trend === "M";
  const seasonal = form.season !== "N";
  const additiveSeason = form.season === "A";
  const relative = form.error === "M";
  let squares = 0;
  for (let t = 0; t < n; t++) squares += error[t]! * error[t]!;
  const weight = (2 * n) / (squares + 1e-12 * n);
  seasonBar.fill(0, 0, n + period);
  let levelBar = 0;
  let trendBar = 0;
  let alphaBar = 0;
  let shareBar = 0;
  let gammaBar = 0;
  let phiBar = 0;
  for (let t = n - 1; t >= 0; t--) {
    const y = history[t]!;
    const l = level[t]!;
    const next = level[t + 1]!;
    const q = base[t]!;
    const d = damped[t]!;
    const f = fitted[t]!;
    const fBar = relative ? (-weight * error[t]! * y) / (f * f) + 2 / f : -weight * error[t]!;
    let qBar = 0;
    let nextBar = levelBar;
    let before = 0;
    let dBar = 0;
    if (additiveTrend) {
      shareBar += trendBar * (next - l - d);
      dBar += trendBar * (1 - betaShare);
      nextBar += trendBar * betaShare;
      before -= trendBar * betaShare;
    } else if (multiplicativeTrend) {
      shareBar += trendBar * (next / l - d);
      dBar += trendBar * (1 - betaShare);
      nextBar += (trendBar * betaShare) / l;
      before -= (trendBar * betaShare * next) / (l * l);
    }
    qBar += nextBar * (1 - alpha);
    if (!seasonal) {
      alphaBar += nextBar * (y - q);
      qBar += fBar;
    } else {
      const s = season[t]!;
      const sBar = seasonBar[t + period]!;
      let own = sBar * (1 - gamma);
      if (additiveSeason) {
        alphaBar += nextBar * (y - s - q);
        own += fBar - nextBar * alpha;
        qBar += fBar - sBar * gamma;
        gammaBar += sBar * (y - q - s);
      } else {
        alphaBar += nextBar * (y / s - q);
        own += fBar * q - (nextBar * alpha * y) / (s * s);
        qBar += fBar * s - (sBar * gamma * y) / (q * q);
        gammaBar += sBar * (y / q - s);
      }
      seasonBar[t]! += own;
    }
    before += multiplicativeTrend ? qBar * d : qBar;
    if (additiveTrend) {
      dBar += qBar;
      trendBar = dBar * phi;
      phiBar += dBar * trend[t]!;
    } else if (multiplicativeTrend) {
      dBar += qBar * l;
      const b = trend[t]!;
      trendBar = phi === 1 ? dBar : (dBar * phi * d) / b;
      phiBar += dBar * d * Math.log(b);
    }
    levelBar = before;
  }
  return {
    alpha: alphaBar,
    betaShare: shareBar,
    gamma: gammaBar,
    phi: phiBar,
    level: levelBar,
    trend: trendBar,
    season: seasonBar.slice(0, period),
  };
}
