import { setTimeout as sleep } from "node:timers/promises";
import { launchPostmaster, type Postmaster, type PostmasterFolder, requestStop, stopPostmaster } from "./postmaster.ts";
import { isPostmasterOf } from "./process-identity.ts";
import type { SupervisorLock } from "./supervisor-lock.ts";

/** Milliseconds to wait before the n-th new start (from 0): doubling, never above five seconds. */
export function calculateBackOff(attempt: number): number {
  return Math.min(100 * 2 ** attempt, 5000);
}

/**
 * Watches a postmaster and starts it again, on the same port, when it dies; connection pools then reconnect by
 * themselves. Returns the clean stop. If this program exits without it, PostgreSQL is asked to stop as well.
 */
export function keepRunning(
  folder: PostmasterFolder,
  first: Postmaster,
  lock: SupervisorLock,
): { stop(): Promise<void> } {
  let running: Postmaster | null = first;
  let stopped: Promise<void> | null = null;
  const halt = new AbortController();
  const onExit = () => {
    if (running) requestStop(running.pid);
    lock.release();
  };
  process.once("exit", onExit);

  const watch = async () => {
    for (let attempt = 0; ; ) {
      const begun = Date.now();
      if (running) await untilGone(running, folder.clusterDir, halt.signal);
      if (halt.signal.aborted) return;
      if (running && Date.now() - begun > 60_000) attempt = 0;
      running = null;
      folder.log("PostgreSQL ended unexpectedly; starting it again");
      await rest(calculateBackOff(attempt++), halt.signal);
      if (halt.signal.aborted) return;
      try {
        running = await launchPostmaster(folder, first.port);
        folder.log("PostgreSQL is back");
      } catch (error) {
        folder.log(error instanceof Error ? error.message : String(error));
      }
    }
  };
  const watching = watch();

  const stop = async () => {
    halt.abort();
    await watching;
    if (running) await stopPostmaster(folder, running);
    process.off("exit", onExit);
    lock.release();
  };
  return {
    stop() {
      stopped ??= stop();
      return stopped;
    },
  };
}

async function untilGone(running: Postmaster, clusterDir: string, halt: AbortSignal): Promise<void> {
  const { child, pid } = running;
  const alive = child
    ? () => child.exitCode === null && child.signalCode === null
    : () => isPostmasterOf(pid, clusterDir);
  while (!halt.aborted && alive()) await rest(50, halt);
}

// A wait that ends early when halted, and that alone does not keep a program from exiting.
async function rest(milliseconds: number, halt: AbortSignal): Promise<void> {
  await sleep(milliseconds, undefined, { ref: false, signal: halt }).catch(() => {});
}
