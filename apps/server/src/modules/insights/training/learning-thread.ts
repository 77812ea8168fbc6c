import { type MessagePort, parentPort, workerData } from "node:worker_threads";
import { openPool } from "../../../platform/db.ts";
import { jobContext } from "../../../platform/jobs.ts";
import { openLog } from "../../../platform/log.ts";
import "../../index.ts";
import { limitTraining } from "./train-in-threads.ts";
import { workRun } from "./work-run.ts";
import type { Asked, LearningThreadData, Told } from "./work-run-apart.ts";

/** What runs apart from the serving thread: whole runs, from reading the history to writing what was learnt. */
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
  try {
    await workRun(jobContext(runtime, tenantId, "insights.work_run", stop.signal), { runId });
    tell({ about: "done", runId, failure: null });
  } catch (error) {
    tell({ about: "done", runId, failure: error instanceof Error ? error.message : String(error) });
  } finally {
    stops.delete(runId);
  }
});
