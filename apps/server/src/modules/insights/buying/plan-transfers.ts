import { allocateByNeed, type Demand, expectedSales, makeExceedance } from "@selvedge/learn";
import type { BuyTask, PlaceDemand, PlanSku, PlanStyle, PlanTransfer } from "./buy-task.ts";

/** Shops are served for so long from one van. */
const VAN_DAYS = 14;

/** What shops need until the next vans but one, out of what the warehouse can spare. */
export function planTransfers(task: BuyTask): PlanTransfer[] {
  const warehouseId = task.warehouseId!;
  return task.styles.flatMap((style) => {
    const byShop = new Map<string, PlanTransfer>();
    for (const sku of style.skus) {
      const store = sku.places.find((p) => p.locationId === warehouseId);
      const shops = sku.places.filter((p) => task.shopIds.includes(p.locationId) && p.perDay > 0);
      const spare = Math.floor((store?.availableQty ?? 0) - (store?.perDay ?? 0) * VAN_DAYS);
      if (shops.length === 0 || spare <= 0) continue;
      const demandOf = (p: PlaceDemand): Demand => ({
        ...{ kind: "normal", mean: p.perDay * VAN_DAYS },
        deviation: p.deviationPerDay * Math.sqrt(VAN_DAYS),
      });
      const needs = shops.map((p) => ({
        ...{ locationId: p.locationId, demand: demandOf(p), positionQty: Math.max(0, p.availableQty) },
      }));
      const shared = allocateByNeed(needs, spare, { leastChance: 0.3 });
      if (!shared.ok) continue;
      for (const { locationId, quantity } of shared.value.allocations) {
        const place = shops.find((p) => p.locationId === locationId)!;
        if (quantity > 0) addTransfer(byShop, style, sku, place, quantity, demandOf(place));
      }
    }
    return [...byShop.values()];
  });
}

function addTransfer(
  byShop: Map<string, PlanTransfer>,
  style: PlanStyle,
  sku: PlanSku,
  place: PlaceDemand,
  qty: number,
  demand: Demand,
): void {
  const toLocationId = place.locationId;
  const transfer = byShop.get(toLocationId) ?? {
    ...{ styleId: style.styleId, toLocationId, lines: [] },
    ...{ worthMinor: 0, worthHighMinor: 0, availableThere: 0, perDay: 0 },
  };
  byShop.set(toLocationId, transfer);
  const margin = sku.netPriceMinor - sku.unitCostMinor;
  const exceedance = makeExceedance(demand);
  const had = Math.max(0, place.availableQty);
  transfer.lines.push({ skuId: sku.skuId, qty });
  transfer.worthMinor += Math.round((expectedSales(exceedance, had + qty) - expectedSales(exceedance, had)) * margin);
  transfer.worthHighMinor += Math.round(qty * margin);
  transfer.availableThere += place.availableQty;
  transfer.perDay += place.perDay;
}
