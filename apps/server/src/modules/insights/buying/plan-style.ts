import {
  calculateNewsvendor,
  calculateOrderQuantity,
  calculateReorderPoint,
  type Demand,
  type SizeCurves,
} from "@selvedge/learn";
import { buyCartons } from "./buy-cartons.ts";
import { LONGEST_COVER_DAYS, type PlanLine, type PlanSku, type PlanStyle, total } from "./buy-task.ts";
import { raiseToMinimum, toPacks } from "./raise-to-minimum.ts";
import { splitByCurve } from "./split-by-curve.ts";
import { NOTHING, worthOf } from "./worth-of-line.ts";

/** When and how much to buy of every SKU of a style. */
export function planStyle(style: PlanStyle, curves: Map<string, SizeCurves>): PlanLine[] {
  const lines = style.skus.map((sku) => planSku(style, sku, splitByCurve(style, sku, curves)));
  if (style.terms.carton) buyCartons(style, lines);
  else raiseToMinimum(style, lines);
  for (const [i, line] of lines.entries()) Object.assign(line, worthOf(style, style.skus[i]!, line));
  return lines;
}

function planSku(style: PlanStyle, sku: PlanSku, demand: ReturnType<typeof splitByCurve>): PlanLine {
  const { terms } = style;
  const { perDay, deviationPerDay, curveShare } = demand;
  const point = calculateReorderPoint({
    ...{ meanPerDay: perDay, deviationPerDay, leadTimeDays: terms.leadTimeDays, reviewDays: terms.reviewDays },
    ...{ leadTimeDeviationDays: terms.leadTimeDeviationDays, service: { kind: "cycle", level: terms.serviceLevel } },
  });
  const positionQty = total(sku.places.map((p) => p.availableQty)) + sku.inboundQty - sku.backorderedQty;
  const reorderPoint = point.ok ? Math.ceil(point.value.reorderPoint) : 0;
  const orderQty = perDay > 0 ? quantityOf(style, sku, perDay, deviationPerDay) : 0;
  const wanted = wantedOf(style, { perDay, positionQty, reorderPoint, orderQty });
  return {
    ...{
      skuId: sku.skuId,
      styleId: style.styleId,
      perDay,
      deviationPerDay,
      leadDays: terms.leadTimeDays,
      reorderPoint,
    },
    ...{ safetyStockQty: point.ok ? Math.ceil(point.value.safetyStockQty) : 0, orderQty, positionQty },
    ...{ inboundQty: sku.inboundQty, unitCostMinor: sku.unitCostMinor, curveShare },
    proposedQty: toPacks(wanted, terms.packSize),
    ...NOTHING,
  };
}

/** Carried styles: the cheapest order quantity; a season's styles: what is worth having until it ends (newsvendor). */
function quantityOf(style: PlanStyle, sku: PlanSku, perDay: number, deviationPerDay: number): number {
  const { terms, seasonDaysLeft } = style;
  if (seasonDaysLeft !== null) {
    const days = Math.max(0, seasonDaysLeft);
    const demand: Demand = { kind: "normal", mean: perDay * days, deviation: deviationPerDay * Math.sqrt(days) };
    const buy = calculateNewsvendor(demand, {
      ...{ priceMinor: sku.netPriceMinor, costMinor: sku.unitCostMinor },
      salvageMinor: Math.floor(sku.unitCostMinor * terms.salvageShare),
    });
    return buy.ok ? buy.value.quantity : 0;
  }
  if (sku.unitCostMinor <= 0) return Math.ceil(perDay * terms.reviewDays);
  const order = calculateOrderQuantity({
    ...{ unitsPerYear: perDay * 365, orderCostMinor: terms.orderCostMinor / Math.max(1, style.skus.length) },
    ...{ holdingShare: terms.holdingShare, breaks: [{ fromQty: 1, unitCostMinor: sku.unitCostMinor }] },
    packSize: terms.packSize,
  });
  return Math.ceil(Math.min(order.ok ? order.value.orderQty : 0, perDay * LONGEST_COVER_DAYS));
}

function wantedOf(
  style: PlanStyle,
  at: { perDay: number; positionQty: number; reorderPoint: number; orderQty: number },
): number {
  if (style.seasonDaysLeft !== null) {
    // Goods that arrive when the season is over are not bought.
    return style.seasonDaysLeft > style.terms.leadTimeDays ? Math.max(0, at.orderQty - at.positionQty) : 0;
  }
  if (at.perDay <= 0 || at.positionQty > at.reorderPoint) return 0;
  return at.reorderPoint + Math.max(at.orderQty, at.perDay * style.terms.reviewDays) - at.positionQty;
}
