import {
  type BoughtTogetherModel,
  completeLook,
  createRng,
  cutHistory,
  fitBoughtTogether,
  fitContent,
  fitHybrid,
  type HybridModel,
  type PurchaseHistory,
  rankHybrid,
  recommendHybrid,
  scoreContent,
  scoreContextPopularity,
  scoreRankings,
  tabulateCustomers,
} from "@selvedge/learn";

/** Every purchase of a style, by codes: styles, known customers (-1: a stranger), baskets, days, kinds of channel. */
export interface RecommendTask {
  styleIds: string[];
  customerIds: string[];
  channelKinds: string[];
  items: Int32Array;
  customers: Int32Array;
  baskets: Int32Array;
  days: Int32Array;
  channels: Int32Array;
  /** Words of each style (category, colours, season, fabric), and the code of its category. */
  words: string[][];
  categories: Int32Array;
  /** May be proposed at all: active goods. */
  isOffered: boolean[];
  /** The first day that is not history. */
  today: number;
  seed: number;
}

export interface RecommendationRow {
  kind: "together" | "look" | "alike" | "customer" | "popular";
  context: string;
  rank: number;
  styleId: string;
  score: number;
  reason: string | null;
}

export interface RecommendResult {
  rows: RecommendationRow[];
  metrics: Record<string, number | null>;
  refusals: string[];
}

const TEST_DAYS = 60;
const [PER_STYLE, PER_CUSTOMER, PER_CHANNEL] = [12, 24, 40];

/** What to show where, for every style, known customer and kind of channel; with how it did on days it had not seen. Pure. */
export function buildRecommendations(task: RecommendTask): RecommendResult {
  const refusals: string[] = [];
  const rows = [...pairRows(task, refusals), ...alikeRows(task, refusals), ...popularRows(task)];
  const known = historyOfKnown(task);
  const hybrid =
    known.items.length > 0 ? fitHybrid(known, hybridOptions(task, task.today), createRng(task.seed)) : null;
  const metrics = judge(task, known);
  const blends = (metrics["blendNdcg"] ?? 0) >= (metrics["ndcg"] ?? 0);
  if (hybrid?.ok) rows.push(...customerRows(task, hybrid.value, known, blends));
  else if (hybrid) refusals.push(`for a customer: ${hybrid.detail}`);
  return {
    rows,
    metrics: { ...metrics, pairs: rows.filter((r) => r.kind === "together").length },
    refusals,
  };
}

const hybridOptions = (task: RecommendTask, today: number) => ({
  ...{ today, horizonDays: TEST_DAYS, attributes: task.words, rounds: 80 },
});

/** Shoppers' baskets: a shop's order of a whole range says little about what goes with what. All, where there are only orders. */
function historyOfBaskets(task: RecommendTask): PurchaseHistory {
  const all = historyOfAll(task);
  const wholesale = task.channelKinds.indexOf("wholesale");
  const keep = [...task.items.keys()].filter((i) => task.channels[i] !== wholesale);
  if (keep.length === 0) return all;
  const take = (column: Int32Array) => Int32Array.from(keep, (i) => column[i]!);
  const baskets = take(task.baskets);
  return { ...all, customers: baskets, baskets, items: take(task.items), days: take(task.days) };
}

function historyOfAll(task: RecommendTask): PurchaseHistory {
  const { items, baskets, days } = task;
  const basketCount = baskets.reduce((most, b) => Math.max(most, b + 1), 0);
  return { customerCount: basketCount, itemCount: task.styleIds.length, customers: baskets, items, days, baskets };
}

function historyOfKnown(task: RecommendTask): PurchaseHistory {
  const keep = [...task.items.keys()].filter((i) => task.customers[i]! >= 0);
  const take = (column: Int32Array) => Int32Array.from(keep, (i) => column[i]!);
  return {
    ...{ customerCount: task.customerIds.length, itemCount: task.styleIds.length, customers: take(task.customers) },
    ...{ items: take(task.items), days: take(task.days), baskets: take(task.baskets) },
  };
}

function pairRows(task: RecommendTask, refusals: string[]): RecommendationRow[] {
  const pairs = fitBoughtTogether(historyOfBaskets(task), { perItem: 2 * PER_STYLE, leastTogether: 3 });
  if (!pairs.ok) {
    refusals.push(`bought together: ${pairs.detail}`);
    return [];
  }
  const offered = (item: number) => task.isOffered[item]!;
  return task.styleIds.flatMap((styleId, item) => {
    const companions = (pairs.value.companions[item] ?? []).filter((c) => offered(c.item)).slice(0, PER_STYLE);
    const together = companions.map(
      (c, i): RecommendationRow => ({
        ...{ kind: "together", context: styleId, rank: i + 1, styleId: task.styleIds[c.item]!, score: c.lift },
        reason: `together in ${c.together} baskets`,
      }),
    );
    return [...together, ...lookRows(task, pairs.value, item)];
  });
}

/** Words two styles share, of all that either has. */
function likeness(a: readonly string[], b: readonly string[]): number {
  const other = new Set(b);
  const shared = a.filter((word) => other.has(word)).length;
  return shared === 0 ? 0 : shared / (a.length + b.length - shared);
}

function lookRows(task: RecommendTask, pairs: BoughtTogetherModel, item: number): RecommendationRow[] {
  const wanted = [...new Set(task.categories)].filter((category) => category >= 0);
  const picks = completeLook(pairs, item, {
    ...{ categories: task.categories, wanted, alike: (a, b) => likeness(task.words[a]!, task.words[b]!) },
    allowed: (other) => task.isOffered[other]!,
  });
  return picks.slice(0, 6).map((pick, i) => ({
    ...{
      kind: "look",
      context: task.styleIds[item]!,
      rank: i + 1,
      styleId: task.styleIds[pick.item]!,
      score: pick.score,
    },
    reason: null,
  }));
}

function alikeRows(task: RecommendTask, refusals: string[]): RecommendationRow[] {
  const content = fitContent(task.words);
  if (!content.ok) {
    refusals.push(`alike: ${content.detail}`);
    return [];
  }
  return task.styleIds.flatMap((styleId, item) => {
    const scores = scoreContent(content.value, [item]);
    return bestOf(scores, PER_STYLE, (other) => other !== item && task.isOffered[other]!).map((other, i) => ({
      ...{
        kind: "alike" as const,
        context: styleId,
        rank: i + 1,
        styleId: task.styleIds[other]!,
        score: scores[other]!,
      },
      reason: null,
    }));
  });
}

function bestOf(scores: ArrayLike<number>, count: number, allowed: (item: number) => boolean): number[] {
  return Array.from(scores, (_, item) => item)
    .filter((item) => scores[item]! > 0 && allowed(item))
    .sort((a, b) => scores[b]! - scores[a]! || a - b)
    .slice(0, count);
}

function popularRows(task: RecommendTask): RecommendationRow[] {
  if (task.items.length === 0) return [];
  return [null, ...task.channelKinds.keys()].flatMap((channel) => {
    const scores = scoreContextPopularity(historyOfAll(task), task.channels, channel, { today: task.today });
    const context = channel === null ? "" : task.channelKinds[channel]!;
    return bestOf(scores, PER_CHANNEL, (item) => task.isOffered[item]!).map((item, i) => ({
      ...{ kind: "popular" as const, context, rank: i + 1, styleId: task.styleIds[item]!, score: scores[item]! },
      reason: "sells well here now",
    }));
  });
}

/** Two lists made one by the sum of 1 / (rank + 10): what is high on both comes first (Cormack, Clarke and Buettcher 2009). */
function fuse(lists: readonly (readonly number[])[]): number[] {
  const scores = new Map<number, number>();
  for (const list of lists) {
    for (const [at, item] of list.entries()) scores.set(item, (scores.get(item) ?? 0) + 1 / (at + 10));
  }
  return [...scores].sort((a, b) => b[1] - a[1] || a[0] - b[0]).map(([item]) => item);
}

/** The hybrid's list, or it fused with what sells now where the newest days showed that to be better. */
function customerRows(
  task: RecommendTask,
  model: HybridModel,
  known: PurchaseHistory,
  blends: boolean,
): RecommendationRow[] {
  const table = tabulateCustomers(known);
  const filter = { isAvailable: (item: number) => task.isOffered[item]! };
  const popular = popularNow(known, task.today).filter((item) => task.isOffered[item]!);
  return table.flatMap((profile, u) => {
    if (profile.items.length === 0) return [];
    const picks = recommendHybrid(model, profile, PER_CUSTOMER, filter);
    const byItem = new Map(picks.map((pick) => [pick.item, pick]));
    const order = blends ? fuse([picks.map((pick) => pick.item), popular]) : [...byItem.keys()];
    return order.slice(0, PER_CUSTOMER).map(
      (item, i): RecommendationRow => ({
        ...{ kind: "customer", context: task.customerIds[u]!, rank: i + 1, styleId: task.styleIds[item]! },
        score: blends ? 1 / (i + 1) : byItem.get(item)!.score,
        reason: byItem.get(item)?.reasons[0]?.feature ?? "sells well now",
      }),
    );
  });
}

/** What sold most in the four weeks before a day, best first. */
const popularNow = (history: PurchaseHistory, today: number) =>
  bestOf(
    scoreContextPopularity(history, new Int32Array(history.items.length), null, { today }),
    history.itemCount,
    () => true,
  );

/** NDCG and hit rate at ten on the newest days, beside what is popular and what each bought before. */
function judge(task: RecommendTask, known: PurchaseHistory): Record<string, number | null> {
  const cut = task.today - TEST_DAYS;
  const before = cutHistory(known, cut);
  if (before.items.length < 50) return { ndcg: null, popularNdcg: null, repeatNdcg: null, hitRate: null };
  const model = fitHybrid(before, hybridOptions(task, cut), createRng(task.seed));
  const table = tabulateCustomers(before);
  const bought = Array.from({ length: known.customerCount }, () => new Set<number>());
  for (let i = 0; i < known.items.length; i++)
    if (known.days[i]! >= cut) bought[known.customers[i]!]!.add(known.items[i]!);
  const popular = popularNow(before, cut);
  const own = table.map(({ items, counts, lastDays }) => {
    const order = Array.from(items, (item, i) => ({ item, count: counts[i]!, last: lastDays[i]! }));
    const repeats = order.sort((a, b) => b.count - a.count || b.last - a.last).map((o) => o.item);
    return [...repeats, ...popular.filter((item) => !repeats.includes(item))].slice(0, 10);
  });
  const seen = table.map((profile) => profile.items.length > 0);
  const test = bought.map((set, u) => (seen[u] ? set : new Set<number>()));
  const of = (lists: number[][]) => scoreRankings(lists, test);
  const hybrid = model.ok
    ? of(
        table.map((profile, u) =>
          test[u]!.size > 0 ? rankHybrid(model.value, profile, 10, { isAvailable: () => true }) : [],
        ),
      )
    : null;
  const blend = model.ok
    ? of(
        table.map((profile, u) =>
          test[u]!.size > 0
            ? fuse([rankHybrid(model.value, profile, PER_CUSTOMER, { isAvailable: () => true }), popular]).slice(0, 10)
            : [],
        ),
      )
    : null;
  const [base, repeats] = [of(table.map(() => popular.slice(0, 10))), of(own)];
  return {
    ...{ blendNdcg: blend?.ndcg ?? null, blendHitRate: blend?.hitRate ?? null },
    ...{ ndcg: hybrid?.ndcg ?? null, hitRate: hybrid?.hitRate ?? null, testedCustomers: base.customers },
    ...{
      popularNdcg: base.ndcg,
      popularHitRate: base.hitRate,
      repeatNdcg: repeats.ndcg,
      repeatHitRate: repeats.hitRate,
    },
  };
}
