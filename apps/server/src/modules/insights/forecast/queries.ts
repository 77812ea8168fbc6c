import { forecastApi, type OutputOf } from "@selvedge/contract";
import { addDays } from "@selvedge/domain";
import type { Ctx } from "../../../platform/context.ts";
import { AppError, notFound } from "../../../platform/errors.ts";
import { decodeCursor, encodeCursor, pageOf } from "../../../platform/pages.ts";
import { query } from "../../../platform/runner.ts";
import { findServedForecast, type ServedRun } from "./find-served-forecast.ts";
import { type ForecastLevel, forecastRowView, readForecastRows } from "./forecast-rows.ts";

type Day = OutputOf<typeof forecastApi.listForecastDays>["items"][number];

export const listForecasts = query(forecastApi.listForecasts, async (ctx, input) => {
  const run = await findServedForecast(ctx);
  if (!run) return { items: [], nextCursor: null, run: null };
  const after = decodeCursor(input.cursor, 2);
  const rows = await readForecastRows(ctx, run.runId, { ...input, after, limit: input.limit + 1 });
  return { ...pageOf(rows, input.limit, (r) => [r.unitsText, r.id], forecastRowView), run };
});

interface PointsRow {
  mean: number[];
  lower50: number[];
  upper50: number[];
  lower80: number[];
  upper80: number[];
  lower95: number[];
  upper95: number[];
  backtest: { from?: string; actual?: number[]; predicted?: number[]; naive?: number[] };
  drivers: OutputOf<typeof forecastApi.getForecast>["drivers"];
}

const HISTORY_DAYS = 182;
const daysFrom = (from: string, count: number) => Array.from({ length: count }, (_, i) => addDays(from, i));

export const getForecast = query(forecastApi.getForecast, async (ctx, input) => {
  const { level, nodeId, locationId } = input;
  const run = await findServedForecast(ctx);
  if (!run) throw new AppError("not_found", "No forecast has been trained yet. Start one under Training runs.");
  if (level !== "all" && !nodeId) {
    throw new AppError("validation_failed", "Say which one.", {
      fields: [{ path: "nodeId", message: "Needed at this level" }],
    });
  }
  const [row] = await readForecastRows(ctx, run.runId, { level, nodeId, locationId, limit: 1 });
  if (!row) throw notFound("forecast");
  const [points] = await ctx.sql<PointsRow[]>`
    select mean, lower50, upper50, lower80, upper80, lower95, upper95, backtest, drivers from demand_forecast
    where tenant_id = ${ctx.tenantId} and id = ${row.id}`;
  const places = locationId
    ? []
    : await readForecastRows(ctx, run.runId, { level, nodeId, eachPlace: true, limit: 50 });
  const p = points!;
  return {
    ...{ row: forecastRowView(row), run, places: places.map(forecastRowView), drivers: p.drivers },
    history: await readHistory(ctx, run, level, nodeId ?? null, locationId ?? null),
    points: p.mean.map((mean, i) => ({
      ...{ on: addDays(run.startsOn, i), mean },
      ...{ lower50: p.lower50[i]!, upper50: p.upper50[i]!, lower80: p.lower80[i]!, upper80: p.upper80[i]! },
      ...{ lower95: p.lower95[i]!, upper95: p.upper95[i]! },
    })),
    backtest: (p.backtest.actual ?? []).map((actual, i) => ({
      ...{
        on: addDays(p.backtest.from!, i),
        actual,
        predicted: p.backtest.predicted![i]!,
        naive: p.backtest.naive![i]!,
      },
    })),
  };
});

/** What sold day by day up to the cut-off, of the node's SKUs at its place. */
async function readHistory(
  ctx: Ctx,
  run: ServedRun,
  level: ForecastLevel,
  nodeId: string | null,
  locationId: string | null,
) {
  const { sql, tenantId } = ctx;
  const from = addDays(run.cutOffOn, 1 - HISTORY_DAYS);
  const node = {
    all: sql``,
    sku: sql`and l.sku_id = ${nodeId}`,
    colourway: sql`and k.colourway_id = ${nodeId}`,
    style: sql`and k.style_id = ${nodeId}`,
    category: sql`and y.category_id = ${nodeId}`,
  }[level];
  const sold = await sql<{ on: string; units: number }[]>`
    select o.placed_on as "on", sum(l.qty)::int as units
    from sales_order o
    join sales_order_line l on l.tenant_id = o.tenant_id and l.order_id = o.id and l.qty > 0
    join sku k on k.tenant_id = l.tenant_id and k.id = l.sku_id
    join style y on y.tenant_id = k.tenant_id and y.id = k.style_id and y.kind = 'goods'
    where o.tenant_id = ${tenantId} and o.placed_on between ${from} and ${run.cutOffOn} and o.status not in ('cancelled', 'draft')
      ${locationId ? sql`and o.location_id = ${locationId}` : sql``} ${node}
    group by 1`;
  const unitsOn = new Map(sold.map((s) => [s.on, s.units]));
  return daysFrom(from, HISTORY_DAYS).map((on) => ({ on, units: unitsOn.get(on) ?? 0 }));
}

export const listForecastDays = query(forecastApi.listForecastDays, async (ctx, input) => {
  const { sql, tenantId } = ctx;
  const run = await findServedForecast(ctx);
  if (!run) return { items: [], nextCursor: null, run: null };
  const after = decodeCursor(input.cursor, 2);
  const hasPlaces = input.level === "sku" || input.level === "style" || input.level === "all";
  const place = input.locationId
    ? sql`and f.location_id = ${input.locationId}`
    : input.everyPlace && hasPlaces
      ? sql`and f.location_id is not null`
      : sql`and f.location_id is null`;
  const rows = await sql<(Omit<Day, "quantiles"> & { id: string; n: number; q: number[] })[]>`
    select f.id, d.n::int as n, f.node_id as "nodeId", f.location_id as "locationId", (f.starts_on + (d.n - 1)::int)::text as "on",
           d.mean, array[d.lower95, d.lower80, d.lower50, d.upper50, d.upper80, d.upper95]::float8[] as q
    from demand_forecast f
    left join sku s on f.level = 'sku' and s.tenant_id = f.tenant_id and s.id = f.node_id
    cross join lateral unnest(f.mean, f.lower50, f.upper50, f.lower80, f.upper80, f.lower95, f.upper95) with ordinality
      as d(mean, lower50, upper50, lower80, upper80, lower95, upper95, n)
    where f.tenant_id = ${tenantId} and f.run_id = ${run.runId} and f.level = ${input.level} ${place}
      ${input.nodeId ? sql`and f.node_id = ${input.nodeId}` : sql``}
      ${input.styleId ? sql`and case f.level when 'style' then f.node_id else s.style_id end = ${input.styleId}` : sql``}
      and d.n <= ${input.horizonDays}
      ${after ? sql`and (f.id, d.n) > (${String(after[0])}::uuid, ${Number(after[1])}::bigint)` : sql``}
    order by f.id, d.n limit ${input.limit + 1}`;
  const names = ["0.025", "0.1", "0.25", "0.75", "0.9", "0.975"] as const;
  const shown = rows.slice(0, input.limit);
  const last = shown.at(-1);
  return {
    items: shown.map(({ id: _id, n: _n, q, ...day }) => ({
      ...day,
      quantiles: Object.fromEntries(names.map((name, i) => [name, q[i]!])) as Day["quantiles"],
    })),
    nextCursor: rows.length > input.limit && last ? encodeCursor([last.id, last.n]) : null,
    run,
  };
});
