import { accept, type Outcome, refuse } from "../outcome.ts";
import type { Factor } from "./factor.ts";

/** Unit cost from a quantity on; the first break starts at 0 or 1. */
export type CostBreak = { fromQty: number; unitCostMinor: number };

/** Yearly demand and costs; money in minor units. */
export type OrderQuantityInput = {
  unitsPerYear: number;
  orderCostMinor: number;
  /** Yearly cost of holding stock as a share of its value. */
  holdingShare: number;
  breaks: readonly CostBreak[];
  minOrderQty?: number;
  packSize?: number;
};

/** The cheapest quantity per order and what a year then costs. */
export type OrderQuantity = {
  orderQty: number;
  unitCostMinor: number;
  yearlyCostMinor: number;
  ordersPerYear: number;
  factors: Factor[];
};

/**
 * Economic order quantity sqrt(2 D S / H) (Harris 1913) with all-units quantity breaks, minimum and pack multiple: at each break the
 * quantity of that cost, brought into its range, competes by yearly cost of goods, orders and holding.
 */
export function calculateOrderQuantity(input: OrderQuantityInput): Outcome<OrderQuantity> {
  const { unitsPerYear, orderCostMinor, holdingShare, breaks, minOrderQty = 1, packSize = 1 } = input;
  if (breaks.length === 0) return refuse("empty", "no unit cost given");
  if (!(unitsPerYear > 0 && unitsPerYear <= 1e12)) return refuse("out_of_range", "yearly demand must be above zero");
  if (!(orderCostMinor >= 0 && orderCostMinor <= 1e15))
    return refuse("out_of_range", "cost of an order is out of range");
  if (!(holdingShare > 0 && holdingShare <= 100)) return refuse("out_of_range", "holding share must be above zero");
  if (!(packSize >= 1 && minOrderQty >= 0 && minOrderQty <= 1e12))
    return refuse("out_of_range", "minimum or pack is out of range");
  if (!breaks.every((b) => b.unitCostMinor > 0 && b.unitCostMinor <= 1e15 && b.fromQty >= 0 && b.fromQty <= 1e12))
    return refuse("out_of_range", "a cost break is out of range");
  const sorted = [...breaks].sort((x, y) => x.fromQty - y.fromQty);
  const costAt = (qty: number) => (sorted.filter((b) => b.fromQty <= qty).at(-1) ?? sorted[0]!).unitCostMinor;
  const yearly = (qty: number) =>
    unitsPerYear * costAt(qty) + (unitsPerYear / qty) * orderCostMinor + (qty / 2) * holdingShare * costAt(qty);
  const candidates = new Set<number>();
  for (const b of sorted) {
    const free = Math.sqrt((2 * unitsPerYear * orderCostMinor) / (holdingShare * b.unitCostMinor));
    for (const qty of [free, b.fromQty]) {
      const packs = Math.max(qty, minOrderQty, 1) / packSize;
      for (const rounded of [Math.floor(packs + 1e-9), Math.ceil(packs - 1e-9)])
        if (rounded * packSize >= Math.max(minOrderQty, 1) - 1e-9 && rounded > 0) candidates.add(rounded * packSize);
    }
  }
  const orderQty = [...candidates].sort((x, y) => yearly(x) - yearly(y) || x - y)[0]!;
  const factors = [
    { factor: "demand", value: unitsPerYear, unit: "units per year" },
    { factor: "cost of an order", value: orderCostMinor, unit: "minor units" },
    { factor: "holding cost", value: holdingShare, unit: "share of value per year" },
    { factor: "unit cost", value: costAt(orderQty), unit: "minor units" },
    { factor: "pack size", value: packSize, unit: "units" },
  ];
  const ordersPerYear = unitsPerYear / orderQty;
  return accept({
    orderQty,
    unitCostMinor: costAt(orderQty),
    yearlyCostMinor: yearly(orderQty),
    ordersPerYear,
    factors,
  });
}
