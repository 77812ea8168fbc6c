import type { shopApi } from "@selvedge/contract";
import type { ShelfFacets } from "@selvedge/domain";
import type { ShopRow } from "../shop-row.ts";
import { familyOf } from "./card-of.ts";
import type { Shelved } from "./read-shelf.ts";

type Value = shopApi.ShopFacetValue;

/** A family's own hue, where the colours of the goods are of many. */
const hues: Readonly<Record<string, string>> = {
  ...{ black: "#1c1c1e", grey: "#8a8d91", white: "#f7f5f0", beige: "#d3bf9c", brown: "#7a5236", red: "#b3302c" },
  ...{ orange: "#d6763a", yellow: "#e3b23c", green: "#4f7a52", blue: "#3d5f99", purple: "#75508f", pink: "#d98799" },
};

const capitalised = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

/** Facet counts in the order and words of a shop; values that would show nothing are left out. */
export function facetLabels(
  shelf: readonly Shelved[],
  shop: ShopRow,
  counts: ShelfFacets,
  compareSizes: (a: string, b: string) => number,
): Record<"sizes" | "colours" | "categories" | "collections" | "fabrics", Value[]> {
  const categoryNames = new Map(shelf.map((s) => [s.categoryCode, s.categoryName]));
  const hexOf = new Map(shelf.flatMap((s) => s.colours.map((c) => [familyOf(c), c.hex])));
  const valuesOf = (map: ReadonlyMap<string, number>, label: (value: string) => string): Value[] =>
    [...map].map(([value, count]) => ({ value, label: label(value), count, hex: null }));
  return {
    sizes: valuesOf(counts.sizes, (v) => v).sort((a, b) => compareSizes(a.value, b.value)),
    colours: valuesOf(counts.families, capitalised)
      .map((v) => ({ ...v, hex: hues[v.value] ?? hexOf.get(v.value) ?? null }))
      .sort((a, b) => b.count - a.count || a.value.localeCompare(b.value)),
    categories: valuesOf(counts.categories, (v) => categoryNames.get(v) ?? v).sort((a, b) =>
      a.label.localeCompare(b.label),
    ),
    fabrics: valuesOf(counts.fibres, capitalised).sort((a, b) => b.count - a.count || a.value.localeCompare(b.value)),
    collections: shop.collections
      .filter((c) => counts.collections.has(c.slug))
      .map((c) => ({ value: c.slug, label: c.name, count: counts.collections.get(c.slug)!, hex: null })),
  };
}
