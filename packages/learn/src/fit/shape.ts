import type { FitModel } from "./types.ts";

/** Where each quantity stands in the point that is optimised: offsets of styles, of groups, then the shared ones. */
export type FitShape = { styles: number; groups: number; groupsOf: readonly (readonly number[])[] };

/** How many shared ones there are: slope, small, large, tried, choice, spread as logarithms, and the mean size as it is. */
export const SHARED = 7;
/** Place of the mean size among them. */
export const MEAN = 6;
/** Place of the population's spread. */
export const SPREAD = 5;

/** Shared quantities as they are, not as logarithms. */
export function readShared(point: ArrayLike<number>, at: number): Pick<FitModel, "steps" | "people"> {
  const value = (i: number) => Math.exp(point[at + i]!);
  const steps = { slope: value(0), small: value(1), large: value(2), tried: value(3) };
  return { steps, people: { mean: point[at + MEAN]!, deviation: value(SPREAD), choice: value(4) } };
}

/** Offsets of the styles: their own and those of their groups. */
export const offsetsOf = (point: ArrayLike<number>, shape: FitShape): Float64Array =>
  Float64Array.from(shape.groupsOf, (groups, style) =>
    groups.reduce((sum, group) => sum + point[shape.styles + group]!, point[style]!),
  );
