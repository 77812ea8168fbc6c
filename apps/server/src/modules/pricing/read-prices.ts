import { type OutputOf, pricingApi } from "@selvedge/contract";
import type { Ctx } from "../../platform/context.ts";
import { query } from "../../platform/runner.ts";

export type Price = OutputOf<typeof pricingApi.listPrices>["items"][number];

/** Prices of a style, on one list or on all, in the order in which they win. */
export function readPrices(ctx: Ctx, styleId: string, priceListId: string | null): Promise<Price[]> {
  const { sql, tenantId } = ctx;
  return sql<Price[]>`
    select p.id, p.price_list_id as "priceListId", l.name as "priceListName", l.kind as "priceListKind", l.currency,
           l.price_mode as "priceMode", p.style_id as "styleId", p.sku_id as "skuId", p.min_qty as "minQty",
           p.unit_price_minor as "unitPriceMinor", p.floor_minor as "floorMinor",
           nullif(p.valid_from, '-infinity') as "validFrom", nullif(p.valid_to, 'infinity') as "validTo"
    from price p
    join price_list l on l.tenant_id = p.tenant_id and l.id = p.price_list_id
    left join sku k on k.tenant_id = p.tenant_id and k.id = p.sku_id
    where p.tenant_id = ${tenantId} and p.style_id = ${styleId}
      ${priceListId ? sql`and p.price_list_id = ${priceListId}` : sql``}
    order by array_position(array['contract', 'tier', 'channel', 'base'], l.kind), l.code, k.code nulls first,
             p.min_qty, p.valid_from`;
}

export const listPrices = query(pricingApi.listPrices, async (ctx, input) => ({
  items: await readPrices(ctx, input.styleId, null),
}));
