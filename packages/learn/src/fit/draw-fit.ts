import type { Rng } from "../rng.ts";
import type { FitOutcome, FitPurchase, FitSteps, FitStyle } from "./types.ts";

/** A made-up shop whose truth is known: for tests and measurements. */
export type FitWorld = {
  styles: number;
  customers: number;
  purchasesEach: number;
  /** Pieces bought by the unknown, per style. */
  strangersEach: number;
  steps: FitSteps;
  /** Deviation of a style's offset within its category, and of the categories'. */
  deviations: { style: number; group: number };
  sizes: number;
  /** Share of purchases that were tried on. */
  tried: number;
};

/** Purchases of a made-up shop, with the planted sizes and offsets. */
export type DrawnFit = {
  styles: FitStyle[];
  purchases: FitPurchase[];
  offsets: number[];
  trueSizes: number[];
};

const CATEGORIES = 6;

/** Whoever buys takes their nearest size, one in eight times the one beside it; what fits badly comes back by the planted steps. */
export function drawFit(world: FitWorld, rng: Rng): DrawnFit {
  const groupOffsets = Array.from({ length: CATEGORIES }, () => world.deviations.group * rng.normal());
  const positions = Array.from({ length: world.sizes }, (_, i) => i);
  const styles = Array.from({ length: world.styles }, (_, i) => ({
    styleId: `S${i}`,
    positions,
    groups: [`category ${i % CATEGORIES}`],
  }));
  const offsets = styles.map((_, i) => groupOffsets[i % CATEGORIES]! + world.deviations.style * rng.normal());
  const drawSize = () => (world.sizes - 1) / 2 + 1.1 * rng.normal();
  const buy = (customerId: string | null, size: number, style: number): FitPurchase => {
    const slip = rng.uniform() < 0.125 ? (rng.uniform() < 0.5 ? -1 : 1) : 0;
    const position = Math.max(0, Math.min(world.sizes - 1, Math.round(size) + slip));
    const tried = rng.uniform() < world.tried;
    const outcome = drawOutcome(world.steps, size + offsets[style]! - position, tried, rng);
    return { customerId, styleId: `S${style}`, position, outcome, tried };
  };
  const trueSizes = Array.from({ length: world.customers }, drawSize);
  const purchases = trueSizes.flatMap((size, c) =>
    Array.from({ length: world.purchasesEach }, () => buy(`C${c}`, size, rng.below(world.styles))),
  );
  for (let s = 0; s < world.styles; s++)
    for (let n = 0; n < world.strangersEach; n++) purchases.push(buy(null, drawSize(), s));
  return { styles, purchases, offsets, trueSizes };
}

/** How a piece with this gap turns out. */
export function drawOutcome(steps: FitSteps, gap: number, tried: boolean, rng: Rng): FitOutcome {
  const further = tried ? steps.tried : 0;
  const small = 1 / (1 + Math.exp(-(steps.slope * gap - steps.small - further)));
  const large = 1 / (1 + Math.exp(-(-steps.slope * gap - steps.large - further)));
  const u = rng.uniform();
  return u < small ? "small" : u < small + large ? "large" : "fits";
}
