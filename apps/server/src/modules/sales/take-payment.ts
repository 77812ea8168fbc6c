import { billingApi } from "@selvedge/contract";
import type { Ctx } from "../../platform/context.ts";
import { AppError } from "../../platform/errors.ts";
import { command } from "../../platform/runner.ts";
import {
  assertSandboxSignature,
  capturePayment,
  openSandboxPayment,
  recordProviderEvent,
  refundOut,
} from "../payments/index.ts";
import { applyPaymentsOfOrder } from "../receivables/index.ts";
import { changeStatus } from "./change-status.ts";
import { lockOrder } from "./order-row.ts";
import { recordPaid, recordRefunded } from "./record-facts.ts";

/** Takes money for an order: applied to its open invoices, the rest kept as the customer's advance. */
export const takePayment = command(billingApi.takePayment, async (ctx, input) => {
  const order = await lockOrder(ctx, input.id);
  if (order.status === "cancelled")
    throw new AppError("wrong_state", `Order ${order.number} is cancelled; it takes no money.`);
  const { paymentId } = await capturePayment(ctx, {
    method: input.method,
    amountMinor: input.amountMinor,
    orderId: order.id,
    customerId: order.customerId,
    paidOn: ctx.today,
  });
  await recordPaid(ctx, order, input.amountMinor);
  const { appliedMinor } = await applyPaymentsOfOrder(ctx, order.id, ctx.today);
  return { paymentId, appliedMinor, unappliedMinor: Math.max(0, input.amountMinor - appliedMinor) };
});

/** Gives back what is unapplied of a payment, wholly or in part. */
export const refundPayment = command(billingApi.refundPayment, (ctx, { id, amountMinor, reason }) =>
  refundPaymentStep(ctx, { paymentId: id, amountMinor, reason }),
);

/** As {@link refundPayment}, inside somebody's transaction. */
export async function refundPaymentStep(
  ctx: Ctx,
  input: { paymentId: string; amountMinor?: number | undefined; reason: string },
): Promise<{ paymentId: string; amountMinor: number }> {
  const refund = await refundOut(ctx, { ...input, refundedOn: ctx.today });
  if (refund.orderId) await recordRefunded(ctx, await lockOrder(ctx, refund.orderId), refund.amountMinor);
  return { paymentId: refund.paymentId, amountMinor: refund.amountMinor };
}

export const startSandboxPayment = command(billingApi.startSandboxPayment, async (ctx, input) => {
  const order = await lockOrder(ctx, input.id);
  if (order.status === "cancelled")
    throw new AppError("wrong_state", `Order ${order.number} is cancelled; it takes no money.`);
  return openSandboxPayment(ctx, { orderId: order.id, customerId: order.customerId, amountMinor: input.amountMinor });
});

/**
 * What the sandbox provider reports, in any order and as often as it likes: money set aside confirms a pending order; the
 * first report of a capture takes the money, confirms it if need be and pays its invoices; every other changes nothing.
 */
export const recordSandboxEvent = command(
  billingApi.sandboxWebhook,
  async (ctx, input) => {
    assertSandboxSignature(ctx);
    const { outcome, payment } = await recordProviderEvent(ctx, { provider: "sandbox", ...input });
    if (outcome === "recorded" && payment?.status === "authorised" && payment.orderId) {
      const order = await lockOrder(ctx, payment.orderId);
      if (order.status === "pending") await changeStatus(ctx, order, "confirm", "Money set aside");
    }
    if (outcome === "recorded" && payment?.status === "captured" && payment.orderId) {
      const order = await lockOrder(ctx, payment.orderId);
      await recordPaid(ctx, order, payment.amountMinor);
      if (order.status === "pending") await changeStatus(ctx, order, "confirm", "Payment captured");
      await applyPaymentsOfOrder(ctx, order.id, ctx.today);
    }
    return { outcome };
  },
  {
    async prepare(runtime, input) {
      const [row] = await runtime.sql<{ tenant_id: string }[]>`
        select tenant_id from app.tenant_directory where slug = ${input.tenant}`;
      if (!row) throw new AppError("not_found", "There is no such business.");
      return { tenantId: row.tenant_id, prepared: undefined };
    },
  },
);
