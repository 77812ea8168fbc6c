import type { Columns } from "@selvedge/learn";

/** A customer's purchases in order of time: days (any origin) with money before tax, margin and share of discount. */
export interface CustomerHistory {
  customerId: string;
  days: number[];
  salesMinor: number[];
  marginMinor: number[];
  discountShare: number[];
  returnedShare: number[];
}

/** What churn is told by, in order; the names are what reasons are worded from. */
export const CHURN_FEATURES = [
  "days since last purchase",
  "purchases",
  "purchases in 180 days",
  "days as a customer",
  "usual days between purchases",
  "wait beside the usual",
  "sales per purchase",
  "share of discount",
  "share sent back",
  "last purchase beside the usual",
] as const;

/** The features of one customer as of a day, from what came before it; null for who had not bought by then. */
export function churnFeatures(history: CustomerHistory, today: number): number[] | null {
  const count = history.days.filter((day) => day < today).length;
  if (count === 0) return null;
  const days = history.days.slice(0, count);
  const sales = history.salesMinor.slice(0, count);
  const [first, last] = [days[0]!, days[count - 1]!];
  const usualGap = count > 1 ? (last - first) / (count - 1) : 90;
  const wait = today - last;
  const mean = (values: readonly number[]) => values.reduce((sum, v) => sum + v, 0) / values.length;
  const meanSales = mean(sales);
  return [
    wait,
    count,
    days.filter((day) => day >= today - 180).length,
    today - first,
    usualGap,
    wait / Math.max(7, usualGap),
    meanSales / 100,
    mean(history.discountShare.slice(0, count)),
    mean(history.returnedShare.slice(0, count)),
    sales[count - 1]! / Math.max(1, meanSales),
  ];
}

/** Rows as columns. */
export function toColumns(rows: readonly (readonly number[])[]): Columns {
  return CHURN_FEATURES.map((_, f) => Float64Array.from(rows, (row) => row[f]!));
}
