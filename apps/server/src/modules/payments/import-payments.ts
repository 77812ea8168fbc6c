import { postFact, type TenderMethod } from "@selvedge/domain";
import type { Ctx } from "../../platform/context.ts";
import { jsonRows } from "../../platform/db.ts";
import type { NewEntry } from "../ledger/index.ts";

/** Money that settled a past document on its day: in for an invoice, out for a credit note. Wholly applied. */
export interface PastPayment {
  id: string;
  direction: "in" | "out";
  method: TenderMethod;
  amountMinor: number;
  customerId: string | null;
  orderId: string;
  /** For money given back: the payment it was, where that is known. */
  refundsPaymentId?: string | null;
  on: string;
  at: string;
}

/** Brings past payments in by one statement; one event each. @returns their entries, for the caller to post */
export async function importPayments(
  ctx: Ctx,
  importId: string | null,
  payments: readonly PastPayment[],
): Promise<NewEntry[]> {
  if (payments.length === 0) return [];
  await ctx.sql`
    insert into payment (tenant_id, id, direction, method, status, amount_minor, currency, customer_id, order_id, paid_on,
                         refunds_payment_id, created_at, captured_at, import_id)
    select ${ctx.tenantId}, r.id, r.direction, r.method, 'captured', r."amountMinor", ${ctx.tenant.currency}, r."customerId",
           r."orderId", r."on", r."refundsPaymentId", r.at, r.at, ${importId}::uuid
    from jsonb_to_recordset(${jsonRows(ctx.sql, payments)}::jsonb) as r(id uuid, direction text, method text,
      "amountMinor" bigint, "customerId" uuid, "orderId" uuid, "on" date,
      "refundsPaymentId" uuid, at timestamptz)`;
  for (const { id, ...after } of payments) {
    ctx.emit({ type: "payments.payment_imported", entityType: "payment", entityId: id, after });
  }
  return payments.map((p) => ({
    documentType: "payment",
    documentId: p.id,
    purpose: p.direction === "in" ? "captured" : "refunded",
    postedOn: p.on,
    importId,
    lines: postFact({
      kind: p.direction === "in" ? "payment_captured" : "payment_refunded",
      amountMinor: p.amountMinor,
      method: p.method,
      against: "receivable",
    }).map((l) => (l.accountRole === "receivable" ? { ...l, partyId: p.customerId } : l)),
  }));
}
