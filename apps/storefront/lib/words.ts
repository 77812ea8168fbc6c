import { cookies } from "next/headers";
import { cache } from "react";
import type { Say } from "../i18n/fill-in.ts";
import { sayIn } from "../i18n/say.ts";
import type { ShopFront } from "./types.ts";
import { findShop } from "./visitor.ts";

export type Language = "en" | "hi";
export const languageCookie = "language";

/** Languages a shop is offered in: Hindi beside English where its people are. */
export const languagesOf = (shop: Pick<ShopFront, "country">): readonly Language[] =>
  shop.country === "IN" ? ["en", "hi"] : ["en"];

/** The language of this visit: as the visitor chose, else as the business writes. */
export const getLanguage = cache(async (): Promise<Language> => {
  const shop = await findShop();
  const chosen = (await cookies()).get(languageCookie)?.value ?? shop?.locale.slice(0, 2);
  return chosen === "hi" && shop && languagesOf(shop).includes("hi") ? "hi" : "en";
});

/** Says the shop's sentences in the visit's language. */
export const getWords = cache(async (): Promise<Say> => sayIn(await getLanguage()));
