import { cookies, headers } from "next/headers";
import { cache } from "react";
import { ask, ShopError, type Visitor } from "./api.ts";
import { askKept } from "./kept.ts";
import { type Cart, type ShopperView, shopApi } from "./types.ts";

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

/** The shop of the visited host; null where there is none, or it is closed. */
export const findShop = cache(async () => {
  try {
    return await askKept(shopApi.getShop, {}, await getVisitor());
  } catch (error) {
    if (error instanceof ShopError && error.problem.code === "not_found") return null;
    throw error;
  }
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
