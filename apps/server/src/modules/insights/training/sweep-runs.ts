import type { JobContext } from "../../../platform/jobs.ts";
import { finishRun } from "./finish-run.ts";
import { enqueueRun } from "./start-run.ts";

/** A run that so many programs died over is given up: it would only take down the next. */
export const MOST_ATTEMPTS = 3;

/** Puts runs whose process died back into the queue (a living one is heard of every second), or gives them up after some attempts. */
export async function sweepRuns(job: JobContext): Promise<void> {
  await job.transaction(async (ctx) => {
    const rows = await ctx.sql<{ id: string; attempts: number }[]>`
      update learning_run set status = 'queued', progress = 0, progress_at = null, phase = null
      where tenant_id = ${ctx.tenantId} and status = 'running' and progress_at < now() - interval '3 minutes'
      returning id, attempts`;
    for (const { id, attempts } of rows) {
      if (attempts < MOST_ATTEMPTS) enqueueRun(ctx, id);
      else await finishRun(ctx, id, { status: "failed", failure: gaveUp(attempts) });
    }
  });
}

const gaveUp = (attempts: number) =>
  `The program ended ${attempts} times while this was trained, most likely for want of memory. Give it more, or set LEARN_THREADS=1.`;
