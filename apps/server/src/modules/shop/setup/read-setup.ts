import { shopApi } from "@selvedge/contract";
import type { Ctx } from "../../../platform/context.ts";
import { query } from "../../../platform/runner.ts";
import { shopOrigin } from "../shop-origin.ts";
import { findShopRow } from "../shop-row.ts";

/** The shop's set-up as the back office edits it. */
export async function readSetup(ctx: Ctx): Promise<shopApi.ShopSetup> {
  const shop = await findShopRow(ctx);
  const visitAt = shopOrigin(ctx);
  if (!shop) return { settings: null, deliveries: [], collections: [], visitAt };
  const { channel, deliverySkuId: _sku, deliveries, collections, ...settings } = shop;
  const [place] = await ctx.sql<{ name: string }[]>`
    select name from location where tenant_id = ${ctx.tenantId} and id = ${channel.locationId}`;
  return {
    settings: { ...settings, channelName: channel.name, locationName: place?.name ?? "" },
    deliveries,
    collections,
    visitAt,
  };
}

export const getShopSetup = query(shopApi.getShopSetup, (ctx) => readSetup(ctx));
