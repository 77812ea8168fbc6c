import type { TrainTask } from "../training/learner.ts";
import { type FitResult, type FitTask, learnSizes } from "./learn-sizes.ts";

const work: TrainTask<FitTask, FitResult> = (task) => learnSizes(task);
export default work;
