import type { tillApi } from "@selvedge/contract";
import { receiptPath, receiptText } from "@selvedge/domain";
import { linkTo } from "../../platform/links.ts";
import { composeMail, queueMail } from "../../platform/mail/index.ts";
import { type Booked, type Booking, lockSale, StillWaiting } from "./booking.ts";
import { findStoredReceipt, sayOfReceipts } from "./read-receipt.ts";

/** Mails a shopper their receipt, with the link to the whole of it. Waits for the sale where that is still on its way. */
export async function sendReceipt(
  { ctx, event, device }: Booking,
  asked: tillApi.TillPayload<"receipt_sent">,
): Promise<Booked> {
  await lockSale(ctx, asked.saleId);
  const receipt = await findStoredReceipt(ctx, asked.saleId);
  if (!receipt) throw new StillWaiting(asked.saleId);
  const t = sayOfReceipts(ctx);
  const text = receiptText(receipt.facts, receipt.seller, t);
  await queueMail(ctx, {
    to: { address: asked.to, name: receipt.facts.customerName },
    subject: t("Your receipt {{number}} from {{business}}", { number: asked.receiptNumber, business: ctx.tenant.name }),
    about: { type: "till_event", id: asked.saleId },
    ...composeMail(ctx, {
      title: t("Thank you for shopping at {{shop}}", { shop: receipt.seller.shop.name }),
      body: [],
      rows: [
        ...text.lines.map((line) => ({ name: line.what, detail: line.detail, amount: line.amount })),
        ...text.sums.map(([name, amount]) => ({ name, amount })),
        { name: text.total[0], amount: text.total[1], isTotal: true },
        ...[...text.taxes, ...text.paid].map(([name, amount]) => ({ name, amount })),
      ],
      action: { label: t("See the whole receipt"), url: linkTo(receiptPath(ctx.tenantId, asked.saleId)) },
      footer: text.footer.join(" "),
    }),
  });
  ctx.emit({
    type: "pos.receipt_sent",
    entityType: "till_event",
    entityId: asked.saleId,
    after: { tillId: device.tillId, eventId: event.id, receiptNumber: asked.receiptNumber },
  });
  return { receiptNumber: asked.receiptNumber };
}
