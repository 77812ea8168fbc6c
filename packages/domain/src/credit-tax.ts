import { mulDivRound } from "./arithmetic.ts";
import type { TaxComponent, TaxedLine } from "./tax-document.ts";

/** Amounts of a credit for some units of an invoiced line; positive, as on the invoice. */
export type LineCredit = {
  qty: number;
  grossMinor: number;
  discountMinor: number;
  taxableMinor: number;
  taxMinor: number;
  totalMinor: number;
  components: TaxComponent[];
};

/**
 * Credits units of an invoiced line at the rates of the invoice, whatever the law says now. Amounts are differences of
 * rounded running shares, so several credits of one line add up to exactly what was invoiced when all units are back.
 * Throws RangeError for more units than are left.
 */
export function creditLine(invoiced: TaxedLine, lineQty: number, creditedQty: number, qty: number): LineCredit {
  if (!(qty > 0) || creditedQty < 0 || creditedQty + qty > lineQty) {
    throw new RangeError(`cannot credit ${qty} of ${lineQty} units, ${creditedQty} of them credited before`);
  }
  const share = (amountMinor: number) =>
    mulDivRound(amountMinor, creditedQty + qty, lineQty) - mulDivRound(amountMinor, creditedQty, lineQty);
  const components = invoiced.components.map((component) => ({
    ...component,
    taxableMinor: share(component.taxableMinor),
    taxMinor: share(component.taxMinor),
  }));
  const taxableMinor = share(invoiced.taxableMinor);
  const taxMinor = components.reduce((sum, component) => sum + component.taxMinor, 0);
  return {
    qty,
    grossMinor: share(invoiced.grossMinor),
    discountMinor: share(invoiced.discountMinor),
    taxableMinor,
    taxMinor,
    totalMinor: taxableMinor + taxMinor,
    components,
  };
}
