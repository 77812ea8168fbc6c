import { businessDate } from "@selvedge/domain";
import { Logger, type Runner, run, type TaskList } from "graphile-worker";
import { type Ctx, type Runtime, systemActor } from "./context.ts";
import { type EventFact, findReaction } from "./events.ts";
import { newId } from "./ids.ts";
import { openLivingWorkers } from "./living-workers.ts";
import { metrics } from "./metrics.ts";
import { openJobPool } from "./postgres/job-pool.ts";
import { inTransaction } from "./runner.ts";

/** What a job is given. It opens a transaction per step it wants to keep; a repeat of the job must be harmless. */
export interface JobContext {
  tenantId: string;
  runtime: Runtime;
  /** Raised when the program stops: leave at the next good moment, the job is run again later. */
  signal: AbortSignal;
  transaction: <T>(run: (ctx: Ctx) => Promise<T>) => Promise<T>;
}

export type JobHandler = (job: JobContext, payload: never) => Promise<void>;

const handlers = new Map<string, JobHandler>();

/** Names a kind of job, `<area>.<verb>`; started by `ctx.enqueue({task: name, payload})`. */
export function handleJob<P>(task: string, handler: (job: JobContext, payload: P) => Promise<void>): void {
  handlers.set(task, handler as JobHandler);
}

interface Schedule {
  name: string;
  at: "minute" | { dailyAt: string };
  run: (job: JobContext) => Promise<void>;
}

const schedules = new Map<string, Schedule>();

/** Has something run for every tenant each minute, or daily at a time of the tenant's own zone (`HH:MM`). */
export function scheduleForTenants(name: string, at: Schedule["at"], runIt: Schedule["run"]): void {
  schedules.set(name, { name, at, run: runIt });
}

/** What a job of a tenant works with. */
export function jobContext(runtime: Runtime, tenantId: string, name: string, signal: AbortSignal): JobContext {
  const call = { tenantId, actor: systemActor, requestId: `job-${newId()}` };
  return {
    tenantId,
    runtime,
    signal,
    transaction: (runIt) => inTransaction(runtime, call, { name }, runIt),
  };
}

async function react(runtime: Runtime, payload: { tenantId: string; subscriber: string; event: EventFact }) {
  const { tenantId, subscriber, event } = payload;
  const reaction = findReaction(subscriber, event.type);
  if (!reaction) return;
  const call = { tenantId, actor: systemActor, requestId: `event-${event.uid}` };
  await inTransaction(runtime, call, { name: subscriber }, async (ctx) => {
    const [first] = await ctx.sql`
      insert into event_handled (tenant_id, subscriber, event_uid) values (${tenantId}, ${subscriber}, ${event.uid})
      on conflict do nothing returning 1`;
    if (first) await reaction(ctx, event);
  });
}

async function tick(runtime: Runtime, signal: AbortSignal): Promise<void> {
  const tenants = await runtime.sql<{ tenant_id: string; time_zone: string }[]>`
    select tenant_id, time_zone from app.tenant_directory order by tenant_id`;
  const now = runtime.now();
  for (const tenant of tenants) {
    for (const schedule of schedules.values()) {
      if (signal.aborted) return;
      if (schedule.at === "minute") {
        await schedule.run(jobContext(runtime, tenant.tenant_id, schedule.name, signal));
      } else if (localTime(now, tenant.time_zone) >= schedule.at.dailyAt) {
        await runOncePerDay(runtime, schedule, tenant, businessDate(now, tenant.time_zone), signal);
      }
    }
  }
}

/** A day's run is claimed by a mark, so that two workers, or a restart, run it once. */
async function runOncePerDay(
  runtime: Runtime,
  schedule: Schedule,
  tenant: { tenant_id: string },
  day: string,
  signal: AbortSignal,
) {
  const job = jobContext(runtime, tenant.tenant_id, schedule.name, signal);
  const claimed = await job.transaction(async (ctx) => {
    const uid = dayUid(day);
    const [first] = await ctx.sql`
      insert into event_handled (tenant_id, subscriber, event_uid)
      values (${ctx.tenantId}, ${`daily/${schedule.name}`}, ${uid}) on conflict do nothing returning 1`;
    return first !== undefined;
  });
  if (claimed) await schedule.run(job);
}

/** A stable uuid for a calendar day (version 8, RFC 9562). */
function dayUid(day: string): string {
  return `${day.replaceAll("-", "")}-0000-8000-8000-000000000000`;
}

function localTime(at: Date, timeZone: string): string {
  return new Intl.DateTimeFormat("en-GB", { timeZone, hour: "2-digit", minute: "2-digit" }).format(at);
}

/**
 * Runs jobs and schedules until stopped.
 * @param ownerUrl graphile-worker's tables belong to the owner's role
 * @param only tasks that a script lends a hand with, beside whatever server runs: these and no schedules
 */
export async function startJobs(runtime: Runtime, ownerUrl: string, only?: readonly string[]): Promise<Runner> {
  const taskList: TaskList = {};
  const abort = new AbortController();
  const counted = (task: string, work: (payload: unknown) => Promise<void>) => async (payload: unknown) => {
    try {
      await work(payload);
      metrics.jobs.inc({ task, outcome: "done" });
    } catch (error) {
      metrics.jobs.inc({ task, outcome: "failed" });
      runtime.log.warn({ err: error, task }, "job failed; it is tried again");
      throw error;
    }
  };
  taskList["react"] = counted("react", (p) => react(runtime, p as never));
  const pgPool = openJobPool(ownerUrl, 6, (message) => runtime.log.warn({ component: "jobs" }, message));
  const living = openLivingWorkers(ownerUrl, (message) => runtime.log.warn({ component: "jobs" }, message));
  const freeDead = async () => {
    const freed = await living.freeDead(pgPool);
    if (freed.length > 0) runtime.log.warn({ component: "jobs", freed }, "took over the jobs of a program that ended");
  };
  taskList["tick"] = counted("tick", async () => {
    await freeDead();
    await tick(runtime, abort.signal);
  });
  for (const [task, handler] of handlers) {
    taskList[task] = counted(task, (p) => {
      const { tenantId, payload } = p as { tenantId: string; payload: never };
      return handler(jobContext(runtime, tenantId, task, abort.signal), payload);
    });
  }
  if (only) for (const task of Object.keys(taskList)) if (!only.includes(task)) delete taskList[task];
  const runner = await run({
    pgPool,
    events: living.events,
    concurrency: 4,
    pollInterval: 1000,
    noHandleSignals: true,
    taskList,
    crontab: only ? "" : "* * * * * tick ?max=2",
    logger: quietLogger(runtime),
  });
  await freeDead();
  const stop = runner.stop.bind(runner);
  runner.stop = async (...args) => {
    abort.abort();
    await stop(...args);
    await living.close();
    await pgPool.end();
  };
  return runner;
}

/** graphile-worker's own chatter, into ours at debug. */
function quietLogger(runtime: Runtime) {
  return new Logger(() => (level, message) => {
    if (level === "error") runtime.log.error({ component: "jobs" }, message);
    else runtime.log.debug({ component: "jobs" }, message);
  });
}
