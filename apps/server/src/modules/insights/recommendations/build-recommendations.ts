import {
  type BoughtTogetherModel,
  completeLook,
  createRng,
  fitBoughtTogether,
  fitContent,
  fitHybrid,
  type HybridModel,
  type PurchaseHistory,
  recommendHybrid,
  scoreContent,
  scoreContextPopularity,
  tabulateCustomers,
} from "@selvedge/learn";
import {
  bestOf,
  fuse,
  hybridOptions,
  judgeRecommendations,
  PER_CUSTOMER,
  popularNow,
} from "./judge-recommendations.ts";
import type { RecommendTask } from "./recommend-task.ts";
import { isSameWearer } from "./same-wearer.ts";

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

const [PER_STYLE, PER_CHANNEL] = [12, 40];

/** What to show where, for every style, known customer and kind of channel; with how it did on days it had not seen. Pure. */
export function buildRecommendations(task: RecommendTask): RecommendResult {
  const refusals: string[] = [];
  const rows = [...pairRows(task, refusals), ...alikeRows(task, refusals), ...popularRows(task)];
  const known = historyOfKnown(task);
  const hybrid =
    known.items.length > 0 ? fitHybrid(known, hybridOptions(task, task.today), createRng(task.seed)) : null;
  const { metrics, popularWeight } = judgeRecommendations(task, known);
  if (hybrid?.ok) rows.push(...customerRows(task, hybrid.value, known, popularWeight));
  else if (hybrid) refusals.push(`for a customer: ${hybrid.detail}`);
  return {
    rows,
    metrics: { ...metrics, pairs: rows.filter((r) => r.kind === "together").length },
    refusals,
  };
}

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
    allowed: (other) => task.isOffered[other]! && isSameWearer(task.words[item]!, task.words[other]!),
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

/** The hybrid's list fused with what sells now, this as heavily as the newest days showed to be best. */
function customerRows(
  task: RecommendTask,
  model: HybridModel,
  known: PurchaseHistory,
  popularWeight: number,
): RecommendationRow[] {
  const table = tabulateCustomers(known);
  const filter = { isAvailable: (item: number) => task.isOffered[item]! };
  const popular = popularNow(known, task.today).filter((item) => task.isOffered[item]!);
  return table.flatMap((profile, u) => {
    if (profile.items.length === 0) return [];
    const picks = recommendHybrid(model, profile, PER_CUSTOMER, filter);
    const byItem = new Map(picks.map((pick) => [pick.item, pick]));
    const order = fuse([...byItem.keys()], popular, popularWeight);
    return order.slice(0, PER_CUSTOMER).map(
      (item, i): RecommendationRow => ({
        ...{ kind: "customer", context: task.customerIds[u]!, rank: i + 1, styleId: task.styleIds[item]! },
        score: popularWeight > 0 ? 1 / (i + 1) : byItem.get(item)!.score,
        reason: byItem.get(item)?.reasons[0]?.feature ?? "sells well now",
      }),
    );
  });
}
