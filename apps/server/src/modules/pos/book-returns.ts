import type { tillApi } from "@selvedge/contract";
import { postFact } from "@selvedge/domain";
import { newId } from "../../platform/ids.ts";
import { receiveReturnForBilling } from "../billing/index.ts";
import { findMissingStock } from "../inventory/index.ts";
import { postEntries } from "../ledger/index.ts";
import { refundOut } from "../payments/index.ts";
import { lockOrder, recordRefunded } from "../sales/index.ts";
import { type Booking, lockSale, StillWaiting } from "./booking.ts";
import type { Share } from "./split-money.ts";

type Sale = tillApi.TillSale;
type ReturnLine = Sale["returns"][number];

/**
 * Takes goods back against the receipts they were sold on, credits them at what was paid and charged in tax then, and
 * gives the money back. A receipt of another till that has not arrived yet is waited for; pieces that came back before
 * are taken in as found and their money is kept apart, for somebody to look into.
 */
export async function bookReturns(booking: Booking, sale: Sale, refunds: readonly Share[]): Promise<void> {
  const left = refunds.map((share) => ({ ...share }));
  const receipts = new Map<string, ReturnLine[]>();
  for (const line of sale.returns) receipts.set(line.saleId, [...(receipts.get(line.saleId) ?? []), line]);
  let creditedMinor = 0;
  const uncovered: ReturnLine[] = [];
  for (const [saleId, lines] of [...receipts].sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (!(await isOrder(booking, saleId))) {
      if (!booking.force) throw new StillWaiting(saleId);
      uncovered.push(...lines);
      continue;
    }
    const split = await splitByWhatIsLeft(booking, saleId, lines);
    uncovered.push(...split.over);
    if (split.fits.length === 0) continue;
    const returned = await receiveReturnForBilling(booking.ctx, {
      orderId: saleId,
      locationId: booking.device.locationId,
      reason: sale.returnReason ?? "Brought back to the till",
      cause: sale.returnCause ?? undefined,
      lines: split.fits.map((l) => ({ orderLineId: l.lineId, qty: l.qty, condition: l.condition })),
    });
    creditedMinor += returned.creditMinor;
    await giveBack(booking, saleId, returned.creditMinor, left, sale.receiptNumber);
  }
  if (uncovered.length > 0) await takeInUncovered(booking, uncovered);
  if (creditedMinor !== sale.returnedMinor && uncovered.length === 0) {
    booking.reviews.set("price_differs", { returnedMinor: sale.returnedMinor, creditedMinor });
  }
  await postUncovered(booking, left);
}

async function isOrder(booking: Booking, orderId: string): Promise<boolean> {
  const { ctx } = booking;
  await lockSale(ctx, orderId);
  const [found] = await ctx.sql`select 1 from sales_order where tenant_id = ${ctx.tenantId} and id = ${orderId}`;
  return found !== undefined;
}

/** What of the lines is still with the customer, under the order's lock, and what came back before. */
async function splitByWhatIsLeft(booking: Booking, orderId: string, lines: readonly ReturnLine[]) {
  const { ctx } = booking;
  await lockOrder(ctx, orderId);
  const rows = await ctx.sql<{ id: string; left: number }[]>`
    select id, shipped_qty - returned_qty as left from sales_order_line
    where tenant_id = ${ctx.tenantId} and order_id = ${orderId}`;
  const leftOf = new Map(rows.map((row) => [row.id, row.left]));
  const fits: ReturnLine[] = [];
  const over: ReturnLine[] = [];
  for (const line of lines) {
    const qty = Math.min(line.qty, leftOf.get(line.lineId) ?? 0);
    leftOf.set(line.lineId, (leftOf.get(line.lineId) ?? 0) - qty);
    if (qty > 0) fits.push({ ...line, qty });
    if (qty < line.qty) over.push({ ...line, qty: line.qty - qty });
  }
  return { fits, over };
}

/** Refunds what the credit note freed of the order's payments, by the ways the ticket gave it back. */
async function giveBack(
  booking: Booking,
  orderId: string,
  amountMinor: number,
  shares: Share[],
  receiptNumber: string,
): Promise<void> {
  const { ctx } = booking;
  const payments = await ctx.sql<{ id: string; unapplied: number }[]>`
    select id, unapplied_minor as unapplied from payment
    where tenant_id = ${ctx.tenantId} and order_id = ${orderId} and direction = 'in' and unapplied_minor > 0
    order by captured_at desc, id desc`;
  let due = amountMinor;
  for (const payment of payments) {
    for (const share of shares) {
      const part = Math.min(due, payment.unapplied, share.amountMinor);
      if (part <= 0) continue;
      await refundOut(ctx, {
        ...{ paymentId: payment.id, amountMinor: part, method: share.method },
        ...{ reason: `Brought back, receipt ${receiptNumber}`, refundedOn: ctx.today },
      });
      payment.unapplied -= part;
      share.amountMinor -= part;
      due -= part;
    }
  }
  if (due < amountMinor) await recordRefunded(ctx, await lockOrder(ctx, orderId), amountMinor - due);
}

/** Goods that nothing says we sold, or that came back before: they lie on the counter, so they are stock. */
async function takeInUncovered(booking: Booking, lines: readonly ReturnLine[]): Promise<void> {
  const { ctx, device, event, reviews } = booking;
  const known = await ctx.sql<{ id: string; code: string }[]>`
    select id, code from sku where tenant_id = ${ctx.tenantId} and id = any(${lines.map((l) => l.skuId)}::uuid[])`;
  const codes = new Map(known.map((sku) => [sku.id, sku.code]));
  reviews.set("returned_twice", {
    pieces: lines.map((l) => ({ code: codes.get(l.skuId) ?? l.skuId, qty: l.qty, totalMinor: l.totalMinor })),
  });
  const sellable = lines.filter((l) => l.condition === "sellable" && codes.has(l.skuId));
  const levels = await ctx.sql<{ sku_id: string; free: number }[]>`
    select sku_id, on_hand_qty - reserved_qty as free from stock_level
    where tenant_id = ${ctx.tenantId} and location_id = ${device.locationId}
      and sku_id = any(${sellable.map((l) => l.skuId)}::uuid[]) for no key update`;
  const free = new Map(levels.map((level) => [level.sku_id, level.free]));
  const wanted = new Map<string, number>();
  for (const { skuId, qty } of sellable) wanted.set(skuId, (wanted.get(skuId) ?? free.get(skuId) ?? 0) + qty);
  await findMissingStock(ctx, {
    locationId: device.locationId,
    lines: [...wanted].map(([skuId, qty]) => ({ skuId, qty })),
    documentType: "till_return",
    documentId: newId(),
    note: `Brought back at till ${device.tillCode} without a sale to set it against (${event.id})`,
  });
}

/** Money that left the till and that no credit covers: in the books it is short until somebody finds the reason. */
async function postUncovered(booking: Booking, left: readonly Share[]): Promise<void> {
  const { ctx, event } = booking;
  const open = left.filter((share) => share.amountMinor > 0);
  await postEntries(
    ctx,
    open.map(({ method, amountMinor }) => ({
      documentType: "till_event",
      documentId: event.id,
      purpose: `refund_uncovered_${method}`,
      postedOn: ctx.today,
      lines: postFact({ kind: "refund_uncovered", amountMinor, method }),
    })),
  );
}
