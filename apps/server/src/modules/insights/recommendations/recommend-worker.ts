import type { TrainTask } from "../training/learner.ts";
import { buildRecommendations, type RecommendResult } from "./build-recommendations.ts";
import type { RecommendTask } from "./recommend-task.ts";

const work: TrainTask<RecommendTask, RecommendResult> = (task) => buildRecommendations(task);
export default work;
