import { afterAll, beforeAll, expect, test } from "vitest";
import {
  hashed,
  impersonalAreas,
  impersonalNames,
  impersonalTables,
  personalColumns,
  trailColumns,
} from "../../apps/server/src/modules/privacy/personal-columns.ts";
import { openPool, type Sql } from "../../apps/server/src/platform/db.ts";
import { type TestDatabase, testDatabase } from "../harness/database.ts";

let database: TestDatabase;
let admin: Sql;
beforeAll(async () => {
  database = await testDatabase();
  admin = openPool(database.adminUrl, { max: 1 });
});
afterAll(async () => {
  await admin?.end({ timeout: 1 });
  await database?.drop();
});

interface Column {
  table: string;
  column: string;
}

/** Every column of a business's rows that can hold words: text, JSON, bytes, addresses, and lists of them. */
const wordColumns = () => admin<Column[]>`
  select c.relname as table, a.attname::text as column
  from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
  where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
    and (c.relname = 'tenant' or exists (select 1 from pg_attribute t where t.attrelid = c.oid and t.attname = 'tenant_id'))
    and format_type(a.atttypid, null) ~ '^(text|character varying|citext|json|jsonb|bytea|inet|xml|hstore)' order by 1, 2`;

test("every column that can hold words is said to be personal or not", async () => {
  const unclassified = (await wordColumns()).filter(
    ({ table, column }) =>
      !(column in (personalColumns[table] ?? {})) &&
      !trailColumns[table]?.includes(column) &&
      !impersonalTables.has(table) &&
      !impersonalAreas.test(table) &&
      !hashed.test(column) &&
      !impersonalNames.has(column),
  );
  expect(
    unclassified.map(({ table, column }) => `${table}.${column}`),
    "Say in apps/server/src/modules/privacy/personal-columns.ts what an erasure makes of these columns (personalColumns), or that they tell of no person (impersonalTables, impersonalNames)",
  ).toEqual([]);
});

test("no column is classified that is not there", async () => {
  const columns = await wordColumns();
  const tables = new Set(columns.map(({ table }) => table));
  const there = new Set(columns.map(({ table, column }) => `${table}.${column}`));
  const told = Object.entries(personalColumns).flatMap(([table, columns]) =>
    Object.keys(columns).map((c) => `${table}.${c}`),
  );
  expect(told.filter((one) => tables.has(one.split(".")[0]!) && !there.has(one))).toEqual([]);
});

test("a personal column is one that the application may change, or one that an erasure may replace", async () => {
  const told = Object.entries(personalColumns).flatMap(([table, columns]) =>
    Object.keys(columns).map((column) => ({ table, column })),
  );
  const stuck = await admin<{ at: string }[]>`
    select t."table" || '.' || t."column" as at from jsonb_to_recordset(${admin.json(told)}::jsonb) as t("table" text, "column" text)
    where to_regclass('public.' || t."table") is not null
      and not has_column_privilege('selvedge_app', 'public.' || t."table", t."column", 'update')
      and not exists (select 1 from app.erasable_column e where e.table_name = t."table" and e.column_name = t."column")`;
  expect(
    stuck.map((s) => s.at),
    "add it to app.erasable_column in a migration",
  ).toEqual([]);
});
