import { accept, type Outcome, refuse } from "../outcome.ts";
import { checkHistory, type PurchaseHistory, type ScoredItem } from "./purchase-history.ts";

/** A companion of an item: lift above 1 means bought together more often than chance; `together` counts baskets. */
export type Companion = { item: number; lift: number; confidence: number; together: number };

/** Companions of every item, best first; plain JSON. */
export type BoughtTogetherModel = { kind: "bought_together"; version: 1; companions: Companion[][]; baskets: number };

/** Baskets with more different items say little about pairs and cost the square of their size. */
const BASKET_LIMIT = 150;

/**
 * Items bought in one basket, ranked by lift shrunk towards 1: (together + k) / (expected by chance + k) with `shrink` k baskets, so a pair
 * seen once is no discovery. Only pairs in at least `leastTogether` baskets and with a lift above 1 are kept.
 */
export function fitBoughtTogether(
  history: PurchaseHistory,
  options: { shrink?: number; leastTogether?: number; perItem?: number } = {},
): Outcome<BoughtTogetherModel> {
  const refusal = checkHistory(history);
  if (refusal) return refusal;
  if (!history.baskets) return refuse("empty", "purchases have no baskets");
  const { shrink = 5, leastTogether = 2, perItem = 20 } = options;
  const baskets = new Map<number, Set<number>>();
  for (let i = 0; i < history.items.length; i++) {
    const basket = baskets.get(history.baskets[i]!);
    if (basket) basket.add(history.items[i]!);
    else baskets.set(history.baskets[i]!, new Set([history.items[i]!]));
  }
  const counts = new Float64Array(history.itemCount);
  const pairs = Array.from({ length: history.itemCount }, () => new Map<number, number>());
  for (const basket of baskets.values()) {
    for (const item of basket) counts[item]!++;
    if (basket.size > BASKET_LIMIT) continue;
    for (const a of basket) for (const b of basket) if (a !== b) pairs[a]!.set(b, (pairs[a]!.get(b) ?? 0) + 1);
  }
  const companions = pairs.map((others, item) => {
    const list: Companion[] = [];
    for (const [other, together] of others) {
      const expected = (counts[item]! * counts[other]!) / baskets.size;
      const lift = (together + shrink) / (expected + shrink);
      if (together >= leastTogether && lift > 1)
        list.push({ item: other, lift, confidence: together / counts[item]!, together });
    }
    return list.sort((x, y) => y.lift - x.lift || y.together - x.together || x.item - y.item).slice(0, perItem);
  });
  return accept({ kind: "bought_together", version: 1, companions, baskets: baskets.size });
}

/** Companions of an item that may be shown, best first. */
export function listCompanions(
  model: BoughtTogetherModel,
  item: number,
  count: number,
  allowed: (item: number) => boolean,
): ScoredItem[] {
  return (model.companions[item] ?? [])
    .filter((companion) => allowed(companion.item))
    .slice(0, count)
    .map(({ item: other, lift }) => ({ item: other, score: lift }));
}

/**
 * Completes a look: at most one item for each category that goes with the anchor's and is not its own, by lift and by the attributes the two
 * share (`alike(a, b)` from 0 to 1, for instance colour and season), best first. Items never bought together can still match by attributes.
 */
export function completeLook(
  model: BoughtTogetherModel,
  anchor: number,
  look: {
    categories: ArrayLike<number>;
    wanted: readonly number[];
    alike: (a: number, b: number) => number;
    allowed: (item: number) => boolean;
  },
): ScoredItem[] {
  const { categories, wanted, alike, allowed } = look;
  const lifts = new Map((model.companions[anchor] ?? []).map(({ item, lift }) => [item, lift]));
  const picks: ScoredItem[] = [];
  for (const category of wanted) {
    if (category === categories[anchor]) continue;
    let best: ScoredItem | null = null;
    for (let item = 0; item < categories.length; item++) {
      if (categories[item] !== category || item === anchor || !allowed(item)) continue;
      const score = Math.log(lifts.get(item) ?? 1) + alike(anchor, item);
      if (score > 0 && (!best || score > best.score)) best = { item, score };
    }
    if (best) picks.push(best);
  }
  return picks.sort((x, y) => y.score - x.score);
}
