import type { PriceMode } from "./tax-solve.ts";
import type { SupplyParties, SupplyTreatment } from "./tax-supply.ts";

/** One line of a document. A negative quantity is a returned piece; its gross and discount are then negative too. */
export type TaxLineInput = {
  lineId: string;
  qty: number;
  /** Price of one piece before discounts; give this or grossMinor (the line's price before discounts). */
  unitPriceMinor?: number;
  grossMinor?: number;
  discountMinor?: number;
  taxClass: string;
  hsnCode?: string;
  /** Date of supply of this line when not the document's: a returned piece keeps the date of its sale. */
  supplyOn?: string;
  /** The buyer owes the tax on this line to the state (domestic reverse charge). */
  reverseCharge?: boolean;
};

export type TaxDocument = SupplyParties & {
  lines: readonly TaxLineInput[];
  /** Off the whole document; spread over the lines of its own sign in proportion to what each still costs. */
  documentDiscountMinor?: number;
  /** Whether prices and discounts include tax. */
  priceMode: PriceMode;
  /** Date of supply; a credit note gives the date of the supply it credits. */
  supplyOn: string;
  /** line: each line's tax is rounded; document: each rate's total is rounded once and shared out over its lines. */
  rounding: "line" | "document";
  /** What to do with an inclusive price that no rate answers (see deadBands). */
  deadBandPolicy: "snap_down" | "refuse" | "force_high";
  /** Rate between the document's currency and the one the price limits are in: documentMinor of ours = baseMinor. */
  exchange?: { documentMinor: number; baseMinor: number };
};

export type TaxComponent = {
  component: string;
  jurisdiction: string;
  ratePpm: number;
  /** Value this rate was applied to. */
  taxableMinor: number;
  taxMinor: number;
  /** Why the rate is zero, where it is. */
  reason?: string;
  ruleId?: string;
  validFrom: string;
  source: string;
};

/** A document's tax of one component and rate. */
export type TaxTotal = Pick<
  TaxComponent,
  "component" | "jurisdiction" | "ratePpm" | "taxableMinor" | "taxMinor" | "reason"
>;

export type TaxedLine = {
  lineId: string;
  hsnCode?: string;
  grossMinor: number;
  /** Line discount, the line's share of the document discount, and what was taken off to leave the dead band. */
  discountMinor: number;
  taxableMinor: number;
  taxMinor: number;
  totalMinor: number;
  components: TaxComponent[];
  /** Why no tax is due, or what was done about a price in the dead band. */
  reason?: string;
  /** The line's inclusive price before it was lowered out of the dead band. */
  adjustedFromMinor?: number;
};

export type DocumentTax = {
  lines: TaxedLine[];
  discountMinor: number;
  taxableMinor: number;
  taxMinor: number;
  totalMinor: number;
  /** Totals by component, place, rate and reason, in order of appearance. */
  components: TaxTotal[];
  treatment: SupplyTreatment;
};
