import { inventoryApi, type OutputOf, type ParsedInputOf } from "@selvedge/contract";
import type { Ctx } from "../../platform/context.ts";
import { fieldError } from "../../platform/errors.ts";
import { newId } from "../../platform/ids.ts";
import { command } from "../../platform/runner.ts";
import { fillBackorders } from "./fill-backorders.ts";
import { lockOrMakeLevels, readLevels, sortedKeys } from "./levels.ts";
import { getStockLocation, getVirtualLocation } from "./locations.ts";
import { shortageError } from "./reserve-stock.ts";
import { assertSkusExist } from "./skus.ts";
import { getLevel, openStockChange, postStockChange, type StockChange } from "./stock-change.ts";

/**
 * Sends available pieces to another location, at once or through transit. Cost belongs to the SKU and not to the shelf:
 * nothing is posted, and the moves carry no value. Quarantine may be sent to and from.
 * @throws out_of_stock with shortages; validation_failed; not_found
 */
export const transferStock = command(inventoryApi.transferStock, transferStockStep);

/** The same inside somebody's transaction. */
export async function transferStockStep(
  ctx: Ctx,
  input: ParsedInputOf<typeof inventoryApi.transferStock>,
): Promise<OutputOf<typeof inventoryApi.transferStock>> {
  if (input.fromLocationId === input.toLocationId) throw fieldError("toLocationId", "Another location than the first");
  const from = await getStockLocation(ctx, input.fromLocationId, "fromLocationId", ["quarantine"]);
  const to = await getStockLocation(ctx, input.toLocationId, "toLocationId", ["quarantine"]);
  const arrival = input.inTransit ? await getVirtualLocation(ctx, "transit") : to;
  const documentId = newId();
  const moves = await moveBetween(ctx, {
    ...{ documentId, fromLocationId: from.id, toLocationId: arrival.id },
    note: [input.inTransit ? `To ${to.name}` : null, input.note ?? null].filter((v) => v !== null).join(": ") || null,
    lines: input.lines,
  });
  return { documentId, moves, valueMinor: 0 };
}

/** Moves pieces between two places of ours, in one document. @returns the number of moves */
export async function moveBetween(
  ctx: Ctx,
  transfer: {
    documentId: string;
    fromLocationId: string;
    toLocationId: string;
    note: string | null;
    lines: readonly { skuId: string; qty: number }[];
  },
): Promise<number> {
  const { documentId, fromLocationId, toLocationId, note, lines } = transfer;
  await assertSkusExist(
    ctx,
    lines.map((line) => line.skuId),
  );
  const ends = [fromLocationId, toLocationId];
  const keys = sortedKeys(lines.flatMap(({ skuId }) => ends.map((locationId) => ({ skuId, locationId }))));
  const [, levels] = await Promise.all([lockOrMakeLevels(ctx, keys), readLevels(ctx, keys)]);
  const change = openStockChange(levels);
  await assertAvailable(ctx, change, fromLocationId, lines);
  for (const { skuId, qty } of lines) {
    getLevel(change, { skuId, locationId: fromLocationId }).onHandQty -= qty;
    getLevel(change, { skuId, locationId: toLocationId }).onHandQty += qty;
    change.moves.push({ id: newId(), skuId, qty, valueMinor: 0, fromLocationId, toLocationId });
  }
  await fillBackorders(ctx, change);
  await postStockChange(ctx, change, {
    ...{ reason: "transfer", note, documentType: "stock_transfer", documentId, movedOn: ctx.today },
  });
  return change.moves.length;
}

async function assertAvailable(
  ctx: Ctx,
  change: StockChange,
  locationId: string,
  lines: readonly { skuId: string; qty: number }[],
): Promise<void> {
  const wanted = new Map<string, number>();
  for (const { skuId, qty } of lines) wanted.set(skuId, (wanted.get(skuId) ?? 0) + qty);
  const short = [...wanted].flatMap(([skuId, wantedQty]) => {
    const level = getLevel(change, { skuId, locationId });
    const availableQty = level.onHandQty - level.reservedQty;
    return wantedQty > availableQty ? [{ skuId, locationId, wantedQty, availableQty }] : [];
  });
  if (short.length > 0) throw await shortageError(ctx, short);
}
