import type { ReturnReason } from "@selvedge/contract";
import type { Random } from "./random.ts";
import { type DemoStyle, kindFacts, sizesOf } from "./range.ts";
import type { DemoFit, DemoTruth } from "./truth.ts";

/** Who wears what is bought: which size they take of a style, and how far it is from what they need. */
export interface Wearer {
  take(style: DemoStyle, drawn: number): { size: number; gap: number | null };
}

/**
 * A known customer takes the size nearest to their own, in a shop the one that fits when tried on; a stranger (and whoever a known one
 * buys for) is a person of whatever size was drawn.
 */
export function openWearer(truth: DemoTruth, random: Random, body: number | null, tried: boolean): Wearer {
  return {
    take(style, drawn) {
      const last = sizesOf(style).length - 1;
      if (last === 0) return { size: drawn, gap: null };
      const offset = truth.fit.offsets[style.code] ?? 0;
      const within = random.uniform() - 0.5;
      if (body === null || random.uniform() < truth.fit.forOthers) {
        return { size: drawn, gap: tried ? within : within + offset };
      }
      const own = trueSizeOf(truth, kindFacts[style.kind].scale, body);
      const size = Math.max(0, Math.min(last, Math.round(own + (tried ? offset : 0))));
      return { size, gap: own + offset - size };
    },
  };
}

/** Where in a size scale a body lies, in sizes from the first: all bodies together buy by the planted curve. */
export function trueSizeOf(truth: DemoTruth, scale: string, body: number): number {
  const shares = Object.values(truth.sizeCurves[scale]!);
  let left = body;
  for (const [i, share] of shares.entries()) {
    if (left < share || i === shares.length - 1) return i - 0.5 + Math.min(1, left / share);
    left -= share;
  }
  return 0;
}

/** Why a piece comes back, by one draw; null when it is kept. */
export function causeOf(
  { slope, small, large, tried: further }: DemoFit,
  gap: number | null,
  tried: boolean,
  otherShare: number,
  other: ReturnReason,
  random: Random,
): ReturnReason | null {
  const draw = random.uniform();
  const border = tried ? further : 0;
  const chance = (score: number) => (gap === null ? 0 : 1 / (1 + Math.exp(-score)));
  const tooSmall = chance(slope * (gap ?? 0) - small - border);
  const tooLarge = chance(-slope * (gap ?? 0) - large - border);
  if (draw < tooSmall) return "too_small";
  if (draw < tooSmall + tooLarge) return "too_large";
  return draw < tooSmall + tooLarge + otherShare ? other : null;
}
