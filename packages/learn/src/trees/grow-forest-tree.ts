import type { Rng } from "../rng.ts";
import type { BinnedColumns } from "./bin-columns.ts";
import { addLeaf, emptyTree, type Tree } from "./tree.ts";

/** Shape of a forest's tree. */
export type ForestLimits = { maxDepth: number; minLeafRows: number; featuresPerSplit: number };

/** Buffers that live as long as a forest's fit. */
export type ForestRoom = { order: Int32Array; sums: Float64Array; counts: Float64Array; scratch: Int32Array };

/** Buffers for growing forest trees on these columns. */
export function makeForestRoom(binned: BinnedColumns): ForestRoom {
  return {
    order: Int32Array.from(binned.bins.keys()),
    sums: new Float64Array(257),
    counts: new Float64Array(257),
    scratch: new Int32Array(binned.rowCount),
  };
}

type Node = { id: number; begin: number; end: number; depth: number; sum: number; count: number };
type Cut = { gain: number; feature: number; bin: number; missingLeft: boolean; sum: number; count: number };

/** Best cut of one feature in one node by the fall of the squared error; `best` is replaced where it is beaten. */
function scanFeature(
  bins: Uint8Array,
  binCount: number,
  rows: Int32Array,
  drawn: Int32Array,
  target: ArrayLike<number>,
  node: Node,
  minRows: number,
  room: ForestRoom,
  feature: number,
  best: Cut | null,
): Cut | null {
  const { sums, counts } = room;
  sums.fill(0, 0, binCount);
  counts.fill(0, 0, binCount);
  for (let i = node.begin; i < node.end; i++) {
    const row = rows[i]!;
    const b = bins[row]!;
    const times = drawn[row]!;
    sums[b]! += times * target[row]!;
    counts[b]! += times;
  }
  const own = (node.sum * node.sum) / node.count;
  let sum = 0;
  let count = 0;
  const missing = counts[0]! > 0;
  const last = missing ? binCount : binCount - 1;
  for (let bin = 1; bin < last; bin++) {
    if (counts[bin] === 0 && bin > 1) continue;
    sum += sums[bin]!;
    count += counts[bin]!;
    for (let side = 0; side < (missing ? 2 : 1); side++) {
      const leftSum = side === 1 ? sum + sums[0]! : sum;
      const leftCount = side === 1 ? count + counts[0]! : count;
      const rightCount = node.count - leftCount;
      if (leftCount < minRows || rightCount < minRows) continue;
      const rightSum = node.sum - leftSum;
      const gain = (leftSum * leftSum) / leftCount + (rightSum * rightSum) / rightCount - own;
      if (!(gain > (best ? best.gain : 1e-12 * Math.abs(own)))) continue;
      const missingLeft = missing ? side === 1 : leftCount >= rightCount;
      best = { gain, feature, bin, missingLeft, sum: leftSum, count: leftCount };
    }
  }
  return best;
}

function findCut(
  binned: BinnedColumns,
  rows: Int32Array,
  drawn: Int32Array,
  target: ArrayLike<number>,
  node: Node,
  limits: ForestLimits,
  room: ForestRoom,
  rng: Rng,
): Cut | null {
  const { order } = room;
  let best: Cut | null = null;
  for (let tried = 0; tried < order.length; tried++) {
    // Past the asked number, go on only while nothing could be split (constant features in this node).
    if (tried >= limits.featuresPerSplit && best) break;
    const pick = tried + rng.below(order.length - tried);
    const f = order[pick]!;
    order[pick] = order[tried]!;
    order[tried] = f;
    const binCount = binned.cuts[f]!.length + 2;
    best = scanFeature(binned.bins[f]!, binCount, rows, drawn, target, node, limits.minLeafRows, room, f, best);
  }
  return best;
}

function partition(rows: Int32Array, node: Node, bins: Uint8Array, cut: Cut, scratch: Int32Array): number {
  let left = node.begin;
  let right = 0;
  for (let i = node.begin; i < node.end; i++) {
    const row = rows[i]!;
    const b = bins[row]!;
    if (b === 0 ? cut.missingLeft : b <= cut.bin) rows[left++] = row;
    else scratch[right++] = row;
  }
  rows.set(scratch.subarray(0, right), left);
  return left;
}

/** Grows one deep tree on the bagged rows (`drawn[i]` times row i) and adds the gain by feature to `gains`. */
export function growForestTree(
  binned: BinnedColumns,
  drawn: Int32Array,
  target: ArrayLike<number>,
  limits: ForestLimits,
  room: ForestRoom,
  gains: Float64Array,
  rng: Rng,
): Tree {
  const tree = emptyTree();
  const rows = Int32Array.from(drawn.keys()).filter((i) => drawn[i]! > 0);
  let sum = 0;
  let count = 0;
  for (const row of rows) {
    sum += drawn[row]! * target[row]!;
    count += drawn[row]!;
  }
  const stack: Node[] = [{ id: addLeaf(tree, sum / count, count), begin: 0, end: rows.length, depth: 0, sum, count }];
  for (let node = stack.pop(); node; node = stack.pop()) {
    if (node.depth >= limits.maxDepth || node.count < 2 * limits.minLeafRows || node.end - node.begin < 2) continue;
    const cut = findCut(binned, rows, drawn, target, node, limits, room, rng);
    if (!cut) continue;
    gains[cut.feature]! += cut.gain;
    const border = partition(rows, node, binned.bins[cut.feature]!, cut, room.scratch);
    const rightSum = node.sum - cut.sum;
    const rightCount = node.count - cut.count;
    const left = addLeaf(tree, cut.sum / cut.count, cut.count);
    const right = addLeaf(tree, rightSum / rightCount, rightCount);
    tree.feature[node.id] = cut.feature;
    tree.threshold[node.id] = binned.cuts[cut.feature]![cut.bin - 1] ?? Number.MAX_VALUE;
    tree.missingLeft[node.id] = cut.missingLeft;
    tree.left[node.id] = left;
    tree.right[node.id] = right;
    const depth = node.depth + 1;
    stack.push({ id: left, begin: node.begin, end: border, depth, sum: cut.sum, count: cut.count });
    stack.push({ id: right, begin: border, end: node.end, depth, sum: rightSum, count: rightCount });
  }
  return tree;
}
