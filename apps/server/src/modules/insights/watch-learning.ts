import type { Ctx } from "../../platform/context.ts";
import type { EventFact } from "../../platform/events.ts";
import { closeAlerts, openAlert } from "./alerts/open-alert.ts";
import { measureAccuracy } from "./forecast/measure-accuracy.ts";
import { enqueueChampion, enqueueExport } from "./mlflow/export-run.ts";

interface Told {
  kind: string;
  failure?: string;
  bad?: unknown[];
}

/** What follows when a run ends: alerts opened or closed, accuracy measured, the tracking server told. */
export async function onRunDone(ctx: Ctx, event: EventFact): Promise<void> {
  const { kind } = event.after as Told;
  await closeAlerts(ctx, kind, ["run_failed"]);
  const [bad] = await ctx.sql`
    select 1 from learning_feature where tenant_id = ${ctx.tenantId} and run_id = ${event.entityId} and verdict = 'bad' limit 1`;
  if (!bad) await closeAlerts(ctx, kind, ["features_bad"]);
  await watchChallengers(ctx, kind, event.entityId);
  if (kind === "forecast") await measureAccuracy(ctx);
  enqueueExport(ctx, event.entityId);
}

export async function onRunFailed(ctx: Ctx, event: EventFact): Promise<void> {
  const { kind, failure = "" } = event.after as Told;
  await openAlert(ctx, { kind, code: "run_failed", runId: event.entityId, detail: { failure } });
}

export async function onFeaturesBad(ctx: Ctx, event: EventFact): Promise<void> {
  const { kind, bad = [] } = event.after as Told;
  await openAlert(ctx, { kind, code: "features_bad", runId: event.entityId, detail: { bad } });
}

export async function onChampionChanged(ctx: Ctx, event: EventFact): Promise<void> {
  enqueueChampion(ctx, event.entityId);
  await closeAlerts(ctx, (event.after as Told).kind, ["model_waits"]);
}

/** A newly trained model that was not let in waits for a person: somebody should look why. */
async function watchChallengers(ctx: Ctx, kind: string, runId: string): Promise<void> {
  const waiting = await ctx.sql<{ scope: string; version: number; score: number | null }[]>`
    select scope, version, score from learning_model
    where tenant_id = ${ctx.tenantId} and run_id = ${runId} and status = 'challenger'`;
  if (waiting.length > 0) await openAlert(ctx, { kind, code: "model_waits", runId, detail: { models: [...waiting] } });
}
