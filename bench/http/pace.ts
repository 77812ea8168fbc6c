import http from "node:http";
import { round, send, type Target } from "./drive.ts";
import type { Request } from "./operations.ts";

export interface Paced {
  perSecond: number;
  answered: number;
  p50Ms: number;
  p95Ms: number;
  p99Ms: number;
  mostMs: number;
  /** How many answers there were of each status but success. */
  refused: Record<string, number>;
}

/**
 * Sends so many requests a second at even distances for so long, whether the ones before are answered or not, as people
 * do who know nothing of each other: a server that falls behind is not waited for. Times are from when a request was due.
 */
export async function pace<T extends Target>(
  world: T,
  make: (world: T) => Request,
  perSecond: number,
  seconds: number,
): Promise<Paced> {
  const agent = new http.Agent({ keepAlive: true });
  const times: number[] = [];
  const refused: Record<string, number> = {};
  const begun = performance.now();
  const sent: Promise<void>[] = [];
  for (let i = 0; i < perSecond * seconds; i += 1) {
    const due = begun + (i * 1000) / perSecond;
    const early = due - performance.now();
    if (early > 0) await new Promise((resolve) => setTimeout(resolve, early));
    sent.push(
      send(agent, world, make(world)).then((status) => {
        if (status < 400) times.push(performance.now() - due);
        else refused[status] = (refused[status] ?? 0) + 1;
      }),
    );
  }
  await Promise.all(sent);
  agent.destroy();
  times.sort((a, b) => a - b);
  const at = (share: number) => round(times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0);
  const answered = times.length;
  return { perSecond, answered, p50Ms: at(0.5), p95Ms: at(0.95), p99Ms: at(0.99), mostMs: at(1), refused };
}
