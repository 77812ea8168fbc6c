import type { TrainTask } from "../training/learner.ts";
import { finishChunk } from "./finish-chunk.ts";
import { forecastChunk } from "./forecast-chunk.ts";
import { reconcileTop } from "./reconcile-top.ts";
import type { ForecastResult, ForecastTask } from "./tasks.ts";

/** The forecast's stages in a training thread: whole styles, then what is above them, then everything made to agree. */
const work: TrainTask<ForecastTask, ForecastResult> = (task, report) => {
  if (task.stage === "chunk") return forecastChunk(task, report);
  return task.stage === "top" ? reconcileTop(task, report) : finishChunk(task);
};
export default work;
