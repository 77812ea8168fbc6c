import { logistic } from "./chances.ts";
import type { FitCell, FitCrowd } from "./gather-purchases.ts";
import type { Outcomes } from "./outcome-tables.ts";
import type { FitModel } from "./types.ts";

/** Share of purchases whose size says little of who bought: for somebody else, or the last piece there was. */
const STRAY = 0.15;
const STRAY_SCALE = 0.7;

/** Chance of this position under a logistic slip, and its slope along the log of the scale. */
function slipAt(cell: FitCell, size: number, scale: number): readonly [chance: number, slope: number] {
  const above = (cell.position + 0.5 - size) / scale;
  const below = (cell.position - 0.5 - size) / scale;
  const a = cell.isGreatest ? 1 : logistic(above);
  const b = cell.isLeast ? 0 : logistic(below);
  const slope = (cell.isLeast ? 0 : b * (1 - b) * below) - (cell.isGreatest ? 0 : a * (1 - a) * above);
  return [a - b, slope];
}

/** Log chance of taking this size with each true size of the grid, and its slope along the log of the slips' scale. */
export function makeChoices(grid: Float64Array, choice: number) {
  const known = new Map<string, { log: Float64Array; slope: Float64Array }>();
  return (cell: FitCell) => {
    const key = `${cell.position} ${cell.isLeast} ${cell.isGreatest}`;
    const found = known.get(key);
    if (found) return found;
    const made = { log: new Float64Array(grid.length), slope: new Float64Array(grid.length) };
    for (let k = 0; k < grid.length; k++) {
      const [own, slope] = slipAt(cell, grid[k]!, choice);
      const chance = (1 - STRAY) * own + STRAY * slipAt(cell, grid[k]!, STRAY_SCALE)[0];
      made.log[k] = Math.log(chance);
      made.slope[k] = ((1 - STRAY) * slope) / chance;
    }
    known.set(key, made);
    return made;
  };
}

/** Log chance of every cell at every grid point, and of the population's sizes. */
export type FitTables = { log: Float64Array; prior: Float64Array };

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
  const tables = { log: new Float64Array(cells.length * grid.length), prior: new Float64Array(grid.length) };
  fillPrior(grid, people.mean, people.deviation, tables.prior);
  const choices = makeChoices(grid, people.choice);
  for (const [c, cell] of cells.entries()) {
    const { table, from } = outcomes(cell);
    const { log } = choices(cell);
    for (let k = 0; k < grid.length; k++) tables.log[c * grid.length + k] = table.log[from + k]! + log[k]!;
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
