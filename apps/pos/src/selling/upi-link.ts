import { minorToDecimal } from "@selvedge/domain";

export interface UpiPayment {
  upiId: string;
  /** Who is paid, as the shopper's app shows it. */
  name: string;
  amountMinor: number;
  currency: string;
  /** Tells one payment from another: stands on the bank's statement and on our receipt. */
  reference: string;
}

/**
 * The link of a UPI payment, as NPCI's linking specification (1.6) wants it: payee, name, reference, note, amount with its
 * decimals, currency. The payee's `@` stays a sign: some apps read an address that is escaped as an unknown one.
 */
export function upiLink({ upiId, name, amountMinor, currency, reference }: UpiPayment): string {
  const query = {
    pn: name,
    tr: reference,
    tn: `Bill ${reference}`,
    am: minorToDecimal(amountMinor, currency),
    cu: currency,
  };
  const pairs = Object.entries(query).map(([key, value]) => `${key}=${encodeURIComponent(value)}`);
  return `upi://pay?${[`pa=${upiId}`, ...pairs].join("&")}`;
}

/** A reference nobody used before: the till's series and the instant, letters and digits only, at most 35 of them. */
export const upiReference = (series: string, at: Date): string =>
  `${series.replace(/[^A-Z0-9]/gi, "")}${at.getTime().toString(36)}`.toUpperCase().slice(0, 35);
