import { accept, type Outcome, refuse } from "../outcome.ts";

/** Running sums of one arm: observations, their sum, the sum of their squares. */
export type ArmSums = { count: number; sum: number; sumSquares: number };

/** Where a running comparison stands. `difference` is mean of B minus mean of A, with an interval that holds at every look at once. */
export type SequentialVerdict = {
  decision: "a_better" | "b_better" | "no_difference" | "continue";
  difference: number;
  lower: number;
  upper: number;
  observations: number;
};

/** An arm without observations. */
export function emptyArm(): ArmSums {
  return { count: 0, sum: 0, sumSquares: 0 };
}

/** The arm with one more observation. */
export function addObservation(arm: ArmSums, value: number): ArmSums {
  return { count: arm.count + 1, sum: arm.sum + value, sumSquares: arm.sumSquares + value * value };
}

/**
 * Judges an A/B test that may be looked at as often as one likes and ended at any look: asymptotic confidence sequence for the difference
 * of means (Waudby-Smith, Arbour, Sinha, Kennedy and Ramdas 2024, "Time-uniform central limit theory", theorem 2.2), narrowest near
 * `plannedCount` observations. `smallestEffect` ends the test as `no_difference` once the interval lies within it. Below `leastCount` per
 * arm the normal approximation is not trusted and the answer is `continue`.
 */
export function judgeSequentialTest(
  a: ArmSums,
  b: ArmSums,
  options: { level?: number; plannedCount?: number; smallestEffect?: number; leastCount?: number } = {},
): Outcome<SequentialVerdict> {
  const { level = 0.95, plannedCount = 2000, smallestEffect = 0, leastCount = 100 } = options;
  if (!(level > 0 && level < 1)) return refuse("out_of_range", "level must lie between 0 and 1");
  if (!(plannedCount >= 1)) return refuse("out_of_range", "planned count must be at least 1");
  if (![a.count, a.sum, a.sumSquares, b.count, b.sum, b.sumSquares].every((v) => Math.abs(v) <= 1e100))
    return refuse("not_finite", "a running sum is not a usable number");
  if (a.count < 2 || b.count < 2) return refuse("too_few_rows", "each arm needs two observations");
  const variance = ({ count, sum, sumSquares }: ArmSums) =>
    Math.max(0, (sumSquares - (sum * sum) / count) / (count - 1));
  const observations = a.count + b.count;
  const difference = b.sum / b.count - a.sum / a.count;
  const deviation = Math.sqrt(observations * (variance(a) / a.count + variance(b) / b.count));
  const alpha = 1 - level;
  const tuning = (-2 * Math.log(alpha) + Math.log(-2 * Math.log(alpha) + 1)) / plannedCount;
  const grown = observations * tuning + 1;
  const half = deviation * Math.sqrt(((2 * grown) / (observations ** 2 * tuning)) * Math.log(Math.sqrt(grown) / alpha));
  const [lower, upper] = [difference - half, difference + half];
  const trusted = Math.min(a.count, b.count) >= leastCount && deviation > 0;
  let decision: SequentialVerdict["decision"] = "continue";
  if (trusted && lower > 0) decision = "b_better";
  else if (trusted && upper < 0) decision = "a_better";
  else if (trusted && smallestEffect > 0 && lower > -smallestEffect && upper < smallestEffect)
    decision = "no_difference";
  return accept({ decision, difference, lower, upper, observations });
}
