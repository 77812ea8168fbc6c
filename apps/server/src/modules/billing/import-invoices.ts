import { postFact } from "@selvedge/domain";
import type { Ctx } from "../../platform/context.ts";
import { jsonRows } from "../../platform/db.ts";
import type { NewEntry } from "../ledger/index.ts";
import { type DocumentLine, totalsOf } from "./document-lines.ts";

/** A past invoice or credit note as it was issued; a credit note's quantities and amounts are negative. */
export interface PastInvoice {
  id: string;
  kind: "invoice" | "credit_note";
  number: string;
  orderId: string;
  shipmentId: string | null;
  originalInvoiceId: string | null;
  customerId: string | null;
  buyer: object;
  placeOfSupply: string | null;
  on: string;
  dueOn: string;
  reason: string | null;
  lines: readonly DocumentLine[];
}

/**
 * Brings past invoices in, two statements whatever their number; one event each.
 * @returns their entries, for the caller to post together with what else the documents did
 */
export async function importInvoices(
  ctx: Ctx,
  importId: string | null,
  invoices: readonly PastInvoice[],
): Promise<NewEntry[]> {
  if (invoices.length === 0) return [];
  const { sql, tenantId, tenant } = ctx;
  const { name, legalName, taxNumber, country, state } = tenant;
  const heads = invoices.map(({ lines, ...head }) => ({ ...head, ...totalsOf(lines) }));
  const lines = invoices.flatMap((i) => i.lines.map((l, no) => ({ ...l, invoiceId: i.id, lineNo: no + 1 })));
  await sql`
    insert into invoice (tenant_id, id, kind, number, order_id, shipment_id, original_invoice_id, customer_id, seller, buyer,
                         place_of_supply, issued_on, due_on, currency, taxable_minor, tax_minor, total_minor, reason, import_id)
    select ${tenantId}, r.id, r.kind, r.number, r."orderId", r."shipmentId", r."originalInvoiceId", r."customerId",
           ${sql.json({ name, legalName, taxNumber, country, state })}, r.buyer, r."placeOfSupply", r."on", r."dueOn",
           ${tenant.currency}, r."taxableMinor", r."taxMinor", r."totalMinor", r.reason, ${importId}::uuid
    from jsonb_to_recordset(${jsonRows(sql, heads)}::jsonb) as r(id uuid, kind text, number text, "orderId" uuid,
      "shipmentId" uuid, "originalInvoiceId" uuid, "customerId" uuid, buyer jsonb, "placeOfSupply" text, "on" date,
      "dueOn" date, "taxableMinor" bigint, "taxMinor" bigint, "totalMinor" bigint, reason text)`;
  await sql`
    insert into invoice_line (tenant_id, invoice_id, line_no, order_line_id, sku_id, description, hsn_code, qty,
                              unit_price_minor, discount_minor, taxable_minor, tax_minor, total_minor, cost_minor, tax_trace)
    select ${tenantId}, r."invoiceId", r."lineNo", r."orderLineId", r."skuId", r.description, r."hsnCode", r.qty,
           r."unitPriceMinor", r."discountMinor", r."taxableMinor", r."taxMinor", r."totalMinor", r."costMinor", r."taxTrace"
    from jsonb_to_recordset(${jsonRows(sql, lines)}::jsonb) as r("invoiceId" uuid, "lineNo" int, "orderLineId" uuid,
      "skuId" uuid, description text, "hsnCode" text, qty int, "unitPriceMinor" bigint, "discountMinor" bigint,
      "taxableMinor" bigint, "taxMinor" bigint, "totalMinor" bigint, "costMinor" bigint, "taxTrace" jsonb)`;
  for (const { id, kind, number, orderId, totalMinor, on } of heads) {
    ctx.emit({
      type: "billing.invoice_imported",
      entityType: "invoice",
      entityId: id,
      after: { kind, number, orderId, totalMinor, issuedOn: on },
    });
  }
  return heads.map((head) => entryOf(head, importId));
}

function entryOf(head: Omit<PastInvoice, "lines"> & ReturnType<typeof totalsOf>, importId: string | null): NewEntry {
  const fact =
    head.kind === "invoice"
      ? ({ kind: "invoice_issued", salesMinor: head.taxableMinor, taxes: head.taxes } as const)
      : ({
          kind: "credit_note_issued",
          salesMinor: -head.taxableMinor + 0,
          taxes: head.taxes.map((t) => ({ ...t, taxMinor: -t.taxMinor + 0 })),
        } as const);
  return {
    documentType: head.kind,
    documentId: head.id,
    purpose: "issued",
    postedOn: head.on,
    importId,
    lines: postFact(fact).map((l) => (l.accountRole === "receivable" ? { ...l, partyId: head.customerId } : l)),
  };
}
