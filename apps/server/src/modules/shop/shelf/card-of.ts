import type { shopApi } from "@selvedge/contract";
import { daysBetween } from "@selvedge/domain";
import type { Ctx } from "../../../platform/context.ts";
import type { ShelfColour, Shelved } from "./read-shelf.ts";

const newForDays = 60;

/** What a colour is filtered by: its family, or its own name where none is set. */
export const familyOf = (colour: ShelfColour): string => colour.family ?? colour.name.toLowerCase();

const isColourSoldOut = (colour: ShelfColour): boolean => colour.skus.every((s) => s.available === 0);

/** A style of a season that has just begun, or made so lately. */
export function isNew(ctx: Ctx, style: Shelved): boolean {
  const since = style.seasonStartsOn ?? style.createdAt.toISOString().slice(0, 10);
  const days = daysBetween(since, ctx.today);
  return style.seasonStartsOn !== null && days <= newForDays * 2 && style.status === "active";
}

/**
 * A style as lists show it: colours that were asked for come first, then those that can be had.
 * @param families families of colours that the list was narrowed to
 */
export function cardOf(ctx: Ctx, style: Shelved, families: readonly string[] = []): shopApi.ShopStyleCard {
  const rank = (c: ShelfColour): number => (families.includes(familyOf(c)) ? 0 : 2) + (isColourSoldOut(c) ? 1 : 0);
  const colours = [...style.colours]
    .sort((a, b) => rank(a) - rank(b))
    .map((c) => ({
      code: c.code,
      name: c.name,
      hex: c.hex,
      pictureUrl: c.pictureUrl,
      isSoldOut: isColourSoldOut(c),
    }));
  return {
    id: style.id,
    code: style.code,
    name: style.name,
    brand: style.brand,
    priceMinor: style.lowest.priceMinor,
    listMinor: style.lowest.listMinor,
    hasMorePrices: style.hasMorePrices,
    isNew: isNew(ctx, style),
    isSoldOut: style.availableQty === 0,
    colours,
  };
}
