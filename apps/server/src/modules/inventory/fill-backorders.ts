import { invariant } from "@selvedge/domain";
import type { Ctx } from "../../platform/context.ts";
import { jsonRows } from "../../platform/db.ts";
import { keyOf, type LevelKey } from "./levels.ts";
import type { StockChange } from "./stock-change.ts";

interface OwedRow {
  id: string;
  skuId: string;
  locationId: string;
  documentType: string;
  documentId: string;
  lineId: string;
  qty: number;
  backorderedQty: number;
}

/**
 * Gives pieces that became available to those who are owed them at that location, oldest promise first. Works on the
 * change's levels, which are locked; costs a statement only where something is owed and something is there.
 */
export async function fillBackorders(ctx: Ctx, change: StockChange): Promise<void> {
  const givable = [...change.levels.values()].filter(
    ({ after }) => after.backorderedQty > 0 && after.onHandQty > after.reservedQty,
  );
  if (givable.length === 0) return;
  const owed = await readOwed(
    ctx,
    givable.map(({ after }) => after),
  );
  for (const row of owed) {
    const level = change.levels.get(keyOf(row))?.after;
    invariant(level, "what is owed belongs to a locked level");
    const promise = change.reservations.get(row.id) ?? {
      id: row.id,
      qty: row.qty,
      backorderedQty: row.backorderedQty,
      status: "active" as const,
    };
    const given = Math.min(promise.backorderedQty, level.onHandQty - level.reservedQty);
    if (given <= 0 || promise.status !== "active") continue;
    promise.qty += given;
    promise.backorderedQty -= given;
    level.reservedQty += given;
    level.backorderedQty -= given;
    change.reservations.set(row.id, promise);
    const { documentType, documentId, lineId, skuId, locationId } = row;
    ctx.emit({
      type: "inventory.backorder_filled",
      entityType: "reservation",
      entityId: row.id,
      before: { qty: row.qty, backorderedQty: row.backorderedQty },
      after: {
        ...{ documentType, documentId, lineId, skuId, locationId, filledQty: given },
        qty: promise.qty,
        backorderedQty: promise.backorderedQty,
      },
    });
  }
}

async function readOwed(ctx: Ctx, keys: readonly LevelKey[]): Promise<OwedRow[]> {
  const { sql, tenantId } = ctx;
  return sql<OwedRow[]>`
    select v.id, v.sku_id as "skuId", v.location_id as "locationId", v.document_type as "documentType",
           v.document_id as "documentId", v.document_line_id as "lineId", v.qty, v.backordered_qty as "backorderedQty"
    from jsonb_to_recordset(${jsonRows(sql, keys)}::jsonb) as r("skuId" uuid, "locationId" uuid)
    join reservation v on v.tenant_id = ${tenantId} and v.sku_id = r."skuId" and v.location_id = r."locationId"
    where v.status = 'active' and v.backordered_qty > 0
    order by v.created_at, v.id`;
}
