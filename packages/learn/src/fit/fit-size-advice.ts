import { type Differentiable, minimiseLbfgs } from "../linear/index.ts";
import { accept, type Outcome } from "../outcome.ts";
import { bestGap } from "./chances.ts";
import { checkPurchases } from "./check-purchases.ts";
import { type FitDeviations, variancesOf } from "./covariance.ts";
import { type FitCrowd, gatherPurchases } from "./gather-purchases.ts";
import { informationOf } from "./information.ts";
import { makeGrid } from "./make-grid.ts";
import { makeObjective, startingPoint } from "./objective.ts";
import { type FitShape, offsetsOf, readShared } from "./shape.ts";
import type { FitModel, FitPurchase, FitSteps, FitStyle } from "./types.ts";

/** Deviations are re-estimated so often; they hardly move after. */
const ROUNDS = 4;
const LEAST_DEVIATION = 0.1;
const MOST_DEVIATION = 3;

/**
 * Fits how styles are cut and who has which true size, from what was kept and what came back as too small or too large, all of one size
 * scale. Ordinal outcomes with a latent size per customer and an offset per style (Sembium et al. 2017, 2018; Misra, Wan and McAuley
 * 2018); customers are integrated out, offsets lean on their groups and these on nought as far as the data says that they are alike
 * (empirical Bayes). Deterministic. Refuses what has too few pieces or only one outcome.
 */
export function fitSizeAdvice(styles: readonly FitStyle[], purchases: readonly FitPurchase[]): Outcome<FitModel> {
  const refusal = checkPurchases(styles, purchases);
  if (refusal) return refusal;
  const crowd = gatherPurchases(styles, purchases);
  const groups = [...new Set(styles.flatMap((style) => style.groups))];
  const groupAt = new Map(groups.map((group, i) => [group, i]));
  const shape: FitShape = {
    ...{ styles: styles.length, groups: groups.length },
    groupsOf: styles.map((style) => [...new Set(style.groups)].map((group) => groupAt.get(group)!)),
  };
  const grid = makeGrid(crowd.cells);
  const fitted = optimise(shape, crowd, grid);
  return accept(describeModel(styles, groups, shape, crowd, fitted));
}

type Fitted = {
  point: Float64Array;
  /** Of offsets times the slope, as in the point. */
  deviations: FitDeviations;
  /** Of each style's cut, in sizes squared. */
  variances: Float64Array;
};

function optimise(shape: FitShape, crowd: FitCrowd, grid: Float64Array): Fitted {
  let deviations: FitDeviations = { style: 0.8, group: 0.6 };
  let point = startingPoint(shape, grid);
  for (let round = 1; ; round++) {
    const last = round === ROUNDS;
    const goal = makeObjective(shape, crowd, grid, deviations);
    point = minimiseLbfgs(goal, point, { maxIterations: last ? 120 : 40, tolerance: last ? 1e-9 : 1e-7 }).point;
    const shared = readShared(point, shape.styles + shape.groups);
    const information = informationOf(shared, offsetsOf(point, shape), crowd, grid);
    const { slope } = shared.steps;
    const inOdds = information.map((value) => value / slope ** 2);
    if (last)
      return { point, deviations, variances: variancesOf(unscaled(goal, crowd), point, shape, inOdds, deviations) };
    const variances = inOdds.map((value) => 1 / (value + 1 / deviations.style ** 2));
    const byGroup = new Float64Array(shape.groups);
    for (const [s, own] of shape.groupsOf.entries())
      for (const group of own) byGroup[group]! += 1 / (deviations.style ** 2 + variances[s]!);
    deviations = {
      style: renewed(point.subarray(0, shape.styles), variances),
      group: renewed(
        point.subarray(shape.styles, shape.styles + shape.groups),
        byGroup.map((value) => 1 / (value + 1 / deviations.group ** 2)),
      ),
    };
  }
}

/** Expectation-maximisation of a deviation: estimates as they came out and what is unknown of each. */
function renewed(values: Float64Array, variances: Float64Array): number {
  if (values.length === 0) return MOST_DEVIATION;
  const mean = values.reduce((sum, value, i) => sum + value * value + variances[i]!, 0) / values.length;
  return Math.min(MOST_DEVIATION, Math.max(LEAST_DEVIATION, Math.sqrt(mean)));
}

function describeModel(
  styles: readonly FitStyle[],
  groups: readonly string[],
  shape: FitShape,
  crowd: FitCrowd,
  { point, deviations, variances }: Fitted,
): FitModel {
  const shared = readShared(point, shape.styles + shape.groups);
  const { slope } = shared.steps;
  const { steps, common } = centred(shared.steps);
  const offsets = offsetsOf(point, shape);
  const bought = new Float64Array(styles.length);
  for (let person = 0; person < crowd.weights.length; person++)
    for (let row = crowd.starts[person]!; row < crowd.starts[person + 1]!; row++)
      bought[crowd.cells[crowd.cellOf[row]!]!.style]! += crowd.weights[person]! * crowd.pieces[row]!;
  return {
    ...{ kind: "fit", version: 2, people: shared.people, steps, common },
    deviations: { style: deviations.style / slope, group: deviations.group / slope },
    groups: Object.fromEntries(groups.map((group, i) => [group, point[shape.styles + i]! / slope])),
    styles: Object.fromEntries(
      styles.map(({ styleId }, s) => [
        styleId,
        { offset: offsets[s]! + common, standardError: Math.sqrt(variances[s]!), purchases: bought[s]! },
      ]),
    ),
  };
}

/**
 * The same steps with both borders as far: that one is nearer says that a whole scale is cut so (or that people send back so), and styles
 * lean on that as well. So an offset of nought is a style that fits best in one's own size.
 */
function centred(steps: FitSteps): { steps: FitSteps; common: number } {
  const border = (steps.small + steps.large) / 2;
  return { steps: { ...steps, small: border, large: border }, common: -bestGap(steps) };
}

/** The objective in log chances, as it was before it was brought to one person. */
function unscaled(goal: Differentiable, crowd: FitCrowd): Differentiable {
  const persons = crowd.weights.reduce((sum, w) => sum + w, 0);
  return (point, gradient) => {
    const value = persons * goal(point, gradient);
    for (let j = 0; j < gradient.length; j++) gradient[j]! *= persons;
    return value;
  };
}
