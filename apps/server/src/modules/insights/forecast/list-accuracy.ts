import { forecastApi, type OutputOf } from "@selvedge/contract";
import { query } from "../../../platform/runner.ts";

type Row = OutputOf<typeof forecastApi.listForecastAccuracy>["items"][number];

export const listForecastAccuracy = query(forecastApi.listForecastAccuracy, async (ctx, input) => {
  const { sql, tenantId } = ctx;
  const items = await sql<Row[]>`
    select a.run_id as "runId", r.cut_off_on as "cutOffOn", a.measured_on as "measuredOn", a.level, a.ahead, a.node_count as "nodeCount",
           a.day_count as "dayCount", a.actual, a.predicted, a.absolute_error / nullif(a.actual, 0) as wape,
           a.naive_absolute_error / nullif(a.actual, 0) as "naiveWape", (a.predicted - a.actual) / nullif(a.actual, 0) as bias, a.covered80
    from forecast_accuracy a join learning_run r on r.tenant_id = a.tenant_id and r.id = a.run_id
    where a.tenant_id = ${tenantId} and a.level = ${input.level}
    order by r.cut_off_on desc, r.created_at desc, array_position(array['1-7', '8-14', '15-28', '29-56', '57+'], a.ahead)
    limit ${input.limit}`;
  return { items: [...items] };
});
