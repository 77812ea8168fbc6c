import { type LearnRefusal, refuse } from "../outcome.ts";
import type { FitPurchase, FitStyle } from "./types.ts";

/** More sizes than any scale has; the grid of true sizes grows with it. */
export const MOST_POSITION = 59;
const LEAST_PIECES = 50;
const OUTCOMES = new Set(["small", "fits", "large"]);

const isPosition = (value: number) => Number.isInteger(value) && value >= 0 && value <= MOST_POSITION;

function checkStyles(styles: readonly FitStyle[]): LearnRefusal | null {
  const seen = new Set<string>();
  for (const { styleId, positions } of styles) {
    if (seen.has(styleId)) return refuse("out_of_range", `style ${styleId} is listed twice`);
    seen.add(styleId);
    if (positions.length === 0) return refuse("empty", `style ${styleId} has no sizes`);
    if (!positions.every(isPosition))
      return refuse("out_of_range", `sizes of style ${styleId} are whole numbers from 0 to ${MOST_POSITION}`);
  }
  return null;
}

/** Why these pieces say nothing; null where they can be read. */
export function checkWorn(styles: readonly FitStyle[], purchases: readonly FitPurchase[]): LearnRefusal | null {
  const refusal = checkStyles(styles);
  if (refusal) return refusal;
  const made = new Map(styles.map((style) => [style.styleId, new Set(style.positions)]));
  for (const [i, { styleId, position, outcome, count = 1 }] of purchases.entries()) {
    if (!Number.isFinite(position) || !Number.isFinite(count))
      return refuse("not_finite", `purchase ${i} has no number`);
    if (!made.get(styleId)?.has(position))
      return refuse("out_of_range", `purchase ${i} is of a style or size that is not listed`);
    if (!OUTCOMES.has(outcome)) return refuse("out_of_range", `purchase ${i} neither fits nor is small or large`);
    if (!(Number.isInteger(count) && count >= 1 && count <= 1e9))
      return refuse("out_of_range", `purchase ${i} needs a whole count of pieces`);
  }
  return null;
}

/** Why these purchases cannot be learnt from; null where they can. */
export function checkPurchases(styles: readonly FitStyle[], purchases: readonly FitPurchase[]): LearnRefusal | null {
  if (purchases.length === 0) return refuse("empty", "no purchases");
  const refusal = checkWorn(styles, purchases);
  if (refusal) return refusal;
  const pieces = { small: 0, fits: 0, large: 0 };
  for (const { outcome, count = 1 } of purchases) pieces[outcome] += count;
  if (pieces.small + pieces.fits + pieces.large < LEAST_PIECES)
    return refuse("too_few_rows", `fewer than ${LEAST_PIECES} pieces were bought`);
  if (pieces.small + pieces.large === 0) return refuse("single_class", "nothing was too small or too large");
  if (pieces.fits === 0) return refuse("single_class", "nothing fitted");
  return null;
}
