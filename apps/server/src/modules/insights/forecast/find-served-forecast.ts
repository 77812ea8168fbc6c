import type { forecastApi, OutputOf } from "@selvedge/contract";
import type { Ctx } from "../../../platform/context.ts";

export type ServedRun = NonNullable<OutputOf<typeof forecastApi.listForecasts>["run"]>;

/** The run whose forecasts serve: the champion's. Null while none was trained. */
export async function findServedForecast(ctx: Ctx): Promise<ServedRun | null> {
  const { sql, tenantId } = ctx;
  const [row] = await sql<(Omit<ServedRun, "trainedAt"> & { trainedAt: Date })[]>`
    select m.run_id as "runId", m.id as "modelId", m.version as "modelVersion", m.name as "modelName",
           r.cut_off_on as "cutOffOn", (r.cut_off_on + 1)::text as "startsOn", (r.parameters->>'horizonDays')::int as "horizonDays",
           m.metrics, m.created_at as "trainedAt"
    from learning_model m join learning_run r on r.tenant_id = m.tenant_id and r.id = m.run_id
    where m.tenant_id = ${tenantId} and m.kind = 'forecast' and m.scope = 'all' and m.status = 'champion'`;
  return row ? { ...row, trainedAt: row.trainedAt.toISOString() } : null;
}

/** Expected demand of one SKU at one place (or all places) over days to come. */
export interface DemandAhead {
  skuId: string;
  locationId: string | null;
  units: number;
  /** Standard deviation of the sum, from the 80 % intervals of its days. */
  deviation: number;
}

/**
 * Demand over the days from `from` on (as many as the forecast reaches), for buying and allocating. SKUs without a forecast
 * are left out. One statement for any number of SKUs.
 */
export async function readDemandAhead(
  ctx: Ctx,
  wanted: { skuIds?: readonly string[]; everyPlace: boolean; fromOn: string; days: number },
): Promise<DemandAhead[]> {
  const run = await findServedForecast(ctx);
  if (!run) return [];
  const { sql, tenantId } = ctx;
  return sql<DemandAhead[]>`
    select f.node_id as "skuId", f.location_id as "locationId", sum(p.mean) as units,
           sqrt(0.85 * sum(p.sd * p.sd) + 0.15 * sum(p.sd) ^ 2) as deviation
    from demand_forecast f
    cross join lateral (
      select m as mean, greatest(u - l, 0) / 2.563 as sd, f.starts_on + (n - 1)::int as "on"
      from unnest(f.mean, f.lower80, f.upper80) with ordinality as d(m, l, u, n)) p
    where f.tenant_id = ${tenantId} and f.run_id = ${run.runId} and f.level = 'sku'
      ${wanted.everyPlace ? sql`and f.location_id is not null` : sql`and f.location_id is null`}
      ${wanted.skuIds ? sql`and f.node_id = any(${wanted.skuIds as string[]})` : sql``}
      and p."on" >= ${wanted.fromOn}::date and p."on" < ${wanted.fromOn}::date + ${wanted.days}::int
    group by 1, 2`;
}
