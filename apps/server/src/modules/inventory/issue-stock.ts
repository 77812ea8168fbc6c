import { postFact } from "@selvedge/domain";
import type { Ctx } from "../../platform/context.ts";
import { newId } from "../../platform/ids.ts";
import { postEntries } from "../ledger/index.ts";
import { consumeForMove, lockEnoughLayers, lockLayers } from "./cost-layers.ts";
import { lockLevels, sortedKeys } from "./levels.ts";
import { getVirtualLocation } from "./locations.ts";
import { type HeldRow, readHeld } from "./reservations.ts";
import { shortageError } from "./reserve-stock.ts";
import { findLevel, openStockChange, postStockChange, type StockChange } from "./stock-change.ts";

export interface IssueStock {
  documentType: string;
  documentId: string;
  /** Business date. */
  movedOn: string;
  fromLocationId: string;
  /** What is written on the moves; `shipment` when left out. */
  reason?: "shipment" | "sale";
  /** Goods only. */
  lines: readonly { lineId: string; skuId: string; qty: number }[];
  /** The document whose lines hold the pieces; what a line does not hold comes from what is available. */
  consumeReservationsOf: string | null;
}

export interface IssuedStock {
  /** Cost of goods per line, in the order given, minor units. */
  lines: { lineId: string; valueMinor: number }[];
  valueMinor: number;
}

/**
 * Sends goods to a customer: on hand and reserved fall, cost layers are used up (FIFO or average), and cost of goods is
 * posted against inventory. Two round trips and the ledger's, whatever the number of lines. Locks: levels in key order,
 * then cost layers in key order.
 * @throws out_of_stock with shortages when pieces are not there, or are promised to others; nothing happened.
 */
export async function issueStock(ctx: Ctx, input: IssueStock): Promise<IssuedStock> {
  if (input.lines.length === 0) return { lines: [], valueMinor: 0 };
  const { fromLocationId, consumeReservationsOf } = input;
  const customers = await getVirtualLocation(ctx, "customer");
  const wanted = new Map<string, number>();
  for (const line of input.lines) wanted.set(line.skuId, (wanted.get(line.skuId) ?? 0) + line.qty);
  const keys = sortedKeys([...wanted.keys()].map((skuId) => ({ skuId, locationId: fromLocationId })));
  const [levels, held, firstLook] = await Promise.all([
    lockLevels(ctx, keys),
    consumeReservationsOf ? readHeld(ctx, consumeReservationsOf) : [],
    lockLayers(ctx, wanted),
  ]);
  const change = openStockChange(levels);
  await takeOffLevels(ctx, change, input, heldByLine(held, fromLocationId));
  const open = await lockEnoughLayers(ctx, wanted, firstLook);
  const lines = input.lines.map((line) => {
    const move = { id: newId(), skuId: line.skuId, qty: line.qty, lineId: line.lineId };
    const valueMinor = consumeForMove(ctx, change, open, move);
    change.moves.push({ ...move, fromLocationId, toLocationId: customers.id, valueMinor });
    return { lineId: line.lineId, valueMinor };
  });
  const valueMinor = lines.reduce((sum, line) => sum + line.valueMinor, 0);
  const { documentType, documentId, movedOn, reason = "shipment" } = input;
  await Promise.all([
    postStockChange(ctx, change, { reason, documentType, documentId, movedOn }),
    postEntries(ctx, [
      {
        ...{ documentType, documentId, purpose: "cost_of_goods", postedOn: movedOn },
        lines: postFact({ kind: "goods_shipped", costMinor: valueMinor }),
      },
    ]),
  ]);
  return { lines, valueMinor };
}

/** Lowers on hand, and what the document's own lines hold and are owed. */
async function takeOffLevels(
  ctx: Ctx,
  change: StockChange,
  input: IssueStock,
  held: Map<string, HeldRow[]>,
): Promise<void> {
  const short = new Map<string, { skuId: string; locationId: string; wantedQty: number; availableQty: number }>();
  const locationId = input.fromLocationId;
  for (const { lineId, skuId, qty } of input.lines) {
    const level = findLevel(change, { skuId, locationId });
    const own = held.get(`${lineId} ${skuId}`) ?? [];
    const free = level ? level.onHandQty - level.reservedQty : 0;
    const ownQty = own.reduce((sum, row) => sum + row.qty, 0);
    if (!level || qty > ownQty + free) {
      const seen = short.get(skuId);
      const availableQty = (seen?.availableQty ?? free) + ownQty;
      short.set(skuId, { skuId, locationId, wantedQty: (seen?.wantedQty ?? 0) + qty, availableQty });
      continue;
    }
    level.onHandQty -= qty;
    let left = qty;
    for (const row of own) {
      const used = Math.min(left, row.qty);
      row.qty -= used;
      level.reservedQty -= used;
      left -= used;
    }
    for (const row of own) {
      const delivered = Math.min(left, row.backorderedQty);
      row.backorderedQty -= delivered;
      level.backorderedQty -= delivered;
      left -= delivered;
    }
    for (const { id, qty: heldQty, backorderedQty } of own) {
      const status = heldQty === 0 && backorderedQty === 0 ? "consumed" : "active";
      change.reservations.set(id, { id, qty: heldQty, backorderedQty, status });
    }
  }
  if (short.size > 0) throw await shortageError(ctx, [...short.values()]);
}

/** What the lines hold where the goods leave from. */
function heldByLine(held: readonly HeldRow[], locationId: string): Map<string, HeldRow[]> {
  const byLine = new Map<string, HeldRow[]>();
  for (const row of held) {
    if (row.locationId !== locationId) continue;
    const key = `${row.lineId} ${row.skuId}`;
    const rows = byLine.get(key);
    if (rows) rows.push(row);
    else byLine.set(key, [row]);
  }
  return byLine;
}
