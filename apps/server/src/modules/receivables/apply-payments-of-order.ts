import type { Ctx } from "../../platform/context.ts";
import { type Application, recordApplications } from "./record-applications.ts";

interface Money {
  id: string;
  left: number;
}

interface Document extends Money {
  customer_id: string | null;
}

/**
 * Matches what is unapplied of an order's captured payments, oldest first, to the order's open invoices, first due
 * first. Payments and documents are locked in that order, so that a payment is never used twice.
 * @returns minor units applied by this call.
 */
export async function applyPaymentsOfOrder(ctx: Ctx, orderId: string, on: string): Promise<{ appliedMinor: number }> {
  const { sql, tenantId } = ctx;
  const [payments, documents] = await Promise.all([
    sql<Money[]>`
      select id, unapplied_minor as left from payment
      where tenant_id = ${tenantId} and order_id = ${orderId} and unapplied_minor > 0
      order by paid_on, id for no key update`,
    sql<Document[]>`
      select id, customer_id, open_minor as left from receivable
      where tenant_id = ${tenantId} and order_id = ${orderId} and open_minor > 0
      order by due_on, id for no key update`,
  ]);
  const applications = matchInOrder(payments, documents);
  await recordApplications(ctx, applications, on);
  return { appliedMinor: applications.reduce((sum, a) => sum + a.amountMinor, 0) };
}

/** Fills documents from payments, each in the order given, until either side is used up. */
function matchInOrder(payments: readonly Money[], documents: readonly Document[]): Application[] {
  const applications: Application[] = [];
  let at = 0;
  let leftOfPayment = payments[0]?.left ?? 0;
  for (const document of documents) {
    let open = document.left;
    while (open > 0 && at < payments.length) {
      const amountMinor = Math.min(open, leftOfPayment);
      const paymentId = payments[at]!.id;
      applications.push({ receivableId: document.id, customerId: document.customer_id, paymentId, amountMinor });
      open -= amountMinor;
      leftOfPayment -= amountMinor;
      if (leftOfPayment === 0) {
        at += 1;
        leftOfPayment = payments[at]?.left ?? 0;
      }
    }
  }
  return applications;
}
