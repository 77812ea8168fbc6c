import { basketTaxDocument } from "@selvedge/domain";
import type { Ctx } from "../../platform/context.ts";
import { AppError } from "../../platform/errors.ts";
import { findSkusForOrder, type SkuForOrder } from "../catalog/index.ts";
import { type PricedLine, priceManyLines } from "../pricing/index.ts";
import { calculateDocumentTax } from "../tax/index.ts";
import { type ChannelRow, readLocations } from "./open-channels.ts";

export interface ShelfPrice {
  /** What one piece costs by itself: with tax where the channel's prices hold it, without elsewhere. */
  priceMinor: number;
  /** The same before promotions. */
  listMinor: number;
}

/**
 * What a channel's shelf shows: the price of one piece of each SKU, bought by itself by an unknown shopper, by the same
 * lists, promotions and tax as an order. SKUs without a price in force, or that may not be sold, are left out.
 */
export async function priceShelf(
  ctx: Ctx,
  channel: ChannelRow,
  skuIds: readonly string[],
): Promise<Map<string, ShelfPrice>> {
  const skus = (await findSkusForOrder(ctx, skuIds)).filter((sku) => sku.status === "active");
  const [priced, locations] = await Promise.all([priceWhatHasOne(ctx, channel, skus), readLocations(ctx)]);
  if (priced.length === 0) return new Map();
  const goodsFrom = locations.find((l) => l.id === channel.locationId) ?? { country: ctx.tenant.country, state: null };
  const document = basketTaxDocument(
    { seller: ctx.tenant, goodsFrom, buyer: null, shipTo: ctx.tenant, overCounter: false },
    priced.map(({ sku, price }) => ({
      qty: 1,
      grossMinor: price.grossMinor,
      discountMinor: price.discountMinor,
      taxClass: sku.taxClass,
      hsnCode: sku.hsnCode,
    })),
    { priceMode: channel.priceMode, on: ctx.today, documentDiscountMinor: 0 },
  );
  const taxed = await calculateDocumentTax(ctx, document);
  return new Map(
    priced.map(({ sku, price }, i) => {
      const line = taxed.lines[i]!;
      const priceMinor = channel.priceMode === "inclusive" ? line.totalMinor : line.taxableMinor;
      return [sku.id, { priceMinor, listMinor: price.discountMinor > 0 ? price.unitPriceMinor : priceMinor }];
    }),
  );
}

/** Prices what has a price, each piece as a basket of its own: a style that nobody priced yet must not take the others' shelf away. */
async function priceWhatHasOne(
  ctx: Ctx,
  channel: ChannelRow,
  skus: readonly SkuForOrder[],
): Promise<{ sku: SkuForOrder; price: PricedLine }[]> {
  const ask = (wanted: readonly SkuForOrder[]) =>
    priceManyLines(
      ctx,
      wanted.map((s) => ({
        channelKind: channel.kind,
        currency: channel.currency,
        priceMode: channel.priceMode,
        customer: null,
        at: ctx.now,
        on: ctx.today,
        lines: [{ skuId: s.id, styleId: s.styleId, categoryId: s.categoryId, qty: 1 }],
      })),
    );
  const asked = async (wanted: readonly SkuForOrder[]) =>
    (await ask(wanted)).map((prices, i) => ({ sku: wanted[i]!, price: prices[0]! }));
  let left = [...skus];
  for (;;) {
    try {
      return await asked(left);
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== "no_price") throw error;
      const without = new Set(error.details?.["skuIds"] as string[]);
      left = left.filter((sku) => !without.has(sku.id));
    }
  }
}
