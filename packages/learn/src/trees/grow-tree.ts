import type { BinnedColumns } from "./bin-columns.ts";
import { findSplit, type Split, type SplitLimits } from "./find-split.ts";
import { fillHistogram, type GatherRoom, HISTOGRAM_STRIDE, subtractHistogram } from "./histogram.ts";
import { addLeaf, emptyTree, type Tree } from "./tree.ts";

/** Shape of a tree: `maxLeaves` best-first leaves, none deeper than `maxDepth`. */
export type GrowthLimits = SplitLimits & { maxDepth: number; maxLeaves: number };

/** Buffers that live as long as a fit. */
export type GrowthRoom = {
  gather: GatherRoom;
  scratch: Int32Array;
  spare: Float64Array[];
  featureCount: number;
  binCounts: Int32Array;
};

/** A leaf of the grown tree: node number and its rows as a segment of the row list. */
export type GrownLeaf = { node: number; begin: number; end: number };

type OpenLeaf = GrownLeaf & {
  depth: number;
  slope: number;
  curvature: number;
  low: number;
  high: number;
  histogram: Float64Array | null;
  split: Split | null;
};

/** Buffers for growing trees on these columns. */
export function makeGrowthRoom(binned: BinnedColumns): GrowthRoom {
  const featureCount = binned.bins.length;
  return {
    gather: { slope: new Float64Array(binned.rowCount), curvature: new Float64Array(binned.rowCount) },
    scratch: new Int32Array(binned.rowCount),
    spare: [],
    featureCount,
    binCounts: Int32Array.from(binned.cuts, (cuts) => cuts.length + 2),
  };
}

/** Moves rows that go left to the front of the segment, keeping order on both sides; returns where the right side begins. */
function partitionRows(rows: Int32Array, leaf: GrownLeaf, bins: Uint8Array, split: Split, scratch: Int32Array): number {
  const { bin, missingLeft } = split;
  let left = leaf.begin;
  let right = 0;
  for (let i = leaf.begin; i < leaf.end; i++) {
    const row = rows[i]!;
    const b = bins[row]!;
    if (b === 0 ? missingLeft : b <= bin) rows[left++] = row;
    else scratch[right++] = row;
  }
  rows.set(scratch.subarray(0, right), left);
  return left;
}

/** Threshold of a split in the feature's own unit; beyond the last cut only missing values go right. */
export function thresholdOf(split: Split, binned: BinnedColumns): number {
  return binned.cuts[split.feature]![split.bin - 1] ?? Number.MAX_VALUE;
}

/** Everything that stays the same while one tree grows. */
type Growth = {
  binned: BinnedColumns;
  rows: Int32Array;
  slope: Float64Array;
  /** null means 1 for every row. */
  curvature: Float64Array | null;
  features: Int32Array;
  limits: GrowthLimits;
  room: GrowthRoom;
  /** Gain by feature, added to. */
  gains: Float64Array;
  directions?: ArrayLike<number>;
};

function newtonStep(leaf: { slope: number; curvature: number }, lambda: number, low: number, high: number): number {
  const step = leaf.curvature + lambda > 0 ? -leaf.slope / (leaf.curvature + lambda) : 0;
  return Math.min(high, Math.max(low, step));
}

function openLeaf(growth: Growth, tree: Tree, part: Omit<OpenLeaf, "node" | "histogram" | "split">): OpenLeaf {
  const value = newtonStep(part, growth.limits.lambda, part.low, part.high);
  return { ...part, node: addLeaf(tree, value, part.curvature), histogram: null, split: null };
}

function openRoot(growth: Growth, tree: Tree): OpenLeaf {
  const { rows } = growth;
  let slope = 0;
  let curvature = 0;
  for (let i = 0; i < rows.length; i++) {
    slope += growth.slope[rows[i]!]!;
    curvature += growth.curvature ? growth.curvature[rows[i]!]! : 1;
  }
  const bounds = { low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY };
  return openLeaf(growth, tree, { begin: 0, end: rows.length, depth: 0, slope, curvature, ...bounds });
}

function isSplittable(leaf: OpenLeaf, limits: GrowthLimits): boolean {
  return leaf.depth < limits.maxDepth && leaf.end - leaf.begin >= 2 * Math.max(1, limits.minLeafRows);
}

function fillLeaf(growth: Growth, leaf: OpenLeaf): void {
  const { binned, rows, slope, curvature, features, room } = growth;
  leaf.histogram = room.spare.pop() ?? new Float64Array(room.featureCount * HISTOGRAM_STRIDE);
  fillHistogram(leaf.histogram, binned, features, rows, leaf.begin, leaf.end, slope, curvature, room.gather);
}

function releaseHistogram(growth: Growth, leaf: OpenLeaf): void {
  if (leaf.histogram) growth.room.spare.push(leaf.histogram);
  leaf.histogram = null;
}

function findLeafSplit(growth: Growth, leaf: OpenLeaf): void {
  if (!leaf.histogram) return;
  const sums = { slope: leaf.slope, curvature: leaf.curvature, rows: leaf.end - leaf.begin };
  const { features, room, limits, directions } = growth;
  leaf.split = findSplit(leaf.histogram, features, room.binCounts, sums, limits, directions);
}

/** Cuts a leaf in two, writes the node and returns both children, without histograms. */
function splitLeaf(growth: Growth, tree: Tree, leaf: OpenLeaf, split: Split): [OpenLeaf, OpenLeaf] {
  const { binned, rows, limits, room, directions } = growth;
  const border = partitionRows(rows, leaf, binned.bins[split.feature]!, split, room.scratch);
  const leftSums = { slope: split.slopeLeft, curvature: split.curvatureLeft };
  const rightSums = { slope: leaf.slope - split.slopeLeft, curvature: leaf.curvature - split.curvatureLeft };
  const step = (sums: typeof leftSums) => newtonStep(sums, limits.lambda, leaf.low, leaf.high);
  const middle = (step(leftSums) + step(rightSums)) / 2;
  // A feature with a direction splits the room for values at the middle, so that deeper nodes cannot break the order.
  const direction = directions ? directions[split.feature]! : 0;
  const below = { low: leaf.low, high: direction === 0 ? leaf.high : middle };
  const above = { low: direction === 0 ? leaf.low : middle, high: leaf.high };
  const depth = leaf.depth + 1;
  const leftPart = { begin: leaf.begin, end: border, depth, ...leftSums, ...(direction < 0 ? above : below) };
  const rightPart = { begin: border, end: leaf.end, depth, ...rightSums, ...(direction < 0 ? below : above) };
  const left = openLeaf(growth, tree, leftPart);
  const right = openLeaf(growth, tree, rightPart);
  tree.feature[leaf.node] = split.feature;
  tree.threshold[leaf.node] = thresholdOf(split, binned);
  tree.missingLeft[leaf.node] = split.missingLeft;
  tree.left[leaf.node] = left.node;
  tree.right[leaf.node] = right.node;
  return [left, right];
}

/** Histograms of two new leaves: the smaller is counted, the larger is its parent minus the smaller. */
function fillChildren(growth: Growth, parent: OpenLeaf, left: OpenLeaf, right: OpenLeaf): void {
  const [small, large] = left.end - left.begin <= right.end - right.begin ? [left, right] : [right, left];
  if (!isSplittable(large, growth.limits)) return;
  fillLeaf(growth, small);
  subtractHistogram(parent.histogram!, small.histogram!, growth.features);
  large.histogram = parent.histogram;
  parent.histogram = null;
  if (!isSplittable(small, growth.limits)) releaseHistogram(growth, small);
}

/**
 * Grows one tree, the leaf with the largest gain first; `rows` is reordered in place. Leaf values are -G / (H + lambda), to be scaled by
 * the caller. Returns the tree with each leaf's segment of `rows`.
 */
export function growTree(growth: Growth): { tree: Tree; leaves: GrownLeaf[] } {
  const { limits } = growth;
  const tree = emptyTree();
  const root = openRoot(growth, tree);
  if (isSplittable(root, limits) && limits.maxLeaves > 1) fillLeaf(growth, root);
  findLeafSplit(growth, root);
  const open = [root];
  for (let count = 1; count < limits.maxLeaves; count++) {
    let at = -1;
    for (let i = 0; i < open.length; i++)
      if (open[i]!.split && (at < 0 || open[i]!.split!.gain > open[at]!.split!.gain)) at = i;
    if (at < 0) break;
    const leaf = open.splice(at, 1)[0]!;
    const split = leaf.split!;
    growth.gains[split.feature]! += split.gain;
    const [left, right] = splitLeaf(growth, tree, leaf, split);
    if (count + 1 < limits.maxLeaves) fillChildren(growth, leaf, left, right);
    releaseHistogram(growth, leaf);
    findLeafSplit(growth, left);
    findLeafSplit(growth, right);
    open.push(left, right);
  }
  for (const leaf of open) releaseHistogram(growth, leaf);
  return { tree, leaves: open.map(({ node, begin, end }) => ({ node, begin, end })) };
}
