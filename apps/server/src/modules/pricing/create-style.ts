import { catalogApi } from "@selvedge/contract";
import type { Ctx } from "../../platform/context.ts";
import { fieldError } from "../../platform/errors.ts";
import { command } from "../../platform/runner.ts";
import { insertStyle } from "../catalog/index.ts";
import { loadPriceLists } from "./load-price-rules.ts";
import { writePrices } from "./write-prices.ts";

/** A style with its whole matrix and its base price, in one transaction. */
export const createStyle = command(catalogApi.createStyle, async (ctx, input) => {
  const { basePriceMinor, ...style } = input;
  const inserted = await insertStyle(ctx, style);
  if (basePriceMinor !== undefined) await setBasePrice(ctx, inserted.id, basePriceMinor);
  return inserted;
});

async function setBasePrice(ctx: Ctx, styleId: string, unitPriceMinor: number): Promise<void> {
  const { currency } = ctx.tenant;
  const list = (await loadPriceLists(ctx)).find((l) => l.kind === "base" && l.currency === currency);
  if (!list) throw fieldError("basePriceMinor", `There is no base price list in ${currency}; add one first`);
  await writePrices(ctx, { priceListId: list.id, styleId }, [{ minQty: 1, unitPriceMinor }]);
}
