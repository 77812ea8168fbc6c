import { type LearnRefusal, refuse } from "../outcome.ts";
import { normalProbability } from "./normal.ts";

/** What demand over a span may be, in units. `samples` are equally likely outcomes (a bootstrap, or a forecast's paths). */
export type Demand =
  | { kind: "normal"; mean: number; deviation: number }
  | { kind: "poisson"; mean: number }
  | { kind: "negative_binomial"; mean: number; variance: number }
  | { kind: "samples"; values: readonly number[] };

/** Above this mean a count is as good as normal, and a table of it would be long. */
const COUNT_LIMIT = 20_000;

/** Refuses demand that is negative, not finite, or less spread than a Poisson where that is asked. */
export function checkDemand(demand: Demand): LearnRefusal | null {
  if (demand.kind === "samples") {
    if (demand.values.length === 0) return refuse("empty", "no demand samples");
    const fine = demand.values.every((v) => v >= 0 && v <= 1e12);
    return fine ? null : refuse("out_of_range", "a demand sample is not in [0, 1e12]");
  }
  const spread =
    demand.kind === "normal" ? demand.deviation : demand.kind === "poisson" ? demand.mean : demand.variance;
  if (!(demand.mean >= 0 && demand.mean <= 1e12)) return refuse("out_of_range", "mean demand is not in [0, 1e12]");
  if (!(spread >= 0 && spread <= 1e24)) return refuse("out_of_range", "spread of demand is not in [0, 1e24]");
  return null;
}

/** Mean demand. */
export function meanDemand(demand: Demand): number {
  if (demand.kind !== "samples") return demand.mean;
  return demand.values.reduce((sum, v) => sum + v, 0) / demand.values.length;
}

/** Probabilities of 0, 1, 2 ... units, until all but 1e-12 is told. Starts at the mode's logs, so that no mean underflows. */
export function countProbabilities(mean: number, variance: number): Float64Array {
  if (mean <= 0) return Float64Array.of(1);
  const poisson = variance <= mean * (1 + 1e-9);
  const size = poisson ? 0 : (mean * mean) / (variance - mean);
  const share = poisson ? 0 : mean / variance;
  const spread = Math.sqrt(Math.max(mean, variance));
  const length = Math.ceil(mean + 12 * spread + 30);
  const out = new Float64Array(length);
  // Ratio of neighbours: Poisson mean/k; negative binomial (k - 1 + size)(1 - share)/k.
  const ratio = (k: number) => (poisson ? mean / k : ((k - 1 + size) * (1 - share)) / k);
  const mode = Math.min(length - 1, Math.max(0, Math.floor(poisson ? mean : ((size - 1) * (1 - share)) / share)));
  out[mode] = 1;
  for (let k = mode + 1; k < length; k++) out[k] = out[k - 1]! * ratio(k);
  for (let k = mode; k > 0; k--) out[k - 1] = out[k]! / ratio(k);
  const total = out.reduce((sum, p) => sum + p, 0);
  let last = length;
  while (last > 1 && out[last - 1]! < 1e-13 * total) last--;
  return out.slice(0, last).map((p) => p / total);
}

/** Function k -> P(demand > k) for whole k from 0. */
export function makeExceedance(demand: Demand): (k: number) => number {
  if (demand.kind === "samples") {
    const sorted = Float64Array.from(demand.values).sort();
    return (k) => {
      let low = 0;
      let high = sorted.length;
      while (low < high) {
        const middle = (low + high) >>> 1;
        if (sorted[middle]! > k) high = middle;
        else low = middle + 1;
      }
      return (sorted.length - low) / sorted.length;
    };
  }
  const variance =
    demand.kind === "normal" ? demand.deviation ** 2 : demand.kind === "poisson" ? demand.mean : demand.variance;
  if (demand.kind === "normal" || demand.mean > COUNT_LIMIT) {
    const deviation = Math.sqrt(variance);
    if (!(deviation > 0)) return (k) => (demand.mean >= k + 0.5 ? 1 : 0);
    return (k) => 1 - normalProbability((k + 0.5 - demand.mean) / deviation);
  }
  const probabilities = countProbabilities(demand.mean, variance);
  const above = new Float64Array(probabilities.length);
  for (let k = probabilities.length - 2; k >= 0; k--) above[k] = above[k + 1]! + probabilities[k + 1]!;
  return (k) => above[k] ?? 0;
}

/** Smallest whole quantity whose probability of being exceeded is at most `share`. */
export function findQuantity(exceedance: (k: number) => number, share: number): number {
  if (exceedance(0) <= share) return 0;
  let high = 1;
  while (exceedance(high) > share && high < 1e13) high *= 2;
  let low = Math.floor(high / 2);
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (exceedance(middle) > share) low = middle;
    else high = middle;
  }
  return high;
}

/** Expected sales from `quantity` units: the sum of P(demand > k) for k below it. Long sums are taken in steps by the trapezoid rule. */
export function expectedSales(exceedance: (k: number) => number, quantity: number): number {
  const units = Math.max(0, Math.floor(quantity));
  const step = Math.max(1, Math.floor(units / 20_000));
  let sum = 0;
  for (let k = 0; k < units; k += step) {
    const end = Math.min(units, k + step);
    sum += step === 1 ? exceedance(k) : ((exceedance(k) + exceedance(end - 1)) / 2) * (end - k);
  }
  return sum;
}
