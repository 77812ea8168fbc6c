import { Worker } from "node:worker_threads";
import type { Runtime } from "../../../platform/context.ts";
import type { JobContext } from "../../../platform/jobs.ts";
import type { ThreadLimits } from "./train-in-threads.ts";
import { workRun } from "./work-run.ts";

/** What the learning thread is opened with; `file` is the program it runs. */
export interface LearningThreadData {
  file: string;
  appUrl: string;
  logLevel: string;
  limits: ThreadLimits;
}

export type Asked = { about: "work"; tenantId: string; runId: string } | { about: "stop"; runId: string };
export type Told = { about: "done"; runId: string; failure: string | null } | { about: "committed"; tenantId: string };

interface Pending {
  runtime: Runtime;
  settle(failure: string | null): void;
}

const IDLE_MS = 30_000;

let data: LearningThreadData | null = null;
let thread: Worker | null = null;
let idle: NodeJS.Timeout | null = null;
const pending = new Map<string, Pending>();

/** Says with what the learning thread is opened; null has runs worked off in the thread that calls. */
export function openLearningThread(given: LearningThreadData | null): void {
  data = given;
}

/**
 * Works a run off in a thread of its own, with its own connections: reading years of history and packing them for the training
 * threads would hold up whoever is served meanwhile. The thread ends when nothing was asked of it for half a minute.
 */
export async function workRunApart(job: JobContext, { runId }: { runId: string }): Promise<void> {
  if (!data) return workRun(job, { runId });
  const worker = theThread(data);
  const stop = () => worker.postMessage({ about: "stop", runId } satisfies Asked);
  job.signal.addEventListener("abort", stop, { once: true });
  try {
    await new Promise<void>((resolve, reject) => {
      const settle = (failure: string | null) => (failure === null ? resolve() : reject(new Error(failure)));
      pending.set(runId, { runtime: job.runtime, settle });
      worker.postMessage({ about: "work", tenantId: job.tenantId, runId } satisfies Asked);
      if (job.signal.aborted) stop();
    });
  } finally {
    job.signal.removeEventListener("abort", stop);
    pending.delete(runId);
    if (pending.size === 0) rest();
  }
}

function theThread(given: LearningThreadData): Worker {
  if (idle) clearTimeout(idle);
  idle = null;
  if (thread) {
    thread.ref();
    return thread;
  }
  const made = new Worker(new URL(given.file), { workerData: given });
  made.on("message", (told: Told) => {
    if (told.about === "done") pending.get(told.runId)?.settle(told.failure);
    else for (const { runtime } of pending.values()) return runtime.committed(told.tenantId);
  });
  let last = "The learning thread ended";
  made.on("error", (error) => {
    last = `The learning thread ended: ${error.message}`;
  });
  made.on("exit", () => {
    if (thread === made) thread = null;
    for (const { settle } of pending.values()) settle(last);
  });
  thread = made;
  return made;
}

/** With nothing to do it neither keeps the program alive nor its memory for long. */
function rest(): void {
  const resting = thread;
  resting?.unref();
  idle = setTimeout(() => {
    if (pending.size > 0 || thread !== resting) return;
    thread = null;
    void resting?.terminate();
  }, IDLE_MS);
  idle.unref();
}
