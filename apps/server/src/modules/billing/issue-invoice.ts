import { billingApi } from "@selvedge/contract";
import { addDays, postFact } from "@selvedge/domain";
import type { Ctx } from "../../platform/context.ts";
import { AppError, notFound } from "../../platform/errors.ts";
import { newId } from "../../platform/ids.ts";
import { nextGaplessNumber } from "../../platform/numbering.ts";
import { command } from "../../platform/runner.ts";
import { postEntries } from "../ledger/index.ts";
import { applyPaymentsOfOrder, openReceivable } from "../receivables/index.ts";
import { lockOrder, recordInvoiced } from "../sales/index.ts";
import { insertDocument, readBilledLines, shareOfLine, type Totals, totalsOf } from "./document-lines.ts";
import { readParties } from "./parties-on-document.ts";

/** Issues the invoice of a shipment that was sent without one. */
export const issueInvoice = command(billingApi.issueInvoice, async (ctx, input) =>
  issueInvoiceForShipment(ctx, input.id),
);

/**
 * Issues the invoice of a shipment: its share of each order line, posted to the books, opened as a receivable and paid
 * from what the order has paid already. The number comes from the gapless series, as late as can be.
 * @param numbered a number that was given already, out of a series of its own (a till's receipt)
 * @throws not_found; wrong_state when it is a return or has its invoice already.
 */
export async function issueInvoiceForShipment(
  ctx: Ctx,
  shipmentId: string,
  numbered?: { series: string; number: string },
): Promise<{ invoiceId: string; number: string; totalMinor: number }> {
  const orderId = await findBillable(ctx, shipmentId);
  const [order, parties, billed] = await Promise.all([
    lockOrder(ctx, orderId),
    readParties(ctx, orderId),
    readBilledLines(ctx, shipmentId),
  ]);
  const lines = billed.map((line) => shareOfLine(line, "invoice", line.movedQty, line.movedCostMinor));
  const totals = totalsOf(lines);
  const id = newId();
  const issuedOn = ctx.today;
  const { customerId, paymentTermsDays, seller, buyer } = parties;
  const dueOn = addDays(issuedOn, paymentTermsDays);
  await Promise.all([
    postInvoice(ctx, { id, issuedOn, customerId }, totals),
    recordInvoiced(ctx, order, totals.totalMinor),
  ]);
  const number = numbered?.number ?? (await nextGaplessNumber(ctx, "invoice", "INV-"));
  const document = {
    ...totals,
    id,
    kind: "invoice" as const,
    number,
    series: numbered?.series ?? null,
    orderId,
    shipmentId,
    originalInvoiceId: null,
    customerId,
    seller,
    buyer,
    placeOfSupply: order.buyerPlace,
    issuedOn,
    dueOn,
    reason: null,
  };
  await Promise.all([
    insertDocument(ctx, document, lines),
    openReceivable(ctx, {
      customerId,
      documentType: "invoice",
      documentId: id,
      documentNumber: number,
      orderId,
      issuedOn,
      dueOn,
      amountMinor: totals.totalMinor,
    }),
  ]);
  const { seller: _seller, buyer: _buyer, ...after } = document;
  ctx.emit({ type: "billing.invoice_issued", entityType: "invoice", entityId: id, after });
  await applyPaymentsOfOrder(ctx, orderId, issuedOn);
  return { invoiceId: id, number, totalMinor: totals.totalMinor };
}

/** The order of a shipment that may be billed. Of two that ask at once the second waits here, and is refused. */
async function findBillable(ctx: Ctx, shipmentId: string): Promise<string> {
  const { sql, tenantId } = ctx;
  const [shipment] = await sql<{ order_id: string; kind: "out" | "return" }[]>`
    select s.order_id, s.kind from shipment s
    join sales_order o on o.tenant_id = s.tenant_id and o.id = s.order_id
    where s.tenant_id = ${tenantId} and s.id = ${shipmentId} for update of o`;
  if (!shipment) throw notFound("shipment");
  if (shipment.kind !== "out") throw new AppError("wrong_state", "A return is credited, not invoiced.");
  const [issued] = await sql<{ number: string }[]>`
    select number from invoice where tenant_id = ${tenantId} and shipment_id = ${shipmentId}`;
  if (issued) throw new AppError("wrong_state", `This shipment has its invoice already: ${issued.number}.`);
  return shipment.order_id;
}

async function postInvoice(
  ctx: Ctx,
  invoice: { id: string; issuedOn: string; customerId: string | null },
  totals: Totals,
): Promise<void> {
  const lines = postFact({ kind: "invoice_issued", salesMinor: totals.taxableMinor, taxes: totals.taxes });
  await postEntries(ctx, [
    {
      documentType: "invoice",
      documentId: invoice.id,
      purpose: "issued",
      postedOn: invoice.issuedOn,
      lines: lines.map((l) => (l.accountRole === "receivable" ? { ...l, partyId: invoice.customerId } : l)),
    },
  ]);
}
