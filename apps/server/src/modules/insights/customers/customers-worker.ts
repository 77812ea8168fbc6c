import type { TrainTask } from "../training/learner.ts";
import { type CustomersResult, type CustomersTask, scoreCustomers } from "./score-customers.ts";

const work: TrainTask<CustomersTask, CustomersResult> = (task) => scoreCustomers(task);
export default work;
