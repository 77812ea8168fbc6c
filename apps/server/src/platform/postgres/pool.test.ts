import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type TestDatabase, testDatabase } from "../../../../../tests/harness/database.ts";
import { openSqlPool, type SqlPool } from "./pool.ts";

let database: TestDatabase;
let sql: SqlPool;
beforeAll(async () => {
  database = await testDatabase();
  sql = openSqlPool(database.adminUrl, { max: 3 });
  await sql`create table pool_probe (n int primary key, note text)`;
});
afterAll(async () => {
  await sql.end();
  await database.drop();
});

describe("columns arrive as the generated row types say", () => {
  test("single values", async () => {
    const [row] = await sql`
      select 9007199254740991::int8 as big, 1.50::numeric as exact, date '2026-03-29' as day, timestamptz '2026-03-29T01:00Z' as at,
        '{"a":[1]}'::jsonb as body, '01a1fd0e-54d9-7000-8000-000000000000'::uuid as id, 1.5::float8 as rough, true as yes,
        null::int as nothing, '\\x00ff'::bytea as raw, interval '1 day 2 hours' as span, timestamp '2026-03-29 01:00' as wall`;
    expect(row).toEqual({
      big: 9_007_199_254_740_991,
      exact: "1.50",
      day: "2026-03-29",
      at: new Date("2026-03-29T01:00:00Z"),
      body: { a: [1] },
      id: "01a1fd0e-54d9-7000-8000-000000000000",
      rough: 1.5,
      yes: true,
      nothing: null,
      raw: Buffer.from([0, 255]),
      span: "1 day 02:00:00",
      wall: "2026-03-29 01:00:00",
    });
  });

  test("lists", async () => {
    const [row] = await sql`
      select array[1, null]::int8[] as big, array[1.50, null]::numeric[] as exact, array['2026-03-29']::date[] as day,
        array['a', 'b,"c']::text[] as words, array[true, false] as yes, array[]::uuid[] as none`;
    expect(row).toEqual({
      big: [1, null],
      exact: ["1.50", null],
      day: ["2026-03-29"],
      words: ["a", 'b,"c'],
      yes: [true, false],
      none: [],
    });
  });

  test("a whole number that would be rounded is refused", async () => {
    await expect(sql`select 9007199254740993::int8`).rejects.toThrow(/past what a number holds exactly/);
  });

  test("lists and JSON go in as they come out", async () => {
    const words = ["plain", 'quo"te', "com,ma", "{brace}", "", "नमस्ते", "back\\slash"];
    const [row] =
      await sql`select ${words}::text[] as words, ${sql.json(words)}::jsonb as body, ${[1, 2]}::int8[] as numbers`;
    expect(row).toEqual({ words, body: words, numbers: [1, 2] });
  });
});

describe("a transaction", () => {
  test("is whole when it returns and nothing when it throws", async () => {
    await sql.begin(async (tx) => tx`insert into pool_probe values (1, 'kept')`);
    const failing = sql.begin(async (tx) => {
      await tx`insert into pool_probe values (2, 'dropped')`;
      throw new Error("changed its mind");
    });
    await expect(failing).rejects.toThrow("changed its mind");
    expect(await sql`select n from pool_probe`).toEqual([{ n: 1 }]);
  });

  test("whose failed statement nobody waited for does not look like success", async () => {
    const failing = sql.begin(async (tx) => {
      await tx`insert into pool_probe values (3, 'lost')`;
      await tx`insert into pool_probe values (3, 'twice')`.catch(() => {});
      return "fine";
    });
    await expect(failing).rejects.toMatchObject({ code: "23505", constraint: "pool_probe_pkey" });
    expect(await sql`select n from pool_probe where n = 3`).toEqual([]);
  });

  test("tells the first failure when statements that travelled with it fail in its wake", async () => {
    const failing = sql.begin((tx) => Promise.all([tx`select 1 / 0`, tx`select 1`, tx`select nonsense`]));
    await expect(failing).rejects.toMatchObject({ code: "22012" });
    expect(await sql`select 1 as fine`).toEqual([{ fine: 1 }]);
  });

  test("answers statements that travel together each with its own rows", async () => {
    const answers = await sql.begin((tx) =>
      Promise.all(
        Array.from({ length: 50 }, (_, n) => tx`select ${n}::int as n, repeat('x', ${n * 100}::int) as filling`),
      ),
    );
    expect(answers.map(([row]) => row?.["n"])).toEqual(Array.from({ length: 50 }, (_, n) => n));
  });

  test("passes over what travelled behind a failure, and can go on from a savepoint before it", async () => {
    const seen = await sql.begin(async (tx) => {
      await tx`savepoint here`;
      const answers = await Promise.allSettled([
        tx`insert into pool_probe values (4, 'before')`,
        tx`insert into pool_probe values (4, 'twice')`,
        tx`insert into pool_probe values (5, 'behind')`,
      ]);
      await tx`rollback to savepoint here`;
      // Texts that were on their way to be prepared when it failed are prepared now.
      await Promise.all([
        tx`insert into pool_probe values (4, 'twice')`,
        tx`insert into pool_probe values (5, 'behind')`,
        tx`select ${"first asked for here"}::text`,
      ]);
      return answers.map((answer) => (answer.status === "rejected" ? answer.reason.code : "done"));
    });
    expect(seen).toEqual(["done", "23505", "23505"]);
    expect(await sql`select n, note from pool_probe where n in (4, 5) order by n`).toEqual([
      { n: 4, note: "twice" },
      { n: 5, note: "behind" },
    ]);
  });

  test("one answer that cannot be read does not spoil those beside it", async () => {
    const answers = await sql.begin((tx) =>
      Promise.allSettled([tx`select 1 as n`, tx`select 9007199254740993::int8 as n`, tx`select 2 as n`]),
    );
    expect(answers.map((a) => (a.status === "fulfilled" ? a.value : "refused"))).toEqual([
      [{ n: 1 }],
      "refused",
      [{ n: 2 }],
    ]);
  });

  test("reads a statement alike each time its connection runs it", async () => {
    const rows = await sql.begin(async (tx) => {
      const ask = (n: number) => tx`select ${n}::int as n, array[${n}::text] as words, null::date as day`;
      const first = await ask(1);
      return [...first, ...(await ask(2)), ...(await Promise.all([ask(3), ask(4)])).flat()];
    });
    expect(rows).toEqual([1, 2, 3, 4].map((n) => ({ n, words: [String(n)], day: null })));
  });

  test("that may only read refuses to write", async () => {
    await expect(sql.begin("read only", (tx) => tx`delete from pool_probe`)).rejects.toMatchObject({ code: "25006" });
  });

  test("refuses what is asked of it after its end", async () => {
    let kept: Parameters<Parameters<SqlPool["begin"]>[1]>[0] | null = null;
    await sql.begin(async (tx) => {
      kept = tx;
    });
    await expect(kept!`select 1`).rejects.toMatchObject({ code: "CONNECTION_ENDED" });
  });

  test("reads in portions without losing or doubling a row", async () => {
    const sizes: number[] = [];
    const seen = await sql.begin(async (tx) => {
      const all: number[] = [];
      for await (const rows of tx<{ n: number }[]>`select n from generate_series(1, ${2500}::int) n order by n`.cursor(
        1000,
      )) {
        sizes.push(rows.length);
        all.push(...rows.map((row) => row.n));
      }
      return all;
    });
    expect(sizes).toEqual([1000, 1000, 500]);
    expect(seen).toEqual(Array.from({ length: 2500 }, (_, n) => n + 1));
  });
});

test("more work than connections waits its turn", async () => {
  const rows = await Promise.all(Array.from({ length: 30 }, (_, n) => sql`select ${n}::int as n, pg_sleep(0.01)`));
  expect(rows.map(([row]) => row?.["n"])).toEqual(Array.from({ length: 30 }, (_, n) => n));
});

test("counts what a statement changed", async () => {
  await sql`insert into pool_probe select g, 'many' from generate_series(100, 109) g`;
  expect((await sql`update pool_probe set note = 'few' where n >= 105`).count).toBe(5);
  expect((await sql`delete from pool_probe where n > 1000`).count).toBe(0);
});

test("a pool with a role is that role from the first statement", async () => {
  const asApp = openSqlPool(database.adminUrl, { max: 1, role: "selvedge_app" });
  expect(await asApp`select current_user as is`).toEqual([{ is: "selvedge_app" }]);
  await expect(asApp`select * from pool_probe`).rejects.toMatchObject({ code: "42501" });
  await asApp.end();
});

test("several statements in one text answer with one list each", async () => {
  expect(await sql.unsafe("select 1 as a; select 2 as b union all select 3")).toEqual([
    [{ a: 1 }],
    [{ b: 2 }, { b: 3 }],
  ]);
});

test("nobody there is said with a code, after a moment's patience", async () => {
  const nobody = openSqlPool("postgres://a:b@127.0.0.1:1/none", { max: 1 });
  await expect(nobody`select 1`).rejects.toMatchObject({ code: "ECONNREFUSED" });
  await nobody.end();
});
