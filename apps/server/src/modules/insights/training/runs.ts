import { learningApi, type OutputOf } from "@selvedge/contract";
import type { Ctx } from "../../../platform/context.ts";
import { AppError, notFound } from "../../../platform/errors.ts";
import { decodeCursor, likePattern, pageOf } from "../../../platform/pages.ts";
import { command, query } from "../../../platform/runner.ts";
import { finishRun } from "./finish-run.ts";
import { listRegisteredLearners } from "./learner.ts";
import { startRun } from "./start-run.ts";

type RunView = OutputOf<typeof learningApi.getLearningRun>;

interface RunRow extends Omit<RunView, "createdAt" | "startedAt" | "finishedAt" | "seed" | "seconds" | "dataRows"> {
  seed: string;
  seconds: string | null;
  dataRows: string | null;
  createdAt: Date;
  startedAt: Date | null;
  finishedAt: Date | null;
  cursorAt: string;
}

const runColumns = (ctx: Ctx) => ctx.sql`
  r.id, r.kind, r.status, r.trigger, r.parameters, r.cut_off_on as "cutOffOn", r.data_hash as "dataHash",
  r.data_rows::text as "dataRows", r.seed::text as seed, r.code_version as "codeVersion", r.phase, r.progress, r.metrics,
  r.failure, r.seconds::text as seconds, r.exported_to as "exportedTo", u.name as "createdByName",
  r.created_at as "createdAt", r.started_at as "startedAt", r.finished_at as "finishedAt", r.created_at::text as "cursorAt"`;

function viewOf({ cursorAt: _at, ...row }: RunRow): RunView {
  const number = (text: string | null) => (text === null ? null : Number(text));
  return {
    ...row,
    seed: Number(row.seed),
    seconds: number(row.seconds),
    dataRows: number(row.dataRows),
    createdAt: row.createdAt.toISOString(),
    startedAt: row.startedAt?.toISOString() ?? null,
    finishedAt: row.finishedAt?.toISOString() ?? null,
  };
}

export const listLearners = query(learningApi.listLearners, async () => ({
  items: listRegisteredLearners().map((learner) => ({
    kind: learner.kind,
    nightlyAt: learner.nightly?.at ?? null,
    parameters: learner.parameters.parse({}) as Record<string, unknown>,
  })),
}));

export const listLearningRuns = query(learningApi.listLearningRuns, async (ctx, input) => {
  const { sql, tenantId } = ctx;
  const after = decodeCursor(input.cursor, 2);
  const rows = await sql<RunRow[]>`
    select ${runColumns(ctx)} from learning_run r
    left join user_account u on u.tenant_id = r.tenant_id and u.id = r.created_by
    where r.tenant_id = ${tenantId}
      ${input.kind ? sql`and r.kind = ${input.kind}` : sql``}
      ${input.status ? sql`and r.status = ${input.status}` : sql``}
      ${input.q ? sql`and r.kind ilike ${likePattern(input.q)}` : sql``}
      ${after ? sql`and (r.created_at, r.id) < (${String(after[0])}::timestamptz, ${String(after[1])}::uuid)` : sql``}
    order by r.created_at desc, r.id desc limit ${input.limit + 1}`;
  return pageOf(rows, input.limit, (r) => [r.cursorAt, r.id], viewOf);
});

export const getLearningRun = query(learningApi.getLearningRun, async (ctx, input) => {
  const [row] = await ctx.sql<RunRow[]>`
    select ${runColumns(ctx)} from learning_run r
    left join user_account u on u.tenant_id = r.tenant_id and u.id = r.created_by
    where r.tenant_id = ${ctx.tenantId} and r.id = ${input.id}`;
  if (!row) throw notFound("training run");
  return viewOf(row);
});

export const startLearningRun = command(learningApi.startLearningRun, async (ctx, input) => {
  const { sql, tenantId } = ctx;
  const [open] = await sql<{ id: string }[]>`
    select id from learning_run where tenant_id = ${tenantId} and kind = ${input.kind} and status in ('queued', 'running') limit 1`;
  if (open) {
    throw new AppError("wrong_state", "This is being trained already. Wait for it, or cancel it first.", {
      details: { runId: open.id },
    });
  }
  return { runId: await startRun(ctx, { ...input, trigger: "person" }) };
});

export const cancelLearningRun = command(learningApi.cancelLearningRun, async (ctx, input) => {
  const { sql, tenantId } = ctx;
  const [run] = await sql<{ status: RunView["status"] }[]>`
    select status from learning_run where tenant_id = ${tenantId} and id = ${input.id} for update`;
  if (!run) throw notFound("training run");
  if (run.status === "queued") {
    await finishRun(ctx, input.id, { status: "cancelled" });
    return { status: "cancelled" as const };
  }
  if (run.status !== "running") {
    throw new AppError("wrong_state", `This run is over (${run.status}); there is nothing to stop.`);
  }
  await sql`update learning_run set cancel_requested = true where tenant_id = ${tenantId} and id = ${input.id}`;
  ctx.emit({ type: "insights.run_cancel_asked", entityType: "learning_run", entityId: input.id });
  return { status: "running" as const };
});
