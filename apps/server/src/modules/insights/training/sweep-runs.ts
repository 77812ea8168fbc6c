import type { JobContext } from "../../../platform/jobs.ts";
import { enqueueRun } from "./start-run.ts";

/** Puts runs whose process died back into the queue: a living one is heard of every second. */
export async function sweepRuns(job: JobContext): Promise<void> {
  await job.transaction(async (ctx) => {
    const rows = await ctx.sql<{ id: string }[]>`
      update learning_run set status = 'queued', progress = 0, progress_at = null, phase = null
      where tenant_id = ${ctx.tenantId} and status = 'running' and progress_at < now() - interval '3 minutes'
      returning id`;
    for (const row of rows) enqueueRun(ctx, row.id);
  });
}
