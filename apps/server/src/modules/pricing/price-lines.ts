import {
  type AppliedRule,
  type ListPriceRule,
  minorToDecimal,
  type PriceQuery,
  type PriceRule,
  type ResolvedPrice,
  resolvePrice,
} from "@selvedge/domain";
import { type Ctx, may } from "../../platform/context.ts";
import { AppError, fieldError } from "../../platform/errors.ts";
import { findCategoryPath } from "../catalog/index.ts";
import { loadListPrices } from "./load-list-prices.ts";
import { loadPriceLists, loadPromotions } from "./load-price-rules.ts";

export interface LineToPrice {
  skuId: string;
  styleId: string;
  categoryId: string | null;
  /** Pieces; negative for pieces that come back, whose amounts are then negative too. */
  qty: number;
  /** A price agreed by hand; the caller has checked who may agree one. */
  unitPriceMinor?: number | undefined;
}
export interface PriceLinesInput {
  channelKind: string;
  currency: string;
  priceMode: "inclusive" | "exclusive";
  customer: { id: string; priceTier: string | null } | null;
  /** Instant for promotions. */
  at: Date;
  /** Business date for list prices. */
  on: string;
  lines: readonly LineToPrice[];
}
/** A step of the reckoning: the domain's applied rules, or a price agreed by hand with the one the lists gave. */
export type PriceStep = AppliedRule | { kind: "agreed"; unitPriceMinor: number; listPriceMinor: number | null };
export interface PricedLine {
  /** Price of a piece before promotions; grossMinor is this times the quantity. */
  unitPriceMinor: number;
  grossMinor: number;
  /** What promotions took off the line. */
  discountMinor: number;
  trace: PriceStep[];
}

/** At most so many stackable promotions on one line, where the tenant's settings do not say otherwise. */
const mostPromotions = 3;

/**
 * Prices lines with one statement for all of them (lists and promotions are cached). A list holds when its currency
 * and price mode are the order's; the base list holds in either mode. Quantity breaks count the pieces of the whole
 * style on the document, over colours and sizes.
 * @throws validation_failed for an agreed price below the floor; no_price naming in `details.skuIds` the SKUs for which no list has a price
 */
export async function priceLines(ctx: Ctx, input: PriceLinesInput): Promise<PricedLine[]> {
  if (input.lines.length === 0) return [];
  const [lists, promotions] = await Promise.all([loadPriceLists(ctx), loadPromotions(ctx)]);
  const listPrices = await loadListPrices(ctx, input, lists);
  const rules: PriceRule[] = [...listPrices, ...promotions];
  const countOf = quantityCounter(input.lines);
  const paths = await categoryPaths(ctx, input.lines);
  const unpriced: string[] = [];
  const priced: PricedLine[] = [];
  for (const [i, line] of input.lines.entries()) {
    const categoryIds = line.categoryId ? (paths.get(line.categoryId) ?? []) : [];
    const found = resolvePrice(queryOf(ctx, input, line, countOf(line), categoryIds), rules);
    if (line.unitPriceMinor !== undefined) {
      assertAboveFloor(ctx, line, i, listPrices);
      priced.push(agreedPrice(line, line.unitPriceMinor, found?.unitPriceMinor ?? null));
    } else if (found) priced.push(listPrice(line, found));
    else unpriced.push(line.skuId);
  }
  if (unpriced.length > 0) throw await noPrice(ctx, input, unpriced);
  return priced;
}

function listPrice(line: LineToPrice, found: ResolvedPrice): PricedLine {
  // A floor may lift the price above its list price; what is taken off is never less than nothing.
  const unitPriceMinor = Math.max(found.listPriceMinor, found.unitPriceMinor);
  return {
    unitPriceMinor,
    grossMinor: unitPriceMinor * line.qty,
    discountMinor: (unitPriceMinor - found.unitPriceMinor) * line.qty + 0,
    trace: found.applied,
  };
}

function agreedPrice(line: LineToPrice, unitPriceMinor: number, listPriceMinor: number | null): PricedLine {
  return {
    unitPriceMinor,
    grossMinor: unitPriceMinor * line.qty,
    discountMinor: 0,
    trace: [{ kind: "agreed", unitPriceMinor, listPriceMinor }],
  };
}

/** A price below the floor is agreed only by those who set floors. Pieces that come back keep the price they were sold at. */
function assertAboveFloor(ctx: Ctx, line: LineToPrice, index: number, rules: readonly ListPriceRule[]): void {
  const price = line.unitPriceMinor ?? 0;
  if (line.qty < 0 || may(ctx.actor, "pricing.price.change")) return;
  const floorMinor = rules.reduce(
    (highest, rule) =>
      rule.skuId === line.skuId || rule.styleId === line.styleId ? Math.max(highest, rule.floorMinor ?? 0) : highest,
    0,
  );
  if (price >= floorMinor) return;
  const floor = `${minorToDecimal(floorMinor, ctx.tenant.currency)} ${ctx.tenant.currency}`;
  throw fieldError(`lines.${index}.unitPriceMinor`, `The floor price is ${floor}; ask someone who may change prices`);
}

/** Pieces that count for a line's quantity break: those of its whole style; a returned line counts its own. */
function quantityCounter(lines: readonly LineToPrice[]): (line: LineToPrice) => number {
  const sold = new Map<string, number>();
  for (const { styleId, qty } of lines) if (qty > 0) sold.set(styleId, (sold.get(styleId) ?? 0) + qty);
  return ({ styleId, qty }) => (qty > 0 ? (sold.get(styleId) ?? qty) : -qty);
}

async function categoryPaths(ctx: Ctx, lines: readonly LineToPrice[]): Promise<Map<string, string[]>> {
  const paths = new Map<string, string[]>();
  for (const { categoryId } of lines) {
    if (categoryId && !paths.has(categoryId)) paths.set(categoryId, await findCategoryPath(ctx, categoryId));
  }
  return paths;
}

function queryOf(
  ctx: Ctx,
  input: PriceLinesInput,
  line: LineToPrice,
  qty: number,
  categoryIds: readonly string[],
): PriceQuery {
  const limit = ctx.tenant.settings["maxPromotions"];
  return {
    channel: input.channelKind,
    customerTier: input.customer?.priceTier ?? null,
    customerId: input.customer?.id ?? null,
    skuId: line.skuId,
    styleId: line.styleId,
    categoryIds,
    qty,
    on: input.on,
    at: input.at.toISOString(),
    currency: input.currency,
    priceMode: input.priceMode,
    maxPromotions: typeof limit === "number" ? limit : mostPromotions,
  };
}

async function noPrice(ctx: Ctx, input: PriceLinesInput, skuIds: string[]): Promise<AppError> {
  const codes = await ctx.sql<{ code: string }[]>`
    select code from sku where tenant_id = ${ctx.tenantId} and id = any(${skuIds}::uuid[]) order by code`;
  const named =
    codes
      .slice(0, 5)
      .map((row) => row.code)
      .join(", ") + (codes.length > 5 ? " ..." : "");
  return new AppError(
    "no_price",
    `No price in ${input.currency} is in force on ${input.on} for ${named}. Set one on the base list, or give a price on the line.`,
    { details: { skuIds, skuCodes: codes.map((row) => row.code) } },
  );
}
