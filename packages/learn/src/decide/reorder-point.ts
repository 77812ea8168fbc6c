import { normalQuantile } from "../forecast/calibrate.ts";
import { accept, type Outcome, refuse } from "../outcome.ts";
import type { Factor } from "./factor.ts";
import { unitLoss } from "./normal.ts";

/** Demand and supply of one SKU at one location, per day. */
export type ReplenishmentInput = {
  meanPerDay: number;
  deviationPerDay: number;
  leadTimeDays: number;
  leadTimeDeviationDays?: number;
  /** Days between reviews; 0 where stock is watched always. */
  reviewDays?: number;
  /** `cycle`: chance of no stock-out per cycle. `fill`: share of demand served from stock, given the order quantity. */
  service: { kind: "cycle"; level: number } | { kind: "fill"; level: number; orderQty: number };
};

/** Units: order when the position falls to `reorderPoint`, of which `safetyStockQty` guards against uncertainty. */
export type ReorderPoint = {
  reorderPoint: number;
  safetyStockQty: number;
  demandDuringLeadTime: number;
  factors: Factor[];
};

/** Safety factor whose expected shortage per cycle leaves the asked fill rate: unitLoss(z) * deviation = (1 - fill) * orderQty. */
function fillFactor(level: number, orderQty: number, deviation: number): number {
  const target = ((1 - level) * orderQty) / deviation;
  let low = -8;
  let high = 8;
  for (let i = 0; i < 80; i++) {
    const middle = (low + high) / 2;
    // For negative z the shortage is nearly -z.
    if (unitLoss(middle) > target) low = middle;
    else high = middle;
  }
  return high;
}

/**
 * Reorder point and safety stock: demand over lead time plus review period, with variance L s^2 + d^2 s_L^2 (Silver, Pyke and Thomas,
 * Inventory and Production Management, ch. 6 and 7). Safety stock is never negative.
 */
export function calculateReorderPoint(input: ReplenishmentInput): Outcome<ReorderPoint> {
  const { meanPerDay, deviationPerDay, leadTimeDays, leadTimeDeviationDays = 0, reviewDays = 0, service } = input;
  const figures = [meanPerDay, deviationPerDay, leadTimeDays, leadTimeDeviationDays, reviewDays];
  if (!figures.every((v) => v >= 0 && v <= 1e9)) return refuse("out_of_range", "demand and times must lie in [0, 1e9]");
  if (!(service.level > 0 && service.level < 1))
    return refuse("out_of_range", "service level must lie between 0 and 1");
  if (service.kind === "fill" && !(service.orderQty > 0))
    return refuse("out_of_range", "order quantity must be above zero");
  const days = leadTimeDays + reviewDays;
  const mean = meanPerDay * days;
  const deviation = Math.sqrt(days * deviationPerDay ** 2 + (meanPerDay * leadTimeDeviationDays) ** 2);
  const z =
    deviation === 0
      ? 0
      : service.kind === "cycle"
        ? normalQuantile(service.level)
        : fillFactor(service.level, service.orderQty, deviation);
  const safetyStockQty = Math.max(0, Math.ceil(z * deviation - 1e-9));
  const factors = [
    { factor: "mean demand", value: meanPerDay, unit: "units per day" },
    { factor: "deviation of demand", value: deviationPerDay, unit: "units per day" },
    { factor: "lead time and review", value: days, unit: "days" },
    { factor: "deviation of lead time", value: leadTimeDeviationDays, unit: "days" },
    { factor: `${service.kind} service`, value: service.level, unit: "share" },
    { factor: "safety factor", value: z, unit: "deviations" },
  ];
  return accept({
    ...{ reorderPoint: Math.ceil(mean - 1e-9) + safetyStockQty, safetyStockQty, demandDuringLeadTime: mean, factors },
  });
}
