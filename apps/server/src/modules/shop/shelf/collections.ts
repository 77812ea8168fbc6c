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

/** What the shop puts first when nobody says otherwise: what can be had, the season's before the rest, then by code. */
export const byFeatured = (a: Shelved, b: Shelved): number =>
  Number(b.availableQty > 0) - Number(a.availableQty > 0) ||
  Number(a.status !== "active") - Number(b.status !== "active") ||
  (b.seasonStartsOn ?? "").localeCompare(a.seasonStartsOn ?? "") ||
  a.code.localeCompare(b.code);
