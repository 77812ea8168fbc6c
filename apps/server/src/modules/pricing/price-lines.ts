import { type AppliedRule, type ListPriceRule, type PriceQuery, type PriceRule, resolvePrice } from "@selvedge/domain";
import type { Ctx } from "../../platform/context.ts";
import { AppError } from "../../platform/errors.ts";
import { findCategoryPath } from "../catalog/index.ts";
import { loadPriceLists, loadPromotions, type PriceListRow } from "./load-price-rules.ts";

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
 * @throws no_price naming in `details.skuIds` the SKUs for which no list has a price
 */
export async function priceLines(ctx: Ctx, input: PriceLinesInput): Promise<PricedLine[]> {
  if (input.lines.length === 0) return [];
  const [lists, promotions] = await Promise.all([loadPriceLists(ctx), loadPromotions(ctx)]);
  const rules: PriceRule[] = [...(await loadListPrices(ctx, input, lists)), ...promotions];
  const styleQty = new Map<string, number>();
  for (const { styleId, qty } of input.lines) {
    if (qty > 0) styleQty.set(styleId, (styleQty.get(styleId) ?? 0) + qty);
  }
  const paths = new Map<string, string[]>();
  for (const { categoryId } of input.lines) {
    if (categoryId && !paths.has(categoryId)) paths.set(categoryId, await findCategoryPath(ctx, categoryId));
  }
  const unpriced: string[] = [];
  const priced = input.lines.map((line): PricedLine => {
    const qty = line.qty > 0 ? (styleQty.get(line.styleId) ?? line.qty) : -line.qty;
    const categoryIds = line.categoryId ? (paths.get(line.categoryId) ?? []) : [];
    const found = resolvePrice(queryOf(ctx, input, line, qty, categoryIds), rules);
    if (line.unitPriceMinor !== undefined) return agreedPrice(line, line.unitPriceMinor, found?.unitPriceMinor ?? null);
    if (!found) {
      unpriced.push(line.skuId);
      return { unitPriceMinor: 0, grossMinor: 0, discountMinor: 0, trace: [] };
    }
    const unitPriceMinor = Math.max(found.listPriceMinor, found.unitPriceMinor);
    return {
      unitPriceMinor,
      grossMinor: unitPriceMinor * line.qty,
      discountMinor: (unitPriceMinor - found.unitPriceMinor) * line.qty + 0,
      trace: found.applied,
    };
  });
  if (unpriced.length > 0) throw await noPrice(ctx, input, unpriced);
  return priced;
}

function agreedPrice(line: LineToPrice, unitPriceMinor: number, listPriceMinor: number | null): PricedLine {
  return {
    unitPriceMinor,
    grossMinor: unitPriceMinor * line.qty,
    discountMinor: 0,
    trace: [{ kind: "agreed", unitPriceMinor, listPriceMinor }],
  };
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

interface PriceRow {
  id: string;
  price_list_id: string;
  style_id: string;
  sku_id: string | null;
  min_qty: number;
  unit_price_minor: number;
  floor_minor: number | null;
  valid_from: string;
}

/** The prices in force for the document's styles on the lists that can hold for it. */
async function loadListPrices(
  ctx: Ctx,
  input: PriceLinesInput,
  lists: readonly PriceListRow[],
): Promise<ListPriceRule[]> {
  const holding = new Map(lists.filter((list) => canHold(list, input)).map((list) => [list.id, list]));
  const rows = await ctx.sql<PriceRow[]>`
    select id, price_list_id, style_id, sku_id, min_qty, unit_price_minor, floor_minor, valid_from
    from price
    where tenant_id = ${ctx.tenantId}
      and style_id = any(${[...new Set(input.lines.map((line) => line.styleId))]}::uuid[])
      and price_list_id = any(${[...holding.keys()]}::uuid[])
      and (sku_id is null or sku_id = any(${[...new Set(input.lines.map((line) => line.skuId))]}::uuid[]))
      and valid_from <= ${input.on} and valid_to >= ${input.on}`;
  return rows.map((row) => toRule(row, holding.get(row.price_list_id)!));
}

function canHold(list: PriceListRow, input: PriceLinesInput): boolean {
  if (list.currency !== input.currency) return false;
  if (list.kind === "base") return true;
  if (list.priceMode !== input.priceMode) return false;
  if (list.channelKind !== null && list.channelKind !== input.channelKind) return false;
  if (list.kind === "tier") return list.priceTier === (input.customer?.priceTier ?? null);
  if (list.kind === "contract") return list.customerId === (input.customer?.id ?? null);
  return true;
}

function toRule(row: PriceRow, list: PriceListRow): ListPriceRule {
  return {
    kind: "list",
    id: row.id,
    source: list.kind,
    currency: list.currency,
    ...(list.kind === "base" ? {} : { priceMode: list.priceMode }),
    ...(row.sku_id === null ? { styleId: row.style_id } : { skuId: row.sku_id }),
    ...(list.channelKind === null ? {} : { channel: list.channelKind }),
    ...(list.priceTier === null ? {} : { customerTier: list.priceTier }),
    ...(list.customerId === null ? {} : { customerId: list.customerId }),
    minQty: row.min_qty,
    unitPriceMinor: row.unit_price_minor,
    floorMinor: row.floor_minor,
    validFrom: row.valid_from,
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
