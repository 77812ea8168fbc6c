import { cookies, headers } from "next/headers";
import { cache } from "react";
import { sayIn } from "../i18n/say.ts";
import { ask, ShopError, type Visitor } from "./api.ts";
import { askKept } from "./kept.ts";
import { type Cart, type ShopFront, type ShopperView, shopApi } from "./types.ts";

export type Language = "en" | "hi";

export const languageCookie = "language";
export const cartCookie = "cart";
export const shopperCookie = "shopper";
export const seenCookie = "seen";

/** Who visits, by host and cookies. */
export const getVisitor = cache(async (): Promise<Visitor> => {
  const [head, jar] = await Promise.all([headers(), cookies()]);
  return {
    host: head.get("host") ?? "",
    address: head.get("x-visitor-address") ?? "",
    cartToken: jar.get(cartCookie)?.value,
    shopperToken: jar.get(shopperCookie)?.value,
  };
});

const readShop = cache(async (): Promise<ShopFront | null> => {
  try {
    return await askKept(shopApi.getShop, {}, await getVisitor());
  } catch (error) {
    if (error instanceof ShopError && error.problem.code === "not_found") return null;
    throw error;
  }
});

/** Languages a shop is offered in: Hindi beside English where its people are. */
export const languagesOf = (shop: Pick<ShopFront, "country">): readonly Language[] =>
  shop.country === "IN" ? ["en", "hi"] : ["en"];

/** The language of this visit: as the visitor chose, else as the business writes. */
export const getLanguage = cache(async (): Promise<Language> => {
  const shop = await readShop();
  const chosen = (await cookies()).get(languageCookie)?.value ?? shop?.locale.slice(0, 2);
  return chosen === "hi" && shop && languagesOf(shop).includes("hi") ? "hi" : "en";
});

/**
 * The shop of the visited host, as this visit reads it: days, months and states in its language. Null where there is
 * none, or it is closed.
 */
export const findShop = cache(async (): Promise<ShopFront | null> => {
  const [shop, language] = await Promise.all([readShop(), getLanguage()]);
  if (!shop || language === "en") return shop;
  const t = sayIn(language);
  const deliverTo = shop.deliverTo.map((place) => ({
    ...place,
    states: place.states.map((state) => ({ ...state, name: t(state.name) })),
  }));
  return { ...shop, locale: `${language}-${shop.country}`, deliverTo };
});

/** The visitor's cart, or null without one. */
export const findCart = cache(async (): Promise<Cart | null> => {
  const visitor = await getVisitor();
  if (!visitor.cartToken && !visitor.shopperToken) return null;
  const cart = await ask(shopApi.getCart, {}, visitor);
  return cart.lines.length > 0 ? cart : null;
});

/** The signed-in shopper, or null. */
export const findShopper = cache(async (): Promise<ShopperView | null> => {
  const visitor = await getVisitor();
  if (!visitor.shopperToken) return null;
  try {
    return await ask(shopApi.getShopper, {}, visitor);
  } catch (error) {
    if (error instanceof ShopError && error.problem.code === "not_signed_in") return null;
    throw error;
  }
});

/** The origin that the visitor sees, for links that leave the page. */
export const getOrigin = cache(async (): Promise<string> => {
  const head = await headers();
  const scheme = head.get("x-forwarded-proto")?.split(",")[0] ?? "http";
  return `${scheme}://${head.get("host") ?? ""}`;
});
