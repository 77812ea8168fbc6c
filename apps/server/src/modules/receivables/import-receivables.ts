import type { Ctx } from "../../platform/context.ts";
import { jsonRows } from "../../platform/db.ts";
import { newId } from "../../platform/ids.ts";

/** What a past document claimed (negative: a credit note), and the payment that settled it wholly, if one did. */
export interface PastReceivable {
  customerId: string | null;
  documentType: "invoice" | "credit_note";
  documentId: string;
  documentNumber: string;
  orderId: string;
  on: string;
  dueOn: string;
  amountMinor: number;
  paymentId: string | null;
  /** When that payment came; the document's day when left out. */
  paidOn?: string;
}

/** Brings past claims in with their settlement, two statements whatever their number. */
export async function importReceivables(
  ctx: Ctx,
  importId: string | null,
  claims: readonly PastReceivable[],
): Promise<void> {
  const rows = claims.filter((c) => c.amountMinor !== 0).map((c) => ({ id: newId(), applicationId: newId(), ...c }));
  if (rows.length === 0) return;
  const { sql, tenantId, tenant } = ctx;
  await sql`
    insert into receivable (tenant_id, id, customer_id, document_type, document_id, document_number, order_id, issued_on,
                            due_on, currency, amount_minor, open_minor, import_id)
    select ${tenantId}, r.id, r."customerId", r."documentType", r."documentId", r."documentNumber", r."orderId", r."on",
           r."dueOn", ${tenant.currency}, r."amountMinor", case when r."paymentId" is null then r."amountMinor" else 0 end,
           ${importId}::uuid
    from jsonb_to_recordset(${jsonRows(sql, rows)}::jsonb) as r(id uuid, "customerId" uuid, "documentType" text,
      "documentId" uuid, "documentNumber" text, "orderId" uuid, "on" date, "dueOn" date, "amountMinor" bigint, "paymentId" uuid)`;
  const settled = rows.filter((r) => r.paymentId !== null);
  await sql`
    insert into payment_application (tenant_id, id, receivable_id, payment_id, amount_minor, applied_on, import_id)
    select ${tenantId}, r."applicationId", r.id, r."paymentId", r."amountMinor", coalesce(r."paidOn", r."on"),
           ${importId}::uuid
    from jsonb_to_recordset(${jsonRows(sql, settled)}::jsonb)
      as r("applicationId" uuid, id uuid, "paymentId" uuid, "amountMinor" bigint, "on" date, "paidOn" date)`;
}
