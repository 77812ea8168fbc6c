import { inventoryApi, type ParsedInputOf } from "@selvedge/contract";
import { postFact } from "@selvedge/domain";
import type { Ctx } from "../../platform/context.ts";
import { newId } from "../../platform/ids.ts";
import { command } from "../../platform/runner.ts";
import { postEntries } from "../ledger/index.ts";
import { fillBackorders } from "./fill-backorders.ts";
import { lockOrMakeLevels, readLevels, sortedKeys } from "./levels.ts";
import { getStockLocation, getVirtualLocation } from "./locations.ts";
import { assertSkusExist } from "./skus.ts";
import { getLevel, openStockChange, postStockChange } from "./stock-change.ts";

/** Takes goods in with their cost: a cost layer per line, inventory against goods received not invoiced. */
export const receiveStock = command(inventoryApi.receiveStock, (ctx, input) => receiveStockStep(ctx, input));

export type ReceiveStock = Omit<ParsedInputOf<typeof inventoryApi.receiveStock>, "reason"> & {
  reason?: "receipt" | "opening";
  /** The document behind it, when there is one (a purchase's goods receipt); else the receipt stands for itself. */
  document?: { type: string; id: string };
};

/**
 * The step behind every receipt. Stock taken in as `opening` is posted against opening equity. Backorders of those SKUs
 * at that location are filled, oldest first.
 * @throws not_found for an unknown location or SKU; period_closed
 */
export async function receiveStockStep(ctx: Ctx, input: ReceiveStock) {
  const location = await getStockLocation(ctx, input.locationId, "locationId");
  const suppliers = await getVirtualLocation(ctx, "supplier");
  const keys = sortedKeys(input.lines.map(({ skuId }) => ({ skuId, locationId: location.id })));
  await assertSkusExist(
    ctx,
    input.lines.map((line) => line.skuId),
  );
  const [, levels] = await Promise.all([lockOrMakeLevels(ctx, keys), readLevels(ctx, keys)]);
  const change = openStockChange(levels);
  for (const { skuId, qty, unitCostMinor } of input.lines) {
    const valueMinor = qty * unitCostMinor;
    const moveId = newId();
    getLevel(change, { skuId, locationId: location.id }).onHandQty += qty;
    change.moves.push({
      ...{ id: moveId, skuId, qty, valueMinor },
      fromLocationId: suppliers.id,
      toLocationId: location.id,
    });
    change.newLayers.push({ id: newId(), skuId, moveId, qty, valueMinor });
  }
  await fillBackorders(ctx, change);
  const { reason = "receipt", note, receivedOn: movedOn = ctx.today } = input;
  const { type: documentType, id: documentId } = input.document ?? { type: "stock_receipt", id: newId() };
  const valueMinor = change.moves.reduce((sum, move) => sum + move.valueMinor, 0);
  await Promise.all([
    postStockChange(ctx, change, { reason, note, documentType, documentId, movedOn }),
    postEntries(ctx, [
      {
        ...{ documentType, documentId, purpose: "stock_received", postedOn: movedOn },
        memo: note ?? null,
        lines: receiptLines(reason, valueMinor),
      },
    ]),
  ]);
  return { documentId, moves: change.moves.length, valueMinor };
}

function receiptLines(reason: "receipt" | "opening", valueMinor: number) {
  return reason === "opening"
    ? postFact({ kind: "opening_balance", balances: [{ accountRole: "inventory", amountMinor: valueMinor }] })
    : postFact({ kind: "stock_received", valueMinor });
}
