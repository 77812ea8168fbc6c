import { allowedEvents, nextStatus, type SalesOrderEvent, type SalesOrderStatus } from "@selvedge/domain";
import type { Ctx } from "../../platform/context.ts";
import { AppError } from "../../platform/errors.ts";
import type { OrderRow } from "./order-row.ts";

/**
 * Moves a locked order along its state machine: status, history row and event together.
 * @throws wrong_state naming what can be done instead; nothing changes then
 */
export async function changeStatus(
  ctx: Ctx,
  order: OrderRow,
  trigger: SalesOrderEvent,
  note?: string,
): Promise<{ orderId: string; status: SalesOrderStatus; version: number }> {
  const to = nextStatus(order.status, trigger, order.heldFrom);
  if (!to) {
    const allowed = allowedEvents(order.status, order.heldFrom);
    throw new AppError(
      "wrong_state",
      `Order ${order.number} is ${words(order.status)}; it cannot ${words(trigger)} now.`,
      {
        details: { status: order.status, allowed },
      },
    );
  }
  const heldFrom = to === "on_hold" ? order.status : null;
  const [row] = await ctx.sql<{ version: number }[]>`
    with moved as (
      update sales_order set status = ${to}, held_from = ${heldFrom}, version = version + 1
      where tenant_id = ${ctx.tenantId} and id = ${order.id} returning version
    ), written as (
      insert into sales_order_history (tenant_id, order_id, seq, from_status, to_status, trigger, note, actor_type, actor_id, at)
      select ${ctx.tenantId}, ${order.id},
             (select max(seq) + 1 from sales_order_history where tenant_id = ${ctx.tenantId} and order_id = ${order.id}),
             ${order.status}, ${to}, ${trigger}, ${note ?? null}, ${ctx.actor.type}, ${ctx.actor.id}::uuid,
             greatest(${ctx.now}::timestamptz,
                      (select max(at) from sales_order_history where tenant_id = ${ctx.tenantId} and order_id = ${order.id}))
    )
    select version from moved`;
  ctx.emit({
    type: "sales.order_status_changed",
    entityType: "sales_order",
    entityId: order.id,
    before: { status: order.status },
    after: { status: to, trigger, note: note ?? null, channelKind: order.channelKind, version: row!.version },
  });
  order.status = to;
  order.heldFrom = heldFrom;
  order.version = row!.version;
  return { orderId: order.id, status: to, version: row!.version };
}

function words(code: string): string {
  return code.replaceAll("_", " ");
}
