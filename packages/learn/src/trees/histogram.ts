import type { BinnedColumns } from "./bin-columns.ts";

/** Pairs (sum of slopes, sum of curvatures) for 256 bins of each feature, one feature after the other. */
export const HISTOGRAM_STRIDE = 512;

/** Room for the derivatives of a leaf's rows in row order, so that the inner loop reads them one after the other. */
export type GatherRoom = { slope: Float64Array; curvature: Float64Array };

/**
 * Sums the derivatives of `rows[begin..end)` by bin into `histogram`, for the listed features. `curvature` null means 1 for every row.
 * Column by column: one feature's 4 kB stay in the first-level cache.
 */
export function fillHistogram(
  histogram: Float64Array,
  binned: BinnedColumns,
  features: Int32Array,
  rows: Int32Array,
  begin: number,
  end: number,
  slope: Float64Array,
  curvature: Float64Array | null,
  room: GatherRoom,
): void {
  const count = end - begin;
  const segment = rows.subarray(begin, end);
  const slopes = room.slope;
  for (let i = 0; i < count; i++) slopes[i] = slope[segment[i]!]!;
  if (curvature) {
    const curvatures = room.curvature;
    for (let i = 0; i < count; i++) curvatures[i] = curvature[segment[i]!]!;
  }
  const sumsOf = (k: number) => {
    const base = features[k]! * HISTOGRAM_STRIDE;
    return histogram.subarray(base, base + HISTOGRAM_STRIDE).fill(0);
  };
  const binsOf = (k: number) => binned.bins[features[k]!]!;
  // Two features a pass share the reads of row number and derivatives.
  for (let k = 0; k < features.length; k += 2) {
    const paired = k + 1 < features.length;
    const second = paired ? sumsOf(k + 1) : UNUSED;
    const secondBins = paired ? binsOf(k + 1) : binsOf(k);
    if (curvature) addPairs(sumsOf(k), second, binsOf(k), secondBins, segment, slopes, room.curvature);
    else addCounts(sumsOf(k), second, binsOf(k), secondBins, segment, slopes);
  }
}

/** Where the second half of a pass goes when the number of features is odd. */
const UNUSED = new Float64Array(HISTOGRAM_STRIDE);

function addPairs(
  first: Float64Array,
  second: Float64Array,
  firstBins: Uint8Array,
  secondBins: Uint8Array,
  rows: Int32Array,
  slopes: Float64Array,
  curvatures: Float64Array,
): void {
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!;
    const slope = slopes[i]!;
    const curvature = curvatures[i]!;
    const a = firstBins[row]! << 1;
    const b = secondBins[row]! << 1;
    first[a]! += slope;
    first[a + 1]! += curvature;
    second[b]! += slope;
    second[b + 1]! += curvature;
  }
}

function addCounts(
  first: Float64Array,
  second: Float64Array,
  firstBins: Uint8Array,
  secondBins: Uint8Array,
  rows: Int32Array,
  slopes: Float64Array,
): void {
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!;
    const slope = slopes[i]!;
    const a = firstBins[row]! << 1;
    const b = secondBins[row]! << 1;
    first[a]! += slope;
    first[a + 1]! += 1;
    second[b]! += slope;
    second[b + 1]! += 1;
  }
}

/** `parent` becomes parent minus child: the histogram of the other child, without touching its rows (the subtraction trick). */
export function subtractHistogram(parent: Float64Array, child: Float64Array, features: Int32Array): void {
  for (let k = 0; k < features.length; k++) {
    const base = features[k]! * HISTOGRAM_STRIDE;
    const end = base + HISTOGRAM_STRIDE;
    for (let i = base; i < end; i++) parent[i]! -= child[i]!;
  }
}
