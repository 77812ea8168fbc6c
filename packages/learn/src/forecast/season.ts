/**
 * Seasonal indices by classical decomposition: mean ratio to (or deviation from) the centred moving average, normalised to mean 1 (or 0).
 * Position 0 is the first point of `history`. Needs two whole cycles; returns neutral indices otherwise.
 */
export function estimateSeason(history: Float64Array, period: number, multiplicative: boolean): Float64Array {
  const neutral = multiplicative ? 1 : 0;
  const season = new Float64Array(period).fill(neutral);
  const n = history.length;
  if (period < 2 || n < 2 * period) return season;
  const half = Math.floor(period / 2);
  const even = period % 2 === 0;
  const counts = new Float64Array(period);
  const sums = new Float64Array(period);
  let window = 0;
  for (let k = 0; k < 2 * half + 1; k++) window += history[k]!;
  for (let t = half; t + half < n; t++) {
    if (t > half) window += history[t + half]! - history[t - half - 1]!;
    const mean = (even ? window - 0.5 * (history[t - half]! + history[t + half]!) : window) / period;
    if (multiplicative && !(mean > 1e-9)) continue;
    const slot = t % period;
    sums[slot]! += multiplicative ? history[t]! / mean : history[t]! - mean;
    counts[slot]!++;
  }
  let total = 0;
  for (let j = 0; j < period; j++) {
    if (counts[j]! > 0) season[j] = sums[j]! / counts[j]!;
    total += season[j]!;
  }
  for (let j = 0; j < period; j++) {
    season[j] = multiplicative ? (total > 0 ? (season[j]! * period) / total : 1) : season[j]! - total / period;
  }
  return season;
}

/**
 * Whether a cycle is there: autocorrelation at the lag beyond 1.645 standard errors (the 90 % test of Assimakopoulos and Nikolopoulos 2000).
 */
export function isSeasonal(history: Float64Array, period: number): boolean {
  const n = history.length;
  if (period < 2 || n < 3 * period) return false;
  let mean = 0;
  for (let i = 0; i < n; i++) mean += history[i]! / n;
  let variance = 0;
  for (let i = 0; i < n; i++) variance += (history[i]! - mean) ** 2;
  if (!(variance > 0)) return false;
  let squares = 0;
  for (let lag = 1; lag <= period; lag++) {
    let sum = 0;
    for (let i = lag; i < n; i++) sum += (history[i]! - mean) * (history[i - lag]! - mean);
    const correlation = sum / variance;
    if (lag === period) return Math.abs(correlation) > 1.645 * Math.sqrt((1 + 2 * squares) / n);
    squares += correlation * correlation;
  }
  return false;
}
