import { availableParallelism } from "node:os";
import { MessageChannel } from "node:worker_threads";
import { Piscina } from "piscina";

/** Threads leave the processor to whatever serves people: the kernel gives them what is left over. */
const NICE = 15;
const IDLE_MS = 5000;

export interface ThreadLimits {
  threads: number;
  megabytes: number;
}

let limits: ThreadLimits = { threads: availableParallelism(), megabytes: 512 };
let pool: Piscina | null = null;

/** Says how many threads may learn at once and how much memory each may take; called once at start. */
export function limitTraining(wanted: ThreadLimits): void {
  limits = wanted;
}

/** One pool for the whole process, so that learners of many tenants share one bound. Idle threads end by themselves. */
function thePool(): Piscina {
  pool ??= new Piscina({
    filename: new URL("./training-thread.ts", import.meta.url).href,
    minThreads: 0,
    maxThreads: Math.max(1, limits.threads),
    idleTimeout: IDLE_MS,
    niceIncrement: NICE,
    resourceLimits: { maxOldGenerationSizeMb: limits.megabytes },
  });
  return pool;
}

/**
 * Trains tasks in worker threads and gives their results in the order of the tasks. Aborting ends the threads at once.
 * @param tell the share of all tasks that is done, as it rises
 */
export async function trainInThreads<T, R>(
  workerFile: URL,
  tasks: readonly T[],
  options: { signal: AbortSignal; tell: (share: number) => void },
): Promise<R[]> {
  const shares = new Float64Array(tasks.length);
  const tell = (i: number, share: number) => {
    shares[i] = Math.max(shares[i]!, Math.min(1, share));
    options.tell(shares.reduce((a, b) => a + b, 0) / tasks.length);
  };
  const failed = new AbortController();
  const signal = AbortSignal.any([options.signal, failed.signal]);
  const runs = tasks.map(async (task, i) => {
    const { port1, port2 } = new MessageChannel();
    port1.on("message", (share: number) => tell(i, share));
    port1.unref();
    try {
      const call = { workerFile: workerFile.href, task, port: port2 };
      const result = (await thePool().run(call, { signal, transferList: [port2, ...buffersOf(task)] })) as R;
      tell(i, 1);
      return result;
    } catch (error) {
      failed.abort(error);
      throw error;
    } finally {
      port1.close();
    }
  });
  const settled = await Promise.allSettled(runs);
  options.signal.throwIfAborted();
  const refused = settled.find((s) => s.status === "rejected");
  if (refused) throw failed.signal.reason ?? refused.reason;
  return settled.map((s) => (s as PromiseFulfilledResult<R>).value);
}

/** Buffers of a task's own fields are handed over, not copied. */
function buffersOf(task: unknown): ArrayBuffer[] {
  if (typeof task !== "object" || task === null) return [];
  const found = new Set<ArrayBuffer>();
  for (const value of Object.values(task)) {
    if (
      ArrayBuffer.isView(value) &&
      value.buffer instanceof ArrayBuffer &&
      value.byteLength === value.buffer.byteLength
    )
      found.add(value.buffer);
  }
  return [...found];
}
