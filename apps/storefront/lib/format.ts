import { formatMoney } from "@selvedge/domain";
import type { Say } from "../i18n/fill-in.ts";
import type { ShopFront } from "./types.ts";

/** Money, days and places in the shop's own manner. */
export const money = (shop: Pick<ShopFront, "currency" | "locale">, minor: number): string =>
  formatMoney(minor, shop.currency, shop.locale).replace(/[.,]00$/, "");

/** `28 November` of a business date. */
export function day(shop: Pick<ShopFront, "locale">, date: string): string {
  const at = new Date(`${date.slice(0, 10)}T12:00:00Z`);
  return new Intl.DateTimeFormat(shop.locale, { day: "numeric", month: "long", timeZone: "UTC" }).format(at);
}

/** `28 Nov 2026, 14:20` of an instant, in the shop's zone. */
export function moment(shop: Pick<ShopFront, "locale" | "timeZone">, at: string): string {
  const { locale, timeZone } = shop;
  return new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short", timeZone }).format(new Date(at));
}

/** `14:20` of an instant, in the shop's zone. */
export function clock(shop: Pick<ShopFront, "locale" | "timeZone">, at: string): string {
  const { locale, timeZone } = shop;
  return new Intl.DateTimeFormat(locale, { timeStyle: "short", timeZone }).format(new Date(at));
}

export const countryName = (shop: Pick<ShopFront, "locale">, code: string): string =>
  new Intl.DisplayNames([shop.locale], { type: "region" }).of(code) ?? code;

/** How a price includes or leaves out its tax, as the market's law wants it said. */
export function taxNote(shop: Pick<ShopFront, "priceMode" | "country">, t: Say): string {
  if (shop.priceMode === "exclusive") return shop.country === "US" ? t("plus sales tax") : t("plus tax");
  if (shop.country === "IN") return t("incl. of all taxes");
  return shop.country === "GB" ? t("incl. VAT") : t("incl. tax");
}

/** The delivery that everybody in the shop's own country can have, the first where each goes to some states only. */
export function usualDelivery(shop: Pick<ShopFront, "delivery" | "country">) {
  const home = shop.delivery.filter((d) => d.country === shop.country);
  return home.find((d) => d.states.length === 0) ?? home[0];
}

/** An address line by line as its country writes it; a state by its name where it is known. */
export function addressLines(
  shop: Pick<ShopFront, "deliverTo" | "locale" | "country">,
  to: {
    line1: string;
    line2: string | null;
    city: string;
    state: string | null;
    postcode: string | null;
    country: string;
  },
): string[] {
  const states = shop.deliverTo.find((c) => c.country === to.country)?.states ?? [];
  const state = states.find((s) => s.code === to.state)?.name ?? to.state;
  const town = ["IN", "US", "GB"].includes(to.country) ? [to.city, to.postcode] : [to.postcode, to.city];
  const lines = [to.line1, to.line2, town.filter(Boolean).join(" "), state];
  return [...lines, to.country === shop.country ? null : countryName(shop, to.country)].filter(
    (l) => l !== null && l !== "",
  ) as string[];
}

const taxNames: Readonly<Record<string, string>> = { STATE: "State tax", LOCAL: "Local tax", MCTD: "Transit district" };
export const taxName = (component: string): string => taxNames[component] ?? component;

/** A name as it stands in an address: `Rhea anarkali` -> `rhea-anarkali`. */
export const slug = (name: string): string =>
  name
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "-")
    .replace(/^-+|-+$/g, "") || "style";

export const stylePath = (style: { code: string; name: string }): string =>
  `/styles/${encodeURIComponent(style.code)}/${encodeURIComponent(slug(style.name))}`;
export const categoryPath = (code: string): string => `/c/${encodeURIComponent(code.toLowerCase())}`;
export const collectionPath = (slugOf: string): string => `/collections/${encodeURIComponent(slugOf)}`;

export const sizeName = (size: string, t: Say): string => (size === "ONE" ? t("One size") : size);

export const stylesWords = (count: number, t: Say): string =>
  count === 1 ? t("1 style") : t("{{count}} styles", { count });

export const piecesWords = (count: number, t: Say): string =>
  count === 1 ? t("1 piece") : t("{{count}} pieces", { count });
