import { ledgerApi, type OutputOf } from "@selvedge/contract";
import { addDays } from "@selvedge/domain";
import type { Ctx } from "../../platform/context.ts";
import { feedCursorNow } from "../../platform/feed.ts";
import { query } from "../../platform/runner.ts";

type Dashboard = OutputOf<typeof ledgerApi.getDashboard>;

interface Day {
  on: string;
  sales: number;
  orders: number;
  units: number;
}

/**
 * The figures of the last `days` business days beside as many before them, all in the business's own days, straight
 * from the base tables. Sales count when an order is placed, net of tax; drafts and cancelled orders do not.
 */
export const getDashboard = query(ledgerApi.getDashboard, async (ctx, input) => {
  const to = ctx.today;
  const from = addDays(to, 1 - input.days);
  const beforeFrom = addDays(from, -input.days);
  // The cursor first: what commits while the figures are read is news to the feed.
  const feedCursor = await feedCursorNow(ctx.sql);
  const [days, margins, byChannel, topStyles, standing] = await Promise.all([
    readDays(ctx, beforeFrom, to),
    readMargins(ctx, beforeFrom, from, to),
    readChannels(ctx, from, to),
    readTopStyles(ctx, from, to),
    readStanding(ctx),
  ]);
  const now = sumDays(days.filter((d) => d.on >= from));
  const before = sumDays(days.filter((d) => d.on < from));
  return {
    currency: ctx.tenant.currency,
    from,
    to,
    sales: { value: now.sales, before: before.sales },
    orders: { value: now.orders, before: before.orders },
    units: { value: now.units, before: before.units },
    averageOrder: { value: average(now), before: average(before) },
    margin: margins,
    ...standing,
    daily: dailyOf(days, from, to),
    byChannel,
    topStyles,
    feedCursor,
  };
});

function sumDays(days: readonly Day[]): Omit<Day, "on"> {
  const sum = { sales: 0, orders: 0, units: 0 };
  for (const day of days) {
    sum.sales += day.sales;
    sum.orders += day.orders;
    sum.units += day.units;
  }
  return sum;
}

function average({ sales, orders }: { sales: number; orders: number }): number {
  return orders === 0 ? 0 : Math.round(sales / orders);
}

/** One row per business day, days without an order included. */
function dailyOf(days: readonly Day[], from: string, to: string): Dashboard["daily"] {
  const known = new Map(days.map((d) => [d.on, d]));
  const daily: Dashboard["daily"] = [];
  for (let on = from; on <= to; on = addDays(on, 1)) {
    const day = known.get(on);
    daily.push({ on, salesMinor: day?.sales ?? 0, orders: day?.orders ?? 0, units: day?.units ?? 0 });
  }
  return daily;
}

function readDays(ctx: Ctx, from: string, to: string): Promise<Day[]> {
  return ctx.sql<Day[]>`
    select o.placed_on as on, sum(o.taxable_minor)::bigint as sales, count(*)::int as orders,
           coalesce(sum(l.units), 0)::int as units
    from sales_order o
    left join lateral (
      select sum(qty) as units from sales_order_line l where l.tenant_id = o.tenant_id and l.order_id = o.id
    ) l on true
    where o.tenant_id = ${ctx.tenantId} and o.placed_on between ${from} and ${to} and o.status not in ('draft', 'cancelled')
    group by o.placed_on`;
}

/** Net sales less cost of what was invoiced and credited. */
async function readMargins(ctx: Ctx, beforeFrom: string, from: string, to: string): Promise<Dashboard["margin"]> {
  const [row] = await ctx.sql<{ value: number; before: number }[]>`
    select coalesce(sum(l.taxable_minor - l.cost_minor) filter (where i.issued_on >= ${from}), 0)::bigint as value,
           coalesce(sum(l.taxable_minor - l.cost_minor) filter (where i.issued_on < ${from}), 0)::bigint as before
    from invoice i join invoice_line l on l.tenant_id = i.tenant_id and l.invoice_id = i.id
    where i.tenant_id = ${ctx.tenantId} and i.issued_on between ${beforeFrom} and ${to}`;
  return row!;
}

function readChannels(ctx: Ctx, from: string, to: string): Promise<Dashboard["byChannel"]> {
  return ctx.sql<Dashboard["byChannel"]>`
    select c.id as "channelId", c.name, c.kind, coalesce(s.sales, 0)::bigint as "salesMinor", coalesce(s.orders, 0)::int as orders
    from channel c
    left join (
      select channel_id, sum(taxable_minor) as sales, count(*) as orders from sales_order
      where tenant_id = ${ctx.tenantId} and placed_on between ${from} and ${to} and status not in ('draft', 'cancelled')
      group by channel_id
    ) s on s.channel_id = c.id
    where c.tenant_id = ${ctx.tenantId} and (c.status = 'active' or s.orders > 0)
    order by coalesce(s.sales, 0) desc, c.name limit 20`;
}

function readTopStyles(ctx: Ctx, from: string, to: string): Promise<Dashboard["topStyles"]> {
  return ctx.sql<Dashboard["topStyles"]>`
    with sold as (
      select s.style_id, sum(l.qty)::int as units, sum(l.taxable_minor)::bigint as sales
      from sales_order o
      join sales_order_line l on l.tenant_id = o.tenant_id and l.order_id = o.id
      join sku s on s.tenant_id = l.tenant_id and s.id = l.sku_id
      where o.tenant_id = ${ctx.tenantId} and o.placed_on between ${from} and ${to} and o.status not in ('draft', 'cancelled')
      group by s.style_id order by sales desc, s.style_id limit 8
    )
    select y.id as "styleId", y.code, y.name, coalesce(k.hex, '#888888') as hex, k.picture as "pictureUrl",
           t.units, t.sales as "salesMinor"
    from sold t
    join style y on y.tenant_id = ${ctx.tenantId} and y.id = t.style_id
    left join lateral (
      select hex, '/media/' || tenant_id || '/' || picture_file_id as picture from colourway
      where tenant_id = y.tenant_id and style_id = y.id order by picture_file_id is null, position, id limit 1
    ) k on true
    order by t.sales desc, y.id`;
}

/** What stands now: stock at cost, what is owed to us, orders under way, alerts open. */
async function readStanding(
  ctx: Ctx,
): Promise<
  Pick<
    Dashboard,
    "stockValueMinor" | "receivablesMinor" | "overdueMinor" | "openOrders" | "lowStockSkus" | "outOfStockSkus"
  >
> {
  const { sql, tenantId, today } = ctx;
  const [row] = await sql<Awaited<ReturnType<typeof readStanding>>[]>`
    select
      (select coalesce(sum(remaining_value_minor), 0)::bigint from cost_layer
        where tenant_id = ${tenantId} and remaining_qty > 0) as "stockValueMinor",
      owed.open as "receivablesMinor", owed.overdue as "overdueMinor",
      (select count(*)::int from sales_order where tenant_id = ${tenantId} and status in
        ('pending', 'confirmed', 'allocated', 'picking', 'packed', 'partially_shipped', 'on_hold')) as "openOrders",
      alert.low as "lowStockSkus", alert.out as "outOfStockSkus"
    from (
      select coalesce(sum(open_minor), 0)::bigint as open,
             coalesce(sum(open_minor) filter (where due_on < ${today} and open_minor > 0), 0)::bigint as overdue
      from receivable where tenant_id = ${tenantId} and open_minor <> 0
    ) owed, (
      select count(*) filter (where kind = 'low')::int as low, count(*) filter (where kind = 'out')::int as out
      from stock_alert where tenant_id = ${tenantId} and resolved_at is null
    ) alert`;
  return row!;
}
