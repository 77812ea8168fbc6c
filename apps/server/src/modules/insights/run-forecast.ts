import { createHash } from "node:crypto";
import { availableParallelism } from "node:os";
import { insightsApi } from "@selvedge/contract";
import { addDays, dayNumber } from "@selvedge/domain";
import { Piscina } from "piscina";
import type { Ctx } from "../../platform/context.ts";
import { jsonRows } from "../../platform/db.ts";
import { newId } from "../../platform/ids.ts";
import type { JobContext } from "../../platform/jobs.ts";
import { command } from "../../platform/runner.ts";
import { newAccuracySum } from "./accuracy.ts";
import type { SeriesForecast, SeriesTask } from "./forecast-series.ts";

const BATCH = 50;
const SEED = 20_260_101;

interface RunPayload {
  runId: string;
  maxSeries: number;
}

export const runForecast = command(insightsApi.runForecast, async (ctx, input) => ({
  runId: await startRun(ctx, input),
}));

/** Notes a run and has it worked off in the background. */
export async function startRun(
  ctx: Ctx,
  input: { cutOffOn?: string | undefined; horizonDays: number; maxSeries: number },
): Promise<string> {
  const runId = newId();
  const cutOffOn = input.cutOffOn ?? (await lastDayOfHistory(ctx));
  await ctx.sql`
    insert into forecast_run (tenant_id, id, status, cut_off_on, horizon_days, grain)
    values (${ctx.tenantId}, ${runId}, 'running', ${cutOffOn}, ${input.horizonDays}, 'day')`;
  ctx.emit({
    type: "insights.forecast_started",
    entityType: "forecast_run",
    entityId: runId,
    after: { cutOffOn, horizonDays: input.horizonDays },
  });
  ctx.enqueue({
    task: "insights.run_forecast",
    payload: { runId, maxSeries: input.maxSeries } satisfies RunPayload,
    queue: `learn-${ctx.tenantId}`,
    maxAttempts: 3,
  });
  return runId;
}

/** The last whole day on which something sold, never today: half a day is not a day's demand. */
async function lastDayOfHistory(ctx: Ctx): Promise<string> {
  const [row] = await ctx.sql<{ last: string | null }[]>`
    select max(placed_on) as last from sales_order where tenant_id = ${ctx.tenantId} and placed_on < ${ctx.today}`;
  return row?.last ?? addDays(ctx.today, -1);
}

interface DemandRow {
  skuId: string;
  on: string;
  units: number;
}

/** Works a run off: features by SQL, learning in worker threads, results in one transaction. */
export async function workRun(job: JobContext, { runId, maxSeries }: RunPayload): Promise<void> {
  const begun = performance.now();
  const read = await job.transaction(async (ctx) => {
    const [run] = await ctx.sql<{ cutOffOn: string; horizonDays: number; status: string }[]>`
      select cut_off_on as "cutOffOn", horizon_days as "horizonDays", status from forecast_run
      where tenant_id = ${ctx.tenantId} and id = ${runId}`;
    if (run?.status !== "running") return null;
    return { run, ...(await readDemand(ctx, run.cutOffOn, run.horizonDays, maxSeries)) };
  });
  if (!read) return;
  const pool = new Piscina({
    filename: new URL("./forecast-worker.ts", import.meta.url).href,
    minThreads: 1,
    maxThreads: Math.max(1, availableParallelism() - 1),
    resourceLimits: { maxOldGenerationSizeMb: 512 },
  });
  try {
    const sum = newAccuracySum();
    const forecasts: SeriesForecast[] = [];
    const batches = Array.from({ length: Math.ceil(read.tasks.length / BATCH) }, (_, i) =>
      read.tasks.slice(i * BATCH, (i + 1) * BATCH),
    );
    const results = await Promise.all(
      batches.map((batch) => pool.run(batch, { signal: job.signal }) as Promise<SeriesForecast[]>),
    );
    for (const forecast of results.flat()) {
      sum.add(forecast);
      forecasts.push(forecast);
    }
    const seconds = (performance.now() - begun) / 1000;
    await job.transaction((ctx) => writeRun(ctx, runId, read, forecasts, sum.result(), seconds));
  } catch (error) {
    if (job.signal.aborted) throw error;
    await job.transaction(async (ctx) => {
      await ctx.sql`update forecast_run set status = 'failed', failure = ${String((error as Error).message)}, finished_at = now()
                    where tenant_id = ${ctx.tenantId} and id = ${runId}`;
      ctx.emit({ type: "insights.forecast_failed", entityType: "forecast_run", entityId: runId });
    });
    throw error;
  } finally {
    await pool.destroy();
  }
}

/** Daily units sold per SKU up to the cut-off, best sellers first; only days before the cut-off are ever read. */
async function readDemand(ctx: Ctx, cutOffOn: string, horizon: number, maxSeries: number) {
  const { sql, tenantId } = ctx;
  const from = addDays(cutOffOn, -3 * 366);
  const rows = await sql<DemandRow[]>`
    with sold as (
      select l.sku_id, o.placed_on, sum(l.qty)::int as units
      from sales_order o
      join sales_order_line l on l.tenant_id = o.tenant_id and l.order_id = o.id and l.qty > 0
      join sku s on s.tenant_id = l.tenant_id and s.id = l.sku_id and s.status = 'active'
      join style y on y.tenant_id = s.tenant_id and y.id = s.style_id and y.kind = 'goods'
      where o.tenant_id = ${tenantId} and o.placed_on between ${from} and ${cutOffOn} and o.status <> 'cancelled'
      group by 1, 2
    ), best as (
      select sku_id from sold group by sku_id order by sum(units) desc, sku_id limit ${maxSeries}
    )
    select s.sku_id as "skuId", s.placed_on as "on", s.units from sold s join best using (sku_id) order by s.sku_id, s.placed_on`;
  const hash = createHash("sha256");
  const tasks: SeriesTask[] = [];
  const end = dayNumber(cutOffOn);
  for (let i = 0; i < rows.length; ) {
    const { skuId, on } = rows[i]!;
    const first = dayNumber(on);
    const history = new Float64Array(end - first + 1);
    for (; i < rows.length && rows[i]!.skuId === skuId; i += 1) {
      const row = rows[i]!;
      history[dayNumber(row.on) - first] = row.units;
      hash.update(`${skuId} ${row.on} ${row.units}\n`);
    }
    tasks.push({ skuId, history, horizon, seed: SEED });
  }
  return { tasks, dataHash: hash.digest("hex") };
}

async function writeRun(
  ctx: Ctx,
  runId: string,
  read: { run: { cutOffOn: string; horizonDays: number }; dataHash: string },
  forecasts: readonly SeriesForecast[],
  metrics: object,
  seconds: number,
): Promise<void> {
  const { sql, tenantId } = ctx;
  const startsOn = addDays(read.run.cutOffOn, 1);
  const testFrom = addDays(startsOn, -read.run.horizonDays);
  for (let i = 0; i < forecasts.length; i += 500) {
    const rows = forecasts.slice(i, i + 500).map((f) => ({ ...f, backtest: backtestOf(f, testFrom) }));
    await sql`
      insert into forecast (tenant_id, run_id, sku_id, model, starts_on, mean, lower80, upper80, lower95, upper95, backtest)
      select ${tenantId}, ${runId}, r."skuId", r.model, ${startsOn}, r.mean, r.lower80, r.upper80, r.lower95, r.upper95, r.backtest
      from jsonb_to_recordset(${jsonRows(sql, rows)}::jsonb) as r("skuId" uuid, model text, mean double precision[],
        lower80 double precision[], upper80 double precision[], lower95 double precision[], upper95 double precision[], backtest jsonb)
      on conflict do nothing`;
  }
  await sql`
    update forecast_run set status = 'done', series_count = ${forecasts.length}, data_hash = ${read.dataHash},
           metrics = ${sql.json(metrics as never)}, seconds = ${seconds.toFixed(2)}, finished_at = now()
    where tenant_id = ${tenantId} and id = ${runId}`;
  ctx.emit({
    type: "insights.forecast_done",
    entityType: "forecast_run",
    entityId: runId,
    after: { series: forecasts.length, ...metrics },
  });
}

function backtestOf(f: SeriesForecast, from: string) {
  const total = (pick: (s: SeriesForecast["scores"][number]) => number) =>
    f.scores.reduce((sum, s) => sum + pick(s), 0);
  const actual = total((s) => s.actual);
  const wape = actual > 0 ? total((s) => s.absoluteError) / actual : null;
  const naiveWape = actual > 0 ? total((s) => s.naiveAbsoluteError) / actual : null;
  return { wape, naiveWape, from, newest: f.newest };
}
