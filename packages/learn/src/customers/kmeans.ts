import { accept, type Outcome, refuse } from "../outcome.ts";
import type { Rng } from "../rng.ts";
import { checkPoints, countPoints, type Points, squaredDistance } from "./points.ts";

/** Fitted k-means; plain JSON. */
export type KMeansModel = {
  kind: "kmeans";
  version: 1;
  dimensions: number;
  /** Row-major, `clusters` rows. */
  centroids: number[];
  clusters: number;
  /** Sum of squared distances to the nearest centroid. */
  inertia: number;
};

/** Starting centroids by k-means++ (Arthur and Vassilvitskii 2007); fewer where there are not enough different points. */
function seedCentroids(points: Points, clusters: number, rng: Rng): Float64Array {
  const { values, dimensions } = points;
  const count = countPoints(points);
  const centroids = new Float64Array(clusters * dimensions);
  const nearest = new Float64Array(count).fill(Number.POSITIVE_INFINITY);
  let pick = rng.below(count);
  for (let c = 0; c < clusters; c++) {
    centroids.set(values.subarray(pick * dimensions, (pick + 1) * dimensions), c * dimensions);
    let total = 0;
    for (let i = 0; i < count; i++) {
      nearest[i] = Math.min(nearest[i]!, squaredDistance(values, i, centroids, c, dimensions));
      total += nearest[i]!;
    }
    if (!(total > 0)) return centroids.slice(0, (c + 1) * dimensions);
    let left = rng.uniform() * total;
    pick = 0;
    for (let i = 0; i < count; i++) {
      if (nearest[i]! > 0) pick = i;
      left -= nearest[i]!;
      if (left < 0 && nearest[i]! > 0) break;
    }
  }
  return centroids;
}

function nearestCentroid(values: Float64Array, i: number, centroids: Float64Array, dimensions: number): number {
  const clusters = centroids.length / dimensions;
  let best = 0;
  let least = Number.POSITIVE_INFINITY;
  for (let c = 0; c < clusters; c++) {
    const distance = squaredDistance(values, i, centroids, c, dimensions);
    if (distance < least) {
      least = distance;
      best = c;
    }
  }
  return best;
}

function moveCentroids(points: Points, labels: Int32Array, centroids: Float64Array): void {
  const { values, dimensions } = points;
  const sums = new Float64Array(centroids.length);
  const counts = new Int32Array(centroids.length / dimensions);
  for (let i = 0; i < labels.length; i++) {
    counts[labels[i]!]!++;
    for (let d = 0; d < dimensions; d++) sums[labels[i]! * dimensions + d]! += values[i * dimensions + d]!;
  }
  for (let c = 0; c < counts.length; c++) {
    // A cluster that lost all its points keeps its place.
    if (counts[c] === 0) continue;
    for (let d = 0; d < dimensions; d++) centroids[c * dimensions + d] = sums[c * dimensions + d]! / counts[c]!;
  }
}

function runLloyd(
  points: Points,
  start: Float64Array,
  iterations: number,
): { centroids: Float64Array; inertia: number } {
  const { values, dimensions } = points;
  const count = countPoints(points);
  const centroids = Float64Array.from(start);
  const labels = new Int32Array(count).fill(-1);
  for (let iteration = 0; iteration < iterations; iteration++) {
    let moved = 0;
    for (let i = 0; i < count; i++) {
      const label = nearestCentroid(values, i, centroids, dimensions);
      if (label !== labels[i]) moved++;
      labels[i] = label;
    }
    if (moved === 0) break;
    moveCentroids(points, labels, centroids);
  }
  let inertia = 0;
  for (let i = 0; i < count; i++)
    inertia += squaredDistance(values, i, centroids, nearestCentroid(values, i, centroids, dimensions), dimensions);
  return { centroids, inertia };
}

/**
 * Fits k-means: the best of `restarts` k-means++ starts, each followed by Lloyd's iterations. More clusters than different points are
 * cut down to these. The same seed gives the same clusters.
 */
export function fitKMeans(
  points: Points,
  clusters: number,
  rng: Rng,
  options: { restarts?: number; iterations?: number } = {},
): Outcome<KMeansModel> {
  const refusal = checkPoints(points);
  if (refusal) return refusal;
  if (!(Number.isInteger(clusters) && clusters >= 1))
    return refuse("out_of_range", "clusters must be a whole number from 1");
  const { restarts = 8, iterations = 200 } = options;
  let best: { centroids: Float64Array; inertia: number } | null = null;
  for (let restart = 0; restart < Math.max(1, restarts); restart++) {
    const seeded = seedCentroids(points, Math.min(clusters, countPoints(points)), rng);
    const run = runLloyd(points, seeded, iterations);
    if (!best || run.inertia < best.inertia) best = run;
  }
  const { centroids, inertia } = best!;
  return accept({
    ...{ kind: "kmeans" as const, version: 1 as const, dimensions: points.dimensions, inertia },
    centroids: Array.from(centroids),
    clusters: centroids.length / points.dimensions,
  });
}

/** Nearest centroid of every point; the lower number on a tie. */
export function assignClusters(model: KMeansModel, points: Points): Int32Array {
  const centroids = Float64Array.from(model.centroids);
  const labels = new Int32Array(countPoints(points));
  for (let i = 0; i < labels.length; i++) labels[i] = nearestCentroid(points.values, i, centroids, model.dimensions);
  return labels;
}
