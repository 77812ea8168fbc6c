import { addDays } from "@selvedge/domain";
import type { Ctx } from "../../../platform/context.ts";
import { styleForecasts } from "../forecast-source.ts";
import type { PriceFacts } from "./learn-slopes.ts";
import { readTaxFacts } from "./tax-facts.ts";

/** What is proposed is worth so many days. */
export const HORIZON_DAYS = 28;

export interface StyleFacts extends PriceFacts {
  priceListId: string;
  seasonId: string | null;
  status: string;
}

/** Price, cost, expected pieces, stock and tax of styles on sale (or one of them), at the base list's prices of today. */
export async function readPriceFacts(ctx: Ctx, cutOffOn: string, styleId: string | null): Promise<StyleFacts[]> {
  const { sql, tenantId } = ctx;
  const rows = await sql<(Omit<StyleFacts, "slabs" | "deadBands"> & { taxClass: string })[]>`
    select y.id as "styleId", y.tax_class as "taxClass", y.season_id as "seasonId", y.status, p.price_list_id as "priceListId",
           p.unit_price_minor as "presentPriceMinor", round(c.cost_minor)::bigint as "unitCostMinor",
           coalesce(f.units * s.share, s.qty * ${HORIZON_DAYS} / 56.0, 0)::float8 as "baseQty", coalesce(h.qty, 0)::int as "stockQty"
    from style y
    join lateral (
      select p.unit_price_minor, p.price_list_id from price p
      join price_list b on b.tenant_id = p.tenant_id and b.id = p.price_list_id and b.kind = 'base'
        and b.currency = ${ctx.tenant.currency} and b.status = 'active'
      where p.tenant_id = y.tenant_id and p.style_id = y.id and p.sku_id is null and p.min_qty = 1
        and p.valid_from <= ${ctx.today} and p.valid_to >= ${ctx.today}
      order by p.valid_from desc limit 1) p on true
    join lateral (
      select sum(case when c.remaining_qty > 0 then c.remaining_value_minor else c.value_minor end)::float8
               / sum(case when c.remaining_qty > 0 then c.remaining_qty else c.qty end) as cost_minor
      from cost_layer c join sku k on k.tenant_id = c.tenant_id and k.id = c.sku_id and k.style_id = y.id
      where c.tenant_id = y.tenant_id) c on c.cost_minor > 0
    left join lateral (
      select sum(l.qty) filter (where h.kind <> 'wholesale') as qty,
             sum(l.qty) filter (where h.kind <> 'wholesale')::float8 / sum(l.qty) as share
      from sales_order_line l
      join sku k on k.tenant_id = l.tenant_id and k.id = l.sku_id and k.style_id = y.id
      join sales_order o on o.tenant_id = l.tenant_id and o.id = l.order_id and o.status not in ('draft', 'cancelled')
        and o.placed_on between ${addDays(cutOffOn, -55)} and ${cutOffOn}
      join channel h on h.tenant_id = o.tenant_id and h.id = o.channel_id
      where l.tenant_id = y.tenant_id and l.qty > 0) s on true
    left join (${styleForecasts(ctx, HORIZON_DAYS)}) f on f.style_id = y.id
    left join lateral (
      select sum(l.on_hand_qty - l.reserved_qty) as qty from stock_level l
      join sku k on k.tenant_id = l.tenant_id and k.id = l.sku_id and k.style_id = y.id
      join location a on a.tenant_id = l.tenant_id and a.id = l.location_id and a.kind in ('warehouse', 'shop', 'van', 'consignment')
      where l.tenant_id = y.tenant_id) h on true
    where y.tenant_id = ${tenantId} and y.kind = 'goods' and y.status in ('active', 'markdown')
      ${styleId ? sql`and y.id = ${styleId}` : sql``}
    order by y.id`;
  const taxOf = await readTaxFacts(ctx);
  return rows.map(({ taxClass, ...row }) => ({ ...row, ...taxOf(taxClass) }));
}
