import type { Ctx } from "../../../platform/context.ts";
import type { Collection } from "../shop-row.ts";
import { isNew } from "./card-of.ts";
import type { Shelved } from "./read-shelf.ts";

const newestMost = 48;

/** The styles of a collection, in its order, out of what the shop shows. */
export function stylesOf(ctx: Ctx, collection: Collection, shelf: readonly Shelved[]): Shelved[] {
  const { rule, seasonId, categoryId, styleIds } = collection;
  if (rule === "styles") {
    const byId = new Map(shelf.map((s) => [s.id, s]));
    return styleIds.flatMap((id) => byId.get(id) ?? []);
  }
  if (rule === "season") return shelf.filter((s) => s.seasonId === seasonId);
  if (rule === "category") return shelf.filter((s) => s.categoryId === categoryId);
  if (rule === "sale") {
    return shelf.filter((s) => s.status === "markdown" || s.lowest.listMinor > s.lowest.priceMinor);
  }
  const inStock = shelf.filter((s) => isNew(ctx, s) && s.availableQty > 0);
  return [...inStock].sort(byNewest).slice(0, newestMost);
}

export const byNewest = (a: Shelved, b: Shelved): number =>
  (b.seasonStartsOn ?? "").localeCompare(a.seasonStartsOn ?? "") || b.id.localeCompare(a.id);

/** The shop's own order when nobody says otherwise: the season's before the rest, then by code. */
export const bySeason = (a: Shelved, b: Shelved): number =>
  Number(a.status !== "active") - Number(b.status !== "active") ||
  (b.seasonStartsOn ?? "").localeCompare(a.seasonStartsOn ?? "") ||
  a.code.localeCompare(b.code);

const isSoldOut = (style: Shelved): number => Number(style.availableQty === 0);

/** As {@link bySeason}, what can be had before what cannot. */
export const byFeatured = (a: Shelved, b: Shelved): number => isSoldOut(a) - isSoldOut(b) || bySeason(a, b);

/** Puts what is sold out behind the rest, either in the order it had. */
export const soldOutLast = (styles: readonly Shelved[]): Shelved[] =>
  [...styles].sort((a, b) => isSoldOut(a) - isSoldOut(b));
