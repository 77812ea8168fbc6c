import type { MessagePort } from "node:worker_threads";
import type { TrainTask } from "./learner.ts";

const known = new Map<string, TrainTask<unknown, unknown>>();

/** What runs in a training thread: the learner's own worker file, told how to report. */
export default async function trainOne(call: {
  workerFile: string;
  task: unknown;
  port: MessagePort;
}): Promise<unknown> {
  let train = known.get(call.workerFile);
  if (!train) {
    const loaded = (await import(call.workerFile)) as { default: TrainTask<unknown, unknown> };
    train = loaded.default;
    known.set(call.workerFile, train);
  }
  let told = 0;
  try {
    return await train(call.task, (share) => {
      // A screen shows percents; a message per series would only keep the serving thread busy.
      if (share < told + 0.01) return;
      told = share;
      call.port.postMessage(share);
    });
  } finally {
    call.port.close();
  }
}
