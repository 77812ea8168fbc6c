import type { Ctx } from "../../platform/context.ts";

/** An active promise, as read under the lock of its level. */
export interface HeldRow {
  id: string;
  lineId: string;
  skuId: string;
  locationId: string;
  qty: number;
  backorderedQty: number;
}

/** The active reservations of a document. */
export async function readHeld(ctx: Ctx, documentId: string): Promise<HeldRow[]> {
  return ctx.sql<HeldRow[]>`
    select id, document_line_id as "lineId", sku_id as "skuId", location_id as "locationId", qty,
           backordered_qty as "backorderedQty"
    from reservation
    where tenant_id = ${ctx.tenantId} and document_id = ${documentId} and status = 'active'
    order by created_at, id`;
}

/** Locks the levels that a document's reservations stand on, in key order: who changes a reservation holds its level. */
export async function lockHeldLevels(ctx: Ctx, documentId: string): Promise<void> {
  await ctx.sql`
    select from stock_level l
    where (l.tenant_id, l.sku_id, l.location_id) in (
      select v.tenant_id, v.sku_id, v.location_id from reservation v
      where v.tenant_id = ${ctx.tenantId} and v.document_id = ${documentId} and v.status = 'active')
    order by l.sku_id, l.location_id
    for no key update of l`;
}
