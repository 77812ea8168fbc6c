import { ledgerApi, type OutputOf } from "@selvedge/contract";
import { fieldError } from "../../platform/errors.ts";
import { query } from "../../platform/runner.ts";
import { type DimensionSql, dimensionJoins, dimensionSql } from "./sales-dimensions.ts";

type Row = OutputOf<typeof ledgerApi.getSalesReport>["rows"][number];

interface Measured extends Row {
  isTotal: boolean;
}

/**
 * What was invoiced and credited, by one or two dimensions. A credit note's lines are negative, so every figure is a
 * plain sum over lines and cells add up to the total: net = taxable value; gross = net + discount, both without tax
 * (a discount on a price that includes tax is taken without its share of tax). Orders and customers are counted once per cell.
 * One statement: lines are summed to orders first, so that counting them needs no sort of all lines.
 */
export const getSalesReport = query(ledgerApi.getSalesReport, async (ctx, input) => {
  const { sql, tenantId } = ctx;
  if (input.from && input.to && input.from > input.to) throw fieldError("from", "Not after the last day");
  const by = dimensionSql(sql, tenantId, input.by);
  const thenBy = input.thenBy ? dimensionSql(sql, tenantId, input.thenBy) : null;
  const needs = new Set<DimensionSql["needs"][number]>([...by.needs, ...(thenBy?.needs ?? [])]);
  const rows = await sql<Measured[]>`
    with per_order as (
      select ${by.group} as first, ${thenBy ? thenBy.group : sql`null::text`} as second,
             i.order_id, i.customer_id, sum(l.qty) as units, sum(l.taxable_minor) as net, sum(l.tax_minor) as tax,
             sum(l.cost_minor) as cost,
             sum(case when l.discount_minor = 0 or o.price_mode = 'exclusive' or l.total_minor = 0 then l.discount_minor
                      else round(l.discount_minor::numeric * l.taxable_minor / l.total_minor)::bigint end) as discount
      from invoice i
      join invoice_line l on l.tenant_id = i.tenant_id and l.invoice_id = i.id
      join sales_order o on o.tenant_id = i.tenant_id and o.id = i.order_id
      ${dimensionJoins(sql, needs)}
      where i.tenant_id = ${tenantId} and l.tenant_id = ${tenantId} and o.tenant_id = ${tenantId}
        ${input.from ? sql`and i.issued_on >= ${input.from}` : sql``}
        ${input.to ? sql`and i.issued_on <= ${input.to}` : sql``}
        ${input.channelKind ? sql`and o.channel_id in (select id from channel where tenant_id = ${tenantId} and kind = ${input.channelKind})` : sql``}
        ${input.importId ? sql`and i.import_id = ${input.importId}` : sql``}
      group by 1, 2, i.order_id, i.customer_id
    ), cell as (
      select grouping(first) = 1 as total, first, second,
             count(distinct order_id)::int as orders, count(distinct customer_id)::int as customers,
             coalesce(sum(units), 0)::bigint as units, coalesce(sum(net), 0)::bigint as net,
             coalesce(sum(tax), 0)::bigint as tax, coalesce(sum(cost), 0)::bigint as cost,
             coalesce(sum(discount), 0)::bigint as discount
      from per_order group by grouping sets ((first, second), ())
    ), shown as (
      select total, ${by.key(sql`first`)} as key, ${thenBy ? thenBy.key(sql`second`) : sql`null::text`} as then_key,
             orders, customers, units, net, tax, cost, discount, sum(net) over (partition by total, first) as first_net
      from cell
      order by total desc, ${by.inTime ? sql`key` : sql`first_net desc, key`}, ${thenBy?.inTime ? sql`then_key` : sql`net desc, then_key`}
      limit ${input.limit + 2}
    )
    select total as "isTotal", key, case when total then '' else ${by.label(sql`key`)} end as label,
           then_key as "thenKey", ${thenBy ? sql`case when not total then ${thenBy.label(sql`then_key`)} end` : sql`null`} as "thenLabel",
           orders, customers, units, (net + discount) as "grossMinor", discount as "discountMinor", net as "netMinor",
           tax as "taxMinor", cost as "costMinor", (net - cost) as "marginMinor"
    from shown
    order by total desc, ${by.inTime ? sql`key` : sql`first_net desc, key`}, ${thenBy?.inTime ? sql`then_key` : sql`net desc, then_key`}`;
  const [total, ...cells] = rows.map(({ isTotal: _isTotal, ...row }) => row);
  const { key: _key, label: _label, thenKey: _thenKey, thenLabel: _thenLabel, ...sums } = total!;
  return {
    currency: ctx.tenant.currency,
    rows: cells.slice(0, input.limit),
    total: sums,
    truncated: cells.length > input.limit,
  };
});
