import { addDays, dayNumber } from "@selvedge/domain";
import type { Ctx } from "../../../platform/context.ts";
import type { AnomalyKind } from "./anomaly-kinds.ts";
import type { AnomalyEvent } from "./detect-events.ts";
import { usualDays } from "./usual-day.ts";

type Reader = (ctx: Ctx, from: string, to: string) => Promise<AnomalyEvent[]>;

/** Money in whole units, as measures are read. */
const whole = (minor: number) => minor / 100;

/** A style's average price of a day in a channel, beside what it usually is there. */
const readPrices: Reader = async (ctx, from, to) => {
  const { sql, tenantId } = ctx;
  const rows = await sql<
    { styleId: string; channelId: string; on: string; priceMinor: number; usualMinor: number; qty: number }[]
  >`
    with day as (
      select k.style_id, o.channel_id, o.placed_on, sum(l.gross_minor)::float8 / sum(l.qty) as price, sum(l.qty)::int as qty
      from sales_order o
      join sales_order_line l on l.tenant_id = o.tenant_id and l.order_id = o.id and l.qty > 0
      join sku k on k.tenant_id = l.tenant_id and k.id = l.sku_id
      where o.tenant_id = ${tenantId} and o.status not in ('draft', 'cancelled') and o.placed_on between ${from} and ${to}
      group by 1, 2, 3
    ), usual as (
      select style_id, channel_id, percentile_cont(0.5) within group (order by price) as price
      from day group by 1, 2 having count(*) >= 5
    )
    select d.style_id as "styleId", d.channel_id as "channelId", d.placed_on as "on", d.price as "priceMinor",
           u.price as "usualMinor", d.qty
    from day d join usual u using (style_id, channel_id) where u.price > 0 order by d.placed_on, 1, 2`;
  return rows.map((row) => ({
    key: `price/${row.styleId}/${row.channelId}/${row.on}`,
    on: row.on,
    worthMinor: Math.round(Math.abs(row.usualMinor - row.priceMinor) * row.qty),
    measures: {
      ...{
        priceRatio: row.priceMinor / row.usualMinor,
        price: whole(row.priceMinor),
        usualPrice: whole(row.usualMinor),
      },
      pieces: row.qty,
    },
  }));
};

/** A place's day: lines whose discount no promotion of that day explains (by more than a tenth of the price). */
const readDiscounts: Reader = async (ctx, from, to) => {
  const { sql, tenantId } = ctx;
  const rows = await sql<{ locationId: string; on: string; lines: number; odd: number; oddMinor: number }[]>`
    with line as (
      select o.location_id, o.placed_on, h.kind, y.id as style_id, y.category_id, l.gross_minor, l.discount_minor
      from sales_order o
      join channel h on h.tenant_id = o.tenant_id and h.id = o.channel_id and h.kind <> 'wholesale'
      join sales_order_line l on l.tenant_id = o.tenant_id and l.order_id = o.id and l.qty > 0 and l.gross_minor > 0
      join sku k on k.tenant_id = l.tenant_id and k.id = l.sku_id
      join style y on y.tenant_id = k.tenant_id and y.id = k.style_id
      where o.tenant_id = ${tenantId} and o.status not in ('draft', 'cancelled') and o.placed_on between ${from} and ${to}
    ), offered as (
      select d.placed_on, d.kind, d.style_id,
             coalesce(max(case p.kind when 'percent' then p.percent_basis_points / 10000.0 when 'amount' then 1 end), 0) as share
      from (select distinct placed_on, kind, style_id, category_id from line where discount_minor > 0) d
      left join promotion p on p.tenant_id = ${tenantId}
        and d.placed_on between (p.starts_at at time zone ${ctx.tenant.timeZone})::date and (p.ends_at at time zone ${ctx.tenant.timeZone})::date
        and (p.channel_kinds = '{}' or d.kind = any(p.channel_kinds))
        and (p.style_ids = '{}' and p.category_ids = '{}' or d.style_id = any(p.style_ids) or d.category_id = any(p.category_ids))
      group by 1, 2, 3
    )
    select l.location_id as "locationId", l.placed_on as "on", count(*)::int as lines,
           count(*) filter (where l.discount_minor > (coalesce(f.share, 0) + 0.1) * l.gross_minor)::int as odd,
           coalesce(sum(l.discount_minor - coalesce(f.share, 0) * l.gross_minor)
             filter (where l.discount_minor > (coalesce(f.share, 0) + 0.1) * l.gross_minor), 0)::bigint as "oddMinor"
    from line l left join offered f on f.placed_on = l.placed_on and f.kind = l.kind and f.style_id = l.style_id
    group by 1, 2 order by 2, 1`;
  return rows.map((row) => ({
    key: `discount/${row.locationId}/${row.on}`,
    on: row.on,
    worthMinor: row.oddMinor,
    measures: {
      ...{ unexplainedShare: row.odd / row.lines, unexplainedLines: row.odd, unexplainedValue: whole(row.oddMinor) },
      lines: row.lines,
    },
  }));
};

/** A customer's month: what of the purchases of that month came back. */
const readRefunds: Reader = async (ctx, from, to) => {
  const { sql, tenantId } = ctx;
  const rows = await sql<
    { customerId: string; month: string; last: string; bought: number; returned: number; minor: number }[]
  >`
    select o.customer_id as "customerId", to_char(o.placed_on, 'YYYY-MM') as month, max(o.placed_on)::text as last,
           sum(l.qty)::int as bought, sum(l.returned_qty)::int as returned,
           sum(l.total_minor * l.returned_qty / l.qty)::bigint as minor
    from sales_order o
    join sales_order_line l on l.tenant_id = o.tenant_id and l.order_id = o.id and l.qty > 0
    join party p on p.tenant_id = o.tenant_id and p.id = o.customer_id and p.kind = 'person'
    where o.tenant_id = ${tenantId} and o.status not in ('draft', 'cancelled') and o.placed_on between ${from} and ${to}
    group by 1, 2 order by 2, 1`;
  return rows.map((row) => ({
    key: `refund/${row.customerId}/${row.month}`,
    on: row.last,
    worthMinor: row.minor,
    measures: {
      ...{ returnedShare: row.returned / row.bought, returnedPieces: row.returned, boughtPieces: row.bought },
      returnedValue: whole(row.minor),
    },
  }));
};

/** A person's day: orders they cancelled, beside all that passed their hands. */
const readVoids: Reader = async (ctx, from, to) => {
  const { sql, tenantId } = ctx;
  const rows = await sql<{ userId: string; on: string; voids: number; orders: number; minor: number }[]>`
    select h.actor_id as "userId", o.placed_on as "on", count(distinct o.id) filter (where h.to_status = 'cancelled')::int as voids,
           count(distinct o.id)::int as orders,
           coalesce(sum(o.total_minor) filter (where h.to_status = 'cancelled'), 0)::bigint as minor
    from sales_order_history h
    join sales_order o on o.tenant_id = h.tenant_id and o.id = h.order_id
    where h.tenant_id = ${tenantId} and h.actor_type = 'user' and h.actor_id is not null
      and o.placed_on between ${from} and ${to} and (h.seq = 1 or h.to_status = 'cancelled')
    group by 1, 2 order by 2, 1`;
  return rows.map((row) => ({
    key: `void/${row.userId}/${row.on}`,
    on: row.on,
    worthMinor: row.minor,
    measures: {
      voids: row.voids,
      voidShare: row.voids / row.orders,
      orders: row.orders,
      voidedValue: whole(row.minor),
    },
  }));
};

/** A count or an adjustment of a place: what was missing of what should have been there of those SKUs. */
const readStock: Reader = async (ctx, from, to) => {
  const { sql, tenantId } = ctx;
  const rows = await sql<
    { documentId: string; locationId: string; on: string; missing: number; before: number; minor: number }[]
  >`
    with lost as (
      select m.document_id, m.from_location_id as location_id, m.moved_on, m.sku_id, sum(m.qty)::int as qty,
             sum(m.value_minor)::bigint as value_minor, min(m.occurred_at) as at
      from stock_move m
      join location t on t.tenant_id = m.tenant_id and t.id = m.to_location_id and t.kind = 'adjustment'
      where m.tenant_id = ${tenantId} and m.reason in ('count', 'adjustment') and m.moved_on between ${from} and ${to}
      group by 1, 2, 3, 4
    ), had as (
      select l.*, (
        select coalesce(sum(case when b.to_location_id = l.location_id then b.qty else -b.qty end), 0)::int from stock_move b
        where b.tenant_id = ${tenantId} and b.sku_id = l.sku_id and b.occurred_at < l.at
          and l.location_id in (b.from_location_id, b.to_location_id)) as before
      from lost l
    )
    select document_id as "documentId", location_id as "locationId", moved_on as "on", sum(qty)::int as missing,
           greatest(sum(before), sum(qty))::int as before, abs(sum(value_minor))::bigint as minor
    from had group by 1, 2, 3 order by 3, 1`;
  return rows.map((row) => ({
    key: `stock/${row.locationId}/${row.documentId}`,
    on: row.on,
    worthMinor: row.minor,
    measures: {
      ...{
        missingShare: row.missing / Math.max(1, row.before),
        missingPieces: row.missing,
        expectedPieces: row.before,
      },
      missingValue: whole(row.minor),
    },
  }));
};

/** Days of a place (sold nothing?) and of a style in a channel (sold far more?) beside the same weekday around them. */
const readSales: Reader = async (ctx, from, to) => {
  const { sql, tenantId } = ctx;
  const rows = await sql<{ series: string; on: string; pieces: number; priceMinor: number }[]>`
    select case when grouping(o.location_id) = 0 then 'place/' || o.location_id else 'style/' || k.style_id || '/' || o.channel_id end as series,
           o.placed_on as "on", sum(l.qty)::int as pieces, (sum(l.total_minor) / sum(l.qty))::bigint as "priceMinor"
    from sales_order o
    join channel h on h.tenant_id = o.tenant_id and h.id = o.channel_id and h.kind <> 'wholesale'
    join sales_order_line l on l.tenant_id = o.tenant_id and l.order_id = o.id and l.qty > 0
    join sku k on k.tenant_id = l.tenant_id and k.id = l.sku_id
    where o.tenant_id = ${tenantId} and o.status not in ('draft', 'cancelled') and o.placed_on between ${from} and ${to}
    group by grouping sets ((o.location_id, o.placed_on), (k.style_id, o.channel_id, o.placed_on))
    order by 1, 2`;
  const bySeries = Map.groupBy(rows, (row) => row.series);
  const end = dayNumber(to);
  return [...bySeries].flatMap(([series, list]) => {
    const first = dayNumber(list[0]!.on);
    const pieces = new Float64Array(end - first + 1);
    for (const row of list) pieces[dayNumber(row.on) - first] = row.pieces;
    const priceMinor = list.at(-1)!.priceMinor;
    const isPlace = series.startsWith("place/");
    return usualDays(pieces)
      .filter((d) => isPlace || d.pieces > 0)
      .map((d) => ({
        key: `sales/${series}/${addDays(list[0]!.on, d.day)}`,
        on: addDays(list[0]!.on, d.day),
        worthMinor: Math.round(Math.abs(d.pieces - d.usualPieces) * priceMinor),
        measures: { surprise: d.surprise, ratio: d.ratio, pieces: d.pieces, usualPieces: d.usualPieces },
      }));
  });
};

/** Reads each kind's events between two days. */
export const eventReaders: Readonly<Record<AnomalyKind, Reader>> = {
  price: readPrices,
  discount: readDiscounts,
  refund: readRefunds,
  void: readVoids,
  stock: readStock,
  sales: readSales,
};
