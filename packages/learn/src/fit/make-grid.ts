import type { FitCell } from "./gather-purchases.ts";
import type { Spread } from "./types.ts";

/** Points of the grid from one size to the next. */
export const STEPS_A_SIZE = 5;

/**
 * True sizes that are looked at: from two below the least to two above the greatest, `STEPS_A_SIZE` from one to the next; wide enough for the people, where
 * they are known.
 */
export function makeGrid(cells: readonly FitCell[], people?: Spread): Float64Array {
  let [least, greatest] = people
    ? [Math.round(people.mean - people.deviation), Math.round(people.mean + people.deviation)]
    : [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { position } of cells) {
    least = Math.min(least, position);
    greatest = Math.max(greatest, position);
  }
  return Float64Array.from(
    { length: Math.round((greatest - least + 4) * STEPS_A_SIZE) + 1 },
    (_, k) => least - 2 + k / STEPS_A_SIZE,
  );
}
