import type { Tree } from "./tree.ts";

/** One step of the path of features from the root: how much weight flows when the feature is unknown, or known. */
type PathStep = { feature: number; unknown: number; known: number; weight: number };

/** Adds a feature to the path and spreads the weights of all subset sizes over it. */
function extend(path: PathStep[], unknown: number, known: number, feature: number): PathStep[] {
  const longer = path.map((step) => ({ ...step }));
  const length = longer.length;
  longer.push({ feature, unknown, known, weight: length === 0 ? 1 : 0 });
  for (let i = length - 1; i >= 0; i--) {
    longer[i + 1]!.weight += (known * longer[i]!.weight * (i + 1)) / (length + 1);
    longer[i]!.weight = (unknown * longer[i]!.weight * (length - i)) / (length + 1);
  }
  return longer;
}

/** Takes step `at` out of the path, undoing its `extend`. */
function unwind(path: readonly PathStep[], at: number): PathStep[] {
  const shorter = path.map((step) => ({ ...step }));
  const last = shorter.length - 1;
  const { unknown, known } = shorter[at]!;
  let next = shorter[last]!.weight;
  for (let i = last - 1; i >= 0; i--) {
    if (known !== 0) {
      const kept = shorter[i]!.weight;
      shorter[i]!.weight = (next * (last + 1)) / ((i + 1) * known);
      next = kept - (shorter[i]!.weight * unknown * (last - i)) / (last + 1);
    } else shorter[i]!.weight = (shorter[i]!.weight * (last + 1)) / (unknown * (last - i));
  }
  for (let i = at; i < last; i++) {
    const after = shorter[i + 1]!;
    shorter[i]!.feature = after.feature;
    shorter[i]!.unknown = after.unknown;
    shorter[i]!.known = after.known;
  }
  shorter.pop();
  return shorter;
}

/**
 * Adds each feature's Shapley value for one row to `out`, so that root value + sum of contributions = the row's leaf value.
 * TreeSHAP with path-dependent cover, algorithm 2 of Lundberg, Erion and Lee (2018), "Consistent individualized feature attribution".
 */
export function addTreeReasons(tree: Tree, row: ArrayLike<number>, out: Float64Array, scale = 1): void {
  const walk = (node: number, before: PathStep[], unknown: number, known: number, feature: number): void => {
    let path = extend(before, unknown, known, feature);
    if (tree.left[node]! < 0) {
      for (let i = 1; i < path.length; i++) {
        const weight = unwind(path, i).reduce((sum, step) => sum + step.weight, 0);
        const step = path[i]!;
        out[step.feature]! += scale * weight * (step.known - step.unknown) * tree.value[node]!;
      }
      return;
    }
    const split = tree.feature[node]!;
    const v = row[split];
    const goesLeft = v === undefined || Number.isNaN(v) ? tree.missingLeft[node]! : v <= tree.threshold[node]!;
    const hot = goesLeft ? tree.left[node]! : tree.right[node]!;
    const cold = goesLeft ? tree.right[node]! : tree.left[node]!;
    let unknownBefore = 1;
    let knownBefore = 1;
    const earlier = path.findIndex((step, i) => i > 0 && step.feature === split);
    if (earlier > 0) {
      unknownBefore = path[earlier]!.unknown;
      knownBefore = path[earlier]!.known;
      path = unwind(path, earlier);
    }
    const total = tree.cover[hot]! + tree.cover[cold]!;
    const hotShare = total > 0 ? tree.cover[hot]! / total : 0.5;
    const coldShare = total > 0 ? tree.cover[cold]! / total : 0.5;
    if (hotShare * unknownBefore > 0 || knownBefore > 0) walk(hot, path, hotShare * unknownBefore, knownBefore, split);
    if (coldShare * unknownBefore > 0) walk(cold, path, coldShare * unknownBefore, 0, split);
  };
  walk(0, [], 1, 1, -1);
}
