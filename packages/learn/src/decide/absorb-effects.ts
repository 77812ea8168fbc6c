/**
 * Takes fixed effects out of a column: subtracts weighted group means, one grouping after the other, until nothing moves (Gaure 2013; one
 * round is exact for a single grouping). `codes` are whole numbers from 0 per row and grouping.
 */
export function absorbEffects(
  column: Float64Array,
  codes: readonly Int32Array[],
  weights: Float64Array | null,
): Float64Array {
  const out = Float64Array.from(column);
  const rounds = codes.length > 1 ? 200 : 1;
  const groupings = codes.map((groups) => {
    const totals = new Float64Array(groups.reduce((most, g) => Math.max(most, g + 1), 0));
    for (let i = 0; i < groups.length; i++) totals[groups[i]!]! += weights ? weights[i]! : 1;
    return { groups, totals, sums: new Float64Array(totals.length) };
  });
  const scale = column.reduce((most, v) => Math.max(most, Math.abs(v)), 0);
  for (let round = 0; round < rounds; round++) {
    let moved = 0;
    for (const { groups, totals, sums } of groupings) {
      sums.fill(0);
      for (let i = 0; i < out.length; i++) sums[groups[i]!]! += (weights ? weights[i]! : 1) * out[i]!;
      for (let g = 0; g < sums.length; g++) {
        sums[g] = totals[g]! > 0 ? sums[g]! / totals[g]! : 0;
        moved = Math.max(moved, Math.abs(sums[g]!));
      }
      for (let i = 0; i < out.length; i++) out[i]! -= sums[groups[i]!]!;
    }
    if (moved <= 1e-10 * scale) break;
  }
  return out;
}

/** Renumbers any codes to 0, 1, 2 ... in order of appearance. */
export function renumber(codes: ArrayLike<number>): Int32Array {
  const seen = new Map<number, number>();
  return Int32Array.from({ length: codes.length }, (_, i) => {
    const code = codes[i]!;
    const known = seen.get(code) ?? seen.size;
    seen.set(code, known);
    return known;
  });
}
