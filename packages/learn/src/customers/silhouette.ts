import { accept, type Outcome, refuse } from "../outcome.ts";
import type { Rng } from "../rng.ts";
import { sampleIndices } from "../shuffle.ts";
import { assignClusters, fitKMeans, type KMeansModel } from "./kmeans.ts";
import { countPoints, type Points, squaredDistance } from "./points.ts";

/**
 * Mean silhouette (Rousseeuw 1987) of labelled points, from -1 to 1, on a random sample of at most `sampleSize` points (distances are
 * taken within the sample). A point alone in its cluster counts 0. Refuses fewer than two clusters. Labels below 0 (noise) are left out.
 */
export function calculateSilhouette(points: Points, labels: Int32Array, rng: Rng, sampleSize = 2000): Outcome<number> {
  const { values, dimensions } = points;
  const kept = Int32Array.from(labels.keys()).filter((i) => labels[i]! >= 0);
  const picked = sampleIndices(kept.length, sampleSize, rng).map((i) => kept[i]!);
  const clusters = picked.reduce((most, i) => Math.max(most, labels[i]! + 1), 0);
  const sizes = new Int32Array(clusters);
  for (const i of picked) sizes[labels[i]!]!++;
  if (sizes.filter((size) => size > 0).length < 2) return refuse("single_class", "fewer than two clusters");
  let sum = 0;
  const totals = new Float64Array(clusters);
  for (const i of picked) {
    totals.fill(0);
    for (const j of picked) totals[labels[j]!]! += Math.sqrt(squaredDistance(values, i, values, j, dimensions));
    const own = labels[i]!;
    if (sizes[own]! < 2) continue;
    const inside = totals[own]! / (sizes[own]! - 1);
    let outside = Number.POSITIVE_INFINITY;
    for (let c = 0; c < clusters; c++)
      if (c !== own && sizes[c]! > 0) outside = Math.min(outside, totals[c]! / sizes[c]!);
    const larger = Math.max(inside, outside);
    if (larger > 0) sum += (outside - inside) / larger;
  }
  return accept(sum / picked.length);
}

/** One tried number of clusters. */
export type ClusterTrial = { model: KMeansModel; silhouette: number; smallestShare: number };

/**
 * Tries each number of clusters and returns all, best first. Clusterings whose smallest cluster holds under `leastShare` of the points
 * come last: a split into a crowd and a few extreme buyers has a high silhouette and tells nobody anything.
 */
export function chooseClusterCount(
  points: Points,
  counts: readonly number[],
  rng: Rng,
  leastShare = 0.02,
): Outcome<ClusterTrial[]> {
  const trials: ClusterTrial[] = [];
  for (const clusters of counts) {
    const fitted = fitKMeans(points, clusters, rng);
    if (!fitted.ok) return fitted;
    const labels = assignClusters(fitted.value, points);
    const silhouette = calculateSilhouette(points, labels, rng);
    if (!silhouette.ok) continue;
    const sizes = new Int32Array(fitted.value.clusters);
    for (const label of labels) sizes[label]!++;
    const smallestShare = Math.min(...sizes) / countPoints(points);
    trials.push({ model: fitted.value, silhouette: silhouette.value, smallestShare });
  }
  if (trials.length === 0) return refuse("no_feasible_choice", "the points do not fall into two clusters");
  const small = (trial: ClusterTrial) => (trial.smallestShare < leastShare ? 1 : 0);
  return accept(trials.sort((x, y) => small(x) - small(y) || y.silhouette - x.silhouette));
}
