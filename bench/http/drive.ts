import { readdirSync, readFileSync } from "node:fs";
import http from "node:http";
import type { Request } from "./operations.ts";

export interface Result {
  clients: number;
  perSecond: number;
  p50Ms: number;
  p95Ms: number;
  p99Ms: number;
  operations: number;
  errors: number;
  serverCpuMs: number;
  databaseCpuMs: number;
}

const ticksPerSecond = 100;

/** CPU milliseconds a process has used (utime + stime of /proc). */
function cpuOf(pid: number): number {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return ((Number(fields[11]) + Number(fields[12])) * 1000) / ticksPerSecond;
  } catch {
    return 0;
  }
}

/** CPU of a process and of those it started and reaped. */
function cpuOfTree(pid: number): number {
  let sum = cpuOf(pid);
  for (const entry of readdirSync("/proc")) {
    if (!/^\d+$/.test(entry)) continue;
    try {
      const stat = readFileSync(`/proc/${entry}/stat`, "utf8");
      if (Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]) === pid) sum += cpuOf(Number(entry));
    } catch {}
  }
  return sum;
}

/** Where requests go, and as whom; nobody signs in without a token. */
export interface Target {
  origin: string;
  token: string;
}

/** Sends one request and reads its answer to the end; gives the status. */
export function send(agent: http.Agent, world: Target, request: Request): Promise<number> {
  const body = request.body ? JSON.stringify(request.body) : undefined;
  return new Promise((resolve, reject) => {
    const req = http.request(
      `${world.origin}${request.path}`,
      {
        agent,
        method: request.method,
        headers: {
          ...(world.token ? { authorization: `Bearer ${world.token}` } : {}),
          ...(body ? { "content-type": "application/json", "content-length": Buffer.byteLength(body) } : {}),
          ...(request.key ? { "idempotency-key": request.key } : {}),
        },
      },
      (res) => {
        res.resume();
        res.on("end", () => resolve(res.statusCode ?? 0));
      },
    );
    req.on("error", reject);
    req.end(body);
  });
}

/** Drives one operation with so many clients for so long, each sending its next request when the last is answered. */
export async function drive<T extends Target>(
  world: T,
  op: { make: (world: T) => Request },
  clients: number,
  seconds: number,
  pids: { server: number; postmaster: number },
): Promise<Result> {
  const agent = new http.Agent({ keepAlive: true, maxSockets: clients });
  const times: number[] = [];
  let errors = 0;
  const warmUntil = performance.now() + Math.min(1000, seconds * 250);
  const client = async (until: number, counted: boolean) => {
    while (performance.now() < until) {
      const begun = performance.now();
      const status = await send(agent, world, op.make(world));
      if (counted) times.push(performance.now() - begun);
      if (counted && status >= 400) errors += 1;
    }
  };
  await Promise.all(Array.from({ length: clients }, () => client(warmUntil, false)));
  const before = { server: cpuOf(pids.server), database: cpuOfTree(pids.postmaster) };
  const begun = performance.now();
  await Promise.all(Array.from({ length: clients }, () => client(begun + seconds * 1000, true)));
  const took = (performance.now() - begun) / 1000;
  const after = { server: cpuOf(pids.server), database: cpuOfTree(pids.postmaster) };
  agent.destroy();
  times.sort((a, b) => a - b);
  const at = (share: number) => round(times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0);
  return {
    clients,
    perSecond: round(times.length / took),
    p50Ms: at(0.5),
    p95Ms: at(0.95),
    p99Ms: at(0.99),
    operations: times.length,
    errors,
    serverCpuMs: round((after.server - before.server) / times.length),
    databaseCpuMs: round((after.database - before.database) / times.length),
  };
}

export function round(value: number): number {
  return Math.round(value * 100) / 100;
}
