import { salesApi } from "@selvedge/contract";
import type { Ctx } from "../../platform/context.ts";
import { AppError } from "../../platform/errors.ts";
import { command } from "../../platform/runner.ts";
import { releaseReservations } from "../inventory/index.ts";
import { changeStatus } from "./change-status.ts";
import { lockOrder, type OrderRow } from "./order-row.ts";

export const confirmOrder = command(salesApi.confirmOrder, async (ctx, input) =>
  changeStatus(ctx, await lockOrder(ctx, input.id, input.version), "confirm"),
);

export const holdOrder = command(salesApi.holdOrder, async (ctx, input) =>
  changeStatus(ctx, await lockOrder(ctx, input.id, input.version), "hold", input.reason),
);

export const resumeOrder = command(salesApi.resumeOrder, async (ctx, input) =>
  changeStatus(ctx, await lockOrder(ctx, input.id, input.version), "resume"),
);

/**
 * Cancels what is not shipped: exactly that is released, and marked cancelled on the lines. Money already taken stays
 * the customer's advance until it is refunded.
 */
export const cancelOrder = command(salesApi.cancelOrder, async (ctx, input) =>
  cancelOrderStep(ctx, await lockOrder(ctx, input.id, input.version), input.reason),
);

/** As {@link cancelOrder}, of an order that is locked. @throws wrong_state when nothing is left to cancel */
export async function cancelOrderStep(ctx: Ctx, order: OrderRow, reason: string) {
  const partlyShipped = order.status === "partially_shipped" || order.heldFrom === "partially_shipped";
  const changed = await changeStatus(ctx, order, partlyShipped ? "cancel_rest" : "cancel", reason);
  const lines = await ctx.sql`
    update sales_order_line set cancelled_qty = qty - shipped_qty
    where tenant_id = ${ctx.tenantId} and order_id = ${order.id} and shipped_qty + cancelled_qty < qty returning 1`;
  if (lines.length === 0) throw new AppError("wrong_state", `Everything of order ${order.number} has shipped already.`);
  await releaseReservations(ctx, { documentId: order.id });
  return changed;
}
