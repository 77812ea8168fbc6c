import { taxRegimes } from "./tax-regime.ts";
import type { TaxRule } from "./tax-rule.ts";
import { solvePiece, taxOfRegime, topInclusivePrice } from "./tax-solve.ts";

/** Tax-inclusive piece prices above aboveMinor, up to and including uptoMinor, that no tax rate answers. */
export type DeadBand = { jurisdiction: string; aboveMinor: number; uptoMinor: number };

/**
 * The inclusive prices of a tax class that should never be proposed: at the lower rate the value exceeds the limit, at
 * the higher it does not, and any of them leaves the seller no more than aboveMinor does. India since 22 Sep 2025:
 * above 2,625.00 up to 2,950.00. Bands of all places that have own rules for the class, without repeats.
 */
export function deadBands(rules: readonly TaxRule[], taxClass: string, on: string): DeadBand[] {
  const own = rules.filter((rule) => rule.taxClass === taxClass);
  const found = new Map<string, DeadBand>();
  for (const jurisdiction of new Set(own.map((rule) => rule.jurisdiction))) {
    for (const supply of ["intra", "inter"] as const) {
      const inForce = own.some(
        (rule) =>
          rule.jurisdiction === jurisdiction &&
          (rule.supply === "any" || rule.supply === supply) &&
          rule.validFrom <= on &&
          (rule.validTo === null || on <= rule.validTo),
      );
      if (!inForce) continue;
      const regimes = taxRegimes(rules, { place: jurisdiction, taxClass, supply, on });
      for (let i = 1; i < regimes.length; i++) {
        const aboveMinor = topInclusivePrice(regimes[i - 1]!);
        const higher = regimes[i]!;
        let next = higher.fromMinor + taxOfRegime(higher, "exclusive", higher.fromMinor, 1);
        // The first price of the higher rate may lie a minor unit off the sum above: look for the exact edge.
        while (next > aboveMinor + 1 && solvePiece(regimes, "inclusive", next - 1).kind === "found") next -= 1;
        while (solvePiece(regimes, "inclusive", next).kind === "dead") next += 1;
        if (next > aboveMinor + 1) {
          const band = { jurisdiction, aboveMinor, uptoMinor: next - 1 };
          found.set(`${jurisdiction} ${aboveMinor} ${next}`, band);
        }
      }
    }
  }
  return [...found.values()];
}

/** The nearest lower inclusive price outside every dead band: what to propose in place of priceMinor. */
export function snapBelowDeadBand(priceMinor: number, bands: readonly DeadBand[]): number {
  const band = bands.find(({ aboveMinor, uptoMinor }) => priceMinor > aboveMinor && priceMinor <= uptoMinor);
  return band ? snapBelowDeadBand(band.aboveMinor, bands) : priceMinor;
}
