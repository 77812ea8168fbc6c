import { execFileSync } from "node:child_process";
import { readFileSync, readlinkSync, realpathSync } from "node:fs";

/** Whether a process with this id exists; a zombie or another user's process counts. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/**
 * When a process began, in whatever unit the system tells it; only good for comparing with itself, so that a process
 * id used again after a crash or a container's restart is not taken for the one that was meant. Null: gone.
 */
export function processStart(pid: number): string | null {
  if (!isRunning(pid)) return null;
  if (process.platform === "win32") return "unknown";
  try {
    if (process.platform === "linux") {
      const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
      // The second field is the program's name in brackets and may hold blanks; state and start time follow it.
      const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
      return fields[0] === "Z" ? null : (fields[19] ?? null);
    }
    return execFileSync("ps", ["-o", "lstart=", "-p", String(pid)], { encoding: "utf8" }).trim() || null;
  } catch {
    return null;
  }
}

/** Whether a process is a live postmaster of exactly this data folder, and not something that got its old id. */
export function isPostmasterOf(pid: number, clusterDir: string): boolean {
  if (!isRunning(pid)) return false;
  if (process.platform === "win32") return true;
  try {
    // A postmaster makes its data folder its working directory; a zombie has none.
    if (process.platform === "linux") return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(clusterDir);
    return execFileSync("ps", ["-o", "command=", "-p", String(pid)], { encoding: "utf8" }).includes(clusterDir);
  } catch {
    return false;
  }
}
