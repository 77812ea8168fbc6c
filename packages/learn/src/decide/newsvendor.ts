import { accept, type LearnRefusal, type Outcome, refuse } from "../outcome.ts";
import { checkDemand, type Demand, expectedSales, findQuantity, makeExceedance, meanDemand } from "./demand.ts";
import type { Factor } from "./factor.ts";

/** Money per unit in minor units: net price, landed cost, what a unit left at the end brings, and the loss of goodwill per unmet unit. */
export type UnitEconomics = { priceMinor: number; costMinor: number; salvageMinor: number; goodwillMinor?: number };

/** A buy for one season without reorder. */
export type NewsvendorBuy = {
  quantity: number;
  criticalRatio: number;
  expectedSales: number;
  expectedLeftover: number;
  expectedProfitMinor: number;
  fillRate: number;
  factors: Factor[];
};

/** Refuses money that is not finite or where every unit bought would gain even unsold. */
export function checkEconomics(unit: UnitEconomics): LearnRefusal | null {
  const { priceMinor, costMinor, salvageMinor, goodwillMinor = 0 } = unit;
  if (![priceMinor, costMinor, salvageMinor, goodwillMinor].every((v) => v >= 0 && v <= 1e15))
    return refuse("out_of_range", "money per unit must lie in [0, 1e15]");
  if (!(salvageMinor < costMinor))
    return refuse("out_of_range", "salvage must be below cost, or any quantity would gain");
  return null;
}

/**
 * Quantity that maximises expected profit: the smallest q with P(D <= q) >= (p + g - c) / (p + g - s) (Arrow, Harris and Marschak 1951).
 * Zero where the margin is not positive.
 */
export function calculateNewsvendor(demand: Demand, unit: UnitEconomics): Outcome<NewsvendorBuy> {
  const refusal = checkDemand(demand) ?? checkEconomics(unit);
  if (refusal) return refusal;
  const { priceMinor, costMinor, salvageMinor, goodwillMinor = 0 } = unit;
  const under = priceMinor + goodwillMinor - costMinor;
  const over = costMinor - salvageMinor;
  const criticalRatio = under > 0 ? under / (under + over) : 0;
  const exceedance = makeExceedance(demand);
  const quantity = under > 0 ? findQuantity(exceedance, 1 - criticalRatio) : 0;
  const sales = expectedSales(exceedance, quantity);
  const mean = meanDemand(demand);
  const profit =
    (priceMinor - salvageMinor) * sales -
    (costMinor - salvageMinor) * quantity -
    goodwillMinor * Math.max(0, mean - sales);
  const factors = [
    { factor: "mean demand", value: mean, unit: "units" },
    { factor: "margin per unit sold", value: priceMinor - costMinor, unit: "minor units" },
    { factor: "loss per unit left", value: over, unit: "minor units" },
    { factor: "critical ratio", value: criticalRatio, unit: "share" },
  ];
  return accept({
    ...{ quantity, criticalRatio, expectedSales: sales, expectedLeftover: quantity - sales, factors },
    ...{ expectedProfitMinor: profit, fillRate: mean > 0 ? Math.min(1, sales / mean) : 1 },
  });
}
