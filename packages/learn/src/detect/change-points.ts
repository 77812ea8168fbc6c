import { accept, type Outcome, refuse } from "../outcome.ts";
import { quantileOfSorted } from "../trees/losses.ts";

/** A stretch of a series with one mean; `begin` is its first value, `end` the first after it. */
export type Segment = { begin: number; end: number; mean: number };

/** Noise of a series from its steps, which changes of level hardly touch (median absolute difference). */
function estimateNoise(series: ArrayLike<number>): number {
  const steps = Float64Array.from({ length: series.length - 1 }, (_, i) =>
    Math.abs(series[i + 1]! - series[i]!),
  ).sort();
  const typical = quantileOfSorted(steps, 0.5) * (1.4826 / Math.SQRT2);
  if (typical > 0) return typical;
  return (steps.reduce((sum, v) => sum + v, 0) / Math.max(1, steps.length)) * (1.2533 / Math.SQRT2);
}

/**
 * Splits a series where its level changes: least squares within stretches plus a penalty per change, solved exactly and pruned (PELT,
 * Killick, Fearnhead and Eckley 2012). The penalty is `strictness` times log n, in variances of the noise; 3 is a cautious choice.
 * Refuses fewer than four values or values that are not finite.
 */
export function findChangePoints(
  series: ArrayLike<number>,
  options: { strictness?: number; leastLength?: number } = {},
): Outcome<Segment[]> {
  const { strictness = 3, leastLength = 3 } = options;
  const count = series.length;
  if (count < 4) return refuse("too_few_rows", "fewer than four values");
  if (!(strictness > 0 && Number.isInteger(leastLength) && leastLength >= 1))
    return refuse("out_of_range", "strictness must be above zero and the least length whole");
  for (let i = 0; i < count; i++)
    if (!(Math.abs(series[i]!) < 1e100)) return refuse("not_finite", `value ${i} of the series is not a usable number`);
  const noise = estimateNoise(series);
  const shift = series[0]!;
  const scale = noise > 0 ? noise : 1;
  const sums = new Float64Array(count + 1);
  const squares = new Float64Array(count + 1);
  for (let i = 0; i < count; i++) {
    const v = (series[i]! - shift) / scale;
    sums[i + 1] = sums[i]! + v;
    squares[i + 1] = squares[i]! + v * v;
  }
  const cost = (begin: number, end: number) => {
    const sum = sums[end]! - sums[begin]!;
    return Math.max(0, squares[end]! - squares[begin]! - (sum * sum) / (end - begin));
  };
  const penalty = strictness * Math.log(count);
  const best = new Float64Array(count + 1).fill(Number.POSITIVE_INFINITY);
  best[0] = -penalty;
  const previous = new Int32Array(count + 1);
  let starts = [0];
  for (let end = 1; end <= count; end++) {
    for (const begin of starts) {
      if (end - begin < leastLength && !(begin === 0 && end < leastLength)) continue;
      const total = best[begin]! + cost(begin, end) + penalty;
      if (total < best[end]!) {
        best[end] = total;
        previous[end] = begin;
      }
    }
    // A start that is worse now without its penalty can never win later.
    starts = starts.filter((begin) => end - begin < leastLength || best[begin]! + cost(begin, end) <= best[end]!);
    starts.push(end);
  }
  const segments: Segment[] = [];
  for (let end = count; end > 0; end = previous[end]!) {
    const begin = previous[end]!;
    segments.unshift({ begin, end, mean: shift + (scale * (sums[end]! - sums[begin]!)) / (end - begin) });
  }
  return accept(segments);
}
