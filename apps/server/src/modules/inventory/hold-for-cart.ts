import type { Ctx } from "../../platform/context.ts";
import { jsonRows } from "../../platform/db.ts";
import { lockHeldLevels } from "./reservations.ts";

/**
 * Makes the pieces a cart holds those of an order, without letting them go in between: levels do not change, the
 * promise only gets another owner and no end. Takes the lines of which the cart still holds exactly as many; the others
 * stay with the cart. The caller holds the cart's lock.
 * @returns the order's lines that were handed over
 */
export async function handOverReservations(
  ctx: Ctx,
  input: {
    fromCartId: string;
    toOrderId: string;
    lines: readonly { lineId: string; skuId: string; locationId: string; qty: number }[];
  },
): Promise<Set<string>> {
  const { sql, tenantId } = ctx;
  await lockHeldLevels(ctx, input.fromCartId);
  const rows = await sql<{ id: string; lineId: string; skuId: string; qty: number }[]>`
    update reservation v
    set document_type = 'sales_order', document_id = ${input.toOrderId}, document_line_id = r."lineId", expires_at = null
    from jsonb_to_recordset(${jsonRows(sql, input.lines)}::jsonb)
      as r("lineId" uuid, "skuId" uuid, "locationId" uuid, qty int)
    where v.tenant_id = ${tenantId} and v.document_id = ${input.fromCartId} and v.document_type = 'cart'
      and v.status = 'active' and v.sku_id = r."skuId" and v.location_id = r."locationId" and v.qty = r.qty
      and v.backordered_qty = 0 and v.expires_at > ${ctx.now}
    returning v.id, v.document_line_id as "lineId", v.sku_id as "skuId", v.qty`;
  for (const { id, lineId, skuId, qty } of rows) {
    ctx.emit({
      type: "inventory.reservation_handed_over",
      entityType: "reservation",
      entityId: id,
      before: { documentType: "cart", documentId: input.fromCartId },
      after: { documentType: "sales_order", documentId: input.toOrderId, lineId, skuId, qty },
    });
  }
  return new Set(rows.map((row) => row.lineId));
}

/** Puts off the end of what a cart holds and has not lapsed. The caller holds the cart's lock. */
export async function prolongReservations(ctx: Ctx, cartId: string, expiresAt: Date): Promise<void> {
  await lockHeldLevels(ctx, cartId);
  await ctx.sql`
    update reservation set expires_at = ${expiresAt}
    where tenant_id = ${ctx.tenantId} and document_id = ${cartId} and document_type = 'cart' and status = 'active'
      and expires_at > ${ctx.now}`;
}
