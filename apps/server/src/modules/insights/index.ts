import { handleJob, scheduleForTenants } from "../../platform/jobs.ts";
import type { Operation } from "../../platform/runner.ts";
import { getForecast, listForecastRuns, listForecasts } from "./queries.ts";
import { runForecast, startRun, workRun } from "./run-forecast.ts";

handleJob<Parameters<typeof workRun>[1]>("insights.run_forecast", workRun);

/** Every night, in the tenant's own zone, for those that sold something of late. */
scheduleForTenants("insights.nightly_forecast", { dailyAt: "02:30" }, (job) =>
  job.transaction(async (ctx) => {
    const [sold] = await ctx.sql`
      select 1 from sales_order where tenant_id = ${ctx.tenantId} and placed_on >= ${ctx.today}::date - 30 limit 1`;
    if (sold) await startRun(ctx, { horizonDays: 28, maxSeries: 5000 });
  }),
);

export const operations = [runForecast, listForecastRuns, listForecasts, getForecast] as unknown as Operation[];
