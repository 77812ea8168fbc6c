import type { TrainTask } from "../training/learner.ts";
import { type DetectResult, type DetectTask, detectEvents } from "./detect-events.ts";

const work: TrainTask<DetectTask, DetectResult> = (task) => detectEvents(task);
export default work;
