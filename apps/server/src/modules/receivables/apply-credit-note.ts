import { invariant } from "@selvedge/domain";
import type { Ctx } from "../../platform/context.ts";
import { type Application, recordApplications } from "./record-applications.ts";

interface Document {
  id: string;
  document_id: string;
  customer_id: string | null;
  open_minor: number;
}

interface Paid {
  receivable_id: string;
  payment_id: string;
  applied: number;
}

/**
 * Sets a credit note against the invoices of its order, the one it credits first. What they have open falls by it;
 * where they are settled already, money is taken off them again (latest payment first), becomes the customer's advance
 * and can be used for another order or given back. What is left stays open as a credit.
 */
export async function applyCreditNote(
  ctx: Ctx,
  credit: { creditNoteId: string; originalInvoiceId: string | null; orderId: string; on: string },
): Promise<{ appliedMinor: number; freedMinor: number }> {
  const { sql, tenantId } = ctx;
  const documents = await sql<Document[]>`
    select id, document_id, customer_id, open_minor from receivable
    where tenant_id = ${tenantId} and order_id = ${credit.orderId}
      and (document_type = 'invoice' or document_id = ${credit.creditNoteId})
    order by (document_id = ${credit.originalInvoiceId ?? null}) is true desc, due_on, id for no key update`;
  const note = documents.find((d) => d.document_id === credit.creditNoteId);
  invariant(note !== undefined, "a credit note's receivable is opened before it is applied");
  const invoices = documents.filter((d) => d !== note);
  let left = -note.open_minor;
  const applications: Application[] = [];
  const set = (invoice: Document, amountMinor: number) => {
    left -= amountMinor;
    const { id: receivableId, customer_id: customerId } = invoice;
    applications.push({ receivableId, customerId, creditReceivableId: note.id, amountMinor });
  };
  for (const invoice of invoices) {
    if (left > 0 && invoice.open_minor > 0) set(invoice, Math.min(left, invoice.open_minor));
  }
  let freedMinor = 0;
  if (left > 0) {
    const paid = await readPaid(ctx, credit.orderId);
    for (const invoice of invoices) {
      for (const { payment_id: paymentId, applied } of paid.filter((p) => p.receivable_id === invoice.id)) {
        const amountMinor = Math.min(left, applied);
        if (amountMinor <= 0) continue;
        const { id: receivableId, customer_id: customerId } = invoice;
        applications.push({ receivableId, customerId, paymentId, amountMinor: -amountMinor });
        freedMinor += amountMinor;
        set(invoice, amountMinor);
      }
    }
  }
  const appliedMinor = -note.open_minor - left;
  await recordApplications(ctx, applications, credit.on);
  return { appliedMinor, freedMinor };
}

/** What of each payment is applied to each invoice of an order, latest payment first. */
async function readPaid(ctx: Ctx, orderId: string): Promise<Paid[]> {
  return ctx.sql<Paid[]>`
    select a.receivable_id, a.payment_id, sum(a.amount_minor)::bigint as applied
    from receivable r
    join payment_application a on a.tenant_id = r.tenant_id and a.receivable_id = r.id and a.payment_id is not null
    join payment p on p.tenant_id = a.tenant_id and p.id = a.payment_id
    where r.tenant_id = ${ctx.tenantId} and r.order_id = ${orderId} and r.document_type = 'invoice'
    group by a.receivable_id, a.payment_id, p.paid_on
    having sum(a.amount_minor) > 0
    order by p.paid_on desc, a.payment_id desc`;
}
