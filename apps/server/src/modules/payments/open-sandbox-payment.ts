import type { Ctx } from "../../platform/context.ts";
import { newId } from "../../platform/ids.ts";

/**
 * Opens a payment at the sandbox provider: pending, and worth nothing to the books until a webhook says captured.
 * The provider's reference is derived from our id, so no call is made inside the transaction.
 */
export async function openSandboxPayment(
  ctx: Ctx,
  payment: { amountMinor: number; orderId: string; customerId: string | null; captureLater?: boolean },
): Promise<{ paymentId: string; providerRef: string }> {
  const { amountMinor, orderId, customerId, captureLater = false } = payment;
  const id = newId();
  const providerRef = `sbx_${id.replaceAll("-", "")}`;
  await ctx.sql`
    insert into payment (tenant_id, id, direction, method, provider_ref, status, amount_minor, currency, customer_id,
                         order_id, capture_later, paid_on)
    values (${ctx.tenantId}, ${id}, 'in', 'sandbox', ${providerRef}, 'pending', ${amountMinor}, ${ctx.tenant.currency},
            ${customerId}, ${orderId}, ${captureLater}, ${ctx.today})`;
  ctx.emit({
    type: "payments.payment_opened",
    entityType: "payment",
    entityId: id,
    after: {
      direction: "in",
      status: "pending",
      method: "sandbox",
      providerRef,
      amountMinor,
      orderId,
      customerId,
      captureLater,
      paidOn: ctx.today,
    },
  });
  return { paymentId: id, providerRef };
}
