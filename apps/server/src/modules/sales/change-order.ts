import { salesApi } from "@selvedge/contract";
import { AppError } from "../../platform/errors.ts";
import { command } from "../../platform/runner.ts";
import { releaseReservations } from "../inventory/index.ts";
import { changeStatus } from "./change-status.ts";
import { lockOrder } from "./order-row.ts";

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
export const cancelOrder = command(salesApi.cancelOrder, async (ctx, input) => {
  const order = await lockOrder(ctx, input.id, input.version);
  const partlyShipped = order.status === "partially_shipped" || order.heldFrom === "partially_shipped";
  const changed = await changeStatus(ctx, order, partlyShipped ? "cancel_rest" : "cancel", input.reason);
  const lines = await ctx.sql`
    update sales_order_line set cancelled_qty = qty - shipped_qty
    where tenant_id = ${ctx.tenantId} and order_id = ${order.id} and shipped_qty + cancelled_qty < qty returning 1`;
  if (lines.length === 0) throw new AppError("wrong_state", `Everything of order ${order.number} has shipped already.`);
  await releaseReservations(ctx, { documentId: order.id });
  return changed;
});
