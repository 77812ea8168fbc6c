import { postFact } from "@selvedge/domain";
import type { Ctx } from "../../platform/context.ts";
import { newId } from "../../platform/ids.ts";
import { nextGaplessNumber } from "../../platform/numbering.ts";
import { postEntries } from "../ledger/index.ts";
import { applyCreditNote, openReceivable } from "../receivables/index.ts";
import { lockOrder } from "../sales/index.ts";
import { insertDocument, readBilledLines, shareOfLine, type Totals, totalsOf } from "./document-lines.ts";
import { readParties } from "./parties-on-document.ts";

/**
 * Credits what a return brought back, at the amounts and tax of its invoices whatever the law says now, sets it against
 * the order's invoices, and posts it. Null when nothing of the return was ever invoiced.
 */
export async function issueCreditNote(
  ctx: Ctx,
  credit: { orderId: string; returnId: string; reason: string },
): Promise<{ creditNoteId: string; number: string; totalMinor: number } | null> {
  const { orderId, returnId, reason } = credit;
  const [order, parties, billed, originalInvoiceId] = await Promise.all([
    lockOrder(ctx, orderId),
    readParties(ctx, orderId),
    readBilledLines(ctx, returnId),
    findOriginal(ctx, returnId),
  ]);
  const lines = billed.flatMap((line) => {
    const qty = Math.min(line.movedQty, line.invoicedQty - line.creditedQty);
    return qty > 0 ? [shareOfLine(line, "credit_note", qty, line.movedCostMinor)] : [];
  });
  if (lines.length === 0) return null;
  const totals = totalsOf(lines);
  const id = newId();
  const issuedOn = ctx.today;
  const { customerId, seller, buyer } = parties;
  await postCreditNote(ctx, { id, issuedOn, customerId, reason }, totals);
  const number = await nextGaplessNumber(ctx, "credit_note", "CN-");
  const document = {
    ...totals,
    id,
    kind: "credit_note" as const,
    number,
    orderId,
    shipmentId: returnId,
    originalInvoiceId,
    customerId,
    seller,
    buyer,
    placeOfSupply: order.buyerPlace,
    issuedOn,
    dueOn: issuedOn,
    reason,
  };
  await Promise.all([
    insertDocument(ctx, document, lines),
    openReceivable(ctx, {
      customerId,
      documentType: "credit_note",
      documentId: id,
      documentNumber: number,
      orderId,
      issuedOn,
      dueOn: issuedOn,
      amountMinor: totals.totalMinor,
    }),
  ]);
  const { seller: _seller, buyer: _buyer, ...after } = document;
  ctx.emit({ type: "billing.credit_note_issued", entityType: "invoice", entityId: id, after });
  await applyCreditNote(ctx, { creditNoteId: id, originalInvoiceId, orderId, on: issuedOn });
  return { creditNoteId: id, number, totalMinor: -totals.totalMinor };
}

/** The newest invoice that billed anything of what came back: the one the credit note names. */
async function findOriginal(ctx: Ctx, returnId: string): Promise<string | null> {
  const [row] = await ctx.sql<{ id: string }[]>`
    select i.id
    from shipment_line m
    join invoice_line l on l.tenant_id = m.tenant_id and l.order_line_id = m.order_line_id and l.qty > 0
    join invoice i on i.tenant_id = l.tenant_id and i.id = l.invoice_id
    where m.tenant_id = ${ctx.tenantId} and m.shipment_id = ${returnId}
    order by i.issued_on desc, i.created_at desc limit 1`;
  return row?.id ?? null;
}

async function postCreditNote(
  ctx: Ctx,
  note: { id: string; issuedOn: string; customerId: string | null; reason: string },
  totals: Totals,
): Promise<void> {
  const lines = postFact({
    kind: "credit_note_issued",
    salesMinor: -totals.taxableMinor + 0,
    taxes: totals.taxes.map((t) => ({ ...t, taxMinor: -t.taxMinor + 0 })),
  });
  await postEntries(ctx, [
    {
      documentType: "credit_note",
      documentId: note.id,
      purpose: "issued",
      postedOn: note.issuedOn,
      memo: note.reason,
      lines: lines.map((l) => (l.accountRole === "receivable" ? { ...l, partyId: note.customerId } : l)),
    },
  ]);
}
