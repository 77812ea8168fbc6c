import type { Ctx } from "../../../platform/context.ts";
import { closeAlerts, openAlert } from "../alerts/open-alert.ts";
import { findServedForecast } from "./find-served-forecast.ts";

/** An error that much above the backtest's says that the world is no longer as it was learnt. */
const FELL = 1.25;
/** Fewer pieces than this say nothing. */
const LEAST_UNITS = 50;

/**
 * Compares what the runs of the last weeks said with what then happened, by level and days ahead, beside last week repeated;
 * opens an alert where the forecast that serves does worse than its backtest promised, or than naive.
 */
export async function measureAccuracy(ctx: Ctx): Promise<void> {
  const { sql, tenantId } = ctx;
  const runs = await sql<{ id: string }[]>`
    select distinct r.id from learning_run r
    join demand_forecast f on f.tenant_id = r.tenant_id and f.run_id = r.id and f.level = 'all' and f.location_id is null
    where r.tenant_id = ${tenantId} and r.kind = 'forecast' and r.status = 'done'
      and r.cut_off_on < ${ctx.today}::date - 1 and r.cut_off_on > ${ctx.today}::date - 200
      and not exists (select 1 from forecast_accuracy a where a.tenant_id = r.tenant_id and a.run_id = r.id
                      and a.measured_on >= r.cut_off_on + (r.parameters->>'horizonDays')::int)`;
  for (const run of runs) await measureRunAgainstWhatCame(ctx, run.id);
  await watch(ctx);
}

async function measureRunAgainstWhatCame(ctx: Ctx, runId: string): Promise<void> {
  const { sql, tenantId } = ctx;
  await sql`
    with run as (
      select cut_off_on, least((parameters->>'horizonDays')::int, ${ctx.today}::date - 1 - cut_off_on) as days
      from learning_run where tenant_id = ${tenantId} and id = ${runId}
    ), sold as (
      select l.sku_id, k.colourway_id, k.style_id, y.category_id, o.location_id, o.placed_on, sum(l.qty)::float8 as units
      from sales_order o
      join sales_order_line l on l.tenant_id = o.tenant_id and l.order_id = o.id and l.qty > 0
      join sku k on k.tenant_id = l.tenant_id and k.id = l.sku_id
      join style y on y.tenant_id = k.tenant_id and y.id = k.style_id and y.kind = 'goods'
      cross join run
      where o.tenant_id = ${tenantId} and o.status not in ('cancelled', 'draft')
        and o.placed_on > run.cut_off_on - 7 and o.placed_on <= run.cut_off_on + run.days
      group by 1, 2, 3, 4, 5, 6
    ), node as (
      select f.id, f.level, f.node_id, f.location_id, f.mean, f.lower80, f.upper80 from demand_forecast f
      where f.tenant_id = ${tenantId} and f.run_id = ${runId} and (f.level <> 'sku' or f.location_id is not null)
        and (f.level <> 'style' or f.location_id is null)
    ), by_node as (
      select n.id, s.placed_on, sum(s.units) as units
      from node n join sold s on
        case n.level when 'sku' then s.sku_id = n.node_id when 'colourway' then s.colourway_id = n.node_id
                     when 'style' then s.style_id = n.node_id when 'category' then s.category_id = n.node_id else true end
        and (n.location_id is null or s.location_id = n.location_id)
      where n.level <> 'sku'
      group by 1, 2
      union all
      select n.id, s.placed_on, sum(s.units) from node n
      join sold s on s.sku_id = n.node_id and s.location_id = n.location_id
      where n.level = 'sku' group by 1, 2
    ), day as (
      select n.id, n.level, h, coalesce(a.units, 0) as actual, coalesce(w.units, 0) as naive,
             n.mean[h] as predicted, n.lower80[h] as low, n.upper80[h] as high,
             case when h <= 7 then '1-7' when h <= 14 then '8-14' when h <= 28 then '15-28' when h <= 56 then '29-56' else '57+' end as ahead
      from node n cross join run cross join lateral generate_series(1, run.days) as h
      left join by_node a on a.id = n.id and a.placed_on = run.cut_off_on + h
      left join by_node w on w.id = n.id and w.placed_on = run.cut_off_on - 6 + (h - 1) % 7
    )
    insert into forecast_accuracy (tenant_id, run_id, level, ahead, measured_on, node_count, day_count, actual, predicted,
                                   absolute_error, naive_absolute_error, covered80)
    select ${tenantId}, ${runId}, level, ahead, ${ctx.today}::date - 1, count(distinct id), count(*), sum(actual), sum(predicted),
           sum(abs(actual - predicted)), sum(abs(actual - naive)),
           avg((actual >= low - 0.000001 and actual <= high + 0.000001)::int)
    from day group by level, ahead
    on conflict (tenant_id, run_id, level, ahead) do update
    set measured_on = excluded.measured_on, node_count = excluded.node_count, day_count = excluded.day_count,
        actual = excluded.actual, predicted = excluded.predicted, absolute_error = excluded.absolute_error,
        naive_absolute_error = excluded.naive_absolute_error, covered80 = excluded.covered80`;
}

/** Judges the style level of what serves: single SKUs are too thin to tell a bad week from chance. */
async function watch(ctx: Ctx): Promise<void> {
  const { sql, tenantId } = ctx;
  const served = await findServedForecast(ctx);
  if (!served) return;
  const [seen] = await sql<{ actual: number; error: number; naive: number }[]>`
    select sum(actual) as actual, sum(absolute_error) as error, sum(naive_absolute_error) as naive
    from forecast_accuracy where tenant_id = ${tenantId} and run_id = ${served.runId} and level = 'style'`;
  if (!seen || !(seen.actual >= LEAST_UNITS)) return;
  const wape = seen.error / seen.actual;
  const promised = served.metrics["styleWape"] ?? null;
  const detail = { wape, naiveWape: seen.naive / seen.actual, promised };
  const alert = { kind: "forecast", runId: served.runId, detail };
  if (promised !== null && wape > FELL * promised) await openAlert(ctx, { ...alert, code: "accuracy_fell" });
  else await closeAlerts(ctx, "forecast", ["accuracy_fell"]);
  if (seen.error > seen.naive) await openAlert(ctx, { ...alert, code: "worse_than_naive" });
  else await closeAlerts(ctx, "forecast", ["worse_than_naive"]);
}
