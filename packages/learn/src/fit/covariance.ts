import { type Differentiable, factorCholesky, solveCholesky } from "../linear/index.ts";
import { type FitShape, offsetsOf, readShared, SHARED } from "./shape.ts";

/** Step of the differences along the shared quantities, which are logarithms or sizes of about one. */
const STEP = 1e-4;

export type FitDeviations = { style: number; group: number };

/**
 * Variance of how each style is cut, in sizes squared from the gap at which a piece fits best: of its own part, of its groups, and of the
 * slope, the borders and the people that all styles share. Laplace's approximation; the own parts are eliminated (they see each other only
 * through what is shared), so that the system is as large as the groups and the shared quantities.
 * @param goal the negative log posterior, not scaled
 * @param information of the data about each style's offset in log odds, 1 / log odds squared
 */
export function variancesOf(
  goal: Differentiable,
  point: Float64Array,
  shape: FitShape,
  information: ArrayLike<number>,
  deviations: FitDeviations,
): Float64Array {
  const { styles, groups } = shape;
  const size = groups + SHARED;
  const cross = crossBends(goal, point, shape, information);
  const own = Float64Array.from(information, (value) => 1 / (value + 1 / deviations.style ** 2));
  const bends = sharedBends(cross, shape, information, deviations);
  for (let s = 0; s < styles; s++)
    for (let i = 0; i < size; i++)
      for (let j = 0; j < size; j++) bends[i * size + j]! -= own[s]! * cross[s]![i]! * cross[s]![j]!;
  const factor = factorSurely(bends, size);
  const along = cutSlopes(point, shape);
  return Float64Array.from({ length: styles }, (_, s) => {
    const { byOffset, byRest } = along(s);
    const rest = byRest.map((value, i) => value - byOffset * own[s]! * cross[s]![i]!);
    const spread = solveCholesky(factor, size, rest).reduce((sum, value, i) => sum + value * rest[i]!, 0);
    return byOffset ** 2 * own[s]! + spread;
  });
}

/** Second derivatives by each style's own part and by groups and shared quantities (rows of the styles), then those of the shared ones among themselves. */
function crossBends(goal: Differentiable, point: Float64Array, shape: FitShape, information: ArrayLike<number>) {
  const { styles, groups } = shape;
  const from = styles + groups;
  const gradientAt = (j: number, step: number) => {
    const gradient = new Float64Array(point.length);
    goal(
      point.map((value, i) => (i === j ? value + step : value)),
      gradient,
    );
    return gradient;
  };
  const columns = Array.from({ length: SHARED }, (_, i) => {
    const [above, below] = [gradientAt(from + i, STEP), gradientAt(from + i, -STEP)];
    return above.map((value, j) => (value - below[j]!) / (2 * STEP));
  });
  const rows = Array.from({ length: from + SHARED }, (_, j) => {
    const row = new Float64Array(groups + SHARED);
    for (let i = 0; i < SHARED; i++) row[groups + i] = columns[i]![j]!;
    if (j < styles) for (const group of shape.groupsOf[j]!) row[group] = information[j]!;
    return row;
  });
  return rows;
}

/** Second derivatives of groups and shared quantities among themselves, row-major. */
function sharedBends(
  cross: readonly Float64Array[],
  { styles, groups, groupsOf }: FitShape,
  information: ArrayLike<number>,
  deviations: FitDeviations,
): Float64Array {
  const size = groups + SHARED;
  const bends = new Float64Array(size * size);
  for (let g = 0; g < groups; g++) bends[g * size + g] = 1 / deviations.group ** 2;
  for (const [s, own] of groupsOf.entries())
    for (const g of own) for (const h of own) bends[g * size + h]! += information[s]!;
  for (let i = 0; i < SHARED; i++) {
    for (let g = 0; g < groups; g++) {
      const bend = cross[styles + g]![groups + i]!;
      bends[g * size + groups + i] = bend;
      bends[(groups + i) * size + g] = bend;
    }
    for (let j = 0; j < SHARED; j++)
      bends[(groups + i) * size + groups + j] =
        (cross[styles + groups + i]![groups + j]! + cross[styles + groups + j]![groups + i]!) / 2;
  }
  return bends;
}

/** The factor of a matrix that rounding may have left not quite positive. */
function factorSurely(matrix: Float64Array, size: number): Float64Array {
  for (let ridge = 0; ; ridge = ridge === 0 ? 1e-6 : ridge * 10) {
    const factor = factorCholesky(
      matrix.map((value, i) => (i % (size + 1) === 0 ? value + ridge * (1 + Math.abs(value)) : value)),
      size,
    );
    if (factor) return factor;
  }
}

/** How a style's cut moves with its own part, and with groups and shared quantities: (own + groups - (small - large) / 2) / slope. */
function cutSlopes(point: Float64Array, shape: FitShape) {
  const { slope, small, large } = readShared(point, shape.styles + shape.groups).steps;
  const offsets = offsetsOf(point, shape);
  return (style: number) => {
    const byRest = new Float64Array(shape.groups + SHARED);
    for (const group of shape.groupsOf[style]!) byRest[group] = 1 / slope;
    byRest[shape.groups] = -(offsets[style]! - (small - large) / (2 * slope));
    byRest[shape.groups + 1] = -small / (2 * slope);
    byRest[shape.groups + 2] = large / (2 * slope);
    return { byOffset: 1 / slope, byRest };
  };
}
