import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { processStart } from "./process-identity.ts";

interface Holder {
  pid: number;
  start: string;
}

/** Proof that this process looks after the PostgreSQL of a data folder. */
export interface SupervisorLock {
  release(): void;
}

/**
 * Takes the right to start, watch and stop the PostgreSQL of a data folder. Null when a living process holds it.
 * A lock left by a process that is gone (or whose id now belongs to another) is taken over.
 */
export function takeSupervision(dataDir: string): SupervisorLock | null {
  const file = join(dataDir, "postgres.lock");
  for (;;) {
    const mine: Holder = { pid: process.pid, start: processStart(process.pid) ?? "unknown" };
    const draft = `${file}.${process.pid}`;
    writeFileSync(draft, JSON.stringify(mine));
    try {
      // A hard link appears with its content or not at all, so that nobody reads half a lock.
      linkSync(draft, file);
      return { release: () => rmSync(file, { force: true }) };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    } finally {
      rmSync(draft, { force: true });
    }
    const seen = readText(file);
    if (seen === null) continue;
    if (isHeld(seen)) return null;
    removeStale(file, seen);
  }
}

function isHeld(text: string): boolean {
  try {
    const holder = JSON.parse(text) as Holder;
    return processStart(holder.pid) === holder.start;
  } catch {
    return false;
  }
}

// Two starts may find the same stale lock: it is moved aside first, and put back if it turns out to be a fresh one.
function removeStale(file: string, seen: string): void {
  const aside = `${file}.${process.pid}.stale`;
  try {
    renameSync(file, aside);
  } catch {
    return;
  }
  if (readText(aside) !== seen) {
    try {
      linkSync(aside, file);
    } catch {
      // Somebody else holds it by now.
    }
  }
  rmSync(aside, { force: true });
}

function readText(file: string): string | null {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return null;
  }
}
