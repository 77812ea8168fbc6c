import type { tillApi } from "@selvedge/contract";

export type TillMethod = tillApi.TillTender | "exchange";
export interface Share {
  method: TillMethod;
  amountMinor: number;
}

/**
 * Tells a ticket's money apart: what pays the new goods (captures) and what is given back for the old ones (refunds).
 * What is on both sides goes across as an exchange; cash rounding is taken off the cash, as it belongs to neither.
 */
export function splitMoney(sale: tillApi.TillSale): { captures: Share[]; refunds: Share[] } {
  const exchangeMinor = Math.min(sale.totalMinor, sale.returnedMinor);
  const captures: Share[] = exchangeMinor > 0 ? [{ method: "exchange", amountMinor: exchangeMinor }] : [];
  const refunds: Share[] = exchangeMinor > 0 ? [{ method: "exchange", amountMinor: exchangeMinor }] : [];
  let roundingMinor = sale.roundingMinor;
  for (const tender of sale.tenders) {
    let amountMinor = tender.amountMinor;
    if (tender.method === "cash") {
      amountMinor -= roundingMinor;
      roundingMinor = 0;
    }
    if (amountMinor > 0) captures.push({ method: tender.method, amountMinor });
    else if (amountMinor < 0) refunds.push({ method: tender.method, amountMinor: -amountMinor });
  }
  return { captures, refunds };
}
