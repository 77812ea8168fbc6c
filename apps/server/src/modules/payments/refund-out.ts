import { postFact, type TenderMethod } from "@selvedge/domain";
import type { Ctx } from "../../platform/context.ts";
import { AppError, notFound } from "../../platform/errors.ts";
import { newId } from "../../platform/ids.ts";
import { postEntries } from "../ledger/index.ts";

interface Source {
  direction: "in" | "out";
  method: TenderMethod;
  status: string;
  unapplied_minor: number;
  customer_id: string | null;
  order_id: string | null;
}

export interface Refunded {
  /** The payment out. */
  paymentId: string;
  amountMinor: number;
  orderId: string | null;
  customerId: string | null;
}

/**
 * Gives back what is unapplied of a captured payment, wholly when no amount is named, by the way it came unless another
 * way is named (cash back for a card, goods exchanged).
 * @throws not_found; wrong_state when it was never captured; over_applied when more is asked than is unapplied.
 */
export async function refundOut(
  ctx: Ctx,
  refund: {
    paymentId: string;
    amountMinor?: number | undefined;
    method?: TenderMethod | undefined;
    reason: string;
    refundedOn: string;
  },
): Promise<Refunded> {
  const source = await lockSource(ctx, refund.paymentId);
  const amountMinor = refund.amountMinor ?? source.unapplied_minor;
  if (amountMinor > source.unapplied_minor || amountMinor <= 0) {
    throw new AppError("over_applied", "Only what is not applied to an invoice can be given back.", {
      details: { unappliedMinor: source.unapplied_minor, askedMinor: amountMinor },
    });
  }
  const id = newId();
  const { customer_id: customerId, order_id: orderId } = source;
  const method = refund.method ?? source.method;
  const lines = postFact({ kind: "payment_refunded", amountMinor, method, against: "customer_advance" });
  ctx.emit({
    type: "payments.payment_refunded",
    entityType: "payment",
    entityId: id,
    after: {
      direction: "out",
      status: "captured",
      method,
      amountMinor,
      orderId,
      customerId,
      paidOn: refund.refundedOn,
      refundsPaymentId: refund.paymentId,
      reason: refund.reason,
    },
  });
  await Promise.all([
    ctx.sql`
      update payment set unapplied_minor = unapplied_minor - ${amountMinor}, version = version + 1
      where tenant_id = ${ctx.tenantId} and id = ${refund.paymentId}`,
    ctx.sql`
      insert into payment (tenant_id, id, direction, method, status, amount_minor, currency, customer_id, order_id,
                           refunds_payment_id, paid_on, captured_at)
      values (${ctx.tenantId}, ${id}, 'out', ${method}, 'captured', ${amountMinor}, ${ctx.tenant.currency}, ${customerId},
              ${orderId}, ${refund.paymentId}, ${refund.refundedOn}, ${ctx.now})`,
    postEntries(ctx, [
      {
        documentType: "payment",
        documentId: id,
        purpose: "refunded",
        postedOn: refund.refundedOn,
        memo: refund.reason,
        lines: lines.map((line) => (line.accountRole === "customer_advance" ? { ...line, partyId: customerId } : line)),
      },
    ]),
  ]);
  return { paymentId: id, amountMinor, orderId, customerId };
}

async function lockSource(ctx: Ctx, paymentId: string): Promise<Source> {
  const [source] = await ctx.sql<Source[]>`
    select direction, method, status, unapplied_minor, customer_id, order_id from payment
    where tenant_id = ${ctx.tenantId} and id = ${paymentId} for no key update`;
  if (!source) throw notFound("payment");
  if (source.direction !== "in" || source.status !== "captured") {
    throw new AppError("wrong_state", "Only money that was taken can be given back.");
  }
  return source;
}
