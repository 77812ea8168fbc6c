import { solveRidge } from "../../linear/index.ts";
import type { EtsForm } from "./form.ts";

/** Initial level, trend and season of one form. */
export type EtsInitial = { level: number; trend: number; season: Float64Array };

/** Season by the mean deviation (or ratio) from the centred moving average over at most the first six cycles. */
function firstSeason(history: Float64Array, period: number, multiplicative: boolean): Float64Array {
  const sums = new Float64Array(period);
  const counts = new Float64Array(period);
  const last = Math.min(history.length, 6 * period);
  const half = Math.floor(period / 2);
  for (let t = half; t + half < last; t++) {
    let sum = 0;
    for (let k = -half; k <= half; k++) {
      const edge = period % 2 === 0 && Math.abs(k) === half ? 0.5 : 1;
      sum += edge * history[t + k]!;
    }
    const mean = sum / period;
    if (multiplicative && !(mean > 0)) continue;
    sums[t % period]! += multiplicative ? history[t]! / mean : history[t]! - mean;
    counts[t % period]!++;
  }
  const neutral = multiplicative ? 1 : 0;
  const season = new Float64Array(period).fill(neutral);
  let total = 0;
  for (let j = 0; j < period; j++) {
    if (counts[j]! > 0) season[j] = sums[j]! / counts[j]!;
    if (multiplicative) season[j] = Math.max(season[j]!, 0.05);
    total += season[j]!;
  }
  for (let j = 0; j < period; j++) {
    season[j] = multiplicative ? (season[j]! * period) / total : season[j]! - total / period;
  }
  return season;
}

/**
 * Starting values of the initial states: season from the centred moving average, level and trend from a line through the first cycles of
 * the seasonally adjusted history. The optimiser moves all of them afterwards.
 */
export function guessEtsInitial(history: Float64Array, form: EtsForm, period: number): EtsInitial {
  const season = form.season === "N" ? new Float64Array(0) : firstSeason(history, period, form.season === "M");
  const span = Math.min(history.length, Math.max(10, 2 * period));
  const rows = new Float64Array(span * 2);
  const target = new Float64Array(span);
  for (let t = 0; t < span; t++) {
    rows[2 * t] = 1;
    rows[2 * t + 1] = t + 1;
    const s = season.length > 0 ? season[t % period]! : form.season === "M" ? 1 : 0;
    target[t] = form.season === "M" ? history[t]! / s : history[t]! - s;
  }
  const [intercept = 0, slope = 0] = solveRidge({ rows, columns: 2, target });
  let mean = 0;
  for (let t = 0; t < span; t++) mean += target[t]! / span;
  if (form.trend === "N") return { level: mean, trend: 0, season };
  const needsPositive = form.error === "M" || form.season === "M" || form.trend === "M";
  const level = needsPositive && !(intercept > 0.1 * mean) ? 0.1 * mean : intercept;
  if (form.trend === "A") return { level, trend: slope, season };
  const growth = level > 0 ? (level + slope) / level : 1;
  return { level, trend: Math.min(1.2, Math.max(0.8, growth)), season };
}
