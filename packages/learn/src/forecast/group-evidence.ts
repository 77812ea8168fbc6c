import { measureLosses } from "./combine.ts";
import type { TriedMembers } from "./try-members.ts";

/** Trust in members by name: first with everything known, then as it stood at the last origin, at the one before it and so on. */
export type GroupEvidence = readonly ReadonlyMap<string, number>[];

/** How strongly the group's losses separate members, and from how many series on they count half. */
const GROUP_POWER = 3;
const HALF_TRUST = 20;

function gatherTrust(group: readonly TriedMembers[], back: number): ReadonlyMap<string, number> {
  const sums = new Map<string, { ratio: number; count: number }>();
  for (const { clean, run, rule, plan } of group) {
    if (plan.origins.length < Math.max(1, back)) continue;
    const before = back === 0 ? clean.length : plan.origins[plan.origins.length - back]!;
    const { losses } = measureLosses(clean, run, rule.squared, before);
    const fitted = losses.filter((loss) => loss >= 0);
    const usual = fitted.reduce((a, b) => a + b, 0) / fitted.length;
    if (!(usual > 0)) continue;
    run.names.forEach((name, m) => {
      if (!(losses[m]! >= 0)) return;
      const known = sums.get(name) ?? { ratio: 0, count: 0 };
      known.ratio += rule.squared ? Math.sqrt(losses[m]! / usual) : losses[m]! / usual;
      known.count++;
      sums.set(name, known);
    });
  }
  return new Map(
    [...sums].map(([name, { ratio, count }]) => [
      name,
      (ratio / count + 0.01) ** ((-GROUP_POWER * count) / (count + HALF_TRUST)),
    ]),
  );
}

/**
 * What many series together say of each member: the errors of one series are few, those of a whole panel are not. Judged at every origin by
 * what was known there.
 */
export function gatherEvidence(group: readonly TriedMembers[]): GroupEvidence {
  const deepest = group.reduce((most, { plan }) => Math.max(most, plan.origins.length), 0);
  return Array.from({ length: deepest + 1 }, (_, back) => gatherTrust(group, back));
}
