import { shopApi } from "@selvedge/contract";
import { wordsOf } from "@selvedge/domain";
import { nextPriceChange } from "../../pricing/index.ts";
import { shopQuery } from "../visitor.ts";
import { cardOf } from "./card-of.ts";
import { stylesOf } from "./collections.ts";
import { readShelf } from "./read-shelf.ts";
import { searchShelf } from "./search-shelf.ts";

const mostItems = 6;
const mostLinks = 4;

/** What a few letters in the search box may mean. */
export const suggestInShop = shopQuery(shopApi.suggestInShop, async (ctx, input, shop) => {
  const [shelf, validUntil] = await Promise.all([readShelf(ctx, shop), nextPriceChange(ctx)]);
  const { styles, searchedFor } = searchShelf(shelf, input.q);
  const words = wordsOf(searchedFor ?? input.q);
  const named = (name: string) => words.length > 0 && words.every((w) => wordsOf(name).some((n) => n.startsWith(w)));
  const categories = new Map(shelf.flatMap((s) => (s.categoryCode ? [[s.categoryCode, s.categoryName ?? ""]] : [])));
  const links = [
    ...[...categories].map(([slug, name]) => ({ kind: "category" as const, slug: slug!, name: name! })),
    ...shop.collections
      .filter((c) => stylesOf(ctx, c, shelf).length > 0)
      .map(({ slug, name }) => ({ kind: "collection" as const, slug, name })),
  ].filter((link) => named(link.name));
  return {
    searchedFor,
    links: links.slice(0, mostLinks),
    items: styles.slice(0, mostItems).map((style) => cardOf(ctx, style)),
    validUntil: validUntil.toISOString(),
  };
});
