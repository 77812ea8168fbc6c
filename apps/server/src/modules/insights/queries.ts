import { insightsApi, type OutputOf } from "@selvedge/contract";
import { addDays } from "@selvedge/domain";
import type { Ctx } from "../../platform/context.ts";
import { AppError, notFound } from "../../platform/errors.ts";
import { decodeCursor, likePattern, pageOf } from "../../platform/pages.ts";
import { query } from "../../platform/runner.ts";

type RunView = OutputOf<typeof insightsApi.listForecastRuns>["items"][number];
type RowView = OutputOf<typeof insightsApi.listForecasts>["items"][number];

interface RunRow extends Omit<RunView, "createdAt" | "seconds"> {
  createdAt: Date;
  seconds: string | null;
  cursorAt: string;
}

function runColumns(ctx: Ctx) {
  return ctx.sql`
    id, status, cut_off_on as "cutOffOn", horizon_days as "horizonDays", grain, series_count as "seriesCount", metrics, failure,
    seconds, created_at as "createdAt", created_at::text as "cursorAt"`;
}

function runView({ createdAt, seconds, cursorAt: _at, ...row }: RunRow): RunView {
  return { ...row, seconds: seconds === null ? null : Number(seconds), createdAt: createdAt.toISOString() };
}

export const listForecastRuns = query(insightsApi.listForecastRuns, async (ctx, input) => {
  const { sql, tenantId } = ctx;
  const after = decodeCursor(input.cursor, 2);
  const rows = await sql<RunRow[]>`
    select ${runColumns(ctx)} from forecast_run where tenant_id = ${tenantId}
      ${after ? sql`and (created_at, id) < (${String(after[0])}::timestamptz, ${String(after[1])}::uuid)` : sql``}
    order by created_at desc, id desc limit ${input.limit + 1}`;
  return pageOf(rows, input.limit, (r) => [r.cursorAt, r.id], runView);
});

async function findNewestRun(ctx: Ctx): Promise<RunRow | null> {
  const [row] = await ctx.sql<RunRow[]>`
    select ${runColumns(ctx)} from forecast_run where tenant_id = ${ctx.tenantId} and status = 'done'
    order by created_at desc, id desc limit 1`;
  return row ?? null;
}

interface ForecastRow extends Omit<RowView, "marginOverNaive"> {
  units: string;
}

/** The rows of one run, greatest expected demand first. */
async function readRows(
  ctx: Ctx,
  runId: string,
  only: {
    skuId?: string | undefined;
    styleId?: string | undefined;
    q?: string | undefined;
    after?: (string | number)[] | null;
    limit: number;
  },
): Promise<ForecastRow[]> {
  const { sql, tenantId } = ctx;
  const like = only.q ? likePattern(only.q) : null;
  return sql<ForecastRow[]>`
    with total as (
      select f.sku_id, f.model, f.backtest, t.units, t.low, t.high
      from forecast f
      cross join lateral (select sum(m) as units, sum(l) as low, sum(u) as high
                          from unnest(f.mean, f.lower80, f.upper80) as p(m, l, u)) t
      where f.tenant_id = ${tenantId} and f.run_id = ${runId} ${only.skuId ? sql`and f.sku_id = ${only.skuId}` : sql``}
    )
    select s.id as "skuId", s.code as "skuCode", y.id as "styleId", y.name as "styleName", w.name as "colourName", w.hex, s.size,
           t.model, t.units as "nextUnits", t.low as "lower80Units", t.high as "upper80Units", t.units::text as units,
           coalesce((select sum(l.on_hand_qty - l.reserved_qty)::int from stock_level l
                     join location p on p.tenant_id = l.tenant_id and p.id = l.location_id
                       and p.kind in ('warehouse', 'shop', 'van', 'consignment')
                     where l.tenant_id = ${tenantId} and l.sku_id = s.id), 0) as "availableQty",
           (t.backtest->>'wape')::float8 as wape, (t.backtest->>'naiveWape')::float8 as "naiveWape"
    from total t
    join sku s on s.tenant_id = ${tenantId} and s.id = t.sku_id
    join style y on y.tenant_id = s.tenant_id and y.id = s.style_id
    join colourway w on w.tenant_id = s.tenant_id and w.id = s.colourway_id
    where true
      ${only.styleId ? sql`and y.id = ${only.styleId}` : sql``}
      ${like ? sql`and (s.code ilike ${like} or y.name ilike ${like} or y.code ilike ${like})` : sql``}
      ${only.after ? sql`and (t.units, s.id) < (${String(only.after[0])}::text::float8, ${String(only.after[1])}::uuid)` : sql``}
    order by t.units desc, s.id desc limit ${only.limit}`;
}

function rowView({ units: _units, ...row }: ForecastRow): RowView {
  const { wape, naiveWape } = row;
  return {
    ...row,
    marginOverNaive: wape !== null && naiveWape !== null && naiveWape > 0 ? 1 - wape / naiveWape : null,
  };
}

export const listForecasts = query(insightsApi.listForecasts, async (ctx, input) => {
  const run = await findNewestRun(ctx);
  if (!run) return { items: [], nextCursor: null, run: null };
  const after = decodeCursor(input.cursor, 2);
  const rows = await readRows(ctx, run.id, { ...input, after, limit: input.limit + 1 });
  return { ...pageOf(rows, input.limit, (r) => [r.units, r.skuId], rowView), run: runView(run) };
});

interface PointsRow {
  startsOn: string;
  mean: number[];
  lower80: number[];
  upper80: number[];
  lower95: number[];
  upper95: number[];
  backtest: { from: string; newest: { actual: number[]; predicted: number[]; naive: number[] } | null };
}

const HISTORY_DAYS = 182;

export const getForecast = query(insightsApi.getForecast, async (ctx, input) => {
  const { sql, tenantId } = ctx;
  const run = await findNewestRun(ctx);
  if (!run) throw new AppError("not_found", "No forecast has been run yet.");
  const [rows, points, sold] = await Promise.all([
    readRows(ctx, run.id, { skuId: input.skuId, limit: 1 }),
    sql<PointsRow[]>`
      select starts_on as "startsOn", mean, lower80, upper80, lower95, upper95, backtest from forecast
      where tenant_id = ${tenantId} and run_id = ${run.id} and sku_id = ${input.skuId}`,
    sql<{ on: string; units: number }[]>`
      select o.placed_on as "on", sum(l.qty)::int as units
      from sales_order_line l join sales_order o on o.tenant_id = l.tenant_id and o.id = l.order_id
      where l.tenant_id = ${tenantId} and l.sku_id = ${input.skuId} and l.qty > 0 and o.status <> 'cancelled'
        and o.placed_on between ${addDays(run.cutOffOn, 1 - HISTORY_DAYS)} and ${run.cutOffOn}
      group by 1`,
  ]);
  const [row] = rows;
  const [point] = points;
  if (!row || !point) throw notFound("forecast of this SKU");
  const unitsOn = new Map(sold.map((s) => [s.on, s.units]));
  const days = (from: string, count: number) => Array.from({ length: count }, (_, i) => addDays(from, i));
  const newest = point.backtest.newest;
  return {
    row: rowView(row),
    run: runView(run),
    grain: run.grain,
    history: days(addDays(run.cutOffOn, 1 - HISTORY_DAYS), HISTORY_DAYS).map((on) => ({
      on,
      units: unitsOn.get(on) ?? 0,
    })),
    points: point.mean.map((mean, i) => ({
      on: addDays(point.startsOn, i),
      mean,
      lower80: point.lower80[i]!,
      upper80: point.upper80[i]!,
      lower95: point.lower95[i]!,
      upper95: point.upper95[i]!,
    })),
    backtest: (newest?.actual ?? []).map((actual, i) => ({
      on: addDays(point.backtest.from, i),
      actual,
      predicted: newest!.predicted[i]!,
      naive: newest!.naive[i]!,
    })),
  };
});
