import { createHash, type Hash } from "node:crypto";
import { addDays, dayNumber } from "@selvedge/domain";
import type { Ctx } from "../../../platform/context.ts";
import { profileFeature } from "../features/profile.ts";
import type { LearningRun, ReadFeatures } from "../training/learner.ts";
import type { ForecastParameters } from "./parameters.ts";
import { readPrices } from "./read-prices.ts";
import type { ChunkTask, ForecastSettings, PriceSpan, SeriesInput } from "./tasks.ts";

const HISTORY_DAYS = 1096;
/** Series are read in portions, so that the thread that serves people is never held for long. */
const PORTION = 200;

interface SeriesRow extends Omit<SeriesInput, "attributes" | "demand" | "stock"> {
  demand: Buffer;
  stock: Buffer | null;
  knowsStock: boolean;
  categoryNo: number;
  placeNo: number;
  sizeShare: number;
  priceMinor: string | null;
  lastDay: number;
}

/**
 * Daily demand and shelf of every SKU at every place up to the cut-off, packed by the database, in chunks of whole styles.
 * Nothing that happened later is read: an order cancelled later still counts, a promotion announced later does not.
 */
export async function readDemand(ctx: Ctx, run: LearningRun<ForecastParameters>): Promise<ReadFeatures<ChunkTask>> {
  const { cutOffOn, parameters } = run;
  const cutOffDay = dayNumber(cutOffOn);
  const count = Math.min(parameters.maxSeries, await countSeries(ctx, cutOffOn));
  // Larger chunks where there are many series: each chunk trains a panel of its own.
  const chunkSize = count > 5000 ? 1000 : 500;
  const settings: ForecastSettings = {
    ...{ cutOffDay, horizon: parameters.horizonDays, seed: run.seed, method: parameters.method },
    ...{
      useDrivers: parameters.useDrivers,
      country: ctx.tenant.country,
      judgeEvery: Math.max(5, Math.ceil(count / 300)),
    },
  };
  const prices = await readPrices(ctx, cutOffOn, parameters.horizonDays);
  const hash = createHash("sha256").update(JSON.stringify(prices));
  const tasks: ChunkTask[] = [];
  const seen = newSeen();
  let chunk: SeriesInput[] = [];
  for await (const rows of seriesQuery(ctx, cutOffOn, parameters.maxSeries).cursor(PORTION)) {
    for (const row of rows) {
      if (chunk.length >= chunkSize && chunk.at(-1)!.styleId !== row.styleId) {
        tasks.push(chunkOf(settings, chunk, prices));
        chunk = [];
      }
      chunk.push(inputOf(row, hash));
      seen.add(row);
    }
  }
  if (chunk.length > 0) tasks.push(chunkOf(settings, chunk, prices));
  return { tasks, dataHash: hash.digest("hex"), dataRows: seen.rows(), profiles: seen.profiles() };
}

function chunkOf(settings: ForecastSettings, series: SeriesInput[], prices: Record<string, PriceSpan[]>): ChunkTask {
  const own = [...new Set(series.map((s) => `${s.styleId} ${s.locationId}`))];
  return { stage: "chunk", settings, series, prices: Object.fromEntries(own.map((key) => [key, prices[key] ?? []])) };
}

function inputOf(row: SeriesRow, hash: Hash): SeriesInput {
  const { skuId, colourwayId, styleId, categoryId, locationId, demand } = row;
  const stock = row.knowsStock ? row.stock : null;
  hash.update(`${skuId} ${locationId}`).update(demand);
  if (stock) hash.update(stock);
  const price = row.priceMinor === null ? Number.NaN : Math.log(Number(row.priceMinor) + 1);
  // Own buffers, so that they can be handed to a thread instead of copied.
  const own = (bytes: Buffer) => new Uint8Array(bytes);
  return {
    ...{ skuId, colourwayId, styleId, categoryId, locationId },
    demand: own(demand),
    stock: stock ? own(stock) : null,
    attributes: [row.categoryNo, row.placeNo, row.sizeShare, price],
  };
}

/** Demand of an order is its own day's, at its own place. Left out are orders that were cancelled by the end of the cut-off. */
const soldFragment = (ctx: Ctx, cutOffOn: string) => ctx.sql`
  select l.sku_id, o.location_id, o.placed_on, sum(l.qty)::int as units
  from sales_order o
  join sales_order_line l on l.tenant_id = o.tenant_id and l.order_id = o.id and l.qty > 0
  where o.tenant_id = ${ctx.tenantId} and o.placed_on between ${addDays(cutOffOn, 1 - HISTORY_DAYS)} and ${cutOffOn}
    and o.status <> 'draft'
    and (o.status <> 'cancelled' or not exists (
      select 1 from sales_order_history h where h.tenant_id = o.tenant_id and h.order_id = o.id and h.to_status = 'cancelled'
        and (h.at at time zone ${ctx.tenant.timeZone})::date <= ${cutOffOn}::date))
  group by 1, 2, 3`;

async function countSeries(ctx: Ctx, cutOffOn: string): Promise<number> {
  const [row] = await ctx.sql<{ count: number }[]>`
    select count(*)::int as count from (
      select 1 from (${soldFragment(ctx, cutOffOn)}) sold
      group by sku_id, location_id having max(placed_on) > ${addDays(cutOffOn, -365)}::date) s`;
  return row?.count ?? 0;
}

function seriesQuery(ctx: Ctx, cutOffOn: string, maxSeries: number) {
  const { sql, tenantId } = ctx;
  return sql<SeriesRow[]>`
    with sold as (${soldFragment(ctx, cutOffOn)}
    ), demand as (
      select s.sku_id, s.location_id, max(s.placed_on) - '1970-01-01'::date as last_day,
             string_agg(int4send(s.placed_on - '1970-01-01'::date) || int4send(s.units), ''::bytea order by s.placed_on) as packed
      from sold s
      join sku k on k.tenant_id = ${tenantId} and k.id = s.sku_id
      join style y on y.tenant_id = k.tenant_id and y.id = k.style_id and y.kind = 'goods'
      group by 1, 2
      having max(s.placed_on) > ${addDays(cutOffOn, -365)}::date
      order by sum(s.units) desc, s.sku_id, s.location_id limit ${maxSeries}
    ), moves as (
      select sku_id, to_location_id as location_id, moved_on, qty as net, document_type <> 'opening_stock' as is_known
      from stock_move where tenant_id = ${tenantId} and moved_on <= ${cutOffOn}
      union all
      select sku_id, from_location_id, moved_on, -qty, false
      from stock_move where tenant_id = ${tenantId} and moved_on <= ${cutOffOn}
    ), by_day as (
      select m.sku_id, m.location_id, m.moved_on, sum(m.net)::int as net, bool_or(m.is_known) as is_known
      from moves m join demand using (sku_id, location_id) group by 1, 2, 3
    ), stock as (
      select sku_id, location_id, bool_or(is_known) as is_known,
             string_agg(int4send(moved_on - '1970-01-01'::date) || int4send(net), ''::bytea order by moved_on) as packed
      from by_day group by 1, 2
    ), category_no as (
      select id, dense_rank() over (order by code)::int as no from category where tenant_id = ${tenantId}
    ), place_no as (
      select id, dense_rank() over (order by code)::int as no from location where tenant_id = ${tenantId}
    ), list_price as (
      select distinct on (p.style_id) p.style_id, p.unit_price_minor from price p
      join price_list b on b.tenant_id = p.tenant_id and b.id = p.price_list_id and b.kind = 'base'
      where p.tenant_id = ${tenantId} and p.sku_id is null and p.min_qty = 1 and p.valid_from <= ${cutOffOn}
      order by p.style_id, p.valid_from desc
    )
    select d.sku_id as "skuId", k.colourway_id as "colourwayId", k.style_id as "styleId", y.category_id as "categoryId",
           d.location_id as "locationId", d.packed as demand, t.packed as stock, coalesce(t.is_known, false) as "knowsStock",
           coalesce(c.no, 0) as "categoryNo", coalesce(p.no, 0) as "placeNo", d.last_day as "lastDay",
           k.size_position::float8 / greatest(1, cardinality(z.sizes) - 1) as "sizeShare", lp.unit_price_minor::text as "priceMinor"
    from demand d
    join sku k on k.tenant_id = ${tenantId} and k.id = d.sku_id
    join style y on y.tenant_id = k.tenant_id and y.id = k.style_id
    join size_scale z on z.tenant_id = y.tenant_id and z.id = y.size_scale_id
    left join stock t using (sku_id, location_id)
    left join category_no c on c.id = y.category_id
    left join place_no p on p.id = d.location_id
    left join list_price lp on lp.style_id = y.id
    order by k.style_id, d.sku_id, d.location_id`;
}

/** Gathers what the inputs look like while they pass by. */
function newSeen() {
  const [units, days, prices]: number[][] = [[], [], []];
  let rows = 0;
  let knownStock = 0;
  let count = 0;
  let newest = Number.NEGATIVE_INFINITY;
  return {
    add(row: SeriesRow) {
      count += 1;
      rows += row.demand.length / 8;
      newest = Math.max(newest, row.lastDay);
      if (row.knowsStock) knownStock += 1;
      prices!.push(row.priceMinor === null ? Number.NaN : Number(row.priceMinor));
      days!.push(row.demand.length / 8);
      let sum = 0;
      for (let at = 4; at < row.demand.length; at += 8) sum += row.demand.readInt32BE(at);
      units!.push(sum / (row.demand.length / 8));
    },
    rows: () => rows,
    profiles() {
      const newestOn = Number.isFinite(newest) ? addDays("1970-01-01", newest) : null;
      const stockKnown = Array.from({ length: count }, (_, i) => (i < knownStock ? 1 : 0));
      return [
        profileFeature("units_per_selling_day", units!, newestOn),
        profileFeature("selling_days", days!, newestOn),
        profileFeature("list_price", prices!, null),
        profileFeature("stock_known", stockKnown, null),
      ];
    },
  };
}
