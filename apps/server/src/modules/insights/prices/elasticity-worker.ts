import type { TrainTask } from "../training/learner.ts";
import { type ElasticityResult, type ElasticityTask, learnElasticities } from "./learn-slopes.ts";

const work: TrainTask<ElasticityTask, ElasticityResult> = (task) => learnElasticities(task);
export default work;
