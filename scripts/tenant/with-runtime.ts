import { openRuntime } from "../../apps/server/src/main.ts";
import { readConfig } from "../../apps/server/src/platform/config.ts";
import type { Runtime } from "../../apps/server/src/platform/context.ts";
import { migrate, startPostgres } from "../../apps/server/src/platform/postgres/index.ts";

/** Opens this installation's database for a script (a running server keeps running) and closes it afterwards. */
export async function withRuntime<T>(work: (runtime: Runtime) => Promise<T>): Promise<T> {
  const config = readConfig({ LOG_LEVEL: "warn", ...process.env });
  const postgres = await startPostgres({ ...config, log: (message) => console.error(message) });
  try {
    await migrate(postgres.ownerUrl);
    const { runtime, close } = await openRuntime(config, postgres);
    try {
      return await work(runtime);
    } finally {
      await close();
    }
  } finally {
    await postgres.stop();
  }
}

/** Runs a script's work; what went wrong is told in one line, with exit code 1. */
export async function runScript(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    console.error((error as Error).message);
    process.exitCode = 1;
  }
}

/** A line per tenth of the way. */
export function tellProgress() {
  let last = -1;
  return async ({ phase, done, total }: { phase: string; done: number; total: number }) => {
    const tenth = Math.floor((done / Math.max(1, total)) * 10);
    if (tenth === last) return;
    last = tenth;
    console.error(`${tenth * 10} %  ${phase}  ${done.toLocaleString("en")} rows`);
  };
}
