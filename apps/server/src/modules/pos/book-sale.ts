import type { tillApi } from "@selvedge/contract";
import { discountNeedsApproval, postFact } from "@selvedge/domain";
import { AppError } from "../../platform/errors.ts";
import { issueInvoiceForShipment, shipForBilling } from "../billing/index.ts";
import { findMissingStock } from "../inventory/index.ts";
import { postEntries } from "../ledger/index.ts";
import { capturePayment } from "../payments/index.ts";
import { changeStatus, lockOrder, priceDraft, type ReadDraft, readDraft, recordCounterSale } from "../sales/index.ts";
import { findCustomerOfSale } from "./book-customer.ts";
import { bookReturns } from "./book-returns.ts";
import { checkClose, ensureSession } from "./book-shift.ts";
import type { Booked, Booking } from "./booking.ts";
import { compareCharged } from "./compare-charged.ts";
import { splitMoney } from "./split-money.ts";

type Sale = tillApi.TillSale;

/**
 * Books a ticket: what came back first (its goods and money may be part of what goes out), then the goods sold as an
 * order that is paid, shipped, invoiced under the till's receipt number and completed, all dated as it happened.
 */
export async function bookSale(booking: Booking, sale: Sale): Promise<Booked> {
  const { ctx, event, reviews } = booking;
  const { closedAt } = await ensureSession(booking, sale.sessionId);
  if (closedAt && new Date(event.happenedAt) > closedAt)
    reviews.set("shift_closed", { closedAt: closedAt.toISOString() });
  assertAddsUp(sale);
  const money = splitMoney(sale);
  if (sale.returns.length > 0) await bookReturns(booking, sale, money.refunds);
  let orderId: string | null = null;
  let receiptNumber = sale.receiptNumber;
  if (sale.lines.length > 0) {
    receiptNumber = await freeNumber(booking, sale.receiptNumber);
    await bookGoods(booking, sale, money.captures, receiptNumber);
    orderId = event.id;
  }
  if (sale.roundingMinor !== 0) {
    await postEntries(ctx, [
      {
        documentType: "till_event",
        documentId: event.id,
        purpose: "cash_rounded",
        postedOn: ctx.today,
        lines: postFact({ kind: "cash_rounded", roundingMinor: sale.roundingMinor }),
      },
    ]);
  }
  await checkApproval(booking, sale);
  await checkClose(booking, sale.sessionId);
  return { orderId, receiptNumber, sessionId: sale.sessionId };
}

/** A ticket whose parts do not make its whole was not written by our till; it is kept for a person to read. */
function assertAddsUp(sale: Sale): void {
  const sum = (key: "grossMinor" | "discountMinor" | "taxableMinor" | "taxMinor" | "totalMinor") =>
    sale.lines.reduce((total, line) => total + line[key], 0);
  const paid = sale.tenders.reduce((total, t) => total + t.amountMinor, 0);
  const returned = sale.returns.reduce((total, r) => total + r.totalMinor, 0);
  const fits =
    sum("grossMinor") === sale.grossMinor &&
    sum("discountMinor") === sale.discountMinor &&
    sum("taxableMinor") === sale.taxableMinor &&
    sum("taxMinor") === sale.taxMinor &&
    sum("totalMinor") === sale.totalMinor &&
    sale.taxableMinor + sale.taxMinor === sale.totalMinor &&
    returned === sale.returnedMinor &&
    paid === sale.totalMinor - sale.returnedMinor + sale.roundingMinor;
  if (!fits) throw new AppError("validation_failed", "The amounts of this receipt do not add up.");
}

/** Two devices that were one (a copied disk) may write the same number: the later one is told apart and looked into. */
async function freeNumber(booking: Booking, wanted: string): Promise<string> {
  const { ctx, reviews } = booking;
  const [taken] = await ctx.sql`
    select 1 from invoice where tenant_id = ${ctx.tenantId} and kind = 'invoice' and number = ${wanted}`;
  if (!taken) return wanted;
  reviews.set("counter_clash", { receiptNumber: wanted });
  return `${wanted}/${booking.event.id.slice(-4)}`;
}

async function bookGoods(
  booking: Booking,
  sale: Sale,
  captures: readonly { method: "cash" | "card" | "upi" | "exchange"; amountMinor: number }[],
  receiptNumber: string,
): Promise<void> {
  const { ctx, device, event, reviews } = booking;
  const customerId = await findCustomerOfSale(booking, sale.customerId);
  const draft = {
    channelId: device.channelId,
    locationId: device.locationId,
    customerId: customerId ?? undefined,
    buyerName: sale.buyerName ?? undefined,
    discountMinor: sale.documentDiscountMinor || undefined,
    lines: sale.lines.map((l) => ({ skuId: l.skuId, qty: l.qty, discountMinor: l.manualDiscountMinor || undefined })),
  };
  const read = await readDraft(ctx, draft, { alreadySold: true });
  noteArchived(booking, read);
  const ours = await priceDraft(ctx, draft, read).catch((error: unknown) => {
    if (error instanceof AppError) return error;
    throw error;
  });
  compareCharged(booking, sale, read, ours);
  const goods = sale.lines.filter((_, i) => read.lines[i]!.sku.kind === "goods");
  const note = `Sold at till ${device.tillCode}, receipt ${receiptNumber}`;
  const missing = await findMissingStock(ctx, {
    ...{ locationId: device.locationId, lines: goods, documentType: "till_event", documentId: event.id, note },
  });
  if (missing.length > 0) reviews.set("oversold", { pieces: withCodes(missing, read) });
  await recordCounterSale(
    ctx,
    {
      orderId: event.id,
      ...{ channel: read.channel, location: read.location, customer: read.customer },
      ...{ buyerName: sale.buyerName, buyerEmail: null, shipTo: null, note: sale.note, externalRef: receiptNumber },
      paidMinor: captures.reduce((sum, c) => sum + c.amountMinor, 0),
      priced: {
        buyerPlace: ours instanceof AppError ? null : ours.buyerPlace,
        buyerTaxNumber: read.customer?.taxNumber ?? null,
        ...amountsOf(sale),
        lines: sale.lines,
      },
      lines: sale.lines,
    },
    goods,
  );
  for (const { method, amountMinor } of captures) {
    await capturePayment(ctx, { method, amountMinor, orderId: event.id, customerId, paidOn: ctx.today });
  }
  const { shipmentId } = await shipForBilling(ctx, { orderId: event.id });
  await issueInvoiceForShipment(ctx, shipmentId, { series: device.series, number: receiptNumber });
  await changeStatus(ctx, await lockOrder(ctx, event.id), "complete");
}

const amountsOf = ({ grossMinor, discountMinor, taxableMinor, taxMinor, totalMinor }: Sale) => ({
  ...{ grossMinor, discountMinor, taxableMinor, taxMinor, totalMinor },
});

function noteArchived(booking: Booking, read: ReadDraft): void {
  const codes = read.lines.flatMap((l) => (l.sku.status === "active" ? [] : [l.sku.code]));
  if (codes.length > 0) booking.reviews.set("sku_archived", { codes: [...new Set(codes)] });
}

function withCodes(missing: readonly { skuId: string; qty: number; availableQty: number }[], read: ReadDraft) {
  const codes = new Map(read.lines.map((l) => [l.skuId, l.sku.code]));
  return missing.map((m) => ({ ...m, code: codes.get(m.skuId) ?? "" }));
}

/** A discount past the cashier's own limit wants a manager's PIN, which the till asked for; here it is checked. */
async function checkApproval(booking: Booking, sale: Sale): Promise<void> {
  const { ctx, reviews } = booking;
  const people = await ctx.sql<{ user_id: string; approves: boolean; limit: number }[]>`
    select user_id, approves, discount_limit_basis_points as limit from till_cashier
    where tenant_id = ${ctx.tenantId} and user_id = any(${[sale.cashierId, sale.approval?.userId ?? sale.cashierId]}::uuid[])`;
  const limit = people.find((p) => p.user_id === sale.cashierId)?.limit ?? 0;
  const past = sale.lines.filter((l) =>
    discountNeedsApproval(l.manualDiscountMinor, l.grossMinor - l.discountMinor + l.manualDiscountMinor, limit),
  );
  const documentPast = discountNeedsApproval(
    sale.documentDiscountMinor,
    sale.grossMinor - sale.discountMinor + sale.documentDiscountMinor,
    limit,
  );
  if (past.length === 0 && !documentPast) return;
  const approver = people.find((p) => p.user_id === sale.approval?.userId);
  if (approver?.approves) return;
  reviews.set("approval_missing", { discountMinor: past.reduce((sum, l) => sum + l.manualDiscountMinor, 0) });
}
