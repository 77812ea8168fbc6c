import type { tillApi } from "@selvedge/contract";
import { AppError } from "../../platform/errors.ts";
import type { priceDraft, ReadDraft } from "../sales/index.ts";
import type { Booking } from "./booking.ts";

/**
 * Tells where the till charged something else than we would have at that instant: a price list it had not heard of, a
 * promotion that was over, a tax rule that changed. What was charged stands.
 */
export function compareCharged(
  booking: Booking,
  sale: tillApi.TillSale,
  read: ReadDraft,
  ours: Awaited<ReturnType<typeof priceDraft>> | AppError,
): void {
  const { reviews } = booking;
  if (ours instanceof AppError) {
    reviews.set(ours.code === "no_tax_rule" ? "tax_differs" : "price_differs", { reason: ours.message });
    return;
  }
  const prices: object[] = [];
  const taxes: object[] = [];
  sale.lines.forEach((line, i) => {
    const our = ours.lines[i]!;
    const code = read.lines[i]!.sku.code;
    const chargedMinor = line.grossMinor - line.discountMinor;
    const oursMinor = our.grossMinor - our.discountMinor;
    if (line.grossMinor !== our.grossMinor || chargedMinor !== oursMinor) {
      prices.push({ code, chargedMinor, oursMinor });
    } else if (line.taxMinor !== our.taxMinor) {
      taxes.push({ code, chargedMinor: line.taxMinor, oursMinor: our.taxMinor });
    }
  });
  if (prices.length > 0) reviews.set("price_differs", { lines: prices });
  if (taxes.length > 0) reviews.set("tax_differs", { lines: taxes });
}
