import { type ParsedInputOf, shopApi } from "@selvedge/contract";
import {
  compareLooseSizes,
  countFacets,
  fibresOf,
  fitsChoice,
  type ShelfChoice,
  type ShelfItem,
} from "@selvedge/domain";
import type { Ctx } from "../../../platform/context.ts";
import { AppError } from "../../../platform/errors.ts";
import { nextPriceChange } from "../../pricing/index.ts";
import type { ShopRow } from "../shop-row.ts";
import { shopQuery } from "../visitor.ts";
import { cardOf, familyOf } from "./card-of.ts";
import { byNewest, bySeason, soldOutLast, stylesOf } from "./collections.ts";
import { facetLabels } from "./facet-labels.ts";
import { readShelf, type Shelved } from "./read-shelf.ts";
import { searchShelf } from "./search-shelf.ts";

type Input = ParsedInputOf<typeof shopApi.listShopStyles>;

/** A page of what the shop shows, with the filters that lead on from it and how many each would show. */
export const listShopStyles = shopQuery(shopApi.listShopStyles, async (ctx, input, shop) => {
  const [shelf, validUntil] = await Promise.all([readShelf(ctx, shop), nextPriceChange(ctx)]);
  const scope = scopeOf(ctx, shop, input, shelf);
  const searched = input.q ? searchShelf(scope.styles, input.q) : { styles: scope.styles, searchedFor: null };
  const slugsOf = collectionsByStyle(ctx, shop, shelf);
  const entries = searched.styles.map((style) => ({ style, item: itemOf(style, slugsOf) }));
  const choice = choiceOf(input);
  const chosen = entries.filter(({ item }) => fitsChoice(item, choice)).map(({ style }) => style);
  const inOrder = sortStyles(chosen, input, scope.isOrdered);
  const sorted = shop.soldOut === "last" ? soldOutLast(inOrder) : inOrder;
  const counts = countFacets(
    entries.map((e) => e.item),
    choice,
  );
  const pages = Math.max(1, Math.ceil(sorted.length / input.limit));
  const page = Math.min(input.page, pages);
  const shown = sorted.slice((page - 1) * input.limit, page * input.limit);
  return {
    items: shown.map((style) => cardOf(ctx, style, input.colour)),
    total: sorted.length,
    page,
    pages,
    heading: scope.heading,
    blurb: scope.blurb,
    searchedFor: searched.searchedFor,
    facets: {
      ...facetLabels(shelf, shop, counts, compareLooseSizes),
      leastMinor: counts.leastMinor,
      mostMinor: counts.mostMinor,
    },
    validUntil: validUntil.toISOString(),
  };
});

interface Scope {
  styles: Shelved[];
  heading: string | null;
  blurb: string | null;
  /** The order means something and stays when nobody sorts. */
  isOrdered: boolean;
}

/** Where the list begins: a category's page, a collection's, styles named by code, or everything. */
function scopeOf(ctx: Ctx, shop: ShopRow, input: Input, shelf: Shelved[]): Scope {
  if (input.codes) {
    const byCode = new Map(shelf.map((s) => [s.code, s]));
    const styles = input.codes.flatMap((code) => byCode.get(code) ?? []);
    return { styles, heading: null, blurb: null, isOrdered: true };
  }
  if (input.collection) {
    const found = shop.collections.find((c) => c.slug === input.collection);
    if (!found) throw new AppError("not_found", "There is no such collection.");
    const isOrdered = found.rule === "styles" || found.rule === "newest";
    return { styles: stylesOf(ctx, found, shelf), heading: found.name, blurb: found.blurb, isOrdered };
  }
  if (input.category) {
    const styles = shelf.filter((s) => s.categoryCode === input.category);
    if (!styles[0]) throw new AppError("not_found", "There is nothing of this kind in the shop.");
    return { styles, heading: styles[0].categoryName, blurb: null, isOrdered: false };
  }
  return { styles: shelf, heading: null, blurb: null, isOrdered: Boolean(input.q) };
}

function collectionsByStyle(ctx: Ctx, shop: ShopRow, shelf: readonly Shelved[]): Map<string, string[]> {
  const slugs = new Map<string, string[]>();
  for (const collection of shop.collections) {
    for (const { id } of stylesOf(ctx, collection, shelf)) slugs.set(id, [...(slugs.get(id) ?? []), collection.slug]);
  }
  return slugs;
}

function itemOf(style: Shelved, slugsOf: ReadonlyMap<string, string[]>): ShelfItem {
  return {
    category: style.categoryCode,
    collections: slugsOf.get(style.id) ?? [],
    fibres: fibresOf(style.fabric),
    priceMinor: style.lowest.priceMinor,
    colours: style.colours.map((c) => ({
      family: familyOf(c),
      sizes: c.skus.filter((s) => s.available > 0).map((s) => s.size),
    })),
  };
}

function choiceOf(input: Input): ShelfChoice {
  return {
    categories: input.kinds ?? [],
    collections: input.collections ?? [],
    fibres: input.fabric ?? [],
    families: input.colour ?? [],
    sizes: input.size ?? [],
    leastMinor: input.least ?? null,
    mostMinor: input.most ?? null,
    inStock: input.inStock ?? false,
  };
}

function sortStyles(styles: Shelved[], { sort }: Input, isOrdered: boolean): Shelved[] {
  if (sort === "featured") return isOrdered ? styles : styles.sort(bySeason);
  if (sort === "newest") return styles.sort(byNewest);
  if (sort === "name") return styles.sort((a, b) => a.name.localeCompare(b.name) || a.code.localeCompare(b.code));
  const way = sort === "price_up" ? 1 : -1;
  return styles.sort((a, b) => way * (a.lowest.priceMinor - b.lowest.priceMinor) || a.code.localeCompare(b.code));
}
