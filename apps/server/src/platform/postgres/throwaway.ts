import { mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Embedded, startEmbedded } from "./embedded.ts";
import { findPostmaster } from "./postmaster.ts";
import { takeSupervision } from "./supervisor-lock.ts";

const prefix = "selvedge-throwaway-";

/**
 * A PostgreSQL in a temporary folder, on a random port, that is gone after `stop()`: for tests, the schema listing and
 * benchmarks. Nothing of it is kept, so durability is off unless asked for.
 */
export async function startThrowaway(options: { durable?: boolean; settings?: Record<string, string> } = {}) {
  await sweepAbandoned();
  const dataDir = mkdtempSync(join(tmpdir(), prefix));
  const loose = { fsync: "off", full_page_writes: "off", synchronous_commit: "off", autovacuum: "off" };
  const remove = () => rmSync(dataDir, { recursive: true, force: true });
  try {
    const embedded: Embedded = await startEmbedded({
      dataDir,
      port: 20_000 + Math.floor(Math.random() * 10_000),
      settings: {
        ...(options.durable ? {} : loose),
        shared_buffers: "'128MB'",
        max_connections: "200",
        ...options.settings,
      },
    });
    return { ...embedded, stop: () => embedded.stop().then(remove) };
  } catch (error) {
    remove();
    throw error;
  }
}

/** Ends and removes what a program left that was killed and could not tidy up after itself. */
async function sweepAbandoned(): Promise<void> {
  for (const name of readdirSync(tmpdir())) {
    const folder = join(tmpdir(), name);
    const made = name.startsWith(prefix) ? statSync(folder, { throwIfNoEntry: false })?.mtimeMs : undefined;
    // A fresh folder may belong to a program that has not got as far as locking it.
    if (made === undefined || made > Date.now() - 60_000) continue;
    if (!takeSupervision(folder)) continue;
    const orphan = findPostmaster(join(folder, "postgres"));
    if (orphan) process.kill(orphan.pid, "SIGQUIT");
    rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  }
}
