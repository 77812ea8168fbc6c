/** What a shop's filters look at of one style. A colour stands with the sizes of it that can be had. */
export type ShelfItem = {
  category: string | null;
  collections: readonly string[];
  fibres: readonly string[];
  priceMinor: number;
  colours: readonly { family: string; sizes: readonly string[] }[];
};

/** Chosen values; an empty list chooses nothing and lets everything through. */
export type ShelfChoice = {
  categories: readonly string[];
  collections: readonly string[];
  fibres: readonly string[];
  families: readonly string[];
  sizes: readonly string[];
  leastMinor: number | null;
  mostMinor: number | null;
  inStock: boolean;
};

export type ShelfFacets = {
  categories: Map<string, number>;
  collections: Map<string, number>;
  fibres: Map<string, number>;
  families: Map<string, number>;
  sizes: Map<string, number>;
  /** Bounds of what the other choices leave; 0 and 0 when nothing is left. */
  leastMinor: number;
  mostMinor: number;
};

type Facet = "categories" | "collections" | "fibres" | "families" | "sizes" | "price";

const chooses = (chosen: readonly string[], value: string): boolean => chosen.length === 0 || chosen.includes(value);

/**
 * Whether a style answers a choice. Colour and size must hold for one and the same colourway: who asks for blue in M
 * wants no blue in S beside a red in M.
 * @param except a facet to be left out of account
 */
export function fitsChoice(item: ShelfItem, choice: ShelfChoice, except?: Facet): boolean {
  const { categories, collections, leastMinor, mostMinor } = choice;
  if (except !== "categories" && categories.length > 0 && !categories.includes(item.category ?? "")) return false;
  if (except !== "collections" && collections.length > 0 && !collections.some((c) => item.collections.includes(c))) {
    return false;
  }
  if (except !== "fibres" && choice.fibres.length > 0 && !choice.fibres.some((f) => item.fibres.includes(f)))
    return false;
  if (except !== "price") {
    if (leastMinor !== null && item.priceMinor < leastMinor) return false;
    if (mostMinor !== null && item.priceMinor > mostMinor) return false;
  }
  const families = except === "families" ? [] : choice.families;
  const sizes = except === "sizes" ? [] : choice.sizes;
  if (families.length === 0 && sizes.length === 0 && !choice.inStock) return true;
  return item.colours.some((c) => chooses(families, c.family) && fitsSizes(c.sizes, sizes, choice.inStock));
}

function fitsSizes(had: readonly string[], wanted: readonly string[], inStock: boolean): boolean {
  if (wanted.length > 0) return had.some((size) => wanted.includes(size));
  return !inStock || had.length > 0;
}

/**
 * How many styles each value would show, were it chosen in its facet with the other facets as they are: the counts
 * beside a shop's filters.
 */
export function countFacets(items: readonly ShelfItem[], choice: ShelfChoice): ShelfFacets {
  const facets: ShelfFacets = {
    categories: new Map(),
    collections: new Map(),
    fibres: new Map(),
    families: new Map(),
    sizes: new Map(),
    leastMinor: 0,
    mostMinor: 0,
  };
  const add = (counts: Map<string, number>, values: Iterable<string>) => {
    for (const value of new Set(values)) counts.set(value, (counts.get(value) ?? 0) + 1);
  };
  let least = Number.POSITIVE_INFINITY;
  for (const item of items) {
    if (item.category !== null && fitsChoice(item, choice, "categories")) add(facets.categories, [item.category]);
    if (fitsChoice(item, choice, "collections")) add(facets.collections, item.collections);
    if (fitsChoice(item, choice, "fibres")) add(facets.fibres, item.fibres);
    if (fitsChoice(item, choice, "families")) {
      const fitting = item.colours.filter((c) => fitsSizes(c.sizes, choice.sizes, choice.inStock));
      add(
        facets.families,
        (choice.sizes.length > 0 || choice.inStock ? fitting : item.colours).map((c) => c.family),
      );
    }
    if (fitsChoice(item, choice, "sizes")) {
      add(
        facets.sizes,
        item.colours.filter((c) => chooses(choice.families, c.family)).flatMap((c) => c.sizes),
      );
    }
    if (fitsChoice(item, choice, "price")) {
      least = Math.min(least, item.priceMinor);
      facets.mostMinor = Math.max(facets.mostMinor, item.priceMinor);
    }
  }
  if (least !== Number.POSITIVE_INFINITY) facets.leastMinor = least;
  return facets;
}
