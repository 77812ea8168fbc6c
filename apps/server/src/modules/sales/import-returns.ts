import { invariant } from "@selvedge/domain";
import type { Ctx } from "../../platform/context.ts";
import { jsonRows } from "../../platform/db.ts";

/** Pieces of a past order that came back, and the money given back for them (minor units). */
export interface PastOrderReturn {
  orderId: string;
  at: string;
  reason: string;
  refundedMinor: number;
  lines: readonly { orderLineId: string; qty: number }[];
}

interface ReturnedOrder {
  id: string;
  fromStatus: string;
  status: string;
  refundedMinor: number;
  version: number;
}

/**
 * Records on past orders what came back of them, at most one return per order and call, three statements whatever their
 * number: returned quantities, status, refunded sum, history, one event each.
 */
export async function importReturns(ctx: Ctx, returns: readonly PastOrderReturn[]): Promise<void> {
  if (returns.length === 0) return;
  const { sql, tenantId } = ctx;
  const byOrder = new Map(returns.map((r) => [r.orderId, r]));
  invariant(byOrder.size === returns.length, "one return per order and call");
  const lines = returns.flatMap((r) => r.lines);
  await sql`
    update sales_order_line l set returned_qty = l.returned_qty + r.qty
    from jsonb_to_recordset(${jsonRows(sql, lines)}::jsonb) as r("orderLineId" uuid, qty int)
    where l.tenant_id = ${tenantId} and l.id = r."orderLineId"`;
  const heads = returns.map(({ orderId, refundedMinor }) => ({ orderId, refundedMinor }));
  const changed = await sql<ReturnedOrder[]>`
    with given as (
      select r.*, not exists (
        select from sales_order_line l
        where l.tenant_id = ${tenantId} and l.order_id = r."orderId" and l.returned_qty < l.shipped_qty) as whole
      from jsonb_to_recordset(${jsonRows(sql, heads)}::jsonb) as r("orderId" uuid, "refundedMinor" bigint)
    )
    update sales_order o set status = case when g.whole then 'returned' else o.status end,
           refunded_minor = o.refunded_minor + g."refundedMinor", version = o.version + 1
    from given g join sales_order b on b.tenant_id = ${tenantId} and b.id = g."orderId"
    where o.tenant_id = ${tenantId} and o.id = g."orderId"
    returning o.id, b.status as "fromStatus", o.status, o.refunded_minor as "refundedMinor", o.version`;
  const history = changed.map(({ id, fromStatus, status }) => ({
    ...{ id, fromStatus, status, trigger: status === "returned" ? "return_all" : "return_part" },
    ...{ note: byOrder.get(id)!.reason, at: byOrder.get(id)!.at },
  }));
  await sql`
    insert into sales_order_history (tenant_id, order_id, seq, from_status, to_status, trigger, note, actor_type, at)
    select ${tenantId}, r.id,
           (select max(seq) + 1 from sales_order_history h where h.tenant_id = ${tenantId} and h.order_id = r.id),
           r."fromStatus", r.status, r.trigger, r.note, 'system', r.at
    from jsonb_to_recordset(${jsonRows(sql, history)}::jsonb)
      as r(id uuid, "fromStatus" text, status text, trigger text, note text, at timestamptz)`;
  for (const { id, fromStatus, ...after } of changed) {
    const note = byOrder.get(id)!.reason;
    ctx.emit({
      ...{ type: "sales.order_returned", entityType: "sales_order", entityId: id, before: { status: fromStatus } },
      after: { ...after, note },
    });
  }
}
