import type { Ctx } from "../../../platform/context.ts";
import type { JobContext } from "../../../platform/jobs.ts";
import { get, type MlflowServer, post, putArtifact, unlessThere } from "./mlflow-client.ts";

let server: MlflowServer | null = null;

/** Says which tracking server runs are told to; null for none. Called once at start. */
export function setMlflow(wanted: MlflowServer | null): void {
  server = wanted;
}

/** Has a finished run told to the tracking server, when there is one; tried again until it answers. */
export function enqueueExport(ctx: Ctx, runId: string): void {
  if (server) ctx.enqueue({ task: "insights.export_run", payload: { runId }, queue: `mlflow-${ctx.tenantId}` });
}

interface RunRow {
  id: string;
  kind: string;
  slug: string;
  parameters: Record<string, unknown>;
  cutOffOn: string;
  dataHash: string | null;
  dataRows: number | null;
  seed: string;
  codeVersion: string | null;
  metrics: Record<string, number | null> | null;
  startedAt: Date;
  finishedAt: Date;
}

interface ModelRow {
  id: string;
  scope: string;
  version: number;
  status: string;
  metrics: Record<string, number | null>;
  content: Buffer | null;
}

/** Tells a run to MLflow: parameters, metrics, files, model versions. A repeat finds what an earlier try left and goes on. */
export async function exportRun(job: JobContext, { runId }: { runId: string }): Promise<void> {
  if (!server) return;
  const found = await job.transaction((ctx) => readRun(ctx, runId));
  if (!found) return;
  const { run, models } = found;
  const experimentId = await openExperiment(server, `selvedge/${run.slug}/${run.kind}`);
  const { outsideId, artifactUri } = await openRun(server, experimentId, run);
  await logRun(server, outsideId, run);
  for (const model of models) await exportModel(server, { outsideId, artifactUri }, run, model);
  await post(server, "runs/update", { run_id: outsideId, status: "FINISHED", end_time: run.finishedAt.getTime() });
  const address = `${server.trackingUri.replace(/\/+$/, "")}/#/experiments/${experimentId}/runs/${outsideId}`;
  await job.transaction(async (ctx) => {
    await ctx.sql`update learning_run set exported_to = ${address} where tenant_id = ${ctx.tenantId} and id = ${runId}`;
    ctx.emit({
      type: "insights.run_exported",
      entityType: "learning_run",
      entityId: runId,
      after: { exportedTo: address },
    });
  });
}

async function readRun(ctx: Ctx, runId: string): Promise<{ run: RunRow; models: ModelRow[] } | null> {
  const { sql, tenantId } = ctx;
  const [run] = await sql<RunRow[]>`
    select id, kind, parameters, cut_off_on as "cutOffOn", data_hash as "dataHash", data_rows::float8 as "dataRows", seed::text as seed,
           code_version as "codeVersion", metrics, started_at as "startedAt", finished_at as "finishedAt", ${ctx.tenant.slug} as slug
    from learning_run where tenant_id = ${tenantId} and id = ${runId} and status = 'done'`;
  if (!run) return null;
  const models = await sql<ModelRow[]>`
    select id, scope, version, status, metrics, content from learning_model
    where tenant_id = ${tenantId} and run_id = ${runId} order by scope, version`;
  return { run, models: [...models] };
}

async function openExperiment(to: MlflowServer, name: string): Promise<string> {
  const made = await unlessThere(post<{ experiment_id: string }>(to, "experiments/create", { name }));
  if (made) return made.experiment_id;
  const { experiment } = await get<{ experiment: { experiment_id: string } }>(to, "experiments/get-by-name", {
    experiment_name: name,
  });
  return experiment.experiment_id;
}

interface OutsideRun {
  info: { run_id: string; artifact_uri: string };
}

async function openRun(to: MlflowServer, experimentId: string, run: RunRow) {
  const { runs = [] } = await post<{ runs?: OutsideRun[] }>(to, "runs/search", {
    experiment_ids: [experimentId],
    filter: `tags."selvedge.run_id" = '${run.id}'`,
    max_results: 1,
  });
  const known = runs[0];
  const { run: made } = known
    ? { run: known }
    : await post<{ run: OutsideRun }>(to, "runs/create", {
        experiment_id: experimentId,
        run_name: `${run.kind} ${run.cutOffOn}`,
        start_time: run.startedAt.getTime(),
        tags: [
          { key: "selvedge.run_id", value: run.id },
          { key: "selvedge.tenant", value: run.slug },
        ],
      });
  return { outsideId: made.info.run_id, artifactUri: made.info.artifact_uri };
}

const figures = (metrics: Record<string, number | null> | null, at: number) =>
  Object.entries(metrics ?? {}).flatMap(([key, value]) =>
    value === null || !Number.isFinite(value)
      ? []
      : [{ key: key.replace(/[^\w.\-/ ]/g, "_"), value, timestamp: at, step: 0 }],
  );

async function logRun(to: MlflowServer, outsideId: string, run: RunRow): Promise<void> {
  const params = {
    ...run.parameters,
    cut_off_on: run.cutOffOn,
    seed: run.seed,
    data_hash: run.dataHash,
    data_rows: run.dataRows,
    code_version: run.codeVersion,
  };
  await post(to, "runs/log-batch", {
    run_id: outsideId,
    metrics: figures(run.metrics, run.finishedAt.getTime()).slice(0, 1000),
    // A parameter's value is text of at most 6,000 characters; at most 100 parameters a batch.
    params: Object.entries(params)
      .slice(0, 100)
      .map(([key, value]) => ({ key, value: String(value ?? "").slice(0, 500) })),
    tags: [],
  });
}

async function exportModel(
  to: MlflowServer,
  outside: { outsideId: string; artifactUri: string },
  run: RunRow,
  model: ModelRow,
): Promise<void> {
  const file = `${model.scope}/model.json.gz`;
  const kept = model.content ? await putArtifact(to, outside.artifactUri, file, model.content) : false;
  const name = registeredName(run.slug, run.kind, model.scope);
  await unlessThere(post(to, "registered-models/create", { name }));
  const { model_versions: known = [] } = await get<{ model_versions?: { version: string }[] }>(
    to,
    "model-versions/search",
    {
      filter: `name='${name}' and run_id='${outside.outsideId}'`,
    },
  );
  const version =
    known[0]?.version ??
    (
      await post<{ model_version: { version: string } }>(to, "model-versions/create", {
        name,
        source: kept ? `${outside.artifactUri}/${model.scope}` : outside.artifactUri,
        run_id: outside.outsideId,
        tags: [
          { key: "selvedge.model_id", value: model.id },
          { key: "selvedge.version", value: String(model.version) },
        ],
      })
    ).model_version.version;
  if (model.status === "champion") await post(to, "registered-models/alias", { name, alias: "champion", version });
}

/** Names of registered models hold no slash or colon. */
const registeredName = (slug: string, kind: string, scope: string) =>
  `selvedge.${slug}.${kind}.${scope}`.replace(/[/:]/g, "-");

/** Has the tracking server's alias follow a promotion or roll back. */
export async function exportChampion(job: JobContext, { modelId }: { modelId: string }): Promise<void> {
  if (!server) return;
  const model = await job.transaction(async (ctx) => {
    const [row] = await ctx.sql<{ kind: string; scope: string; slug: string }[]>`
      select kind, scope, ${ctx.tenant.slug} as slug from learning_model
      where tenant_id = ${ctx.tenantId} and id = ${modelId} and status = 'champion'`;
    return row ?? null;
  });
  if (!model) return;
  const name = registeredName(model.slug, model.kind, model.scope);
  const { model_versions: known = [] } = await get<{
    model_versions?: { version: string; tags?: { key: string; value: string }[] }[];
  }>(server, "model-versions/search", { filter: `name='${name}'` });
  const mine = known.find((v) => v.tags?.some((t) => t.key === "selvedge.model_id" && t.value === modelId));
  // A model that was trained before the tracking server was set is not known there.
  if (mine) await post(server, "registered-models/alias", { name, alias: "champion", version: mine.version });
}

export function enqueueChampion(ctx: Ctx, modelId: string): void {
  if (server) ctx.enqueue({ task: "insights.export_champion", payload: { modelId }, queue: `mlflow-${ctx.tenantId}` });
}
