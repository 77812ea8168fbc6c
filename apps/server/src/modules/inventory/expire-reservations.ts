import type { Ctx } from "../../platform/context.ts";
import { jsonRows } from "../../platform/db.ts";
import type { JobContext } from "../../platform/jobs.ts";
import { fillBackorders } from "./fill-backorders.ts";
import { type LevelKey, lockLevels, readLevels, sortedKeys } from "./levels.ts";
import type { HeldRow } from "./reservations.ts";
import { getLevel, openStockChange, postStockChange } from "./stock-change.ts";

const levelsAtOnce = 200;

/** Every minute: promises whose time is up return to what is available. */
export async function expireReservations(job: JobContext): Promise<void> {
  let expired = levelsAtOnce;
  while (expired === levelsAtOnce && !job.signal.aborted) {
    expired = await job.transaction(async (ctx) => {
      const keys = await readDueLevels(ctx);
      if (keys.length > 0) {
        await lockLevels(ctx, keys);
        await expireDueAt(ctx, keys);
      }
      return keys.length;
    });
  }
}

async function readDueLevels(ctx: Ctx): Promise<LevelKey[]> {
  const { sql, tenantId } = ctx;
  const rows = await sql<LevelKey[]>`
    select distinct sku_id as "skuId", location_id as "locationId" from reservation
    where tenant_id = ${tenantId} and status = 'active' and expires_at <= ${ctx.now} limit ${levelsAtOnce}`;
  return sortedKeys(rows);
}

/**
 * Ends the promises at some levels whose time is up; freed pieces go to those who are owed them there. The level rows
 * must be locked by an earlier statement.
 * @returns how many promises ended
 */
export async function expireDueAt(ctx: Ctx, keys: readonly LevelKey[]): Promise<number> {
  const [due, levels] = await Promise.all([readDue(ctx, keys), readLevels(ctx, keys)]);
  if (due.length === 0) return 0;
  const change = openStockChange(levels);
  for (const row of due) {
    const level = getLevel(change, row);
    level.reservedQty -= row.qty;
    level.backorderedQty -= row.backorderedQty;
    change.reservations.set(row.id, { id: row.id, qty: 0, backorderedQty: 0, status: "expired" });
    const { documentType, documentId, lineId, skuId, locationId, qty, backorderedQty } = row;
    ctx.emit({
      type: "inventory.reservation_expired",
      entityType: "reservation",
      entityId: row.id,
      before: { qty, backorderedQty },
      after: { documentType, documentId, lineId, skuId, locationId, qty: 0, backorderedQty: 0 },
    });
  }
  await fillBackorders(ctx, change);
  await postStockChange(ctx, change, null);
  return due.length;
}

async function readDue(ctx: Ctx, keys: readonly LevelKey[]) {
  const { sql, tenantId } = ctx;
  return sql<(HeldRow & { documentType: string; documentId: string })[]>`
    select v.id, v.document_type as "documentType", v.document_id as "documentId", v.document_line_id as "lineId",
           v.sku_id as "skuId", v.location_id as "locationId", v.qty, v.backordered_qty as "backorderedQty"
    from jsonb_to_recordset(${jsonRows(sql, keys)}::jsonb) as r("skuId" uuid, "locationId" uuid)
    join reservation v on v.tenant_id = ${tenantId} and v.sku_id = r."skuId" and v.location_id = r."locationId"
    where v.status = 'active' and v.expires_at <= ${ctx.now}
    order by v.created_at, v.id`;
}
