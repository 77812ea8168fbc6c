import { type OutputOf, type ParsedInputOf, pricingApi } from "@selvedge/contract";
import type { Ctx } from "../../platform/context.ts";
import { fieldError, notFound } from "../../platform/errors.ts";
import { command } from "../../platform/runner.ts";
import { deadBandWarnings } from "./dead-band-warnings.ts";
import { loadPriceLists } from "./load-price-rules.ts";
import { readPrices } from "./read-prices.ts";
import { type PriceWish, removePrices, writePrices } from "./write-prices.ts";

/**
 * Sets and removes prices of a style on a list. Prices that are not named stay; to end one, set its last day. Answers with every
 * price of the style on that list, and warns of prices that no tax rate fits.
 */
export const setPrices = command(pricingApi.setPrices, setPricesStep);

/** The same inside somebody's transaction. @throws not_found, validation_failed */
export async function setPricesStep(
  ctx: Ctx,
  input: ParsedInputOf<typeof pricingApi.setPrices>,
): Promise<OutputOf<typeof pricingApi.setPrices>> {
  const list = (await loadPriceLists(ctx)).find(({ id }) => id === input.priceListId);
  if (!list) throw notFound("price list");
  await lockStyle(ctx, input.styleId);
  if (input.prices.length + input.remove.length === 0)
    throw fieldError("prices", "Nothing to set and nothing to remove");
  assertSound(input.prices);
  await assertSkusOfStyle(ctx, input.styleId, input.prices);
  await removePrices(ctx, input, input.remove);
  if (input.prices.length > 0) await writePrices(ctx, input, input.prices);
  return {
    items: await readPrices(ctx, input.styleId, input.priceListId),
    warnings: await deadBandWarnings(ctx, list, input.styleId, input.prices),
  };
}

/** Those who price one style wait for each other, so that each event tells truly what was before. */
async function lockStyle(ctx: Ctx, id: string): Promise<void> {
  const [row] = await ctx.sql`select from style where tenant_id = ${ctx.tenantId} and id = ${id} for no key update`;
  if (!row) throw notFound("style");
}

function assertSound(prices: readonly PriceWish[]): void {
  const seen = new Map<string, number>();
  prices.forEach((price, i) => {
    const { validFrom, validTo, floorMinor } = price;
    if (validFrom && validTo && validTo < validFrom) {
      throw fieldError(`prices.${i}.validTo`, "The last day lies before the first");
    }
    if (floorMinor !== undefined && floorMinor > price.unitPriceMinor) {
      throw fieldError(`prices.${i}.floorMinor`, "The floor is above the price itself");
    }
    const key = `${price.skuId} ${price.minQty} ${validFrom}`;
    const twin = seen.get(key);
    if (twin !== undefined) {
      throw fieldError(`prices.${i}`, `Price ${twin + 1} is for the same SKU, quantity and first day`);
    }
    seen.set(key, i);
  });
}

async function assertSkusOfStyle(ctx: Ctx, styleId: string, prices: readonly PriceWish[]): Promise<void> {
  const wanted = [...new Set(prices.flatMap(({ skuId }) => skuId ?? []))];
  if (wanted.length === 0) return;
  const rows = await ctx.sql<{ id: string }[]>`
    select id from sku where tenant_id = ${ctx.tenantId} and style_id = ${styleId} and id = any(${wanted}::uuid[])`;
  const own = new Set(rows.map(({ id }) => id));
  const stranger = prices.findIndex(({ skuId }) => skuId !== undefined && !own.has(skuId));
  if (stranger >= 0) throw fieldError(`prices.${stranger}.skuId`, "This style has no such SKU");
}
