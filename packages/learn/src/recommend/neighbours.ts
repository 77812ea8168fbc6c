/** Weighted links from each item to others, strongest first; plain JSON. `starts[i]` to `starts[i + 1]` are the links of item i. */
export type ItemLinks = { starts: number[]; items: number[]; weights: number[] };

/** Adds, for every item of a profile, its weight times its links to `out`. */
export function addLinks(
  links: ItemLinks,
  items: ArrayLike<number>,
  weights: ArrayLike<number>,
  out: Float64Array,
): void {
  for (let k = 0; k < items.length; k++) {
    const item = items[k]!;
    const weight = weights[k]!;
    const end = links.starts[item + 1] ?? 0;
    for (let at = links.starts[item] ?? 0; at < end; at++) out[links.items[at]!]! += weight * links.weights[at]!;
  }
}

/** Collects links row by row: `rowOf(i)` fills `row` with the weights of item i's links; the `most` largest by size are kept. */
export function collectLinks(
  itemCount: number,
  most: number,
  fillRow: (item: number, row: Float64Array) => void,
): ItemLinks {
  const starts = [0];
  const items: number[] = [];
  const weights: number[] = [];
  const row = new Float64Array(itemCount);
  for (let item = 0; item < itemCount; item++) {
    row.fill(0);
    fillRow(item, row);
    const kept: number[] = [];
    for (let j = 0; j < itemCount; j++) if (j !== item && row[j] !== 0) kept.push(j);
    if (kept.length > most) {
      const sizes = Float64Array.from(kept, (j) => Math.abs(row[j]!)).sort();
      const limit = sizes[sizes.length - most]!;
      for (const j of kept) if (Math.abs(row[j]!) >= limit) push(j);
    } else for (const j of kept) push(j);
    starts.push(items.length);
  }
  function push(j: number): void {
    items.push(j);
    // Seven digits are more than the ranking can feel, and halve the stored text.
    weights.push(Number(row[j]!.toPrecision(7)));
  }
  return { starts, items, weights };
}
