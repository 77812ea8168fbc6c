import { HISTOGRAM_STRIDE } from "./histogram.ts";

/** Limits of a split. */
export type SplitLimits = { lambda: number; minGain: number; minLeafRows: number; minLeafWeight: number };

/** The best split of one leaf: rows whose bin is not above `bin` go left, missing ones where `missingLeft` says. */
export type Split = {
  gain: number;
  feature: number;
  bin: number;
  missingLeft: boolean;
  slopeLeft: number;
  curvatureLeft: number;
};

/** Sums over a leaf and how many rows it has. */
export type LeafSums = { slope: number; curvature: number; rows: number };

/**
 * Best split over the listed features by the second-order gain G^2 / (H + lambda) (Friedman 2001; Chen and Guestrin 2016), or null.
 * `binCounts[f]` is the number of bins in use including the missing one. Row counts on each side are taken in proportion to the curvature.
 * `directions[f]` 1 or -1 allows only splits that keep the prediction rising or falling in the feature.
 */
export function findSplit(
  histogram: Float64Array,
  features: Int32Array,
  binCounts: Int32Array,
  sums: LeafSums,
  limits: SplitLimits,
  directions?: ArrayLike<number>,
): Split | null {
  const { slope, curvature, rows } = sums;
  const { lambda } = limits;
  const rowsPerCurvature = curvature > 0 ? rows / curvature : 0;
  const least = Math.max(
    limits.minLeafWeight,
    rowsPerCurvature > 0 ? (limits.minLeafRows - 0.5) / rowsPerCurvature : 0,
  );
  const own = (slope * slope) / (curvature + lambda);
  let bestGain = limits.minGain;
  let best: Split | null = null;
  for (let k = 0; k < features.length; k++) {
    const f = features[k]!;
    const base = f * HISTOGRAM_STRIDE;
    const missingSlope = histogram[base]!;
    const missingCurvature = histogram[base + 1]!;
    const hasMissing = missingCurvature > 1e-9 * curvature;
    const direction = directions ? directions[f]! : 0;
    let leftSlope = 0;
    let leftCurvature = 0;
    const lastBin = hasMissing ? binCounts[f]! : binCounts[f]! - 1;
    for (let bin = 1; bin < lastBin; bin++) {
      const at = base + (bin << 1);
      leftSlope += histogram[at]!;
      leftCurvature += histogram[at + 1]!;
      for (let side = 0; side < (hasMissing ? 2 : 1); side++) {
        const gl = side === 0 ? leftSlope : leftSlope + missingSlope;
        const hl = side === 0 ? leftCurvature : leftCurvature + missingCurvature;
        const hr = curvature - hl;
        if (hl < least || hr < least || hl <= 0 || hr <= 0) continue;
        const gr = slope - gl;
        const gain = (gl * gl) / (hl + lambda) + (gr * gr) / (hr + lambda) - own;
        if (!(gain > bestGain)) continue;
        if (direction !== 0 && direction * (gl / (hl + lambda) - gr / (hr + lambda)) < 0) continue;
        bestGain = gain;
        const missingLeft = hasMissing ? side === 1 : hl >= hr;
        best = { gain, feature: f, bin, missingLeft, slopeLeft: gl, curvatureLeft: hl };
      }
    }
  }
  return best;
}
