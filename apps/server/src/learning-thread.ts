import { type MessagePort, parentPort, workerData } from "node:worker_threads";
import { type Asked, type LearningThreadData, limitTraining, type Told, workRun } from "./modules/index.ts";
import { openPool } from "./platform/db.ts";
import { jobContext } from "./platform/jobs.ts";
import { openLog } from "./platform/log.ts";

/** Runs apart from the thread that serves: whole trainings, from reading the history to writing what was learnt. */
const { appUrl, logLevel, limits } = workerData as LearningThreadData;
const port = parentPort as MessagePort;
const tell = (told: Told) => port.postMessage(told);
const stops = new Map<string, AbortController>();

limitTraining(limits);
const runtime = {
  sql: openPool(appUrl, { max: 4, name: "selvedge-learning" }),
  sideSql: openPool(appUrl, { max: 1, name: "selvedge-learning-side" }),
  log: openLog(logLevel),
  now: () => new Date(),
  committed: (tenantId: string) => tell({ about: "committed", tenantId }),
};

port.on("message", async (asked: Asked) => {
  if (asked.about === "stop") {
    stops.get(asked.runId)?.abort(new Error("the program stops"));
    return;
  }
  const { tenantId, runId } = asked;
  const stop = new AbortController();
  stops.set(runId, stop);
  let failure: string | null = null;
  try {
    await workRun(jobContext(runtime, tenantId, "insights.work_run", stop.signal), { runId });
  } catch (error) {
    failure = error instanceof Error ? error.message : String(error);
  }
  stops.delete(runId);
  tell({ about: "done", runId, failure });
});
