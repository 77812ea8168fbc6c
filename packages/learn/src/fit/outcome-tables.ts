import { type OutcomeSlopes, outcomeSlopes } from "./chances.ts";
import type { FitCell } from "./gather-purchases.ts";
import { STEPS_A_SIZE } from "./make-grid.ts";
import type { FitOutcome, FitSteps } from "./types.ts";

/** Log chances of one outcome over a row of gaps, with the slopes of {@link outcomeSlopes}. */
export type OutcomeTable = Readonly<Record<keyof OutcomeSlopes, Float64Array>>;

/**
 * Log chances of every cell over the grid, reckoned once per style, outcome and tried: sizes are whole steps of the grid, so all sizes of a
 * style share one row of gaps and differ in where they begin. `from` is that place.
 */
export function makeOutcomes(steps: FitSteps, offsets: ArrayLike<number>, grid: Float64Array) {
  const greatest = Math.round(grid[grid.length - 1]!);
  const size = grid.length + STEPS_A_SIZE * (greatest - Math.round(grid[0]!));
  const known = new Map<string, OutcomeTable>();
  const tableOf = (style: number, outcome: FitOutcome, tried: boolean): OutcomeTable => {
    const key = `${style} ${outcome} ${tried}`;
    const found = known.get(key);
    if (found) return found;
    const row = () => new Float64Array(size);
    const made = { log: row(), gap: row(), small: row(), large: row(), tried: row() };
    const slopes: OutcomeSlopes = { log: 0, gap: 0, small: 0, large: 0, tried: 0 };
    for (let m = 0; m < size; m++) {
      outcomeSlopes(steps, grid[0]! - greatest + offsets[style]! + m / STEPS_A_SIZE, outcome, tried, slopes);
      made.log[m] = slopes.log;
      made.gap[m] = slopes.gap;
      made.small[m] = slopes.small;
      made.large[m] = slopes.large;
      made.tried[m] = slopes.tried;
    }
    known.set(key, made);
    return made;
  };
  return ({ style, position, outcome, tried }: FitCell) => ({
    table: tableOf(style, outcome, tried),
    from: STEPS_A_SIZE * (greatest - position),
  });
}

/** As `makeOutcomes` gives them. */
export type Outcomes = ReturnType<typeof makeOutcomes>;
