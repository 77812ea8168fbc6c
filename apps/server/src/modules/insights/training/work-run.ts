import type { Ctx } from "../../../platform/context.ts";
import type { JobContext } from "../../../platform/jobs.ts";
import { recordProfiles } from "../features/record-profiles.ts";
import { codeVersion } from "./code-version.ts";
import { finishRun } from "./finish-run.ts";
import { type AnyLearner, findLearner, type LearningRun } from "./learner.ts";
import { reportProgress } from "./report-progress.ts";
import { trainInThreads } from "./train-in-threads.ts";

const BEAT_MS = 1000;

class Cancelled extends Error {}

/** Works a run off: features by SQL, learning in worker threads, results in one transaction. */
export async function workRun(job: JobContext, { runId }: { runId: string }): Promise<void> {
  const run = await job.transaction((ctx) => takeRun(ctx, runId));
  if (!run) return;
  const learner = findLearner(run.kind);
  if (!learner) {
    await job.transaction((ctx) =>
      finishRun(ctx, runId, { status: "failed", failure: "This kind is not known here." }),
    );
    return;
  }
  const beat = startBeat(job, runId);
  try {
    await train(job, learner, run, beat);
  } catch (error) {
    if (job.signal.aborted) {
      // The program stops: the run waits for the next start.
      await job.transaction((ctx) => putBack(ctx, runId));
      throw error;
    }
    const cancelled = beat.signal.aborted;
    const failure = error instanceof Error ? error.message : String(error);
    await job.transaction((ctx) =>
      finishRun(ctx, runId, cancelled ? { status: "cancelled" } : { status: "failed", failure }),
    );
    if (!cancelled) job.runtime.log.warn({ err: error, runId, kind: run.kind }, "a training run failed");
  } finally {
    beat.stop();
  }
}

async function train(job: JobContext, learner: AnyLearner, run: LearningRun, beat: Beat): Promise<void> {
  beat.at(0, "reading");
  const read = await job.transaction(async (ctx) => {
    // Commands keep one plan for all values; a run reads whole years, and is planned for what it really asks.
    await ctx.sql`select set_config('plan_cache_mode', 'force_custom_plan', true)`;
    return learner.readFeatures(ctx, run);
  });
  beat.at(0.05, "training");
  const signal = AbortSignal.any([job.signal, beat.signal]);
  const results: unknown[] = [];
  let tasks = read.tasks;
  for (let round = 1; tasks.length > 0; round += 1) {
    // The first round is by far the longest; those after it share what is left of the bar.
    const [from, to] = round === 1 ? [0.05, 0.85] : [0.85, 0.92];
    const tell = (share: number) => beat.at(from + (to - from) * share);
    results.push(...(await trainInThreads(learner.workerFile, tasks, { signal, tell })));
    tasks = learner.furtherTasks?.(results, round) ?? [];
  }
  beat.at(0.92, "writing");
  const version = await codeVersion();
  await job.transaction(async (ctx) => {
    if (!(await reportProgress(ctx, run.id, { progress: 0.95 }))) throw new Cancelled();
    const written = await learner.writeResults(ctx, run, results);
    await recordProfiles(ctx, run, [...(read.profiles ?? []), ...(written.profiles ?? [])]);
    await finishRun(ctx, run.id, {
      status: "done",
      metrics: written.metrics,
      dataHash: read.dataHash,
      dataRows: read.dataRows,
      codeVersion: version,
    });
  });
}

async function takeRun(ctx: Ctx, runId: string): Promise<LearningRun | null> {
  const [row] = await ctx.sql<(Omit<LearningRun, "seed"> & { seed: string })[]>`
    update learning_run set status = 'running', started_at = now(), progress = 0, progress_at = now(), attempts = attempts + 1
    where tenant_id = ${ctx.tenantId} and id = ${runId} and status = 'queued'
    returning id, kind, cut_off_on as "cutOffOn", parameters, seed::text as seed`;
  return row ? { ...row, seed: Number(row.seed) } : null;
}

async function putBack(ctx: Ctx, runId: string): Promise<void> {
  await ctx.sql`
    update learning_run set status = 'queued', progress = 0, progress_at = null, phase = null, attempts = attempts - 1
    where tenant_id = ${ctx.tenantId} and id = ${runId} and status = 'running'`;
}

interface Beat {
  signal: AbortSignal;
  at(progress: number, phase?: string): void;
  stop(): void;
}

/** Notes the progress once a second, and looks whether somebody cancelled; aborts then. */
function startBeat(job: JobContext, runId: string): Beat {
  const cancelled = new AbortController();
  let now: { progress: number; phase?: string } = { progress: 0 };
  let busy = false;
  const timer = setInterval(async () => {
    if (busy) return;
    busy = true;
    try {
      const goesOn = await job.transaction((ctx) => reportProgress(ctx, runId, now));
      if (!goesOn) cancelled.abort(new Cancelled());
    } catch (error) {
      job.runtime.log.debug({ err: error, runId }, "progress was not noted; it is with the next beat");
    } finally {
      busy = false;
    }
  }, BEAT_MS);
  return {
    signal: cancelled.signal,
    at(progress, phase) {
      now = { progress, ...((phase ?? now.phase) ? { phase: phase ?? now.phase! } : {}) };
    },
    stop: () => clearInterval(timer),
  };
}
