import {
  createRng,
  cutHistory,
  fitHybrid,
  type PurchaseHistory,
  rankHybrid,
  scoreContextPopularity,
  scoreRankings,
  tabulateCustomers,
} from "@selvedge/learn";
import type { RecommendTask } from "./recommend-task.ts";

const TEST_DAYS = 60;
export const PER_CUSTOMER = 24;

/** How heavily what sells now may stand beside a customer's own list: not at all, more and more, alone. */
const POPULAR_WEIGHTS = [0, 0.5, 1, 2, 4, 16];

/** What a hybrid for a day is made with. */
export const hybridOptions = (task: RecommendTask, today: number) => ({
  ...{ today, horizonDays: TEST_DAYS, attributes: task.words, rounds: 80 },
});

/** Items by score, best first, of those with any. */
export function bestOf(scores: ArrayLike<number>, count: number, allowed: (item: number) => boolean): number[] {
  return Array.from(scores, (_, item) => item)
    .filter((item) => scores[item]! > 0 && allowed(item))
    .sort((a, b) => scores[b]! - scores[a]! || a - b)
    .slice(0, count);
}

/** A customer's list and what sells now made one by the sum of weight / (rank + 10) (Cormack, Clarke and Buettcher 2009). */
export function fuse(own: readonly number[], popular: readonly number[], popularWeight: number): number[] {
  if (popularWeight === 0) return [...own];
  const scores = new Map<number, number>();
  const add = (list: readonly number[], weight: number) => {
    for (const [at, item] of list.entries()) scores.set(item, (scores.get(item) ?? 0) + weight / (at + 10));
  };
  add(own, 1);
  add(popular, popularWeight);
  return [...scores].sort((a, b) => b[1] - a[1] || a[0] - b[0]).map(([item]) => item);
}

/** What sold most in the four weeks before a day, best first. */
export const popularNow = (history: PurchaseHistory, today: number) =>
  bestOf(
    scoreContextPopularity(history, new Int32Array(history.items.length), null, { today }),
    history.itemCount,
    () => true,
  );

export interface Judgement {
  metrics: Record<string, number | null>;
  /** With which of the weights the newest days were told best. */
  popularWeight: number;
}

/** NDCG and hit rate at ten on the newest days, beside what is popular and what each bought before. */
export function judgeRecommendations(task: RecommendTask, known: PurchaseHistory): Judgement {
  const cut = task.today - TEST_DAYS;
  const before = cutHistory(known, cut);
  if (before.items.length < 50)
    return { metrics: { ndcg: null, popularNdcg: null, repeatNdcg: null, hitRate: null }, popularWeight: 1 };
  const table = tabulateCustomers(before);
  const test = boughtSince(known, cut).map((set, u) => (table[u]!.items.length > 0 ? set : new Set<number>()));
  const of = (lists: number[][]) => scoreRankings(lists, test);
  const popular = popularNow(before, cut);
  const [base, repeats] = [of(table.map(() => popular.slice(0, 10))), of(table.map((p) => repeatsOf(p, popular)))];
  const model = fitHybrid(before, hybridOptions(task, cut), createRng(task.seed));
  const own = table.map((profile, u) =>
    model.ok && test[u]!.size > 0 ? rankHybrid(model.value, profile, PER_CUSTOMER, { isAvailable: () => true }) : [],
  );
  const tried = POPULAR_WEIGHTS.map((weight) => ({
    weight,
    ...of(own.map((list) => (list.length > 0 ? fuse(list, popular, weight).slice(0, 10) : []))),
  }));
  const [alone, ...fused] = tried;
  const blend = fused.reduce((best, one) => ((one.ndcg ?? 0) > (best.ndcg ?? 0) ? one : best));
  return {
    metrics: {
      ...{ ndcg: model.ok ? alone!.ndcg : null, hitRate: model.ok ? alone!.hitRate : null },
      ...{ blendNdcg: model.ok ? blend.ndcg : null, blendHitRate: model.ok ? blend.hitRate : null },
      ...{ popularNdcg: base.ndcg, popularHitRate: base.hitRate, testedCustomers: base.customers },
      ...{ repeatNdcg: repeats.ndcg, repeatHitRate: repeats.hitRate },
    },
    popularWeight: (blend.ndcg ?? 0) >= (alone!.ndcg ?? 0) ? blend.weight : 0,
  };
}

/** What each customer bought from a day on. */
function boughtSince(known: PurchaseHistory, cut: number): Set<number>[] {
  const bought = Array.from({ length: known.customerCount }, () => new Set<number>());
  for (let i = 0; i < known.items.length; i++)
    if (known.days[i]! >= cut) bought[known.customers[i]!]!.add(known.items[i]!);
  return bought;
}

type Profile = ReturnType<typeof tabulateCustomers>[number];

/** What a customer bought most often before, then what sells now. */
function repeatsOf({ items, counts, lastDays }: Profile, popular: readonly number[]): number[] {
  const order = Array.from(items, (item, i) => ({ item, count: counts[i]!, last: lastDays[i]! }));
  const repeats = order.sort((a, b) => b.count - a.count || b.last - a.last).map((o) => o.item);
  return [...repeats, ...popular.filter((item) => !repeats.includes(item))].slice(0, 10);
}
