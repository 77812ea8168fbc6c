import { addDays, dayNumber } from "@selvedge/domain";
import { festivalsOf, listFestivalDays } from "@selvedge/learn";
import type { Ctx } from "../../../platform/context.ts";
import { dataHashOf } from "../data-hash.ts";
import { profileFeature } from "../features/profile.ts";
import type { LearningRun, ReadFeatures } from "../training/learner.ts";
import type { CategoryPanel, ElasticityTask } from "./learn-slopes.ts";
import { readPriceFacts } from "./read-price-facts.ts";

const HISTORY_DAYS = 730;

interface SoldRow {
  styleId: string;
  category: string | null;
  channelId: string;
  channelKind: string;
  on: string;
  qty: number;
  /** Before discount, and paid, per piece. */
  shelfMinor: number;
  paidMinor: number;
}

interface Promotion {
  percent: number;
  channelKinds: string[];
  styleIds: string[];
  categories: string[];
  from: string;
  to: string;
}

/** A price a third or less of the usual is a slip, not a price: it would teach nonsense. */
const LEAST_PRICE_RATIO = 0.34;

/**
 * Days of every style in every channel of consumers, from its first sale to its last, also those without a sale: pieces, and
 * the shelf price that day (what it sold for on the days around, less the promotion that ran).
 */
export async function readPricePanel(ctx: Ctx, run: LearningRun<unknown>): Promise<ReadFeatures<ElasticityTask>> {
  const from = addDays(run.cutOffOn, 1 - HISTORY_DAYS);
  const rows = await readSold(ctx, from, run.cutOffOn);
  const promotions = await readPromotions(ctx);
  const isFestive = festiveDays(ctx.tenant.country, from, run.cutOffOn);
  const panels = [...Map.groupBy(rows, (row) => row.category ?? "")].map(([category, list]) =>
    panelOf(category, list, promotions, isFestive),
  );
  const facts = await readPriceFacts(ctx, run.cutOffOn, null);
  return {
    tasks: panels.length > 0 ? [{ panels, facts }] : [],
    dataHash: dataHashOf([...rows, ...promotions, ...facts]),
    dataRows: panels.reduce((sum, p) => sum + p.style.length, 0),
    profiles: [
      profileFeature(
        "paid_price_share",
        rows.map((r) => r.paidMinor / r.shelfMinor),
        rows.at(-1)?.on ?? null,
      ),
    ],
  };
}

function readSold(ctx: Ctx, from: string, to: string): Promise<SoldRow[]> {
  const { sql, tenantId } = ctx;
  return sql<SoldRow[]>`
    select y.id as "styleId", g.code as category, o.channel_id as "channelId", h.kind as "channelKind", o.placed_on as "on",
           sum(l.qty)::int as qty, sum(l.gross_minor)::float8 / sum(l.qty) as "shelfMinor",
           sum(l.gross_minor - l.discount_minor)::float8 / sum(l.qty) as "paidMinor"
    from sales_order o
    join channel h on h.tenant_id = o.tenant_id and h.id = o.channel_id and h.kind <> 'wholesale'
    join sales_order_line l on l.tenant_id = o.tenant_id and l.order_id = o.id and l.qty > 0 and l.gross_minor > 0
    join sku k on k.tenant_id = l.tenant_id and k.id = l.sku_id
    join style y on y.tenant_id = k.tenant_id and y.id = k.style_id and y.kind = 'goods'
    left join category g on g.tenant_id = y.tenant_id and g.id = y.category_id
    where o.tenant_id = ${tenantId} and o.status not in ('draft', 'cancelled') and o.placed_on between ${from} and ${to}
      and o.currency = ${ctx.tenant.currency}
    group by 1, 2, 3, 4, 5 order by 1, 3, 5`;
}

/** Demand climbs from day to day before a festival, and promotions with it: such days are compared with none but themselves. */
const FESTIVE = { before: 14, after: 3 };

function festiveDays(country: string, from: string, to: string): ReadonlySet<number> {
  const days = new Set<number>();
  for (const name of festivalsOf(country)) {
    for (let year = Number(from.slice(0, 4)); year <= Number(to.slice(0, 4)) + 1; year += 1) {
      for (const day of listFestivalDays(name, year)) {
        for (let d = day - FESTIVE.before; d <= day + FESTIVE.after; d += 1) days.add(d);
      }
    }
  }
  return days;
}

/** Promotions that whoever comes by is given: one by coupon moves no shelf price. */
function readPromotions(ctx: Ctx): Promise<Promotion[]> {
  const { sql, tenantId } = ctx;
  const { timeZone } = ctx.tenant;
  return sql<Promotion[]>`
    select percent_basis_points / 10000.0::float8 as percent, channel_kinds as "channelKinds", style_ids as "styleIds",
           array(select code from category g where g.tenant_id = p.tenant_id and g.id = any(p.category_ids)) as categories,
           (starts_at at time zone ${timeZone})::date::text as "from",
           ((ends_at - interval '1 second') at time zone ${timeZone})::date::text as "to"
    from promotion p where tenant_id = ${tenantId} and kind = 'percent' and coupon is null order by starts_at, id`;
}

function percentOn(promotions: readonly Promotion[], row: SoldRow, on: string): number {
  let percent = 0;
  for (const p of promotions) {
    if (on < p.from || on > p.to) continue;
    if (p.channelKinds.length > 0 && !p.channelKinds.includes(row.channelKind)) continue;
    const isAll = p.styleIds.length === 0 && p.categories.length === 0;
    if (isAll || p.styleIds.includes(row.styleId) || p.categories.includes(row.category ?? ""))
      percent = Math.max(percent, p.percent);
  }
  return percent;
}

function panelOf(
  category: string,
  rows: readonly SoldRow[],
  promotions: readonly Promotion[],
  isFestive: ReadonlySet<number>,
): CategoryPanel {
  const styleIds = [...new Set(rows.map((row) => row.styleId))];
  const channels = [...new Set(rows.map((row) => row.channelId))];
  const days = { style: [], price: [], quantity: [], channel: [], season: [], weekday: [] } as Record<
    "style" | "price" | "quantity" | "channel" | "season" | "weekday",
    number[]
  >;
  for (const series of Map.groupBy(rows, (row) => `${row.styleId} ${row.channelId}`).values()) {
    const first = series[0]!;
    const channel = channels.indexOf(first.channelId);
    const usual = medianOf(series.map((row) => row.shelfMinor));
    const sold = new Map(series.map((row) => [row.on, row]));
    let shelf = first.shelfMinor;
    for (let on = first.on; on <= series.at(-1)!.on; on = addDays(on, 1)) {
      const row = sold.get(on);
      if (row && row.shelfMinor >= usual * LEAST_PRICE_RATIO) shelf = row.shelfMinor;
      else if (row) continue;
      const day = dayNumber(on);
      days.style.push(styleIds.indexOf(first.styleId));
      days.channel.push(channel);
      days.price.push((shelf * (1 - percentOn(promotions, first, on))) / 100);
      days.quantity.push(row?.qty ?? 0);
      days.season.push(isFestive.has(day) ? day : monthCode(on));
      days.weekday.push((day % 7) + 7 * channel);
    }
  }
  return {
    ...{ category, styleIds, style: Int32Array.from(days.style), price: Float64Array.from(days.price) },
    ...{ quantity: Float64Array.from(days.quantity), channel: Int32Array.from(days.channel) },
    ...{ season: Int32Array.from(days.season), weekday: Int32Array.from(days.weekday) },
  };
}

/** A month's code, below any day's. */
const monthCode = (on: string) => -(Number(on.slice(0, 4)) * 12 + Number(on.slice(5, 7)));

function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)]!;
}
