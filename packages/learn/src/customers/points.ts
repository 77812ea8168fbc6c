import { type LearnRefusal, refuse } from "../outcome.ts";

/** Points in row-major order: `values[i * dimensions + d]`. */
export type Points = { values: Float64Array; dimensions: number };

/** Number of points. */
export function countPoints(points: Points): number {
  return points.dimensions > 0 ? Math.floor(points.values.length / points.dimensions) : 0;
}

/** Squared Euclidean distance of point i of `a` and point j of `b`. */
export function squaredDistance(a: Float64Array, i: number, b: Float64Array, j: number, dimensions: number): number {
  let sum = 0;
  const ai = i * dimensions;
  const bj = j * dimensions;
  for (let d = 0; d < dimensions; d++) {
    const gap = a[ai + d]! - b[bj + d]!;
    sum += gap * gap;
  }
  return sum;
}

/** Refuses no points, uneven rows, and coordinates that are not finite or whose squares would overflow. */
export function checkPoints(points: Points): LearnRefusal | null {
  const { values, dimensions } = points;
  if (values.length === 0 || !(dimensions >= 1)) return refuse("empty", "no points");
  if (values.length % dimensions !== 0) return refuse("lengths_differ", "the last point is not whole");
  for (const v of values) {
    if (!Number.isFinite(v)) return refuse("not_finite", "a coordinate is not a number");
    if (Math.abs(v) > 1e140) return refuse("out_of_range", "a coordinate is beyond 1e140");
  }
  return null;
}

/** How columns were brought to mean 0 and deviation 1; kept with a model so that new points are treated alike. */
export type Scaling = { means: number[]; deviations: number[] };

/** Learns means and deviations; a constant column has deviation 1. */
export function fitScaling(points: Points): Scaling {
  const count = countPoints(points);
  const { values, dimensions } = points;
  const means = new Array<number>(dimensions).fill(0);
  const deviations = new Array<number>(dimensions).fill(0);
  for (let i = 0; i < count; i++) for (let d = 0; d < dimensions; d++) means[d]! += values[i * dimensions + d]! / count;
  for (let i = 0; i < count; i++)
    for (let d = 0; d < dimensions; d++) deviations[d]! += (values[i * dimensions + d]! - means[d]!) ** 2 / count;
  return { means, deviations: deviations.map((v, d) => (v > 1e-24 * means[d]! ** 2 && v > 0 ? Math.sqrt(v) : 1)) };
}

/** Points with the scaling applied. */
export function applyScaling(points: Points, scaling: Scaling): Points {
  const { dimensions } = points;
  const values = points.values.map(
    (v, i) => (v - scaling.means[i % dimensions]!) / scaling.deviations[i % dimensions]!,
  );
  return { values, dimensions };
}
