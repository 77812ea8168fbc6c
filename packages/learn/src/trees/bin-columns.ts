/** One column of numbers per feature, all of one length; NaN is a missing value, infinities are ordinary extreme values. */
export type Columns = readonly ArrayLike<number>[];

/** Bin number of missing values; present values have bins from 1. */
export const MISSING_BIN = 0;

/** Features cut into at most 255 bins. `cuts[f]` rises; a value v has bin 1 + (number of cuts below v). */
export type BinnedColumns = { rowCount: number; bins: Uint8Array[]; cuts: Float64Array[] };

const SAMPLE_LIMIT = 50_000;

/** Cut points at quantiles of the distinct values (midpoints, so that unseen values between two seen ones split evenly). */
export function findCuts(column: ArrayLike<number>, maxBins: number): Float64Array {
  const step = Math.max(1, Math.floor(column.length / SAMPLE_LIMIT));
  const seen = new Float64Array(Math.ceil(column.length / step));
  let count = 0;
  for (let i = 0; i < column.length; i += step) {
    const v = column[i]!;
    if (!Number.isNaN(v)) seen[count++] = v;
  }
  const sorted = seen.subarray(0, count).sort();
  const distinct: number[] = [];
  const counts: number[] = [];
  for (let i = 0; i < count; i++) {
    const v = sorted[i]!;
    if (distinct.length > 0 && distinct[distinct.length - 1] === v) counts[counts.length - 1]!++;
    else {
      distinct.push(v);
      counts.push(1);
    }
  }
  const cuts: number[] = [];
  const perBin = count / maxBins;
  let filled = 0;
  for (let i = 0; i + 1 < distinct.length; i++) {
    filled += counts[i]!;
    if (distinct.length > maxBins && filled < perBin * (cuts.length + 1)) continue;
    const low = distinct[i]!;
    const high = distinct[i + 1]!;
    const middle = low + (high - low) / 2;
    // Infinite neighbours have no midpoint; the lower one then separates them.
    cuts.push(Number.isFinite(middle) && middle < high ? middle : Math.max(low, -Number.MAX_VALUE));
    if (cuts.length === maxBins - 1) break;
  }
  return Float64Array.from(cuts);
}

/** Bin of one value: 0 where missing, else 1 + number of cuts below it. */
export function binOf(value: number, cuts: Float64Array): number {
  if (Number.isNaN(value)) return MISSING_BIN;
  let low = 0;
  let high = cuts.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (cuts[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low + 1;
}

/** Cuts every column into at most `maxBins` (2 to 255) bins by quantiles. */
export function binColumns(columns: Columns, maxBins = 255): BinnedColumns {
  const limit = Math.min(255, Math.max(2, Math.floor(maxBins)));
  const rowCount = columns[0]?.length ?? 0;
  const bins: Uint8Array[] = [];
  const cuts: Float64Array[] = [];
  for (const column of columns) {
    const edges = findCuts(column, limit);
    const coded = new Uint8Array(rowCount);
    for (let i = 0; i < rowCount; i++) coded[i] = binOf(column[i]!, edges);
    bins.push(coded);
    cuts.push(edges);
  }
  return { rowCount, bins, cuts };
}
