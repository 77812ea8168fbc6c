import type { TrainTask } from "../training/learner.ts";
import type { BuyResult, BuyTask } from "./buy-task.ts";
import { planBuys } from "./plan-buys.ts";

const work: TrainTask<BuyTask, BuyResult> = (task) => planBuys(task);
export default work;
