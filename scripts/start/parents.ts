import { readFileSync } from "node:fs";

/**
 * Calls `onGone` when the npm that runs this program has ended without handing its signal on: npm starts programs through
 * a shell, and a SIGTERM for npm ends that shell only. Nothing is watched when npm is not in between, so that a program
 * started in the background outlives its terminal.
 */
export function watchParents(onGone: () => void, env: Record<string, string | undefined> = process.env): void {
  if (!env["npm_lifecycle_event"]) return;
  const first = parents();
  const timer = setInterval(() => {
    if (parents() === first) return;
    clearInterval(timer);
    onGone();
  }, 500);
  timer.unref();
}

/** The shell, and npm above it where the system tells. */
function parents(): string {
  const shell = process.ppid;
  if (process.platform !== "linux") return String(shell);
  try {
    const stat = readFileSync(`/proc/${shell}/stat`, "utf8");
    return `${shell} ${stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]}`;
  } catch {
    return "gone";
  }
}
