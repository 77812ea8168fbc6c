import { taxRegimes } from "./tax-regime.ts";
import { type TaxRule, TaxRuleMissingError } from "./tax-rule.ts";
import { topInclusivePrice } from "./tax-solve.ts";

/** Rate of tax inside a tax-inclusive price, up to and including a price; the last slab has no upper end. */
export type TaxSlab = { uptoMinor: number | null; ratePpm: number };

/**
 * The slabs of a tax class at a place on a day, lowest first, as prices with tax. Empty where nothing is taxed there.
 * India, apparel, since 22 Sep 2025: 5 % up to 2,625.00, then 18 %.
 */
export function taxSlabs(rules: readonly TaxRule[], at: { place: string; taxClass: string; on: string }): TaxSlab[] {
  try {
    const regimes = taxRegimes(rules, { ...at, supply: "intra" });
    return regimes.map((regime) => ({
      uptoMinor: Number.isFinite(regime.uptoMinor) ? topInclusivePrice(regime) : null,
      ratePpm: regime.totalPpm,
    }));
  } catch (error) {
    if (error instanceof TaxRuleMissingError) return [];
    throw error;
  }
}
