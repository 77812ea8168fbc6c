/**
 * One dated row of tax law. Rates and limits are data: a change of law is a new row, never a change of code.
 * Rates are parts per million (5 % = 50_000; New York's 8.875 % = 88_750), so every rate in use is an integer.
 */
export type TaxRule = {
  /** The row's key where it is stored; carried into results so that a tax can be traced to its rule. */
  id?: string;
  /**
   * Where the rule holds: country, state or local area, joined by "-" ("IN", "IN-MH", "US-NY", "US-NY-NYC"). It holds in
   * every place below it. For one component the rule of the narrowest place wins; different components add up.
   */
  jurisdiction: string;
  /** Tax class of the goods: "apparel", "clothing_child", "footwear", "fabric", "standard" ... */
  taxClass: string;
  /** Which tax: "CGST", "SGST", "IGST", "VAT", "STATE", "LOCAL" ... */
  component: string;
  /** intra: seller's place = place of supply; inter: another state of the same country. */
  supply: "intra" | "inter" | "any";
  ratePpm: number;
  band: TaxBand;
  /** First and last business date ("YYYY-MM-DD", both included) on which the rule holds; validTo null = open. */
  validFrom: string;
  validTo: string | null;
  /** Why nothing is charged (zero rate, exemption), in snake_case. */
  reason?: string;
  /** Statute, notification or official page the row was taken from. */
  source: string;
};

/**
 * How a rule depends on the price of one piece. The price judged is the taxable value of the piece, exclusive of tax,
 * after every discount, in the currency of the jurisdiction.
 */
export type TaxBand =
  /** The rate holds whatever the price. */
  | { kind: "all" }
  /** The rate holds where above < price <= upto (null = unbounded). */
  | { kind: "price_band"; aboveMinor: number | null; uptoMinor: number | null }
  /** Nothing below the limit (strict: price < limit; otherwise price <= limit), else the rate on the whole price. */
  | { kind: "exempt_below"; limitMinor: number; strict: boolean }
  /** The rate on what exceeds the limit only. */
  | { kind: "tax_excess_over"; limitMinor: number }
  /** ratePpm up to and including the limit, aboveRatePpm on the whole price beyond it. */
  | { kind: "rate_switch"; limitMinor: number; aboveRatePpm: number };

/** No rule covers these goods there and then: the data has a hole, and guessing a rate would be worse than stopping. */
export class TaxRuleMissingError extends Error {
  readonly code = "tax_rule_missing";
  readonly place: string;
  readonly taxClass: string;
  readonly on: string;
  constructor(place: string, taxClass: string, on: string) {
    super(`no tax rule for class "${taxClass}" in ${place} on ${on}`);
    this.name = "TaxRuleMissingError";
    this.place = place;
    this.taxClass = taxClass;
    this.on = on;
  }
}

/** A tax-inclusive price that no rate answers (see deadBands), met under the policy "refuse". */
export class TaxDeadBandError extends Error {
  readonly code = "tax_dead_band";
  readonly lineId: string;
  readonly pieceMinor: number;
  readonly snappedMinor: number;
  constructor(lineId: string, pieceMinor: number, snappedMinor: number) {
    super(
      `line ${lineId}: no tax rate fits the inclusive price ${pieceMinor}; the next fitting price is ${snappedMinor}`,
    );
    this.name = "TaxDeadBandError";
    this.lineId = lineId;
    this.pieceMinor = pieceMinor;
    this.snappedMinor = snappedMinor;
  }
}
