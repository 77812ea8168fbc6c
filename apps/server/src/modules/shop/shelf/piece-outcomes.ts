import { addDays } from "@selvedge/domain";
import type { Ctx } from "../../../platform/context.ts";

/** A piece that nobody sent back for so long is kept. */
const KEPT_AFTER_DAYS = 21;
const HISTORY_DAYS = 1096;

/**
 * A table of what became of pieces that shoppers bought in the three years up to a day, as seen on that day: customer_id (null for the
 * unknown), style_id, size, placed_on, tried (bought in a shop), outcome (`kept`, a reason, or `unsaid`) and qty. What was bought of late and not sent back
 * is left out: it may still come. The reason is that of the return, or what the shopper gave when asking to send it back.
 */
export function pieceOutcomes(ctx: Ctx, until: string, customerId: string | null = null) {
  const { sql, tenantId } = ctx;
  return sql`(
    with bought as (
      select o.customer_id, o.placed_on, h.kind = 'retail' as tried, l.id, k.style_id, k.size, l.shipped_qty as qty
      from sales_order o
      join channel h on h.tenant_id = o.tenant_id and h.id = o.channel_id and h.kind <> 'wholesale'
      join sales_order_line l on l.tenant_id = o.tenant_id and l.order_id = o.id and l.shipped_qty > 0
      join sku k on k.tenant_id = l.tenant_id and k.id = l.sku_id
      where o.tenant_id = ${tenantId} and o.status not in ('draft', 'cancelled')
        and o.placed_on between ${addDays(until, -HISTORY_DAYS)} and ${until}
        ${customerId ? sql`and o.customer_id = ${customerId}` : sql``}
    ), back as (
      select t.id, coalesce(s.cause, a.reason, 'unsaid') as outcome, sum(l.qty)::int as qty
      from bought t
      join shipment_line l on l.tenant_id = ${tenantId} and l.order_line_id = t.id
      join shipment s on s.tenant_id = l.tenant_id and s.id = l.shipment_id and s.kind = 'return' and s.shipped_on <= ${until}
      left join lateral (
        select r.reason from return_request r
        where r.tenant_id = s.tenant_id and r.order_id = s.order_id and r.status <> 'refused' and r.asked_at <= s.shipped_at
          and r.lines @> jsonb_build_array(jsonb_build_object('orderLineId', t.id))
        order by r.asked_at desc limit 1
      ) a on s.cause is null
      group by 1, 2
    ), gone as (
      select id, sum(qty)::int as qty from back group by 1
    )
    select t.customer_id, t.style_id, t.size, t.placed_on, t.tried, b.outcome, b.qty
    from bought t join back b on b.id = t.id
    union all
    select t.customer_id, t.style_id, t.size, t.placed_on, t.tried, 'kept', t.qty - coalesce(g.qty, 0)
    from bought t left join gone g on g.id = t.id
    where t.placed_on <= ${addDays(until, -KEPT_AFTER_DAYS)} and t.qty > coalesce(g.qty, 0)
  )`;
}
