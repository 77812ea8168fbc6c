import { logistic } from "./chances.ts";
import type { FitCell, FitCrowd } from "./gather-purchases.ts";
import { STEPS_A_SIZE } from "./make-grid.ts";
import type { Outcomes } from "./outcome-tables.ts";
import type { FitModel } from "./types.ts";

/** Share of purchases that are for somebody else: of them the size taken and how it turned out say nothing of who bought. */
export const STRAY = 0.15;
/** Chance of each size among those: one of five or so. */
export const STRAY_SIZE = 0.2;
/** Steps of the grid that such a wearer's size is away from the size taken: it is their nearest. */
const NEAR = [-2, -1, 0, 1, 2];

/** Grid points of the true sizes for which a cell's size is the nearest. */
export function nearPoints(cell: FitCell, grid: Float64Array): number[] {
  const at = Math.round((cell.position - grid[0]!) * STEPS_A_SIZE);
  return NEAR.map((step) => at + step);
}

/** Chance of this position under a logistic slip, and its slope along the log of the scale. */
export function slipAt(
  cell: Pick<FitCell, "position" | "isLeast" | "isGreatest">,
  size: number,
  scale: number,
): readonly [chance: number, slope: number] {
  const above = (cell.position + 0.5 - size) / scale;
  const below = (cell.position - 0.5 - size) / scale;
  const a = cell.isGreatest ? 1 : logistic(above);
  const b = cell.isLeast ? 0 : logistic(below);
  const slope = (cell.isLeast ? 0 : b * (1 - b) * below) - (cell.isGreatest ? 0 : a * (1 - a) * above);
  return [a - b, slope];
}

/** Smaller chances of a size are rounding; what is for somebody else outweighs them by far. */
const NEVER = 1e-12;

/** Log chance of taking this size with each true size of the grid, and its slope along the log of the slips' scale. */
export function makeChoices(grid: Float64Array, choice: number) {
  const known = new Map<string, { log: Float64Array; slope: Float64Array }>();
  return (cell: FitCell) => {
    const key = `${cell.position} ${cell.isLeast} ${cell.isGreatest}`;
    const found = known.get(key);
    if (found) return found;
    const made = { log: new Float64Array(grid.length), slope: new Float64Array(grid.length) };
    for (let k = 0; k < grid.length; k++) {
      const [chance, slope] = slipAt(cell, grid[k]!, choice);
      made.log[k] = Math.log(Math.max(NEVER, chance));
      made.slope[k] = chance > NEVER ? slope / chance : 0;
    }
    known.set(key, made);
    return made;
  };
}

/**
 * Of every cell at every grid point the log chance, and the share of it (0 to 1) that is the buyer's own rather than of somebody they buy
 * for; the log chance of the population's sizes.
 */
export type FitTables = { log: Float64Array; own: Float64Array; prior: Float64Array };

/** Posterior of one person over the grid, written into `out`; returns the log likelihood of all they did. */
export function weighPerson(crowd: FitCrowd, person: number, tables: FitTables, out: Float64Array): number {
  const size = out.length;
  out.set(tables.prior);
  for (let row = crowd.starts[person]!; row < crowd.starts[person + 1]!; row++) {
    const at = crowd.cellOf[row]! * size;
    const pieces = crowd.pieces[row]!;
    for (let k = 0; k < size; k++) out[k]! += pieces * tables.log[at + k]!;
  }
  let most = Number.NEGATIVE_INFINITY;
  for (let k = 0; k < size; k++) most = Math.max(most, out[k]!);
  let sum = 0;
  for (let k = 0; k < size; k++) {
    out[k] = Math.exp(out[k]! - most);
    sum += out[k]!;
  }
  for (let k = 0; k < size; k++) out[k]! /= sum;
  return most + Math.log(sum);
}

/** Log prior of every grid point: a normal of the population, made to add up to 1. */
function fillPrior(grid: Float64Array, mean: number, spread: number, prior: Float64Array): void {
  let sum = 0;
  for (let k = 0; k < grid.length; k++) {
    prior[k] = -0.5 * ((grid[k]! - mean) / spread) ** 2;
    sum += Math.exp(prior[k]!);
  }
  const log = Math.log(Math.max(sum, 1e-300));
  for (let k = 0; k < grid.length; k++) prior[k]! -= log;
}

/** Fills log chances of every cell at every grid point. */
export function fillTables(
  people: FitModel["people"],
  outcomes: Outcomes,
  cells: readonly FitCell[],
  grid: Float64Array,
): FitTables {
  const size = grid.length;
  const room = () => new Float64Array(cells.length * size);
  const tables = { log: room(), own: room(), prior: new Float64Array(size) };
  fillPrior(grid, people.mean, people.deviation, tables.prior);
  const choices = makeChoices(grid, people.choice);
  for (const [c, cell] of cells.entries()) {
    const { table, from } = outcomes(cell);
    const { log } = choices(cell);
    const near = nearPoints(cell, grid);
    const stray = (STRAY * STRAY_SIZE * near.reduce((sum, k) => sum + Math.exp(table.log[from + k]!), 0)) / near.length;
    for (let k = 0; k < size; k++) {
      const own = (1 - STRAY) * Math.exp(table.log[from + k]! + log[k]!);
      tables.log[c * size + k] = Math.log(own + stray);
      tables.own[c * size + k] = own / (own + stray);
    }
  }
  return tables;
}

/** Posterior weight of every cell at every grid point and of the population, with the log likelihood. */
export function weighCrowd(crowd: FitCrowd, tables: FitTables, size: number) {
  const weight = new Float64Array(crowd.cells.length * size);
  const population = new Float64Array(size);
  const posterior = new Float64Array(size);
  let log = 0;
  for (let person = 0; person < crowd.weights.length; person++) {
    const alike = crowd.weights[person]!;
    log += alike * weighPerson(crowd, person, tables, posterior);
    for (let k = 0; k < size; k++) population[k]! += alike * posterior[k]!;
    for (let row = crowd.starts[person]!; row < crowd.starts[person + 1]!; row++) {
      const at = crowd.cellOf[row]! * size;
      const pieces = alike * crowd.pieces[row]!;
      for (let k = 0; k < size; k++) weight[at + k]! += pieces * posterior[k]!;
    }
  }
  return { log, weight, population };
}
