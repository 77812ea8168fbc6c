import { type ChildProcess, execFile, spawn } from "node:child_process";
import { closeSync, fstatSync, openSync, readdirSync, readFileSync, readSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { PostgresBinaries } from "./binaries.ts";
import { isPostmasterOf } from "./process-identity.ts";
import type { SpawnAs } from "./system-user.ts";

/** A running postmaster. `child` is absent when it was found running and adopted. */
export interface Postmaster {
  pid: number;
  port: number;
  child?: ChildProcess;
}

/** What is needed to start the PostgreSQL of one folder. */
export interface PostmasterFolder {
  binaries: PostgresBinaries;
  as: SpawnAs;
  clusterDir: string;
  /** Where its Unix socket is, which nothing else uses; null without one. */
  socketFolder: string | null;
  logFile: string;
  log: (message: string) => void;
}

interface PidFile {
  pid: number;
  port: number;
  status: string;
}

// No such process can exist: above the largest id that any of the systems hands out.
const impossiblePid = 2_147_483_646;

/** Reads `postmaster.pid`; null when there is none or it is incomplete. */
export function readPidFile(clusterDir: string): PidFile | null {
  try {
    const lines = readFileSync(join(clusterDir, "postmaster.pid"), "utf8").split("\n");
    const pid = Number(lines[0]);
    return pid > 0 ? { pid, port: Number(lines[3] ?? 0), status: (lines[7] ?? "").trim() } : null;
  } catch {
    return null;
  }
}

/** The live postmaster of the folder, if one is running there, whoever started it. */
export function findPostmaster(clusterDir: string): Postmaster | null {
  const file = readPidFile(clusterDir);
  if (!file || file.pid === impossiblePid || !isPostmasterOf(file.pid, clusterDir)) return null;
  return { pid: file.pid, port: file.port };
}

/**
 * After a crash or a container's restart the pid file may name a process that is now something else, and PostgreSQL
 * would refuse to start. Only the number is made impossible: the rest stays, because PostgreSQL finds in it the shared
 * memory of surviving backends, which must be gone before a new start.
 */
export function disarmStalePidFile(clusterDir: string): void {
  const file = readPidFile(clusterDir);
  if (!file || isPostmasterOf(file.pid, clusterDir)) return;
  const path = join(clusterDir, "postmaster.pid");
  const [, ...rest] = readFileSync(path, "utf8").split("\n");
  writeFileSync(path, [String(impossiblePid), ...rest].join("\n"));
}

/** The lock of a killed postmaster's socket would stop the next one as a stale pid file does. */
function removeStaleSockets({ clusterDir, socketFolder }: PostmasterFolder): void {
  if (socketFolder === null || findPostmaster(clusterDir)) return;
  for (const name of readdirSync(socketFolder)) rmSync(join(socketFolder, name), { force: true });
}

/** The first port from `wanted` upwards that nothing listens on. */
export async function chooseFreePort(wanted: number): Promise<number> {
  for (let port = wanted; port < wanted + 200; port++) {
    if (await isPortFree(port)) return port;
  }
  throw new Error(`No free port between ${wanted} and ${wanted + 199} for PostgreSQL.`);
}

function isPortFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", () => resolve(false));
    probe.listen({ host: "127.0.0.1", port, exclusive: true }, () => probe.close(() => resolve(true)));
  });
}

/**
 * Starts PostgreSQL and waits until it takes connections, through crash recovery if need be. Throws with the tail of
 * its log when it will not start. It gets a session of its own, so that Ctrl-C reaches it only through a clean stop.
 */
export async function launchPostmaster(folder: PostmasterFolder, port: number): Promise<Postmaster> {
  const deadline = Date.now() + 15_000;
  for (;;) {
    disarmStalePidFile(folder.clusterDir);
    removeStaleSockets(folder);
    const outcome = await launchOnce(folder, port);
    if (typeof outcome !== "string") return outcome;
    // Backends of a killed postmaster hold its shared memory until they notice, which takes a moment.
    if (!outcome.includes("shared memory block") || Date.now() > deadline) {
      throw new Error(`PostgreSQL did not start on port ${port}:\n${outcome.trim()}`);
    }
    await sleep(100);
  }
}

async function launchOnce(folder: PostmasterFolder, port: number): Promise<Postmaster | string> {
  const logFd = openSync(folder.logFile, "a", 0o600);
  const logStart = fstatSync(logFd).size;
  const words = [...folder.as.prefix, folder.binaries.postgres, "-D", folder.clusterDir, "-p", String(port)];
  const child = spawn(words[0] as string, words.slice(1), {
    uid: folder.as.uid,
    gid: folder.as.gid,
    cwd: "/",
    detached: true,
    stdio: ["ignore", logFd, logFd],
    env: { ...process.env, LC_ALL: "C" },
  });
  closeSync(logFd);
  let ended: string | null = null;
  child.on("error", (error) => {
    ended = error.message;
  });
  child.on("exit", (code, signal) => {
    ended ??= `It ended at once (${signal ?? code}).`;
  });
  child.unref();
  const begun = Date.now();
  let told = false;
  while (ended === null) {
    const file = readPidFile(folder.clusterDir);
    if (file && file.pid === child.pid && file.status === "ready") return { pid: file.pid, port, child };
    if (!told && Date.now() - begun > 3000) {
      told = true;
      folder.log("PostgreSQL is recovering from a crash; this can take a while");
    }
    await sleep(15);
  }
  return `${ended}\n${readFrom(folder.logFile, logStart)}`;
}

/**
 * Stops PostgreSQL cleanly: open transactions are rolled back, everything is written out. If it has not ended after
 * `patienceMs` it is stopped at once, in the end by force, and the next start recovers from its log.
 */
export async function stopPostmaster(
  folder: PostmasterFolder,
  running: Postmaster,
  patienceMs = 60_000,
): Promise<void> {
  const alive = () =>
    running.child ? running.child.exitCode === null && running.child.signalCode === null : isStillThere();
  const isStillThere = () => isPostmasterOf(running.pid, folder.clusterDir);
  await signalPostmaster(folder, running.pid, "SIGINT");
  const deadline = Date.now() + patienceMs;
  while (alive() && Date.now() < deadline) await sleep(15);
  if (!alive()) return;
  folder.log("PostgreSQL takes too long to stop; stopping it at once");
  await signalPostmaster(folder, running.pid, "SIGQUIT");
  const lastDeadline = Date.now() + 10_000;
  while (alive() && Date.now() < lastDeadline) await sleep(15);
  if (alive()) process.kill(running.pid, "SIGKILL");
  while (alive()) await sleep(15);
}

/** The fast stop for a program that is about to exit and cannot wait. */
export function requestStop(pid: number): void {
  try {
    process.kill(pid, "SIGINT");
  } catch {
    // It is gone already.
  }
}

async function signalPostmaster(folder: PostmasterFolder, pid: number, signal: "SIGINT" | "SIGQUIT"): Promise<void> {
  if (process.platform !== "win32") {
    try {
      process.kill(pid, signal);
    } catch {
      // It is gone already.
    }
    return;
  }
  // Windows has no signals; pg_ctl speaks to the postmaster's own pipe.
  const mode = signal === "SIGINT" ? "fast" : "immediate";
  await new Promise<void>((resolve) => {
    execFile(folder.binaries.pgCtl, ["stop", "-D", folder.clusterDir, "-m", mode, "-W"], () => resolve());
  });
}

/** At most the last 4,000 characters that a file got after a position. */
function readFrom(file: string, start: number): string {
  const fd = openSync(file, "r");
  try {
    const size = fstatSync(fd).size;
    const from = Math.max(start, size - 4000);
    const buffer = Buffer.alloc(size - from);
    readSync(fd, buffer, 0, buffer.length, from);
    return buffer.toString("utf8");
  } finally {
    closeSync(fd);
  }
}
