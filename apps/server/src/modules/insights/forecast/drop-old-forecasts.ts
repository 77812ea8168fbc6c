import type { Ctx } from "../../../platform/context.ts";

/**
 * Drops the days of forecasts that nobody reads any more. Kept: what serves or waits to, what a promotion could bring back
 * (the last three runs), and one run a week of the last eight, by which accuracy is still measured.
 */
export async function dropOldForecasts(ctx: Ctx): Promise<void> {
  const { sql, tenantId } = ctx;
  await sql`
    with runs as (
      select r.id, row_number() over (order by r.created_at desc, r.id desc) as place,
             row_number() over (partition by date_trunc('week', r.cut_off_on) order by r.cut_off_on, r.created_at) as of_week,
             r.cut_off_on
      from learning_run r where r.tenant_id = ${tenantId} and r.kind = 'forecast' and r.status = 'done'
    ), kept as (
      select id from runs where place <= 3 or (of_week = 1 and cut_off_on > ${ctx.today}::date - 63)
      union select run_id from learning_model where tenant_id = ${tenantId} and kind = 'forecast' and status = 'champion'
      union select b.run_id from learning_promotion p
        join learning_model b on b.tenant_id = p.tenant_id and b.id = p.previous_model_id
        join learning_model m on m.tenant_id = p.tenant_id and m.id = p.model_id and m.status = 'champion'
        where p.tenant_id = ${tenantId} and p.kind = 'forecast'
    )
    delete from demand_forecast f using runs
    where f.tenant_id = ${tenantId} and f.run_id = runs.id and runs.id not in (select id from kept)`;
}
