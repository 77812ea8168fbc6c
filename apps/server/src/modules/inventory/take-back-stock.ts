import { postFact } from "@selvedge/domain";
import type { Ctx } from "../../platform/context.ts";
import { newId } from "../../platform/ids.ts";
import { postEntries } from "../ledger/index.ts";
import { fillBackorders } from "./fill-backorders.ts";
import { lockOrMakeLevels, readLevels, sortedKeys } from "./levels.ts";
import { getStockLocation, getVirtualLocation } from "./locations.ts";
import { getLevel, openStockChange, postStockChange } from "./stock-change.ts";

export interface TakeBackStock {
  documentType: string;
  documentId: string;
  /** Business date. */
  movedOn: string;
  /** Where sellable pieces go; damaged ones go to quarantine. */
  toLocationId: string;
  lines: readonly {
    lineId: string;
    skuId: string;
    qty: number;
    condition: "sellable" | "damaged";
    /** What these pieces cost when they were issued, in all. */
    valueMinor: number;
  }[];
}

/**
 * Takes goods back from a customer at what they cost when they left: sellable pieces to the location, damaged ones to
 * quarantine, where nothing is sold from. Both are ours again and carry a cost layer; scrapping quarantine posts the loss.
 * @throws not_found for an unknown location; period_closed
 */
export async function takeBackStock(ctx: Ctx, input: TakeBackStock): Promise<{ valueMinor: number }> {
  if (input.lines.length === 0) return { valueMinor: 0 };
  const location = await getStockLocation(ctx, input.toLocationId, "locationId");
  const [customers, quarantine] = await Promise.all([
    getVirtualLocation(ctx, "customer"),
    getVirtualLocation(ctx, "quarantine"),
  ]);
  const placed = input.lines.map((line) => ({
    ...line,
    locationId: line.condition === "damaged" ? quarantine.id : location.id,
  }));
  const keys = sortedKeys(placed);
  const [, levels] = await Promise.all([lockOrMakeLevels(ctx, keys), readLevels(ctx, keys)]);
  const change = openStockChange(levels);
  for (const { lineId, skuId, qty, valueMinor, locationId } of placed) {
    const moveId = newId();
    getLevel(change, { skuId, locationId }).onHandQty += qty;
    change.moves.push({
      ...{ id: moveId, skuId, qty, valueMinor, lineId },
      fromLocationId: customers.id,
      toLocationId: locationId,
    });
    change.newLayers.push({ id: newId(), skuId, moveId, qty, valueMinor });
  }
  await fillBackorders(ctx, change);
  const { documentType, documentId, movedOn } = input;
  const valueMinor = input.lines.reduce((sum, line) => sum + line.valueMinor, 0);
  await Promise.all([
    postStockChange(ctx, change, { reason: "return", documentType, documentId, movedOn }),
    postEntries(ctx, [
      {
        ...{ documentType, documentId, purpose: "cost_of_goods", postedOn: movedOn },
        lines: postFact({ kind: "goods_returned", costMinor: valueMinor }),
      },
    ]),
  ]);
  return { valueMinor };
}
