import {
  type AppliedRule,
  type BasketTerms,
  type ListPriceRule,
  minorToDecimal,
  mostPromotionsByDefault,
  type PriceRule,
  priceBasket,
} from "@selvedge/domain";
import { type Ctx, may } from "../../platform/context.ts";
import { AppError, fieldError } from "../../platform/errors.ts";
import { findCategoryPath } from "../catalog/index.ts";
import { type EarlyPrices, loadListPrices } from "./load-list-prices.ts";
import { loadCouponPromotions, loadPriceLists, loadPromotions } from "./load-price-rules.ts";

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
  /** Coupons that the buyer named, in upper case. */
  coupons?: readonly string[] | undefined;
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

/**
 * Prices lines with one statement for all of them (lists and promotions are cached). A list holds when its currency
 * and price mode are the order's; the base list holds in either mode. Quantity breaks count the pieces of the whole
 * style on the document, over colours and sizes.
 * @throws validation_failed for an agreed price below the floor; no_price naming in `details.skuIds` the SKUs for which no list has a price
 */
export async function priceLines(ctx: Ctx, input: PriceLinesInput): Promise<PricedLine[]> {
  return (await priceManyLines(ctx, [input]))[0]!;
}

/**
 * Prices several documents with one statement for the prices of all of them, or none when they were read early; each as
 * `priceLines` would.
 */
export async function priceManyLines(
  ctx: Ctx,
  inputs: readonly PriceLinesInput[],
  early: readonly EarlyPrices[] = [],
): Promise<PricedLine[][]> {
  if (inputs.every((input) => input.lines.length === 0)) return inputs.map(() => []);
  const [lists, promotions] = await Promise.all([loadPriceLists(ctx), loadPromotions(ctx)]);
  const listPrices = await loadListPrices(ctx, inputs, lists, early);
  // One array for all: the domain sorts the rules once for it.
  const rules: PriceRule[] = [...listPrices, ...promotions];
  const priced: PricedLine[][] = [];
  for (const input of inputs) {
    const granted = input.coupons?.length ? [...rules, ...(await loadCouponPromotions(ctx, input.coupons))] : rules;
    priced.push(await priceLoaded(ctx, input, granted, listPrices));
  }
  return priced;
}

async function priceLoaded(
  ctx: Ctx,
  input: PriceLinesInput,
  rules: readonly PriceRule[],
  listPrices: readonly ListPriceRule[],
): Promise<PricedLine[]> {
  const paths = await categoryPaths(ctx, input.lines);
  const found = priceBasket(
    input.lines.map((line) => ({ ...line, categoryIds: line.categoryId ? (paths.get(line.categoryId) ?? []) : [] })),
    termsOf(ctx, input),
    rules,
  );
  const unpriced: string[] = [];
  const priced: PricedLine[] = [];
  for (const [i, line] of input.lines.entries()) {
    const price = found[i] ?? null;
    if (line.unitPriceMinor !== undefined) {
      assertAboveFloor(ctx, line, i, listPrices);
      const listPriceMinor = price ? (price.trace.at(-1)?.unitPriceMinor ?? null) : null;
      priced.push(agreedPrice(line, line.unitPriceMinor, listPriceMinor));
    } else if (price) priced.push(price);
    else unpriced.push(line.skuId);
  }
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

async function categoryPaths(ctx: Ctx, lines: readonly LineToPrice[]): Promise<Map<string, string[]>> {
  const paths = new Map<string, string[]>();
  for (const { categoryId } of lines) {
    if (categoryId && !paths.has(categoryId)) paths.set(categoryId, await findCategoryPath(ctx, categoryId));
  }
  return paths;
}

function termsOf(ctx: Ctx, input: PriceLinesInput): BasketTerms {
  const { channelKind, currency, priceMode, customer, on } = input;
  return {
    ...{ channelKind, currency, priceMode, customer, on },
    at: input.at.toISOString(),
    maxPromotions: mostPromotionsOf(ctx.tenant),
  };
}

/** The business's limit of promotions on one line. */
export function mostPromotionsOf(tenant: { settings: Record<string, unknown> }): number {
  const limit = tenant.settings["maxPromotions"];
  return typeof limit === "number" ? limit : mostPromotionsByDefault;
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
