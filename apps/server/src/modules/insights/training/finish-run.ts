import type { Ctx } from "../../../platform/context.ts";
import type { Metrics } from "../registry/model-row.ts";

export type FinishRun =
  | { status: "done"; metrics: Metrics; dataHash: string; dataRows: number; codeVersion: string }
  | { status: "failed"; failure: string }
  | { status: "cancelled" };

/** Ends a running run, once. @returns false when it had ended before; nothing is changed then */
export async function finishRun(ctx: Ctx, runId: string, end: FinishRun): Promise<boolean> {
  const { sql, tenantId } = ctx;
  const done = end.status === "done" ? end : null;
  const [row] = await sql<{ kind: string; seconds: number }[]>`
    update learning_run set status = ${end.status}, finished_at = now(),
           failure = ${end.status === "failed" ? end.failure : null},
           seconds = extract(epoch from clock_timestamp() - started_at)::numeric(12, 2),
           progress = case when ${end.status} = 'done' then 1 else progress end,
           metrics = ${done ? sql.json(done.metrics) : null}, data_hash = ${done?.dataHash ?? null},
           data_rows = ${done?.dataRows ?? null}, code_version = coalesce(${done?.codeVersion ?? null}, code_version)
    where tenant_id = ${tenantId} and id = ${runId} and status in ('queued', 'running')
    returning kind, seconds::float8 as seconds`;
  if (!row) return false;
  ctx.emit({
    type: `insights.run_${end.status}`,
    entityType: "learning_run",
    entityId: runId,
    after: {
      kind: row.kind,
      seconds: row.seconds,
      ...(done ? { metrics: done.metrics } : {}),
      ...(end.status === "failed" ? { failure: end.failure } : {}),
    },
  });
  return true;
}
