import type { Differentiable } from "../linear/index.ts";
import type { FitCell, FitCrowd } from "./gather-purchases.ts";
import { makeOutcomes, type Outcomes } from "./outcome-tables.ts";
import { fillTables, makeChoices, weighCrowd } from "./posterior.ts";
import { type FitShape, MEAN, offsetsOf, readShared, SHARED, SPREAD } from "./shape.ts";

/** Weak beliefs (centre, deviation) of the logarithms; they speak where the data does not. */
const BELIEFS = [
  [Math.log(1.5), 0.7],
  [Math.log(2.5), 0.7],
  [Math.log(2.5), 0.7],
  [Math.log(0.7), 0.7],
  [Math.log(0.25), 0.5],
  [Math.log(1.2), 0.7],
] as const;

/** Pieces of so little weight move no digit of the gradient. */
const NOTHING = 1e-12;

/** Takes the posterior mean of every cell's slopes off the gradient. */
function addCells(
  point: ArrayLike<number>,
  shape: FitShape,
  cells: readonly FitCell[],
  grid: Float64Array,
  outcomes: Outcomes,
  weight: Float64Array,
  gradient: Float64Array,
): void {
  const shared = shape.styles + shape.groups;
  const { steps, people } = readShared(point, shared);
  const offsets = offsetsOf(point, shape);
  const choices = makeChoices(grid, people.choice);
  for (const [c, cell] of cells.entries()) {
    const offset = offsets[cell.style]!;
    const { slope: choiceSlope } = choices(cell);
    const { table, from } = outcomes(cell);
    let byOffset = 0;
    for (let k = 0; k < grid.length; k++) {
      const w = weight[c * grid.length + k]!;
      if (w < NOTHING) continue;
      const gap = grid[k]! + offset - cell.position;
      const bySize = w * steps.slope * table.gap[from + k]!;
      byOffset += bySize;
      gradient[shared]! -= gap * bySize;
      gradient[shared + 1]! -= w * table.small[from + k]!;
      gradient[shared + 2]! -= w * table.large[from + k]!;
      gradient[shared + 3]! -= w * table.tried[from + k]!;
      gradient[shared + 4]! -= w * choiceSlope[k]!;
    }
    gradient[cell.style]! -= byOffset;
    for (const group of shape.groupsOf[cell.style]!) gradient[shape.styles + group]! -= byOffset;
  }
}

/** Takes the slopes of the population's normal (made to add up to 1 on the grid) off the gradient. */
function addPopulation(
  point: ArrayLike<number>,
  shape: FitShape,
  grid: Float64Array,
  prior: Float64Array,
  population: Float64Array,
  gradient: Float64Array,
): void {
  const shared = shape.styles + shape.groups;
  const { mean, deviation: spread } = readShared(point, shared).people;
  const persons = population.reduce((sum, p) => sum + p, 0);
  for (let k = 0; k < grid.length; k++) {
    const z = (grid[k]! - mean) / spread;
    const surplus = population[k]! - persons * Math.exp(prior[k]!);
    gradient[shared + MEAN]! -= (surplus * z) / spread;
    gradient[shared + SPREAD]! -= surplus * z * z;
  }
}

/** Adds the slopes of shrinkage and beliefs, and returns what they cost. */
function addPenalties(
  point: ArrayLike<number>,
  shape: FitShape,
  deviations: { style: number; group: number },
  middle: number,
  gradient: Float64Array,
): number {
  let cost = 0;
  const pull = (j: number, centre: number, deviation: number) => {
    const z = (point[j]! - centre) / deviation;
    cost += 0.5 * z * z;
    gradient[j]! += z / deviation;
  };
  for (let s = 0; s < shape.styles; s++) pull(s, 0, deviations.style);
  const shared = shape.styles + shape.groups;
  for (let j = shape.styles; j < shared; j++) pull(j, 0, deviations.group);
  for (const [i, [centre, deviation]] of BELIEFS.entries()) pull(shared + i, centre, deviation);
  pull(shared + MEAN, middle, 2);
  return cost;
}

/** Where the optimiser begins: no offsets, the centres of the beliefs. */
export function startingPoint(shape: FitShape, grid: Float64Array): Float64Array {
  const point = new Float64Array(shape.styles + shape.groups + SHARED);
  for (const [i, [centre]] of BELIEFS.entries()) point[shape.styles + shape.groups + i] = centre;
  point[shape.styles + shape.groups + MEAN] = middleOf(grid);
  return point;
}

const middleOf = (grid: Float64Array) => (grid[0]! + grid[grid.length - 1]!) / 2;

/**
 * The penalised log likelihood, negative, with its exact gradient. True sizes of persons are integrated over a grid, so the gradient is
 * the posterior mean of that of the complete data (Fisher's identity).
 */
export function makeObjective(
  shape: FitShape,
  crowd: FitCrowd,
  grid: Float64Array,
  deviations: { style: number; group: number },
): Differentiable {
  const scale = 1 / crowd.weights.reduce((sum, w) => sum + w, 0);
  return (point, gradient) => {
    gradient.fill(0);
    const { steps, people } = readShared(point, shape.styles + shape.groups);
    const outcomes = makeOutcomes(steps, offsetsOf(point, shape), grid);
    const tables = fillTables(people, outcomes, crowd.cells, grid);
    const { log, weight, population } = weighCrowd(crowd, tables, grid.length);
    addCells(point, shape, crowd.cells, grid, outcomes, weight, gradient);
    addPopulation(point, shape, grid, tables.prior, population, gradient);
    const value = addPenalties(point, shape, deviations, middleOf(grid), gradient) - log;
    for (let j = 0; j < gradient.length; j++) gradient[j]! *= scale;
    return value * scale;
  };
}
