import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { emptyDatabase, type TestDatabase, testDatabase } from "../../../../../tests/harness/database.ts";
import { migrate, migrationsFolder, readMigrations } from "./migrate.ts";
import { ask } from "./testing/hold.ts";

let database: TestDatabase;
let path: string;
let folder: URL;

beforeEach(async () => {
  database = await emptyDatabase();
  path = mkdtempSync(join(tmpdir(), "selvedge-migrations-"));
  folder = pathToFileURL(`${path}/`);
  return async () => {
    await database.drop();
    rmSync(path, { recursive: true });
  };
});

const put = (name: string, sql: string) => writeFileSync(join(path, name), sql);
const run = () => migrate(database.ownerUrl, { folder });

test("applies what is new, in order, once", async () => {
  put("0002-second.sql", "insert into first values (2)");
  put("0001-first.sql", "create table first (n int); insert into first values (1);");
  expect(await run()).toEqual(["0001-first.sql", "0002-second.sql"]);
  put("0003-third.sql", "insert into first values (3)");
  expect(await run()).toEqual(["0003-third.sql"]);
  expect(await run()).toEqual([]);
  expect(await ask(database.ownerUrl, "select n from first order by n")).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }]);
});

test("installs the job queue first, so that migrations can refer to it", async () => {
  put("0001-job.sql", "do $$ begin perform graphile_worker.add_job('noop'); end $$");
  expect(await run()).toEqual(["0001-job.sql"]);
});

test("a migration that fails leaves nothing of itself and names its file and line", async () => {
  put("0001-good.sql", "create table good (n int)");
  put("0002-bad.sql", "create table half (n int);\n\nselect nonsense();");
  await expect(run()).rejects.toThrow(/0002-bad\.sql failed: .*nonsense.*\(line 3\)/);
  const tables = await ask(
    database.ownerUrl,
    "select to_regclass('good') is not null as good, to_regclass('half') as half",
  );
  expect(tables).toEqual([{ good: true, half: null }]);
});

test("refuses an applied migration that was changed", async () => {
  put("0001-first.sql", "create table first (n int)");
  await run();
  put("0001-first.sql", "create table first (n bigint)");
  await expect(run()).rejects.toThrow("Migration 0001-first.sql was changed after it was applied");
});

test("other line ends are not a change", async () => {
  put("0001-first.sql", "create table first (\n n int)");
  await run();
  put("0001-first.sql", "create table first (\r\n n int)");
  expect(await run()).toEqual([]);
});

test("refuses a database that a later release has migrated", async () => {
  put("0001-first.sql", "create table first (n int)");
  put("0002-later.sql", "create table later (n int)");
  await run();
  rmSync(join(path, "0002-later.sql"));
  await expect(run()).rejects.toThrow(/has migration 0002-later\.sql, which this release does not know/);
});

test("refuses a new migration that is numbered before an applied one", async () => {
  put("0002-second.sql", "create table second (n int)");
  await run();
  put("0001-late.sql", "create table late (n int)");
  await expect(run()).rejects.toThrow(/0001-late\.sql comes before 0002-second\.sql/);
});

test("refuses two migrations with one number and a name out of pattern", () => {
  put("0001-a.sql", "");
  put("0001-b.sql", "");
  expect(() => readMigrations(folder)).toThrow("Two migrations have the number 0001");
  rmSync(join(path, "0001-b.sql"));
  put("2-c.sql", "");
  expect(() => readMigrations(folder)).toThrow("NNNN-name.sql, not 2-c.sql");
});

test("several programs may migrate at once; each migration is applied once", async () => {
  put("0001-first.sql", "create table first (n int); select pg_sleep(0.2)");
  put("0002-second.sql", "insert into first values (1)");
  const applied = await Promise.all([run(), run(), run()]);
  expect(applied.flat().sort()).toEqual(["0001-first.sql", "0002-second.sql"]);
  expect(await ask(database.ownerUrl, "select count(*)::int n from first")).toEqual([{ n: 1 }]);
});

test("the project's own migrations run as a role that cannot pass row-level security", async () => {
  const applied = await migrate(database.ownerUrl);
  expect(applied).toEqual(readMigrations(migrationsFolder).map((migration) => migration.name));
});

let migrated: TestDatabase;
beforeAll(async () => {
  migrated = await testDatabase();
});
afterAll(() => migrated.drop());

test("every table with a tenant_id forces row-level security and leads its primary key with it", async () => {
  const open = await ask(
    migrated.adminUrl,
    `select c.oid::regclass::text as table from pg_class c join pg_namespace n on n.oid = c.relnamespace
     join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped
     where n.nspname = 'public' and c.relkind in ('r', 'p') and (
       not c.relforcerowsecurity or not c.relrowsecurity
       or not exists (select 1 from pg_policy p where p.polrelid = c.oid)
       or a.attnum <> coalesce((select k.conkey[1] from pg_constraint k where k.conrelid = c.oid and k.contype = 'p'), 0))`,
  );
  expect(open).toEqual([]);
});

test("every foreign key between tenants' tables carries the tenant", async () => {
  const loose = await ask(
    migrated.adminUrl,
    `select k.conname as key from pg_constraint k
     join pg_attribute here on here.attrelid = k.conrelid and here.attname = 'tenant_id'
     join pg_attribute there on there.attrelid = k.confrelid and there.attname = 'tenant_id'
     where k.contype = 'f' and k.connamespace = 'public'::regnamespace
       and not (here.attnum = any (k.conkey) and there.attnum = any (k.confkey))`,
  );
  expect(loose).toEqual([]);
});
