/** Sales of one style's size run at one place: the path names where it belongs, from the widest level to the narrowest. */
export type SizeSales = {
  /** For example [brand, class, cluster, store]; the same depth for every row. */
  readonly path: readonly string[];
  /** Units sold per size. */
  readonly sold: ArrayLike<number>;
  /** Share of the selling time each size was in stock, 0..1; 1 where left out. A size that was out is censored, not unwanted. */
  readonly inStock?: ArrayLike<number>;
};

/** Share of demand per size at every place of the hierarchy. Plain and serialisable. */
export type SizeCurves = {
  readonly kind: "size-curves";
  readonly version: 1;
  readonly sizes: readonly string[];
  /** Key is the path joined by {@link PATH_SEPARATOR}; "" is everything. `units` is what was seen there. */
  readonly nodes: Readonly<Record<string, { readonly shares: readonly number[]; readonly units: number }>>;
  /** How many units the parent's curve is worth at each depth (0 is everything). */
  readonly strengths: readonly number[];
};

/** Between the parts of a path in a key. */
export const PATH_SEPARATOR = "\u001f";

const keyOf = (path: readonly string[], depth: number) => path.slice(0, depth).join(PATH_SEPARATOR);

type Node = { counts: Float64Array; exposure: Float64Array; units: number; parent: string | null };

/** What is missing, negative (returns) or no number counts as none. */
const countOf = (sold: number | undefined) => (sold !== undefined && sold > 0 ? Math.min(sold, MOST_UNITS) : 0);

const MOST_UNITS = 1e12;

function gather(rows: readonly SizeSales[], size: number): Map<string, Node>[] {
  const depth = rows[0]?.path.length ?? 0;
  const levels: Map<string, Node>[] = Array.from({ length: depth + 1 }, () => new Map());
  for (const row of rows) {
    if (row.path.length !== depth) throw new RangeError("paths of different depth");
    let units = 0;
    for (let s = 0; s < size; s++) units += countOf(row.sold[s]);
    for (let d = 0; d <= depth; d++) {
      const key = keyOf(row.path, d);
      let node = levels[d]!.get(key);
      if (!node) {
        const parent = d > 0 ? keyOf(row.path, d - 1) : null;
        node = { counts: new Float64Array(size), exposure: new Float64Array(size), units: 0, parent };
        levels[d]!.set(key, node);
      }
      for (let s = 0; s < size; s++) {
        node.counts[s]! += countOf(row.sold[s]);
        // Exposure is weighted by the row's units: a size missing from a big seller hides more than one missing from a slow style.
        node.exposure[s]! += units * Math.min(1, countOf(row.inStock?.[s] ?? 1));
      }
      node.units += units;
    }
  }
  return levels;
}

/** Shares of a node: its own censored counts and `strength` units of the parent's curve (gamma-Poisson rates, normalised). */
function shrink(node: Node, prior: ArrayLike<number>, strength: number): Float64Array {
  const shares = new Float64Array(node.counts.length);
  let total = 0;
  for (let s = 0; s < shares.length; s++) {
    const seen = node.units > 0 ? node.exposure[s]! / node.units : 0;
    const rate = (node.counts[s]! + strength * prior[s]!) / (seen * node.units + strength);
    shares[s] = rate;
    total += rate;
  }
  return shares.map((v) => (total > 0 ? v / total : 1 / shares.length));
}

/**
 * How alike the children of one level are, as the units the parent's curve is worth: method of moments on the spread of the children's shares
 * beyond what counting alone would make (Dirichlet-multinomial overdispersion; Mosimann 1962).
 */
function measureStrength(level: Map<string, Node>, parents: Map<string, ArrayLike<number>>): number {
  let excess = 0;
  let chance = 0;
  for (const node of level.values()) {
    const prior = parents.get(node.parent ?? "");
    if (!prior || node.units < 2) continue;
    for (let s = 0; s < node.counts.length; s++) {
      const exposed = node.exposure[s]!;
      if (exposed < 1) continue;
      const expected = prior[s]! * (1 - prior[s]!);
      const gap = node.counts[s]! / exposed - prior[s]!;
      excess += node.units * gap * gap - expected;
      chance += expected * (node.units - 1);
    }
  }
  // excess / chance estimates 1 / (strength + 1): none means that the children are the parent.
  const alike = chance > 0 ? excess / chance : 0;
  return alike > 0 ? Math.min(10_000, Math.max(5, 1 / alike - 1)) : 10_000;
}

/**
 * Size curves with shrinkage from store to cluster to class to brand: a place with few sales borrows the curve of the level above, as much as
 * the places of that level are alike. Shares are positive and sum to 1. Throws for paths of different depth.
 */
export function fitSizeCurves(rows: readonly SizeSales[], sizes: readonly string[]): SizeCurves {
  const levels = gather(rows, sizes.length);
  const flat = new Float64Array(sizes.length).fill(1 / Math.max(1, sizes.length));
  let parents = new Map<string, ArrayLike<number>>();
  const nodes: Record<string, { shares: number[]; units: number }> = {};
  const strengths: number[] = [];
  levels.forEach((level, depth) => {
    // The curve of everything starts from even shares worth half a unit a size (Jeffreys' prior).
    const strength = depth === 0 ? sizes.length / 2 : measureStrength(level, parents);
    const next = new Map<string, ArrayLike<number>>();
    for (const [key, node] of level) {
      const shares = shrink(node, node.parent === null ? flat : (parents.get(node.parent) ?? flat), strength);
      next.set(key, shares);
      nodes[key] = { shares: Array.from(shares), units: node.units };
    }
    strengths.push(strength);
    parents = next;
  });
  nodes[""] ??= { shares: Array.from(flat), units: 0 };
  return { kind: "size-curves", version: 1, sizes, nodes, strengths };
}

/** The curve of a place; of the nearest known level above where the place was never seen. */
export function readSizeCurve(curves: SizeCurves, path: readonly string[]): Float64Array {
  for (let depth = path.length; depth > 0; depth--) {
    const node = curves.nodes[keyOf(path, depth)];
    if (node) return Float64Array.from(node.shares);
  }
  return Float64Array.from(curves.nodes[""]!.shares);
}

/**
 * Splits a whole number of units by a size curve so that the parts add up: largest remainder, ties to the larger share.
 */
export function splitBySizeCurve(units: number, shares: ArrayLike<number>): number[] {
  const whole = Math.round(countOf(units));
  const exact = Array.from({ length: shares.length }, (_, s) => whole * shares[s]!);
  const parts = exact.map(Math.floor);
  let left = whole - parts.reduce((a, b) => a + b, 0);
  const order = exact
    .map((v, s) => ({ s, rest: v - Math.floor(v) }))
    .sort((a, b) => b.rest - a.rest || shares[b.s]! - shares[a.s]!);
  for (let i = 0; left > 0 && order.length > 0; i = (i + 1) % order.length, left--) parts[order[i]!.s]!++;
  return parts;
}
