import { accept, type Outcome, refuse } from "../outcome.ts";
import { checkPoints, countPoints, type Points, squaredDistance } from "./points.ts";

/** Label of a point that belongs to no cluster. */
export const NOISE = -1;

/**
 * Clusters by density (Ester et al. 1996): a point with `minPoints` neighbours within `radius` (itself included) is a core; cores within
 * reach of each other form a cluster, border points join the first that reaches them, the rest is noise (-1). Points are swept in order
 * of their first coordinate, so only a strip is compared.
 */
export function clusterByDensity(points: Points, radius: number, minPoints: number): Outcome<Int32Array> {
  const refusal = checkPoints(points);
  if (refusal) return refusal;
  if (!(radius > 0 && Number.isFinite(radius))) return refuse("out_of_range", "radius must be above zero");
  if (!(minPoints >= 1)) return refuse("out_of_range", "minPoints must be at least 1");
  const { values, dimensions } = points;
  const count = countPoints(points);
  const first = (i: number) => values[i * dimensions]!;
  const order = Int32Array.from({ length: count }, (_, i) => i).sort((i, j) => first(i) - first(j) || i - j);
  const place = new Int32Array(count);
  for (let at = 0; at < count; at++) place[order[at]!] = at;
  const limit = radius * radius;
  const neighbours = (i: number) => {
    const found: number[] = [];
    const at = place[i]!;
    for (let k = at; k >= 0 && first(i) - first(order[k]!) <= radius; k--)
      if (squaredDistance(values, i, values, order[k]!, dimensions) <= limit) found.push(order[k]!);
    for (let k = at + 1; k < count && first(order[k]!) - first(i) <= radius; k++)
      if (squaredDistance(values, i, values, order[k]!, dimensions) <= limit) found.push(order[k]!);
    return found;
  };
  const unseen = -2;
  const labels = new Int32Array(count).fill(unseen);
  let cluster = 0;
  for (let i = 0; i < count; i++) {
    if (labels[i] !== unseen) continue;
    const around = neighbours(i);
    if (around.length < minPoints) {
      labels[i] = NOISE;
      continue;
    }
    labels[i] = cluster;
    const queue = around;
    for (let at = 0; at < queue.length; at++) {
      const j = queue[at]!;
      if (labels[j] === NOISE) labels[j] = cluster;
      if (labels[j] !== unseen) continue;
      labels[j] = cluster;
      const further = neighbours(j);
      if (further.length >= minPoints) for (const k of further) if (labels[k]! < 0) queue.push(k);
    }
    cluster++;
  }
  return accept(labels);
}

/** A radius for {@link clusterByDensity}: the quantile `share` of distances to the `minPoints`-th neighbour, on at most 1,500 points. */
export function suggestRadius(points: Points, minPoints: number, share = 0.9): Outcome<number> {
  const refusal = checkPoints(points);
  if (refusal) return refusal;
  const count = countPoints(points);
  const step = Math.max(1, Math.ceil(count / 1500));
  const distances: number[] = [];
  for (let i = 0; i < count; i += step) {
    const all = new Float64Array(count);
    for (let j = 0; j < count; j++) all[j] = squaredDistance(points.values, i, points.values, j, points.dimensions);
    distances.push(Math.sqrt(all.sort()[Math.min(count - 1, Math.max(0, Math.floor(minPoints) - 1))]!));
  }
  distances.sort((x, y) => x - y);
  const radius = distances[Math.min(distances.length - 1, Math.floor(share * distances.length))]!;
  return radius > 0 ? accept(radius) : refuse("constant", "the points do not differ");
}
