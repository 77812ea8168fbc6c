import { expectedSales, makeExceedance } from "@selvedge/learn";
import { LONGEST_COVER_DAYS, type PlanLine, type PlanSku, type PlanStyle } from "./buy-task.ts";

/** 80 % of cases lie between these. */
const Z80 = 1.2816;

/** What buying nothing is worth. */
export const NOTHING = { worthMinor: 0, worthLowMinor: 0, worthHighMinor: 0 };

/** Margin of the pieces that could not be sold without the buy, less what keeping them costs; at usual, low and high demand. */
export function worthOf(style: PlanStyle, sku: PlanSku, line: PlanLine) {
  if (line.proposedQty === 0 || line.perDay <= 0) return NOTHING;
  const { leadTimeDays, reviewDays, holdingShare } = style.terms;
  const cover = line.proposedQty / line.perDay;
  const days = Math.min(
    style.seasonDaysLeft ?? 365,
    leadTimeDays + Math.max(reviewDays, Math.min(cover, LONGEST_COVER_DAYS)),
  );
  const position = Math.max(0, line.positionQty);
  const margin = sku.netPriceMinor - sku.unitCostMinor;
  const keeping = ((line.proposedQty / 2) * holdingShare * sku.unitCostMinor * days) / 365;
  const deviation = line.deviationPerDay * Math.sqrt(days);
  const exceedance = makeExceedance({ kind: "normal", mean: line.perDay * days, deviation });
  const sold = expectedSales(exceedance, position + line.proposedQty) - expectedSales(exceedance, position);
  const at = (demand: number) => Math.min(line.proposedQty, Math.max(0, demand - position)) * margin - keeping;
  return {
    worthMinor: Math.round(sold * margin - keeping),
    worthLowMinor: Math.round(at(line.perDay * days - Z80 * deviation)),
    worthHighMinor: Math.round(at(line.perDay * days + Z80 * deviation)),
  };
}
