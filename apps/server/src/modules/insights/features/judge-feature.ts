import { daysBetween } from "@selvedge/domain";
import type { Feature } from "./catalogue.ts";
import { type Drift, measureDrift } from "./drift.ts";
import type { FeatureProfile } from "./profile.ts";

export interface FeatureVerdict {
  verdict: "good" | "watch" | "bad";
  /** Codes with what was seen, `nulls:0.12`; screens put them into words. */
  findings: string[];
  outOfRangeCount: number;
  drift: Drift | null;
}

/** Above it a distribution is said to have moved (Siddiqi 2006); half-way there it is watched. */
export const PSI_MOVED = 0.25;
export const PSI_WATCH = 0.1;

/** Checks an input against what its catalogue entry calls right, and against the run in use. Pure. */
export function judgeFeature(
  feature: Feature,
  profile: FeatureProfile,
  cutOffOn: string,
  reference: readonly number[] | null,
): FeatureVerdict {
  const bad: string[] = [];
  const watch: string[] = [];
  const rows = profile.valueCount + profile.nullCount;
  if (profile.valueCount === 0) bad.push("empty");
  const nullShare = rows > 0 ? profile.nullCount / rows : 0;
  if (nullShare > feature.nullShareAllowed) bad.push(`nulls:${nullShare.toFixed(3)}`);
  const outside = countOutside(feature, profile);
  if (outside > 0) bad.push(`range:${outside}`);
  if (feature.freshDays !== null && profile.newestOn !== null) {
    const age = daysBetween(profile.newestOn, cutOffOn);
    if (age > feature.freshDays) (age > 3 * feature.freshDays ? bad : watch).push(`stale:${age}`);
  }
  const drift = reference ? measureDrift(reference, profile.quantiles) : null;
  if (drift && drift.psi > PSI_MOVED) bad.push(`moved:${drift.psi.toFixed(2)}`);
  else if (drift && drift.psi > PSI_WATCH) watch.push(`moving:${drift.psi.toFixed(2)}`);
  return {
    verdict: bad.length > 0 ? "bad" : watch.length > 0 ? "watch" : "good",
    findings: [...bad, ...watch],
    outOfRangeCount: outside,
    drift,
  };
}

/** How many values lie outside of the range, from the sketch: at least one wherever an end does. */
function countOutside(feature: Feature, profile: FeatureProfile): number {
  const { quantiles, valueCount, least, greatest } = profile;
  const isOutside = (v: number) =>
    (feature.least !== null && v < feature.least) || (feature.greatest !== null && v > feature.greatest);
  if (least === null || greatest === null || !(isOutside(least) || isOutside(greatest))) return 0;
  const share = quantiles.filter(isOutside).length / Math.max(1, quantiles.length);
  return Math.max(1, Math.round(share * valueCount));
}
