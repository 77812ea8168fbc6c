import { Pool } from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type TestDatabase, testDatabase } from "../../../../tests/harness/database.ts";
import { openLivingWorkers } from "./living-workers.ts";

let database: TestDatabase;
let pool: Pool;
beforeAll(async () => {
  database = await testDatabase();
  pool = new Pool({ connectionString: database.ownerUrl, max: 2 });
});
afterAll(async () => {
  await pool?.end();
  await database?.drop();
});

/** A program whose pool of workers has taken a job, as graphile-worker marks it. */
async function aProgram(poolId: string) {
  const living = openLivingWorkers(database.ownerUrl, () => {});
  const told = living.events.emit.bind(living.events) as unknown as (name: string, about: unknown) => boolean;
  told("pool:create", { workerPool: { id: poolId } });
  await pool.query("select graphile_worker.add_job('noop', '{}'::json, $1)", [`queue-${poolId}`]);
  await pool.query(
    `update graphile_worker._private_jobs j set locked_at = now() - interval '1 minute', locked_by = $1
     from graphile_worker._private_job_queues q where q.id = j.job_queue_id and q.queue_name = $2`,
    [poolId, `queue-${poolId}`],
  );
  await pool.query(
    "update graphile_worker._private_job_queues set locked_at = now(), locked_by = $1 where queue_name = $2",
    [poolId, `queue-${poolId}`],
  );
  return living;
}

/** Until so many pools are known. */
const known = (count: number) =>
  expect
    .poll(
      async () => (await pool.query("select 1 from pg_locks where locktype = 'advisory' and classid = 77")).rowCount,
      { timeout: 10_000 },
    )
    .toBe(count);

const held = async () =>
  (await pool.query("select locked_by from graphile_worker._private_job_queues where locked_by is not null order by 1"))
    .rows;

it("leaves alone what living programs hold, its own and others', and frees what an ended one held, queue and all", async () => {
  const [first, second] = [await aProgram("pool-first"), await aProgram("pool-second")];
  await known(2);
  expect(await first.freeDead(pool)).toEqual([]);
  expect(await second.freeDead(pool)).toEqual([]);
  expect(await held()).toHaveLength(2);
  await first.close();
  expect(await second.freeDead(pool)).toEqual(["pool-first"]);
  expect(await held()).toEqual([{ locked_by: "pool-second" }]);
  expect(await second.freeDead(pool)).toEqual([]);
  await second.close();
});

it("is known again when its connection broke", async () => {
  const [first, second] = [await aProgram("pool-third"), await aProgram("pool-fourth")];
  await known(2);
  await pool.query(
    "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'selvedge-workers' and datname = current_database()",
  );
  await known(2);
  expect(await second.freeDead(pool)).not.toContain("pool-third");
  await first.close();
  await second.close();
});
