import { shopApi } from "@selvedge/contract";
import type { Ctx } from "../../../platform/context.ts";
import { jsonRows } from "../../../platform/db.ts";
import { AppError } from "../../../platform/errors.ts";
import { newId } from "../../../platform/ids.ts";
import { command } from "../../../platform/runner.ts";
import { insertStyle } from "../../catalog/index.ts";
import { readChannels } from "../../sales/index.ts";
import { findShopRow } from "../shop-row.ts";
import { readSetup } from "./read-setup.ts";

/** What a delivery costs until somebody says otherwise, in minor units of the currency. */
const usualCharge: Readonly<Record<string, { chargeMinor: number; freeFromMinor: number }>> = {
  INR: { chargeMinor: 79_00, freeFromMinor: 1_499_00 },
  GBP: { chargeMinor: 3_95, freeFromMinor: 60_00 },
  USD: { chargeMinor: 5_95, freeFromMinor: 75_00 },
  EUR: { chargeMinor: 4_95, freeFromMinor: 60_00 },
};

/** Sets the shop up on the first web channel, closed until it is opened by its settings. @throws duplicate when there is one */
export const openShop = command(shopApi.openShop, async (ctx) => {
  if (await findShopRow(ctx))
    throw new AppError("duplicate", "The online shop is set up already; change its settings.");
  const channel = (await readChannels(ctx)).find((c) => c.kind === "web");
  if (!channel) throw new AppError("not_found", "There is no web channel to sell through; add one first.");
  await ctx.changeConfig();
  const deliverySkuId = await makeDeliverySku(ctx);
  const { sql, tenantId, tenant } = ctx;
  const charge = usualCharge[channel.currency] ?? { chargeMinor: 0, freeFromMinor: 0 };
  const collections = [
    { id: newId(), slug: "new", name: "New in", blurb: "Just arrived", rule: "newest", position: 0 },
    { id: newId(), slug: "sale", name: "Sale", blurb: "Last sizes at lower prices", rule: "sale", position: 1 },
  ];
  await Promise.all([
    sql`
      insert into shop_settings (tenant_id, channel_id, delivery_sku_id, title)
      values (${tenantId}, ${channel.id}, ${deliverySkuId}, ${tenant.name.slice(0, 80)})`,
    sql`
      insert into shop_delivery (tenant_id, id, name, country, charge_minor, free_from_minor, least_days, most_days)
      values (${tenantId}, ${newId()}, 'Standard', ${tenant.country}, ${charge.chargeMinor},
              ${charge.freeFromMinor || null}, 2, 5)`,
    sql`
      insert into shop_collection (tenant_id, id, slug, name, blurb, rule, position)
      select ${tenantId}, r.id, r.slug, r.name, r.blurb, r.rule, r.position
      from jsonb_to_recordset(${jsonRows(sql, collections)}::jsonb)
        as r(id uuid, slug text, name text, blurb text, rule text, position int)`,
  ]);
  ctx.emit({ type: "shop.opened", entityType: "shop", entityId: tenantId, after: { channelId: channel.id } });
  return readSetup(ctx);
});

/** A service of one SKU, so that a delivery is priced, taxed and invoiced as a line like any other. */
async function makeDeliverySku(ctx: Ctx): Promise<string> {
  const [scale] = await ctx.sql<{ id: string; sizes: string[] }[]>`
    select id, sizes from size_scale where tenant_id = ${ctx.tenantId}
    order by (code = 'ONE_SIZE') desc, cardinality(sizes), code limit 1`;
  if (!scale) throw new AppError("not_found", "There is no size scale; add one first.");
  const [taken] = await ctx.sql`select 1 from style where tenant_id = ${ctx.tenantId} and code = 'DELIVERY'`;
  const style = await insertStyle(ctx, {
    ...{ code: taken ? "DELIVERY-WEB" : "DELIVERY", name: "Delivery", kind: "service", taxClass: "standard" },
    // 9968: postal and courier services in India's nomenclature of services; elsewhere it says nothing.
    ...(ctx.tenant.country === "IN" ? { hsnCode: "996812" } : {}),
    ...{ sizeScaleId: scale.id, sizes: scale.sizes.slice(0, 1), status: "active", assignGtins: false },
    colourways: [{ code: "STD", name: "Standard", hex: "#8a8d91" }],
  });
  return style.colourways[0]!.skus[0]!.id;
}
