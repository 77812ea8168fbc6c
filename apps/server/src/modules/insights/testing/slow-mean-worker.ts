import type { TrainTask } from "../training/learner.ts";

export interface MeanTask {
  values: Float64Array;
  milliseconds: number;
  fails: boolean;
}

/** Means values, busily, for as long as it is told: a learner whose work a test can watch, cancel and see fail. */
const slowMean: TrainTask<MeanTask, number> = (task, report) => {
  const end = performance.now() + task.milliseconds;
  const begun = performance.now();
  while (performance.now() < end) report((performance.now() - begun) / task.milliseconds);
  if (task.fails) throw new Error("these values cannot be learnt from");
  return task.values.reduce((a, b) => a + b, 0) / task.values.length;
};
export default slowMean;
