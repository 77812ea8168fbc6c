import type { TrainTask } from "../training/learner.ts";
import { type MarkdownLine, type MarkdownTask, planStyleMarkdown } from "./plan-collection.ts";

const work: TrainTask<MarkdownTask[], MarkdownLine[]> = (tasks, report) =>
  tasks.map((task, i) => {
    report(i / tasks.length);
    return planStyleMarkdown(task);
  });
export default work;
