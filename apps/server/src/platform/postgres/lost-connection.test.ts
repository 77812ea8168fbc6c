import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type TestDatabase, testDatabase } from "../../../../../tests/harness/database.ts";
import { openSqlPool, type SqlPool } from "./pool.ts";
import { connectOnce } from "./roles.ts";

// What the rest of the program relies on when a connection is lost (docs/decisions/0002 tells what went wrong before).
let database: TestDatabase;
let admin: SqlPool;
beforeAll(async () => {
  database = await testDatabase();
  admin = connectOnce(database.adminUrl);
  await admin`create table lost_probe (who text, n int)`;
});
beforeEach(async () => {
  await admin`delete from lost_probe`;
});
afterAll(async () => {
  await admin.end();
  await database.drop();
});

const seen = async () =>
  (await admin`select who, n from lost_probe order by who, n`).map((row) => `${row["who"]}${row["n"]}`);

/** A gate that one side waits at and the other opens. */
function gate() {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open, opened };
}

/** A transaction that loses its connection, and then waits before it asks for more. */
function losesItsConnection(sql: SqlPool, waits: Promise<void>) {
  return sql.begin(async (tx) => {
    const [backend] = await tx`select pg_backend_pid() as pid`;
    await admin`select pg_terminate_backend(${backend?.["pid"]}, 5000)`;
    await tx`select 1`.catch(() => {});
    await waits;
    await tx`insert into lost_probe values ('a', 1)`;
  });
}

test("a transaction that lost its connection writes nothing, and is told so", async () => {
  const sql = openSqlPool(database.adminUrl, { max: 1 });
  await expect(losesItsConnection(sql, Promise.resolve())).rejects.toMatchObject({ code: "CONNECTION_CLOSED" });
  expect(await seen()).toEqual([]);
  expect(await sql`select 1 as one`).toEqual([{ one: 1 }]);
  await sql.end();
});

test("it can neither write into, nor roll back, the transaction that comes after it, nor see its tenant", async () => {
  const sql = openSqlPool(database.adminUrl, { max: 2 });
  const bHasWritten = gate();
  const a = losesItsConnection(sql, bHasWritten.opened).catch((error) => error);
  await sleep(100);
  // As many as the pool has connections, so that one of them stands where the lost one stood.
  const later = Array.from({ length: 2 }, (_, n) =>
    sql
      .begin(async (tx) => {
        await tx`select set_config('app.tenant_id', ${`tenant-${n}`}, true)`;
        await tx`insert into lost_probe values ('b', ${n})`;
        bHasWritten.open();
        await a;
        const [mine] = await tx`select current_setting('app.tenant_id', true) as tenant`;
        await tx`insert into lost_probe values ('c', ${n})`;
        expect(mine?.["tenant"]).toBe(`tenant-${n}`);
        throw new Error("changes its mind");
      })
      .catch((error: Error) => error.message),
  );
  const settled = await Promise.race([Promise.all(later), a.then(() => sleep(2000))]);
  expect(await a).toMatchObject({ code: "CONNECTION_CLOSED" });
  expect(settled).toEqual(["changes its mind", "changes its mind"]);
  expect(await seen()).toEqual([]);
  await sql.end();
});

test("connections killed again and again under load all come back, and acknowledged transactions are whole", async () => {
  const max = 4;
  const sql = openSqlPool(database.adminUrl, { max, name: "under-load" });
  const acknowledged: number[] = [];
  let next = 0;
  let running = true;
  const write = async () => {
    while (running) {
      const n = next++;
      await sql
        .begin(async (tx) => {
          await Promise.all([
            tx`insert into lost_probe values ('x', ${n})`,
            tx`insert into lost_probe values ('y', ${n})`,
          ]);
          await tx`insert into lost_probe values ('z', ${n})`;
        })
        .then(
          () => acknowledged.push(n),
          () => sleep(5),
        );
    }
  };
  const writers = Array.from({ length: 12 }, write);
  for (let round = 0; round < 15; round++) {
    await sleep(20);
    await admin`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'under-load'`;
  }
  running = false;
  await Promise.all(writers);
  const broken = await admin`select n from lost_probe group by n having count(*) <> 3`;
  expect(broken).toHaveLength(0);
  const stored = new Set((await admin`select distinct n from lost_probe`).map((row) => row["n"]));
  expect(acknowledged.filter((n) => !stored.has(n))).toEqual([]);
  // Every connection of the pool is usable: they only answer all at once when all are there.
  const pids = await Promise.all(
    Array.from({ length: max }, () =>
      sql.begin(async (tx) => (await tx`select pg_backend_pid() as pid, pg_sleep(0.2)`)[0]?.["pid"]),
    ),
  );
  expect(new Set(pids).size).toBe(max);
  await sql.end();
});
