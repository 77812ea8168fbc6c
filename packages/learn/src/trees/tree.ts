/**
 * A decision tree as parallel arrays (node 0 is the root); plain arrays, so that JSON keeps it whole.
 * A node with `left` -1 is a leaf. A value not above `threshold` goes left, a missing one where `missingLeft` says.
 */
export type Tree = {
  feature: number[];
  threshold: number[];
  missingLeft: boolean[];
  left: number[];
  right: number[];
  /** Prediction of the node, leaf or not (inner values serve the reasons). */
  value: number[];
  /** Training weight that reached the node. */
  cover: number[];
};

/** A tree without nodes. */
export function emptyTree(): Tree {
  return { feature: [], threshold: [], missingLeft: [], left: [], right: [], value: [], cover: [] };
}

/** Appends a leaf and returns its number. */
export function addLeaf(tree: Tree, value: number, cover: number): number {
  tree.feature.push(-1);
  tree.threshold.push(0);
  tree.missingLeft.push(false);
  tree.left.push(-1);
  tree.right.push(-1);
  tree.value.push(value);
  tree.cover.push(cover);
  return tree.value.length - 1;
}

/** Leaf that a row reaches; `row[f]` is the value of feature f, NaN or absent is missing. */
export function findLeaf(tree: Tree, row: ArrayLike<number>): number {
  let node = 0;
  while (tree.left[node]! >= 0) {
    const v = row[tree.feature[node]!];
    const goesLeft = v === undefined || Number.isNaN(v) ? tree.missingLeft[node]! : v <= tree.threshold[node]!;
    node = goesLeft ? tree.left[node]! : tree.right[node]!;
  }
  return node;
}
