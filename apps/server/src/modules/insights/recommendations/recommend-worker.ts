import type { TrainTask } from "../training/learner.ts";
import { buildRecommendations, type RecommendResult, type RecommendTask } from "./build-recommendations.ts";

const work: TrainTask<RecommendTask, RecommendResult> = (task) => buildRecommendations(task);
export default work;
