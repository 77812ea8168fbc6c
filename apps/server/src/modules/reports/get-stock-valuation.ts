import { ledgerApi, type OutputOf } from "@selvedge/contract";
import { query } from "../../platform/runner.ts";
import { balanceOfRole } from "../ledger/index.ts";

type Row = OutputOf<typeof ledgerApi.getStockValuation>["rows"][number];

interface Valued extends Row {
  totalQty: number;
  totalValueMinor: number;
}

/**
 * Pieces and value of stock at the end of a day, by style, dearest first. It starts from what is there now (levels and
 * what cost layers have left, which are the sums of all moves) and takes off the moves after that day, so that a recent
 * day reads few moves. Goods in transit and in quarantine are ours too.
 */
export const getStockValuation = query(ledgerApi.getStockValuation, async (ctx, input) => {
  const { sql, tenantId } = ctx;
  const asOf = input.asOf ?? ctx.today;
  const [rows, ledgerMinor] = await Promise.all([
    sql<Valued[]>`
      with present as (
        select sku_id, sum(on_hand_qty) as qty, 0::numeric as value from stock_level
        where tenant_id = ${tenantId} and on_hand_qty > 0 group by sku_id
        union all
        select sku_id, 0, sum(remaining_value_minor) from cost_layer
        where tenant_id = ${tenantId} and remaining_qty > 0 group by sku_id
        union all
        select m.sku_id,
               sum(case when f.ours then m.qty else 0 end) - sum(case when t.ours then m.qty else 0 end),
               sum(case when f.ours and not t.ours then m.value_minor when t.ours and not f.ours then -m.value_minor else 0 end)
        from stock_move m
        join (select id, kind not in ('supplier', 'customer', 'adjustment') as ours from location where tenant_id = ${tenantId}) f
          on f.id = m.from_location_id
        join (select id, kind not in ('supplier', 'customer', 'adjustment') as ours from location where tenant_id = ${tenantId}) t
          on t.id = m.to_location_id
        where m.tenant_id = ${tenantId} and m.moved_on > ${asOf}
        group by m.sku_id
      ), per_style as (
        select s.style_id, sum(p.qty)::bigint as qty, sum(p.value)::bigint as value
        from present p join sku s on s.tenant_id = ${tenantId} and s.id = p.sku_id
        group by s.style_id
        having sum(p.qty) <> 0 or sum(p.value) <> 0
      )
      select y.id as "styleId", y.code as "styleCode", y.name as "styleName", v.qty, v.value as "valueMinor",
             (sum(v.qty) over ())::bigint as "totalQty", (sum(v.value) over ())::bigint as "totalValueMinor"
      from per_style v join style y on y.tenant_id = ${tenantId} and y.id = v.style_id
      order by v.value desc, y.code limit ${input.limit + 1}`,
    balanceOfRole(ctx, "inventory", asOf),
  ]);
  return {
    asOf,
    currency: ctx.tenant.currency,
    rows: rows.slice(0, input.limit).map(({ totalQty: _qty, totalValueMinor: _value, ...row }) => row),
    totalQty: rows[0]?.totalQty ?? 0,
    totalValueMinor: rows[0]?.totalValueMinor ?? 0,
    ledgerMinor,
    truncated: rows.length > input.limit,
  };
});
