import { choosePacks } from "@selvedge/learn";
import { LONGEST_COVER_DAYS, type PlanLine, type PlanStyle } from "./buy-task.ts";

/** Fixed cartons instead of loose pieces, per colour: as many as earn most over the sizes together. */
export function buyCartons(style: PlanStyle, lines: PlanLine[]): void {
  const carton = style.terms.carton!;
  const days = Math.min(LONGEST_COVER_DAYS, style.terms.leadTimeDays + 2 * style.terms.reviewDays);
  for (const colourwayId of new Set(style.skus.map((sku) => sku.colourwayId))) {
    const own = [...lines.keys()].filter((i) => style.skus[i]!.colourwayId === colourwayId);
    if (own.every((i) => lines[i]!.proposedQty === 0)) continue;
    const first = style.skus[own[0]!]!;
    const buy = choosePacks({
      sizes: own.map((i) => ({
        size: style.skus[i]!.size,
        demand: {
          ...{ kind: "normal", mean: lines[i]!.perDay * days },
          deviation: lines[i]!.deviationPerDay * Math.sqrt(days),
        } as const,
        positionQty: Math.max(0, lines[i]!.positionQty),
      })),
      packs: [{ name: "carton", units: own.map((i) => carton[style.skus[i]!.size] ?? 0) }],
      unit: {
        ...{ priceMinor: first.netPriceMinor, costMinor: first.unitCostMinor },
        salvageMinor: Math.floor(first.unitCostMinor * style.terms.salvageShare),
      },
    });
    for (const [s, i] of own.entries()) lines[i]!.proposedQty = buy.ok ? buy.value.unitsBySize[s]! : 0;
  }
}
