import { shopApi } from "@selvedge/contract";
import { readBranding } from "../../../platform/branding.ts";
import type { Ctx } from "../../../platform/context.ts";
import { listSubdivisions, needsPostcode } from "../../party/index.ts";
import { nextPriceChange } from "../../pricing/index.ts";
import type { ShopRow } from "../shop-row.ts";
import { shopQuery } from "../visitor.ts";
import { cardOf } from "./card-of.ts";
import { byFeatured, stylesOf } from "./collections.ts";
import { readShelf, type Shelved } from "./read-shelf.ts";

/** The shop's front, as every page of it needs it. */
export const getShop = shopQuery(shopApi.getShop, async (ctx, _input, shop) => {
  const { tenant } = ctx;
  const [shelf, validUntil] = await Promise.all([readShelf(ctx, shop), nextPriceChange(ctx)]);
  const { accent, logoUrl } = readBranding(ctx);
  const { title, tagline, announcement, about, contactEmail, paysOnline, paysOnDelivery } = shop;
  return {
    ...{ tenantId: tenant.id, slug: tenant.slug, name: tenant.name },
    ...{ title, tagline, announcement, about, contactEmail, paysOnline, paysOnDelivery },
    country: tenant.country,
    currency: shop.channel.currency,
    locale: tenant.locale,
    timeZone: tenant.timeZone,
    priceMode: shop.channel.priceMode,
    accent,
    logoUrl,
    categories: categoriesOf(shelf),
    collections: shop.collections
      .filter((c) => stylesOf(ctx, c, shelf).length > 0)
      .map(({ slug, name, blurb }) => ({ slug, name, blurb })),
    deliverTo: [...new Set(shop.deliveries.map((d) => d.country))].map((country) => ({
      country,
      states: listSubdivisions(country),
      needsPostcode: needsPostcode(country),
    })),
    delivery: shop.deliveries.map(({ id: _id, ...d }) => d),
    returnDays: shop.returnDays,
    holdMinutes: shop.holdMinutes,
    remindsOfBags: shop.remindHours !== null,
    validUntil: validUntil.toISOString(),
  };
});

/** Categories that hold something, the fullest first, each with the picture of its first style. */
function categoriesOf(shelf: readonly Shelved[]) {
  const byCode = new Map<string, Shelved[]>();
  for (const style of shelf) {
    if (style.categoryCode) byCode.set(style.categoryCode, [...(byCode.get(style.categoryCode) ?? []), style]);
  }
  return [...byCode]
    .map(([code, styles]) => {
      const first = styles.sort(byFeatured)[0]!;
      const pictureUrl = first.colours.find((c) => c.pictureUrl)?.pictureUrl ?? null;
      return { code, name: first.categoryName ?? code, count: styles.length, pictureUrl };
    })
    .sort((a, b) => b.count - a.count || a.name.localeCompare(b.name));
}

const shownPerRow = 8;

export const getShopHome = shopQuery(shopApi.getShopHome, async (ctx, _input, shop) => {
  const [shelf, validUntil] = await Promise.all([readShelf(ctx, shop), nextPriceChange(ctx)]);
  const hero = shelf.find((s) => s.id === shop.heroStyleId) ?? [...shelf].sort(byFeatured)[0];
  return {
    hero: hero ? cardOf(ctx, hero) : null,
    rows: shop.collections.filter((c) => c.onHome).flatMap((c) => homeRow(ctx, shop, c.slug, shelf)),
    validUntil: validUntil.toISOString(),
  };
});

function homeRow(ctx: Ctx, shop: ShopRow, slug: string, shelf: readonly Shelved[]) {
  const collection = shop.collections.find((c) => c.slug === slug)!;
  const styles = stylesOf(ctx, collection, shelf);
  if (styles.length === 0) return [];
  const ordered = collection.rule === "styles" ? styles : [...styles].sort(byFeatured);
  const { name, blurb } = collection;
  return [{ slug, name, blurb, count: styles.length, items: ordered.slice(0, shownPerRow).map((s) => cardOf(ctx, s)) }];
}

export const listShopSitemap = shopQuery(shopApi.listShopSitemap, async (ctx, _input, shop) => {
  const [shelf, validUntil] = await Promise.all([readShelf(ctx, shop), nextPriceChange(ctx)]);
  return {
    styles: shelf.map((s) => ({
      code: s.code,
      name: s.name,
      pictureUrl: s.colours.find((c) => c.pictureUrl)?.pictureUrl ?? null,
    })),
    categories: categoriesOf(shelf).map((c) => c.code),
    collections: shop.collections.filter((c) => stylesOf(ctx, c, shelf).length > 0).map((c) => c.slug),
    validUntil: validUntil.toISOString(),
  };
});
