import { billingApi } from "@selvedge/contract";
import type { PaymentStatus, TenderMethod } from "@selvedge/domain";
import type { Ctx } from "../../platform/context.ts";
import { AppError, notFound } from "../../platform/errors.ts";
import { command } from "../../platform/runner.ts";
import { enqueueAsk, hasProvider, type ProviderAction } from "./provider.ts";

interface Reserved {
  id: string;
  method: TenderMethod;
  status: PaymentStatus;
  providerRef: string | null;
  amountMinor: number;
  currency: string;
}

const columns = (ctx: Ctx) =>
  ctx.sql`id, method, status, provider_ref as "providerRef", amount_minor as "amountMinor", currency`;

/** Asks the provider of one payment; nothing of the payment changes until its webhook says what came of it. */
function ask(ctx: Ctx, payment: Reserved, action: ProviderAction): void {
  const { id, method, providerRef, amountMinor, currency } = payment;
  enqueueAsk(ctx, { method, action, providerRef: providerRef!, amountMinor, currency });
  ctx.emit({
    type: action === "capture" ? "payments.capture_asked" : "payments.void_asked",
    entityType: "payment",
    entityId: id,
    after: { providerRef, amountMinor },
  });
}

async function askById(ctx: Ctx, id: string, action: ProviderAction): Promise<void> {
  const [payment] = await ctx.sql<Reserved[]>`
    select ${columns(ctx)} from payment where tenant_id = ${ctx.tenantId} and id = ${id} for no key update`;
  if (!payment) throw notFound("payment");
  if (payment.status !== "authorised" || !payment.providerRef || !hasProvider(payment.method)) {
    throw new AppError(
      "wrong_state",
      "Only money that a bank has set aside can be taken or let go; look at the payment again.",
    );
  }
  ask(ctx, payment, action);
}

export const captureReserved = command(billingApi.capturePayment, async (ctx, input) => {
  await askById(ctx, input.id, "capture");
  return {};
});

export const voidReserved = command(billingApi.voidPayment, async (ctx, input) => {
  await askById(ctx, input.id, "void");
  return {};
});

/** Asks for all that is set aside for an order: to be taken, or to be let go. */
export async function askReservedOfOrder(ctx: Ctx, orderId: string, action: ProviderAction): Promise<void> {
  const reserved = await ctx.sql<Reserved[]>`
    select ${columns(ctx)} from payment
    where tenant_id = ${ctx.tenantId} and order_id = ${orderId} and status = 'authorised' and provider_ref is not null
    order by id for no key update`;
  for (const payment of reserved) if (hasProvider(payment.method)) ask(ctx, payment, action);
}
