import { accept, type Outcome, refuse } from "../outcome.ts";

/** A price that may be asked, with what the seller keeps after tax; minor units. */
export type LadderStep = { priceMinor: number; netMinor: number };

/** Prices above `aboveMinor` and up to `upToMinor` are never proposed. */
export type DeadBand = { aboveMinor: number; upToMinor: number };

/** Rate of tax inside a tax-inclusive price up to a price; the last slab has no upper end (null). */
export type TaxSlab = { upToMinor: number | null; rateShare: number };

/** Rules from which a ladder is made. Bands and slabs are given as data, by country and date. */
export type LadderRules = {
  fromMinor: number;
  toMinor: number;
  /** Distance of steps: 10,000 for prices every 100.00. */
  stepMinor: number;
  /** Added to each step: -100 makes 999.00 of 1,000.00. */
  endingMinor?: number;
  deadBands?: readonly DeadBand[];
  /** Empty: prices are without tax. */
  taxSlabs?: readonly TaxSlab[];
};

/** True where a price may not be asked. */
export function isInDeadBand(priceMinor: number, bands: readonly DeadBand[]): boolean {
  return bands.some((band) => priceMinor > band.aboveMinor && priceMinor <= band.upToMinor);
}

/** What is left of a tax-inclusive price. */
export function netOfTax(priceMinor: number, slabs: readonly TaxSlab[]): number {
  const slab = slabs.find((s) => s.upToMinor === null || priceMinor <= s.upToMinor);
  return priceMinor / (1 + (slab?.rateShare ?? 0));
}

/** Highest number of steps in a ladder. */
const LADDER_LIMIT = 2000;

/** The ladder, highest price first, dead bands left out. Refuses an empty ladder. */
export function buildLadder(rules: LadderRules): Outcome<LadderStep[]> {
  const { fromMinor, toMinor, stepMinor, endingMinor = 0, deadBands = [], taxSlabs = [] } = rules;
  if (!(stepMinor > 0 && fromMinor > 0 && toMinor <= 1e15))
    return refuse("out_of_range", "ladder bounds must be above zero");
  if ((toMinor - fromMinor) / stepMinor > LADDER_LIMIT) return refuse("too_large", "more than 2,000 steps");
  const steps: LadderStep[] = [];
  for (let k = Math.ceil((toMinor - endingMinor) / stepMinor); k * stepMinor + endingMinor >= fromMinor; k--) {
    const priceMinor = k * stepMinor + endingMinor;
    if (priceMinor > toMinor || priceMinor <= 0 || isInDeadBand(priceMinor, deadBands)) continue;
    steps.push({ priceMinor, netMinor: netOfTax(priceMinor, taxSlabs) });
  }
  return steps.length > 0 ? accept(steps) : refuse("no_feasible_choice", "no price is left on the ladder");
}
