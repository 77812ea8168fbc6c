import type { billingApi } from "@selvedge/contract";
import {
  isPaymentRepeat,
  nextPaymentStatus,
  type PaymentEvent,
  type PaymentStatus,
  type TenderMethod,
} from "@selvedge/domain";
import type { Ctx } from "../../platform/context.ts";
import { postCapture } from "./capture-payment.ts";

/** What a payment provider reports about one payment. `eventId` is the provider's own; a redelivery carries it again. */
export interface ProviderEvent {
  provider: "sandbox";
  eventId: string;
  type: billingApi.ProviderReport;
  providerRef: string;
  amountMinor: number;
  currency: string;
  failureReason?: string | undefined;
}

/** The payment a report changed. */
export interface ChangedPayment {
  id: string;
  status: PaymentStatus;
  amountMinor: number;
  orderId: string | null;
  customerId: string | null;
}

export interface ProviderOutcome {
  /** ignored: of no payment of ours, of another amount, or too late to matter (a failure after the capture). */
  outcome: "recorded" | "already_recorded" | "ignored";
  /** Given when this report changed the payment: whoever asks then moves its order on, exactly once. */
  payment: ChangedPayment | null;
}

interface Row {
  id: string;
  method: TenderMethod;
  status: PaymentStatus;
  amount_minor: number;
  currency: string;
  order_id: string | null;
  customer_id: string | null;
}

/**
 * Takes a provider's report, in any order, any number of times: the payment's row is locked, each event id counts
 * once, and only a report that moves the payment by its state table changes anything. A capture posts to the books.
 * A report of an unknown payment is not remembered, so that its redelivery still counts.
 */
export async function recordProviderEvent(ctx: Ctx, event: ProviderEvent): Promise<ProviderOutcome> {
  const [row] = await ctx.sql<Row[]>`
    select id, method, status, amount_minor, currency, order_id, customer_id from payment
    where tenant_id = ${ctx.tenantId} and method = ${event.provider} and provider_ref = ${event.providerRef}
    for no key update`;
  if (!row) return { outcome: "ignored", payment: null };
  const [first] = await ctx.sql`
    insert into payment_webhook (tenant_id, provider, event_id, payload)
    values (${ctx.tenantId}, ${event.provider}, ${event.eventId}, ${ctx.sql.json(event as never)})
    on conflict do nothing returning 1`;
  if (!first) return { outcome: "already_recorded", payment: null };
  const kind = kinds[event.type];
  if (event.amountMinor !== row.amount_minor || event.currency !== row.currency) {
    ctx.log.warn({ paymentId: row.id, event }, "the provider reports another amount than was asked for");
    return { outcome: "ignored", payment: null };
  }
  const next = nextPaymentStatus(row.status, kind);
  if (next === null) {
    return { outcome: isPaymentRepeat(row.status, kind) ? "already_recorded" : "ignored", payment: null };
  }
  await changeStatus(ctx, row, next, event.failureReason ?? null);
  const { id, amount_minor: amountMinor, order_id: orderId, customer_id: customerId } = row;
  return { outcome: "recorded", payment: { id, status: next, amountMinor, orderId, customerId } };
}

const kinds: Readonly<Record<billingApi.ProviderReport, PaymentEvent>> = {
  "payment.authorised": "authorise",
  "payment.captured": "capture",
  "payment.failed": "fail",
  "payment.voided": "void",
};

async function changeStatus(ctx: Ctx, row: Row, next: PaymentStatus, failureReason: string | null): Promise<void> {
  const captured = next === "captured";
  const after = captured ? { status: next, failureReason: null, paidOn: ctx.today } : { status: next, failureReason };
  ctx.emit({
    type: `payments.payment_${next}`,
    entityType: "payment",
    entityId: row.id,
    before: { status: row.status },
    after,
  });
  await ctx.sql`
    update payment set status = ${next}, version = version + 1, failure_reason = ${captured ? null : failureReason},
      unapplied_minor = ${captured ? row.amount_minor : 0},
      captured_at = ${captured ? ctx.now : null},
      paid_on = case when ${captured} then ${ctx.today}::date else paid_on end
    where tenant_id = ${ctx.tenantId} and id = ${row.id}`;
  if (captured) {
    const { id, amount_minor: amountMinor, method, customer_id: customerId } = row;
    await postCapture(ctx, { id, amountMinor, method, customerId, paidOn: ctx.today });
  }
}
