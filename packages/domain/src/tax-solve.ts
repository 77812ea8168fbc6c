import { divRoundBig, mulDivRound } from "./arithmetic.ts";
import { splitMinor } from "./split-minor.ts";
import type { TaxRegime } from "./tax-regime.ts";

export type PriceMode = "inclusive" | "exclusive";

const million = 1_000_000;

/**
 * Tax of each charge of a regime on `amountMinor` made of `pieces` pieces; the amount includes the tax when mode says so.
 * With rate R: exclusive tax = amount x R; inclusive tax = amount x R / (1 + R). Several layers are rounded once
 * together (New York's 8.875 % is applied as one rate), except CGST and SGST, which are rounded each.
 */
export function taxOfCharges(regime: TaxRegime, mode: PriceMode, amountMinor: number, pieces: number): number[] {
  const { charges, totalPpm, excessPpmMinor, equalHalves } = regime;
  if (totalPpm === 0) return charges.map(() => 0);
  const divisor = mode === "inclusive" ? million + totalPpm : million;
  if (equalHalves) return charges.map((charge) => mulDivRound(amountMinor, charge.ratePpm, divisor));
  const total =
    excessPpmMinor === 0
      ? mulDivRound(amountMinor, totalPpm, divisor)
      : divRoundBig(BigInt(amountMinor) * BigInt(totalPpm) - BigInt(excessPpmMinor) * BigInt(pieces), BigInt(divisor));
  if (charges.length === 1) return [total];
  const valueMinor = mode === "inclusive" ? amountMinor - total : amountMinor;
  const weights = charges.map((charge) =>
    excessPpmMinor === 0 ? charge.ratePpm : charge.ratePpm * Math.max(0, valueMinor - charge.excessOverMinor * pieces),
  );
  return splitMinor(total, weights);
}

/** Sum of taxOfCharges. */
export function taxOfRegime(regime: TaxRegime, mode: PriceMode, amountMinor: number, pieces: number): number {
  let total = 0;
  for (const tax of taxOfCharges(regime, mode, amountMinor, pieces)) total += tax;
  return total;
}

/** A piece's regime; or, for an inclusive price that none fits, the regimes on both sides and the next lower price. */
export type SolvedPiece =
  | { kind: "found"; regime: TaxRegime }
  | { kind: "dead"; lower: TaxRegime; higher: TaxRegime; snappedMinor: number };

/**
 * Finds the regime of one piece. An inclusive price is solved explicitly: under each regime the value exclusive of
 * tax, rounded as the invoice shows it, must lie in that regime's own stretch.
 */
export function solvePiece(regimes: readonly TaxRegime[], mode: PriceMode, pieceMinor: number): SolvedPiece {
  let lower: TaxRegime | undefined;
  for (const regime of regimes) {
    const value = mode === "exclusive" ? pieceMinor : pieceMinor - taxOfRegime(regime, "inclusive", pieceMinor, 1);
    if (value <= regime.uptoMinor) {
      if (value >= regime.fromMinor || !lower) return { kind: "found", regime };
      return { kind: "dead", lower, higher: regime, snappedMinor: topInclusivePrice(lower) };
    }
    lower = regime;
  }
  throw new RangeError(`no regime reaches the price ${pieceMinor}`);
}

/** The highest inclusive price that a regime answers. */
export function topInclusivePrice(regime: TaxRegime): number {
  return regime.uptoMinor + taxOfRegime(regime, "exclusive", regime.uptoMinor, 1);
}
