import type { Ctx } from "../../platform/context.ts";
import { AppError } from "../../platform/errors.ts";
import { fillBackorders } from "./fill-backorders.ts";
import type { Level } from "./levels.ts";
import { type HeldRow, lockHeldLevels, readHeld } from "./reservations.ts";
import { getLevel, openStockChange, postStockChange, type StockChange } from "./stock-change.ts";

export interface ReleasedLine {
  lineId: string;
  releasedQty: number;
  backorderedQty: number;
}

/**
 * Gives back what a document holds: all of it, or some pieces of some lines (what is owed first, then what is held).
 * Freed pieces go to those who are owed them at that location. The caller holds the document's own lock.
 * @returns per line how many held pieces were freed and how many owed pieces are not owed any more.
 * @throws over_applied when a line does not hold that many.
 */
export async function releaseReservations(
  ctx: Ctx,
  input: { documentId: string; lines?: readonly { lineId: string; qty: number }[] },
): Promise<ReleasedLine[]> {
  return giveBack(ctx, input.documentId, input.lines ?? null, "released");
}

/** As {@link releaseReservations}, with the status that tells why. */
export async function giveBack(
  ctx: Ctx,
  documentId: string,
  lines: readonly { lineId: string; qty: number }[] | null,
  status: "released" | "expired",
): Promise<ReleasedLine[]> {
  const [, held, levels] = await Promise.all([
    lockHeldLevels(ctx, documentId),
    readHeld(ctx, documentId),
    readHeldLevels(ctx, documentId),
  ]);
  const change = openStockChange(levels);
  const released = lines
    ? lines.map((line) => releaseLine(change, held, line, status))
    : held.map((row) => releaseRow(change, row, row.qty + row.backorderedQty, status));
  if (change.reservations.size === 0) return [];
  await fillBackorders(ctx, change);
  await postStockChange(ctx, change, null);
  return released;
}

async function readHeldLevels(ctx: Ctx, documentId: string): Promise<Level[]> {
  return ctx.sql<Level[]>`
    select l.sku_id as "skuId", l.location_id as "locationId", l.on_hand_qty as "onHandQty",
           l.reserved_qty as "reservedQty", l.backordered_qty as "backorderedQty", l.version,
           s.reorder_point as "reorderPoint"
    from stock_level l
    join sku s on s.tenant_id = l.tenant_id and s.id = l.sku_id
    where (l.tenant_id, l.sku_id, l.location_id) in (
      select v.tenant_id, v.sku_id, v.location_id from reservation v
      where v.tenant_id = ${ctx.tenantId} and v.document_id = ${documentId} and v.status = 'active')`;
}

function releaseLine(
  change: StockChange,
  held: HeldRow[],
  line: { lineId: string; qty: number },
  status: "released" | "expired",
): ReleasedLine {
  const released: ReleasedLine = { lineId: line.lineId, releasedQty: 0, backorderedQty: 0 };
  let left = line.qty;
  for (const row of held) {
    if (row.lineId !== line.lineId || left === 0) continue;
    const part = releaseRow(change, row, Math.min(left, row.qty + row.backorderedQty), status);
    released.releasedQty += part.releasedQty;
    released.backorderedQty += part.backorderedQty;
    left -= part.releasedQty + part.backorderedQty;
  }
  if (left > 0) throw new AppError("over_applied", "A line does not hold that many pieces.", { details: { ...line } });
  return released;
}

function releaseRow(change: StockChange, row: HeldRow, qty: number, status: "released" | "expired"): ReleasedLine {
  const backorderedQty = Math.min(qty, row.backorderedQty);
  const releasedQty = qty - backorderedQty;
  row.qty -= releasedQty;
  row.backorderedQty -= backorderedQty;
  const level = getLevel(change, row);
  level.reservedQty -= releasedQty;
  level.backorderedQty -= backorderedQty;
  const over = row.qty === 0 && row.backorderedQty === 0;
  change.reservations.set(row.id, {
    id: row.id,
    qty: row.qty,
    backorderedQty: row.backorderedQty,
    status: over ? status : "active",
  });
  return { lineId: row.lineId, releasedQty, backorderedQty };
}
