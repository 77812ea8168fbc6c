import { normalProbability } from "../decide/normal.ts";
import { accept, type Outcome, refuse } from "../outcome.ts";
import { bestGap, chancesAt, type FitChances } from "./chances.ts";
import type { FitModel, FitSteps, Spread, StyleFit } from "./types.ts";

/** What to take, and how each size would turn out. */
export type SizeAdvice = {
  /** In the order they were asked for. */
  readonly sizes: readonly (FitChances & { readonly position: number })[];
  readonly best: number;
  /** Chance that no other size that is made would fit better, over all that is not known of the person and the style. */
  readonly confidence: number;
};

/** How a style is cut, for everybody. */
export type StyleCut = {
  readonly verdict: "small" | "true" | "large";
  /** Sizes to go up (negative: down) from the usual one. */
  readonly step: number;
  /** Chance that the verdict is right. */
  readonly certainty: number;
};

/** A style is called small or large from here on, in sizes: less is noticed by nobody. */
const NOTICED = 0.2;
const CERTAIN = 0.9;

/** A style's cut; one that never sold is told by its groups, and is less sure. */
export function readStyleFit(model: FitModel, styleId: string, groups: readonly string[]): StyleFit {
  const known = model.styles[styleId];
  if (known) return { offset: known.offset, standardError: known.standardError };
  const own = [...new Set(groups)];
  const unknown = own.filter((group) => model.groups[group] === undefined).length;
  return {
    offset: own.reduce((sum, group) => sum + (model.groups[group] ?? 0), model.common),
    standardError: Math.sqrt(model.deviations.style ** 2 + unknown * model.deviations.group ** 2),
  };
}

/** Deviations from the mean at which what is unknown is looked at, and their weights. */
const POINTS = Array.from({ length: 25 }, (_, i) => (i - 12) / 4);
const WEIGHTS = POINTS.map((z) => Math.exp((-z * z) / 2));
const WEIGHT = WEIGHTS.reduce((sum, w) => sum + w, 0);

/** Where a normal quantity may lie, with weights that add up to 1. */
export const overSpread = ({ mean, deviation }: Spread) =>
  POINTS.map((z, i) => ({ value: mean + z * deviation, weight: WEIGHTS[i]! / WEIGHT }));

/** Chances of a size over all that is not known of the need for it. */
export function chancesOver(steps: FitSteps, need: Spread, position: number, tried: boolean): FitChances {
  let [small, fits, large] = [0, 0, 0];
  for (const { value, weight } of overSpread(need)) {
    const chances = chancesAt(steps, value - position, tried);
    small += weight * chances.small;
    fits += weight * chances.fits;
    large += weight * chances.large;
  }
  return { small, fits, large };
}

/**
 * The size of a style for a person of this true size: how likely each size made would be too small, fit or be too large, and which is
 * best; `tried` where it is tried on before it is bought. Refuses where no size is made or a figure is not one.
 */
export function adviseSize(
  steps: FitSteps,
  style: StyleFit,
  person: Spread,
  positions: readonly number[],
  tried = false,
): Outcome<SizeAdvice> {
  if (positions.length === 0) return refuse("empty", "the style has no sizes");
  const figures = [...Object.values(steps), style.offset, style.standardError, person.mean, person.deviation];
  if (![...figures, ...positions].every(Number.isFinite)) return refuse("not_finite", "a figure is no number");
  if (steps.slope <= 0 || style.standardError < 0 || person.deviation < 0)
    return refuse("out_of_range", "a deviation or the slope is negative");
  const need = {
    mean: person.mean + style.offset,
    deviation: Math.hypot(person.deviation, style.standardError),
  };
  const wanted = need.mean - bestGap(steps);
  const order = [...new Set(positions)].sort((a, b) => a - b);
  const best = order.reduce((near, p) => (Math.abs(p - wanted) < Math.abs(near - wanted) ? p : near));
  const at = order.indexOf(best);
  const [below, above] = [order[at - 1], order[at + 1]];
  const upTo = (border: number) => normalProbability((border - wanted) / Math.max(1e-9, need.deviation));
  const upper = above === undefined ? 1 : upTo((best + above) / 2);
  const lower = below === undefined ? 0 : upTo((best + below) / 2);
  return accept({
    sizes: positions.map((position) => ({ position, ...chancesOver(steps, need, position, tried) })),
    ...{ best, confidence: Math.min(1, Math.max(0, upper - lower)) },
  });
}

/** Whether a style runs small or large, and what that means for everybody. */
export function readCut(steps: FitSteps, { offset, standardError }: StyleFit): StyleCut {
  const off = offset - bestGap(steps);
  const beyond = (border: number) => normalProbability((Math.abs(off) - border) / Math.max(1e-9, standardError));
  const step = Math.round(off) + 0;
  const certainty = beyond(NOTICED);
  if (certainty < CERTAIN) return { verdict: "true", step: 0, certainty: 1 - certainty };
  return { verdict: off > 0 ? "small" : "large", step, certainty };
}
