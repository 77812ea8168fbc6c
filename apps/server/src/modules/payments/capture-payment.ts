import { postFact, type TenderMethod } from "@selvedge/domain";
import type { Ctx } from "../../platform/context.ts";
import { newId } from "../../platform/ids.ts";
import { postEntries } from "../ledger/index.ts";

export interface NewPayment {
  method: TenderMethod;
  /** Minor units of the business's currency, more than zero. */
  amountMinor: number;
  orderId: string | null;
  customerId: string | null;
  paidOn: string;
}

/**
 * Records money taken for an order: it stands as the customer's advance, wholly unapplied, until it is matched to an
 * invoice (receivables). Posts cash, bank or clearing against customer advances.
 */
export async function capturePayment(ctx: Ctx, payment: NewPayment): Promise<{ paymentId: string }> {
  const { amountMinor, method, orderId, customerId, paidOn } = payment;
  const id = newId();
  ctx.emit({
    type: "payments.payment_captured",
    entityType: "payment",
    entityId: id,
    after: { direction: "in", status: "captured", method, amountMinor, orderId, customerId, paidOn },
  });
  await Promise.all([
    ctx.sql`
      insert into payment (tenant_id, id, direction, method, status, amount_minor, unapplied_minor, currency, customer_id,
                           order_id, paid_on, captured_at)
      values (${ctx.tenantId}, ${id}, 'in', ${method}, 'captured', ${amountMinor}, ${amountMinor}, ${ctx.tenant.currency},
              ${customerId}, ${orderId}, ${paidOn}, ${ctx.now})`,
    postCapture(ctx, { id, amountMinor, method, customerId, paidOn }),
  ]);
  return { paymentId: id };
}

/** The entry of captured money; one per payment, whoever reports the capture. */
export async function postCapture(
  ctx: Ctx,
  payment: { id: string; amountMinor: number; method: TenderMethod; customerId: string | null; paidOn: string },
): Promise<void> {
  const { id, amountMinor, method, customerId, paidOn } = payment;
  const lines = postFact({ kind: "payment_captured", amountMinor, method, against: "customer_advance" });
  await postEntries(ctx, [
    {
      documentType: "payment",
      documentId: id,
      purpose: "captured",
      postedOn: paidOn,
      lines: lines.map((line) => (line.accountRole === "customer_advance" ? { ...line, partyId: customerId } : line)),
    },
  ]);
}
