import { chancesAt } from "./chances.ts";
import type { FitCell, FitCrowd } from "./gather-purchases.ts";
import { makeOutcomes } from "./outcome-tables.ts";
import { fillTables, weighPerson } from "./posterior.ts";
import type { FitModel, FitSteps } from "./types.ts";

/** Slope of the log chance along the offset, and how fast it bends down. */
function bendOf(steps: FitSteps, gap: number, cell: FitCell): readonly [slope: number, bend: number] {
  const { small, large, fits } = chancesAt(steps, gap, cell.tried);
  const { slope } = steps;
  if (cell.outcome === "small") return [slope * (1 - small), slope * slope * small * (1 - small)];
  if (cell.outcome === "large") return [-slope * (1 - large), slope * slope * large * (1 - large)];
  const [s, l] = [small * (1 - small), large * (1 - large)];
  const first = (slope * (l - s)) / fits;
  const second = (slope * slope * (-s * (1 - 2 * small) - l * (1 - 2 * large))) / fits;
  return [first, first * first - second];
}

/**
 * What the purchases say about each style's offset: observed information with the buyers' true sizes unknown (Louis 1982), taking
 * purchases of one person as apart from each other. Per style, in 1 / sizes squared, never negative.
 */
export function informationOf(
  model: Pick<FitModel, "steps" | "people">,
  offsets: ArrayLike<number>,
  crowd: FitCrowd,
  grid: Float64Array,
): Float64Array {
  const outcomes = makeOutcomes(model.steps, offsets, grid);
  const tables = fillTables(model.people, outcomes, crowd.cells, grid);
  const size = grid.length;
  const slopes = new Float64Array(crowd.cells.length * size);
  const bends = new Float64Array(crowd.cells.length * size);
  for (const [c, cell] of crowd.cells.entries()) {
    const offset = offsets[cell.style]!;
    for (let k = 0; k < size; k++) {
      const [slope, bend] = bendOf(model.steps, grid[k]! + offset - cell.position, cell);
      slopes[c * size + k] = slope;
      bends[c * size + k] = bend;
    }
  }
  const out = new Float64Array(offsets.length);
  const posterior = new Float64Array(size);
  for (let person = 0; person < crowd.weights.length; person++) {
    weighPerson(crowd, person, tables, posterior);
    for (let row = crowd.starts[person]!; row < crowd.starts[person + 1]!; row++) {
      const at = crowd.cellOf[row]! * size;
      let [bend, mean, square] = [0, 0, 0];
      for (let k = 0; k < size; k++) {
        const [p, slope] = [posterior[k]!, slopes[at + k]!];
        bend += p * bends[at + k]!;
        mean += p * slope;
        square += p * slope * slope;
      }
      out[crowd.cells[crowd.cellOf[row]!]!.style]! +=
        crowd.weights[person]! * crowd.pieces[row]! * (bend - (square - mean * mean));
    }
  }
  return out.map((value) => Math.max(0, value));
}
