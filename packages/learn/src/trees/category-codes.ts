/** Whole-number codes for the categories of one column; an unseen category is missing (NaN), which trees route by what they learnt. */
export type CategoryCodes = { version: 1; codes: Record<string, number> };

/**
 * Numbers categories in the order of their mean target, shrunk to the overall mean by `weight` rows (Fisher 1958: with this order the best
 * split of categories is a cut of the codes). Without a target the order is alphabetical.
 */
export function fitCategoryCodes(values: readonly string[], target?: ArrayLike<number>, weight = 10): CategoryCodes {
  const sums = new Map<string, { sum: number; count: number }>();
  let total = 0;
  let rows = 0;
  for (let i = 0; i < values.length; i++) {
    const y = target ? target[i]! : 0;
    if (!Number.isFinite(y)) continue;
    const kept = sums.get(values[i]!) ?? { sum: 0, count: 0 };
    kept.sum += y;
    kept.count++;
    sums.set(values[i]!, kept);
    total += y;
    rows++;
  }
  const mean = rows > 0 ? total / rows : 0;
  const score = (s: { sum: number; count: number }) => (s.sum + weight * mean) / (s.count + weight);
  const names = [...sums.keys()].sort((x, y) => {
    const difference = score(sums.get(x)!) - score(sums.get(y)!);
    return difference !== 0 ? difference : x < y ? -1 : 1;
  });
  return { version: 1, codes: Object.fromEntries(names.map((name, i) => [name, i])) };
}

/** The codes of a column of categories; NaN for one that was not seen. */
export function encodeCategories(fitted: CategoryCodes, values: readonly string[]): Float64Array {
  return Float64Array.from(values, (value) => (Object.hasOwn(fitted.codes, value) ? fitted.codes[value]! : Number.NaN));
}
