import type { FitOutcome, FitSteps } from "./types.ts";

/** 1 / (1 + exp(-x)). */
export const logistic = (x: number): number => 1 / (1 + Math.exp(-x));

/** Below it a probability is nought in floating point. */
const FLOOR = 1e-300;

/** log(logistic(x)) without loss at either end. */
const logLogistic = (x: number): number => (x > -30 ? -Math.log1p(Math.exp(-x)) : x);

/** Chances of one size on one person; they add up to 1. */
export type FitChances = { readonly small: number; readonly fits: number; readonly large: number };

/** Chances where the gap between need and size is known, in sizes. */
export function chancesAt(steps: FitSteps, gap: number, tried: boolean): FitChances {
  const [toSmall, toLarge] = scoresAt(steps, gap, tried);
  const large = logistic(toLarge);
  // As a difference of two tails rather than from 1, so that it keeps its digits where it is tiny.
  return { small: logistic(toSmall), large, fits: Math.max(FLOOR, logistic(-toSmall) - large) };
}

const scoresAt = ({ slope, small, large, tried: further }: FitSteps, gap: number, tried: boolean) =>
  tried
    ? ([slope * gap - small - further, -slope * gap - large - further] as const)
    : ([slope * gap - small, -slope * gap - large] as const);

/** Gap at which both ends are equally far from what fits: where a piece fits best. */
export const bestGap = (steps: FitSteps): number => (steps.small - steps.large) / (2 * steps.slope);

/** Log chance of an outcome, its slope along the gap (per slope), and the slopes along the logs of the borders. */
export type OutcomeSlopes = { log: number; gap: number; small: number; large: number; tried: number };

/** Writes the log chance of `outcome` and its exact derivatives into `out`. */
export function outcomeSlopes(
  steps: FitSteps,
  gap: number,
  outcome: FitOutcome,
  tried: boolean,
  out: OutcomeSlopes,
): void {
  const { small, large, fits } = chancesAt(steps, gap, tried);
  // Derivatives of the log chance by the two scores (slope gap - small, -slope gap - large).
  let bySmall = 0;
  let byLarge = 0;
  const [toSmall, toLarge] = scoresAt(steps, gap, tried);
  if (outcome === "small") {
    out.log = logLogistic(toSmall);
    bySmall = 1 - small;
  } else if (outcome === "large") {
    out.log = logLogistic(toLarge);
    byLarge = 1 - large;
  } else {
    out.log = Math.log(fits);
    bySmall = (-small * (1 - small)) / fits;
    byLarge = (-large * (1 - large)) / fits;
  }
  out.gap = bySmall - byLarge;
  out.small = -steps.small * bySmall;
  out.large = -steps.large * byLarge;
  out.tried = tried ? -steps.tried * (bySmall + byLarge) : 0;
}
