import { accept, type Outcome, refuse } from "../outcome.ts";
import { quantileOfSorted } from "../trees/losses.ts";

/** What is usual for one measure: median and a deviation that a few extreme values cannot widen; plain JSON. */
export type UsualRange = { median: number; deviation: number };

/**
 * Median and 1.4826 times the median absolute deviation; where more than half of the values are equal, 1.2533 times the mean absolute
 * deviation (Iglewicz and Hoaglin 1993). Values that are not numbers are left out; refuses where fewer than three are left.
 */
export function fitUsualRange(values: ArrayLike<number>): Outcome<UsualRange> {
  const kept = Float64Array.from(values)
    .filter((v) => Number.isFinite(v) && Math.abs(v) < 1e100)
    .sort();
  if (kept.length < 3) return refuse("too_few_rows", "fewer than three usable values");
  const median = quantileOfSorted(kept, 0.5);
  const gaps = kept.map((v) => Math.abs(v - median)).sort();
  const typical = quantileOfSorted(gaps, 0.5);
  const mean = gaps.reduce((sum, v) => sum + v, 0) / gaps.length;
  return accept({ median, deviation: typical > 0 ? 1.4826 * typical : 1.2533 * mean });
}

/** Largest score given; beyond it every value is simply impossible. */
const SCORE_LIMIT = 1000;

/** How many deviations a value lies from the median, between -1,000 and 1,000. A different value where all were equal scores the limit. */
export function scoreRobustly(usual: UsualRange, value: number): number {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 0 : Math.sign(value) * SCORE_LIMIT;
  const gap = value - usual.median;
  if (gap === 0) return 0;
  const score = usual.deviation > 0 ? gap / usual.deviation : Math.sign(gap) * SCORE_LIMIT;
  return Math.max(-SCORE_LIMIT, Math.min(SCORE_LIMIT, score));
}
