import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestDatabase, testDatabase } from "../../../../tests/harness/database.ts";
import { openPool, type Sql, type Tx } from "./db.ts";
import { newId } from "./ids.ts";
import { cachedByVersion } from "./tenant-cache.ts";

let database: TestDatabase;
let pool: Sql;
beforeAll(async () => {
  database = await testDatabase();
  pool = openPool(database.appUrl, { max: 4 });
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});

const load = (tx: Tx) => async () => (await tx<{ one: number }[]>`select 1 as one`)[0]!.one;
const lock = (tx: Tx) => tx`select pg_advisory_xact_lock(77)`;

async function untilSomebodyWaits(): Promise<void> {
  for (;;) {
    const [row] = await pool<
      { n: number }[]
    >`select count(*)::int as n from pg_locks where locktype = 'advisory' and not granted`;
    if (row!.n > 0) return;
  }
}

test("a transaction that holds a lock never waits for what one that waits for the lock is loading", async () => {
  const tenantId = newId();
  let other: Promise<number> | null = null;
  const mine = await pool.begin(async (holder) => {
    await lock(holder);
    other = pool.begin(async (waiter) => {
      // The load travels behind the statement that waits, as steps of one command send theirs together.
      const waiting = lock(waiter).then(() => {});
      const loaded = await cachedByVersion(tenantId, "chart", 1, load(waiter));
      await waiting;
      return loaded;
    });
    await untilSomebodyWaits();
    return cachedByVersion(tenantId, "chart", 1, load(holder));
  });
  expect([mine, await other]).toEqual([1, 1]);
}, 10_000);

test("is loaded once per version, and what was loaded late does not stand before what is newer", async () => {
  const tenantId = newId();
  const seen: number[] = [];
  const read = (version: number) =>
    cachedByVersion(tenantId, "chart", version, async () => {
      seen.push(version);
      return version;
    });
  expect(await read(1)).toBe(1);
  expect(await read(1)).toBe(1);
  let finishOld = (_: number) => {};
  const old = cachedByVersion(tenantId, "roles", 1, () => new Promise<number>((resolve) => (finishOld = resolve)));
  await cachedByVersion(tenantId, "roles", 2, async () => 2);
  finishOld(1);
  expect(await old).toBe(1);
  expect(await cachedByVersion(tenantId, "roles", 2, async () => 3)).toBe(2);
  expect(await read(2)).toBe(2);
  expect(seen).toEqual([1, 2]);
});

test("what could not be loaded is asked again", async () => {
  const tenantId = newId();
  await expect(cachedByVersion(tenantId, "chart", 1, () => Promise.reject(new Error("gone")))).rejects.toThrow("gone");
  expect(await cachedByVersion(tenantId, "chart", 1, async () => "there")).toBe("there");
});
