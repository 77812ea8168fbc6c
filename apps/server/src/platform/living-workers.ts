import { EventEmitter } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import type { WorkerEvents } from "graphile-worker";
import { Client, type Pool } from "pg";

/** One number space of advisory locks for pools of job workers. */
const SPACE = 77;
const AGAIN_MS = 1000;

/**
 * graphile-worker keeps the jobs and queues of a killed program, which are marked with the id of its pool of workers, for
 * four hours. So every program holds, on a connection of its own, a lock of PostgreSQL for its pool: the lock goes with
 * the program, however it ends, and the others see it.
 */
export interface LivingWorkers {
  /** For graphile-worker's `events`: the pool it makes becomes known. */
  events: WorkerEvents;
  /** Frees what pools of ended programs hold. @returns their ids */
  freeDead(pool: Pool): Promise<string[]>;
  close(): Promise<void>;
}

const nothing = () => {};

/** @param ownerUrl a direct connection: a pooler that shares sessions would lose the locks */
export function openLivingWorkers(ownerUrl: string, log: (message: string) => void): LivingWorkers {
  const own = new Set<string>();
  let client: Client | null = null;
  let isOver = false;

  const lock = (to: Client, poolId: string) => to.query("select pg_advisory_lock($1, hashtext($2))", [SPACE, poolId]);

  async function connect(): Promise<void> {
    const fresh = new Client({ connectionString: ownerUrl, application_name: "selvedge-workers", keepAlive: true });
    fresh.on("error", (error) => log(`The workers' connection was lost: ${error.message}`));
    fresh.on("end", () => void again(fresh));
    try {
      await fresh.connect();
      for (const poolId of own) await lock(fresh, poolId);
      client = fresh;
      if (isOver) await fresh.end();
    } catch (error) {
      log(`The workers could not be made known: ${(error as Error).message}`);
      await fresh.end().catch(() => {});
    }
  }

  async function again(ended: Client): Promise<void> {
    if (client === ended) client = null;
    if (isOver) return;
    await sleep(AGAIN_MS);
    if (!isOver) opening = connect();
  }

  let opening = connect();
  const events: WorkerEvents = new EventEmitter();
  events.on("pool:create", ({ workerPool: { id } }) => {
    own.add(id);
    // A connection lost meanwhile locks all of them when it is back.
    opening = opening.then(() => client && lock(client, id).then(nothing, nothing)).then(nothing);
  });
  return {
    events,
    // A program that has only just begun may not be known yet: what was taken a moment ago waits for the next look.
    async freeDead(pool) {
      await opening;
      const { rows } = await pool.query<{ pools: string[] }>(
        `with dead as (
           select locked_by from (select distinct locked_by from graphile_worker.jobs
                                  where locked_at < now() - interval '10 seconds') w
           where locked_by <> all($1) and pg_try_advisory_xact_lock($2, hashtext(locked_by)))
         select coalesce(array_agg(locked_by), '{}') as pools, graphile_worker.force_unlock_workers(array_agg(locked_by)) from dead`,
        [[...own], SPACE],
      );
      return rows[0]?.pools ?? [];
    },
    async close() {
      isOver = true;
      await opening;
      await client?.end();
    },
  };
}
