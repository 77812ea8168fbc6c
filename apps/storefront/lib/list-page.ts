import { currencyExponent } from "@selvedge/domain";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import type { Say } from "../i18n/fill-in.ts";
import { ShopError } from "./api.ts";
import { askKept } from "./kept.ts";
import { isNarrowed, type ListQuery, readQuery, type Search } from "./list-query.ts";
import { type ShopFront, type StyleList, shopApi } from "./types.ts";
import { findShop, getVisitor } from "./visitor.ts";

const perPage = 24;

export interface ListPage {
  shop: ShopFront;
  list: StyleList;
  query: ListQuery;
}

/** What a list page shows, by its place and its address. @throws Next's not-found where there is no such place */
export async function readListPage(
  place: { category?: string; collection?: string },
  search: Promise<Search>,
): Promise<ListPage> {
  const shop = await findShop();
  if (!shop) notFound();
  const query = readQuery(await search, currencyExponent(shop.currency));
  const { kind, collection, size, colour, fabric, inStock, ...rest } = query;
  const joined = (name: string, values: readonly string[]) => (values.length > 0 ? { [name]: values.join(",") } : {});
  try {
    const list = await askKept(
      shopApi.listShopStyles,
      {
        ...place,
        ...rest,
        ...joined("kinds", kind),
        ...joined("collections", collection),
        ...joined("size", size),
        ...joined("colour", colour),
        ...joined("fabric", fabric),
        ...(inStock ? { inStock: true } : {}),
        limit: perPage,
      },
      await getVisitor(),
    );
    return { shop, list, query };
  } catch (error) {
    if (error instanceof ShopError && error.problem.code === "not_found") notFound();
    throw error;
  }
}

export function listMetadata(page: ListPage, path: string, title: string, t: Say): Metadata {
  const { query, list } = page;
  const at = query.page > 1 ? `${path}?page=${query.page}` : path;
  return {
    title: query.page > 1 ? t("{{title}}, page {{page}}", { title, page: query.page }) : title,
    description: list.blurb ?? t("{{title}}: {{count}} styles, in your size and colour.", { title, count: list.total }),
    alternates: { canonical: at },
    ...(isNarrowed(query) || query.q ? { robots: { index: false, follow: true } } : {}),
  };
}
