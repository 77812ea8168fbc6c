import type { Tree } from "./tree.ts";

/** Inner values become the cover-weighted mean of what is below them, which the reasons of a prediction start from. */
export function finishTree(tree: Tree): void {
  // Children have higher numbers than their parent, so one pass from the end is enough.
  for (let n = tree.left.length - 1; n >= 0; n--) {
    const left = tree.left[n]!;
    if (left < 0) continue;
    const right = tree.right[n]!;
    const cover = tree.cover[left]! + tree.cover[right]!;
    tree.cover[n] = cover;
    tree.value[n] =
      cover > 0
        ? (tree.value[left]! * tree.cover[left]! + tree.value[right]! * tree.cover[right]!) / cover
        : (tree.value[left]! + tree.value[right]!) / 2;
  }
}

/** Leaf of a training row by its bins; `bins[n]` of a node is the highest bin that goes left. */
export function findBinnedLeaf(tree: Tree, highestLeft: readonly number[], bins: Uint8Array[], row: number): number {
  let node = 0;
  while (tree.left[node]! >= 0) {
    const b = bins[tree.feature[node]!]![row]!;
    node = (b === 0 ? tree.missingLeft[node]! : b <= highestLeft[node]!) ? tree.left[node]! : tree.right[node]!;
  }
  return node;
}
