import { accept, type Outcome } from "../outcome.ts";
import { collectLinks, type ItemLinks } from "./neighbours.ts";
import { type CustomerTable, checkHistory, type PurchaseHistory, tabulateCustomers } from "./purchase-history.ts";

/** Item-to-item recommender by nearest neighbours; plain JSON. */
export type ItemKnnModel = { kind: "item_knn"; version: 1; itemCount: number; links: ItemLinks };

/** Customers of every item, from the table of items by customer. */
export function invertTable(table: CustomerTable, itemCount: number): Int32Array[] {
  const counts = new Int32Array(itemCount);
  for (const { items } of table) for (const item of items) counts[item]!++;
  const lists = Array.from(counts, (count) => new Int32Array(count));
  counts.fill(0);
  table.forEach(({ items }, customer) => {
    for (const item of items) lists[item]![counts[item]!++] = customer;
  });
  return lists;
}

/**
 * Cosine similarity of items by who bought them, a customer of n items weighing 1/sqrt(n), shrunk by `shrink` so that two rare items bought
 * once by the same person are not twins (Sarwar et al. 2001; Koren 2008); the `neighbours` nearest are kept.
 */
export function fitItemKnn(
  history: PurchaseHistory,
  options: { neighbours?: number; shrink?: number } = {},
): Outcome<ItemKnnModel> {
  const refusal = checkHistory(history);
  if (refusal) return refusal;
  const { neighbours = 20, shrink = 5 } = options;
  const { itemCount } = history;
  const table = tabulateCustomers(history);
  const buyers = invertTable(table, itemCount);
  const links = collectLinks(itemCount, neighbours, (item, row) => {
    for (const customer of buyers[item]!) {
      const { items } = table[customer]!;
      for (const other of items) row[other]! += 1 / Math.sqrt(items.length);
    }
    const own = buyers[item]!.length;
    for (let j = 0; j < itemCount; j++) if (row[j]! > 0) row[j]! /= Math.sqrt(own * buyers[j]!.length) + shrink;
  });
  return accept({ kind: "item_knn", version: 1, itemCount, links });
}

/** User-to-user recommender; keeps the items of every customer. */
export type UserKnnModel = {
  kind: "user_knn";
  version: 1;
  itemCount: number;
  baskets: number[][];
  neighbours: number;
  shrink: number;
};

/** Keeps what nearest customers need: everybody's items. */
export function fitUserKnn(
  history: PurchaseHistory,
  options: { neighbours?: number; shrink?: number } = {},
): Outcome<UserKnnModel> {
  const refusal = checkHistory(history);
  if (refusal) return refusal;
  const { neighbours = 80, shrink = 5 } = options;
  const baskets = tabulateCustomers(history).map(({ items }) => Array.from(items));
  return accept({ kind: "user_knn", version: 1, itemCount: history.itemCount, baskets, neighbours, shrink });
}

/** Scores of all items from the customers most alike (shrunk cosine); a customer with exactly the same items counts like any other. */
export function scoreUserKnn(model: UserKnnModel, items: ArrayLike<number>): Float64Array {
  const mine = new Set(Array.from(items));
  const scores = new Float64Array(model.itemCount);
  const alike = model.baskets
    .map((basket, customer) => {
      const shared = basket.reduce((sum, item) => sum + (mine.has(item) ? 1 : 0), 0);
      return { customer, weight: shared > 0 ? shared / (Math.sqrt(basket.length * mine.size) + model.shrink) : 0 };
    })
    .filter(({ weight }) => weight > 0)
    .sort((x, y) => y.weight - x.weight || x.customer - y.customer)
    .slice(0, model.neighbours);
  for (const { customer, weight } of alike) for (const item of model.baskets[customer]!) scores[item]! += weight;
  return scores;
}
