import { type LearnRefusal, refuse } from "../outcome.ts";

/**
 * Purchases as columns: customer and item are codes from 0, `days` the day of the purchase (any origin), one entry per line. Cancelled and
 * returned lines are left out by the caller. `baskets` are codes of documents, where bought-together is wanted.
 */
export type PurchaseHistory = {
  customerCount: number;
  itemCount: number;
  customers: ArrayLike<number>;
  items: ArrayLike<number>;
  days: ArrayLike<number>;
  baskets?: ArrayLike<number>;
};

/** What one customer bought: items once each, with number of days on which it was bought, first and last of them. */
export type CustomerItems = {
  items: Int32Array;
  counts: Float64Array;
  lastDays: Float64Array;
  firstDays: Float64Array;
};

/** Customers' items by customer code. */
export type CustomerTable = readonly CustomerItems[];

/** A suggested item with its score; higher is better. */
export type ScoredItem = { item: number; score: number };

/** Refuses no purchases, unequal columns, codes out of range and days that are not numbers. */
export function checkHistory(history: PurchaseHistory): LearnRefusal | null {
  const { customers, items, days, customerCount, itemCount, baskets } = history;
  if (items.length === 0) return refuse("empty", "no purchases");
  if (customers.length !== items.length || days.length !== items.length || (baskets && baskets.length !== items.length))
    return refuse("lengths_differ", "columns of purchases differ in length");
  for (let i = 0; i < items.length; i++) {
    const inside = (code: number, count: number) => Number.isInteger(code) && code >= 0 && code < count;
    if (!inside(customers[i]!, customerCount) || !inside(items[i]!, itemCount))
      return refuse("out_of_range", `purchase ${i} has a customer or item code out of range`);
    if (!Number.isFinite(days[i]!)) return refuse("not_finite", `purchase ${i} has no day`);
  }
  return null;
}

/** Purchases before `day`. */
export function cutHistory(history: PurchaseHistory, day: number): PurchaseHistory {
  const keep: number[] = [];
  for (let i = 0; i < history.items.length; i++) if (history.days[i]! < day) keep.push(i);
  const take = (column: ArrayLike<number>) => Float64Array.from(keep, (i) => column[i]!);
  return {
    ...{ customerCount: history.customerCount, itemCount: history.itemCount, customers: take(history.customers) },
    ...{
      items: take(history.items),
      days: take(history.days),
      baskets: history.baskets ? take(history.baskets) : undefined,
    },
  };
}

/** Groups purchases by customer; several lines of an item on one day count once. Items are in order of their code. */
export function tabulateCustomers(history: PurchaseHistory): CustomerTable {
  const tables = Array.from({ length: history.customerCount }, () => new Map<number, Set<number>>());
  for (let i = 0; i < history.items.length; i++) {
    const table = tables[history.customers[i]!]!;
    const days = table.get(history.items[i]!);
    if (days) days.add(history.days[i]!);
    else table.set(history.items[i]!, new Set([history.days[i]!]));
  }
  return tables.map((table) => {
    const items = Int32Array.from(table.keys()).sort();
    const pick = (f: (days: Set<number>) => number) => Float64Array.from(items, (item) => f(table.get(item)!));
    const extreme = (days: Set<number>, better: (x: number, y: number) => number) =>
      [...days].reduce((x, y) => better(x, y));
    return {
      ...{ items, counts: pick((days) => days.size) },
      ...{ lastDays: pick((days) => extreme(days, Math.max)), firstDays: pick((days) => extreme(days, Math.min)) },
    };
  });
}

/** The best `count` items with a score above `floor`, of those `allowed`; ties by code, so that the order is always the same. */
export function pickTop(
  scores: ArrayLike<number>,
  count: number,
  allowed: (item: number) => boolean,
  floor = 0,
): ScoredItem[] {
  const top: ScoredItem[] = [];
  for (let item = 0; item < scores.length; item++) {
    const score = scores[item]!;
    if (!(score > floor) || !Number.isFinite(score)) continue;
    if (top.length === count && score <= top[top.length - 1]!.score) continue;
    if (!allowed(item)) continue;
    let at = top.length;
    while (at > 0 && top[at - 1]!.score < score) at--;
    top.splice(at, 0, { item, score });
    if (top.length > count) top.pop();
  }
  return top;
}
