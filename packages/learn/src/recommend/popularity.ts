import type { PurchaseHistory } from "./purchase-history.ts";

/** Number of customer-days on which each item was bought in [from, to). */
export function countSales(history: PurchaseHistory, from: number, to: number): Float64Array {
  const counts = new Float64Array(history.itemCount);
  const seen = new Set<string>();
  for (let i = 0; i < history.items.length; i++) {
    const day = history.days[i]!;
    if (!(day >= from && day < to)) continue;
    const key = `${history.customers[i]}|${history.items[i]}|${day}`;
    if (seen.has(key)) continue;
    seen.add(key);
    counts[history.items[i]!]!++;
  }
  return counts;
}

/**
 * Popularity for customers of whom nothing is known: sales of the last `windowDays` in the customer's own context (store, region, channel)
 * plus `weight` times the overall share, so that a thin context leans on the whole. `contexts` has a code per purchase line.
 */
export function scoreContextPopularity(
  history: PurchaseHistory,
  contexts: ArrayLike<number>,
  context: number | null,
  options: { today: number; windowDays?: number; weight?: number },
): Float64Array {
  const { today, windowDays = 28, weight = 20 } = options;
  const overall = countSales(history, today - windowDays, today);
  const total = overall.reduce((sum, n) => sum + n, 0);
  const scores = overall.map((n) => (total > 0 ? (weight * n) / total : 0));
  if (context === null) return scores;
  const keep: number[] = [];
  for (let i = 0; i < history.items.length; i++) if (contexts[i] === context) keep.push(i);
  const take = (column: ArrayLike<number>) => Float64Array.from(keep, (i) => column[i]!);
  const own = {
    ...history,
    customers: take(history.customers),
    items: take(history.items),
    days: take(history.days),
    baskets: undefined,
  };
  const counts = countSales(own, today - windowDays, today);
  return scores.map((score, item) => score + counts[item]!);
}
