import { mulDivRound, postFact } from "@selvedge/domain";
import type { Ctx } from "../../platform/context.ts";
import { newId } from "../../platform/ids.ts";
import { postEntries } from "../ledger/index.ts";
import { readNewestCosts } from "./cost-layers.ts";
import { lockOrMakeLevels, readLevels, sortedKeys } from "./levels.ts";
import { getVirtualLocation } from "./locations.ts";
import { getLevel, openStockChange, postStockChange } from "./stock-change.ts";

/** Pieces that were in somebody's hand although the books had none to spare. */
export interface MissingPieces {
  skuId: string;
  qty: number;
  /** What was on hand and free before, where the books fell short. */
  availableQty: number;
}

/**
 * Makes sure that pieces which already left a shop can be booked out of it: what the books do not have free there is
 * taken in as found, at the newest known cost, with its move and entry. The levels stay locked, so that the issue that
 * follows in this transaction finds them.
 * @returns the SKUs of which pieces were missing, for somebody to look into.
 */
export async function findMissingStock(
  ctx: Ctx,
  input: {
    locationId: string;
    lines: readonly { skuId: string; qty: number }[];
    documentType: string;
    documentId: string;
    note: string;
  },
): Promise<MissingPieces[]> {
  const { locationId, documentType, documentId, note } = input;
  const wanted = new Map<string, number>();
  for (const { skuId, qty } of input.lines) wanted.set(skuId, (wanted.get(skuId) ?? 0) + qty);
  if (wanted.size === 0) return [];
  const keys = sortedKeys([...wanted.keys()].map((skuId) => ({ skuId, locationId })));
  const [, levels] = await Promise.all([lockOrMakeLevels(ctx, keys), readLevels(ctx, keys)]);
  const change = openStockChange(levels);
  const missing = levels.flatMap(({ skuId, onHandQty, reservedQty }) => {
    const availableQty = onHandQty - reservedQty;
    const qty = wanted.get(skuId)! - availableQty;
    return qty > 0 ? [{ skuId, qty, availableQty }] : [];
  });
  if (missing.length === 0) return [];
  const [adjustments, costs] = await Promise.all([
    getVirtualLocation(ctx, "adjustment"),
    readNewestCosts(
      ctx,
      missing.map((m) => m.skuId),
    ),
  ]);
  for (const { skuId, qty } of missing) {
    const known = costs.get(skuId);
    const valueMinor = known ? mulDivRound(known.valueMinor, qty, known.qty) : 0;
    const move = { id: newId(), skuId, qty, valueMinor };
    getLevel(change, { skuId, locationId }).onHandQty += qty;
    change.moves.push({ ...move, fromLocationId: adjustments.id, toLocationId: locationId });
    change.newLayers.push({ id: newId(), skuId, moveId: move.id, qty, valueMinor });
  }
  const valueMinor = change.moves.reduce((sum, move) => sum + move.valueMinor, 0);
  const document = { documentType, documentId };
  await postStockChange(ctx, change, { reason: "count", note, ...document, movedOn: ctx.today });
  await postEntries(ctx, [
    {
      ...document,
      ...{ purpose: "stock_found", postedOn: ctx.today, memo: note },
      lines: postFact({ kind: "stock_adjusted", valueMinor }),
    },
  ]);
  return missing;
}
