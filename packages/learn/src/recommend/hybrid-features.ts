import { scoreContent } from "./content.ts";
import type { HybridBase } from "./hybrid-base.ts";
import { addLinks } from "./neighbours.ts";
import { type CustomerItems, pickTop } from "./purchase-history.ts";

/** Names of the ranker's features, in order; they also word the reasons. */
export const HYBRID_FEATURES = [
  ...[
    "goes with past purchases",
    "goes with past purchases, beside the best",
    "alike items bought",
    "alike items, beside the best",
  ],
  ...["goes with recent purchases", "goes with the last visit", "sold in 7 days", "sold in 28 days", "sold in 90 days"],
  ...[
    "sold ever",
    "rising",
    "days since first sold",
    "days since last sold",
    "bought again by others",
    "times bought before",
  ],
  ...[
    "days since bought before",
    "wait beside usual interval",
    "share of visits",
    "different items bought",
    "most visits for an item",
  ],
  ...["days since last visit", "days since first visit", "alike in attributes", "taste for popular items"],
] as const;

/** Candidates of one customer with their features, one column per feature. */
export type CandidateTable = { items: number[]; columns: number[][] };

/** How long a purchase speaks for present taste: half as loud after so many days. */
const HALF_LIFE_DAYS = 120;

function scoreLinks(
  base: HybridBase,
  model: "ease" | "knn",
  items: ArrayLike<number>,
  weights: ArrayLike<number>,
): Float64Array {
  const out = new Float64Array(base.itemCount);
  addLinks(base[model].links, items, weights, out);
  return out;
}

function scoreProfile(base: HybridBase, profile: CustomerItems) {
  const ones = new Float64Array(profile.items.length).fill(1);
  const lastVisit = profile.lastDays.reduce((most, d) => Math.max(most, d), -1e6);
  const recent = profile.lastDays.map((d) => 0.5 ** ((base.today - d) / HALF_LIFE_DAYS));
  const last = profile.lastDays.map((d) => (d === lastVisit ? 1 : 0));
  return {
    lastVisit,
    ease: scoreLinks(base, "ease", profile.items, ones),
    knn: scoreLinks(base, "knn", profile.items, ones),
    recent: scoreLinks(base, "ease", profile.items, recent),
    last: scoreLinks(base, "knn", profile.items, last),
    content: base.content ? scoreContent(base.content, profile.items) : null,
  };
}

type ProfileScores = ReturnType<typeof scoreProfile>;

/** What was bought before and the best of each score. Items that came after the fit have no scores and are left out. */
function chooseCandidates(
  base: HybridBase,
  profile: CustomerItems,
  scores: ProfileScores,
  allowed: (item: number) => boolean,
): number[] {
  const { standing, itemCount } = base;
  const chosen = new Set<number>();
  const lists: [ArrayLike<number>, number][] = [
    [scores.ease, 120],
    [scores.knn, 60],
    [scores.last, 40],
    [standing.sold28, 80],
    [standing.sold7, 40],
  ];
  for (const [list, count] of lists) for (const { item } of pickTop(list, count, allowed)) chosen.add(item);
  for (const item of profile.items) if (item < itemCount && allowed(item)) chosen.add(item);
  return [...chosen].sort((x, y) => x - y);
}

/** Candidates of a customer with every feature for each of them. */
export function tabulateCandidates(
  base: HybridBase,
  profile: CustomerItems,
  allowed: (item: number) => boolean,
): CandidateTable {
  const scores = scoreProfile(base, profile);
  const { standing, today } = base;
  const items = chooseCandidates(base, profile, scores, allowed);
  const own = new Map(Array.from(profile.items, (item, k) => [item, k]));
  const best = (values: Float64Array) =>
    Math.max(
      1e-9,
      items.reduce((most, item) => Math.max(most, values[item]!), 0),
    );
  const [bestEase, bestKnn] = [best(scores.ease), best(scores.knn)];
  const size = profile.items.length;
  const firstVisit = profile.firstDays.reduce((least, d) => Math.min(least, d), today);
  const mostVisits = profile.counts.reduce((most, n) => Math.max(most, n), 0);
  const taste =
    profile.items.reduce((sum, item) => sum + Math.log1p(standing.soldEver[item] ?? 0), 0) / Math.max(1, size);
  const rows = items.map((item) => {
    const k = own.get(item);
    const count = k === undefined ? 0 : profile.counts[k]!;
    const wait = k === undefined ? Number.NaN : today - profile.lastDays[k]!;
    const interval =
      k !== undefined && count > 1 ? (profile.lastDays[k]! - profile.firstDays[k]!) / (count - 1) : Number.NaN;
    return [
      ...[scores.ease[item]!, scores.ease[item]! / bestEase, scores.knn[item]!, scores.knn[item]! / bestKnn],
      ...[
        scores.recent[item]!,
        scores.last[item]!,
        standing.sold7[item]!,
        standing.sold28[item]!,
        standing.sold90[item]!,
      ],
      ...[standing.soldEver[item]!, (standing.sold28[item]! + 0.3) / (standing.sold90[item]! + 0.3)],
      ...[today - standing.firstDay[item]!, today - standing.lastDay[item]!, standing.repeatShare[item]!],
      ...[count, wait, wait / interval, count / Math.max(1, mostVisits), size, mostVisits],
      ...[
        size > 0 ? today - scores.lastVisit : Number.NaN,
        today - firstVisit,
        scores.content ? scores.content[item]! : Number.NaN,
        taste,
      ],
    ];
  });
  return { items, columns: HYBRID_FEATURES.map((_, f) => rows.map((row) => row[f]!)) };
}
