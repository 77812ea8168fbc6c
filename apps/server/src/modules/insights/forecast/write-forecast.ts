import { addDays } from "@selvedge/domain";
import type { Ctx } from "../../../platform/context.ts";
import { profileFeature } from "../features/profile.ts";
import { registerModel } from "../registry/register-model.ts";
import type { LearningRun, Written } from "../training/learner.ts";
import { dropOldForecasts } from "./drop-old-forecasts.ts";
import { addUp, measureRun } from "./measure-run.ts";
import type { ForecastParameters } from "./parameters.ts";
import { profileOthers } from "./profile-others.ts";
import type { ChunkResult, FinishResult, ForecastResult } from "./tasks.ts";

/** Writes a run's forecasts and registers what it learnt. */
export async function writeForecast(
  ctx: Ctx,
  run: LearningRun<ForecastParameters>,
  results: ForecastResult[],
): Promise<Written> {
  const chunks = results.filter((r): r is ChunkResult => r.stage === "chunk");
  const finished = results.filter((r): r is FinishResult => r.stage === "finish");
  for (const text of finished.flatMap((r) => r.rows)) await insertRows(ctx, run, text);
  const metrics = measureRun(addUp(chunks.map((c) => c.sums)));
  const { method, horizonDays, useDrivers } = run.parameters;
  await registerModel(ctx, {
    kind: "forecast",
    runId: run.id,
    name: method === "panel" ? "Panel of all series" : "Each series alone",
    parameters: { method, horizonDays, useDrivers },
    metrics,
    score: metrics["rmsse"] ?? null,
    scoreName: "RMSSE",
    content: { kind: "forecast", version: 1, methods: addUp(chunks.map((c) => c.methods)), metrics },
    // Another recipe than the one that serves waits for a person, however good it looks.
    mayRefresh: await isSameRecipe(ctx, method, useDrivers),
  });
  await dropOldForecasts(ctx);
  const profiles = [
    profileFeature(
      "empty_share",
      chunks.flatMap((c) => [...c.emptyShares]),
      null,
    ),
    ...(await profileOthers(ctx, run.cutOffOn)),
  ];
  return { metrics, profiles };
}

async function insertRows(ctx: Ctx, run: LearningRun, text: string): Promise<void> {
  const { sql, tenantId } = ctx;
  await sql`
    insert into demand_forecast (tenant_id, id, run_id, level, node_id, location_id, method, starts_on, mean, lower50, upper50,
                                 lower80, upper80, lower95, upper95, units, low80, high80, low95, high95, lost_units, backtest, drivers)
    select ${tenantId}, app.new_id(), ${run.id}, r.level, r."nodeId", r."locationId", r.method, ${addDays(run.cutOffOn, 1)}::date,
           r.mean, r.lower50, r.upper50, r.lower80, r.upper80, r.lower95, r.upper95, r.units, r.low80, r.high80, r.low95, r.high95,
           r."lostUnits", r.backtest, r.drivers
    from jsonb_to_recordset(${text}::jsonb) as r(level text, "nodeId" uuid, "locationId" uuid, method text, mean float8[],
      lower50 real[], upper50 real[], lower80 real[], upper80 real[], lower95 real[], upper95 real[], units float8, low80 float8,
      high80 float8, low95 float8, high95 float8, "lostUnits" float8, backtest jsonb, drivers jsonb)`;
}

async function isSameRecipe(ctx: Ctx, method: string, useDrivers: boolean): Promise<boolean> {
  const [row] = await ctx.sql<{ parameters: { method?: string; useDrivers?: boolean } }[]>`
    select parameters from learning_model where tenant_id = ${ctx.tenantId} and kind = 'forecast' and status = 'champion'`;
  return !row || (row.parameters.method === method && row.parameters.useDrivers === useDrivers);
}
