import type { tillApi } from "@selvedge/contract";
import { receiptPath } from "@selvedge/domain";

/** Where a receipt opens on a shopper's phone, once the office has it; made here, with or without network. */
export const receiptLink = (head: tillApi.TillHead, saleId: string): string =>
  `${head.receiptOrigin ?? location.origin}${receiptPath(head.business.id, saleId)}`;

const dialCodes: Readonly<Record<string, string>> = {
  ...{ IN: "91", US: "1", CA: "1", GB: "44", IE: "353", AU: "61", NZ: "64", AE: "971", SG: "65", DE: "49", FR: "33" },
};

/** A phone number as chat links want it: country and number, digits only; null when it is none. */
export function chatNumber(typed: string, country: string): string | null {
  const digits = typed.replace(/\D/g, "");
  if (digits.length < 7 || digits.length > 15) return null;
  if (typed.trim().startsWith("+")) return digits;
  const code = dialCodes[country] ?? "";
  // Ten digits in India may well begin with 91: only what is longer carries its country.
  return code !== "" && digits.startsWith(code) && digits.length > 10 ? digits : code + digits.replace(/^0+/, "");
}
