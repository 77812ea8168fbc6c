import { afterAll, beforeAll, expect, test } from "vitest";
import { connectOnce } from "../../apps/server/src/platform/postgres/roles.ts";
import { type TestDatabase, testDatabase } from "./database.ts";

let one: TestDatabase;
let other: TestDatabase;
beforeAll(async () => {
  [one, other] = await Promise.all([testDatabase(), testDatabase()]);
});
afterAll(() => Promise.all([one.drop(), other.drop()]));

async function ask<T>(url: string, statement: string): Promise<T[]> {
  const sql = connectOnce(url);
  try {
    return (await sql.unsafe(statement)) as unknown as T[];
  } finally {
    await sql.end();
  }
}

test("a clone is migrated", async () => {
  const [row] = await ask<{ n: number }>(one.ownerUrl, "select count(*)::int as n from schema_migration");
  expect(row?.n).toBeGreaterThan(0);
});

test("what is written in one clone is not seen in another", async () => {
  await ask(one.ownerUrl, "create table only_here (n int); insert into only_here values (1)");
  await expect(ask(other.ownerUrl, "select * from only_here")).rejects.toThrow(/does not exist/);
});

test("the application's role is unprivileged in a clone", async () => {
  const [role] = await ask<{ who: string; privileged: boolean }>(
    one.appUrl,
    "select current_user as who, rolsuper or rolbypassrls or rolcreatedb or rolcreaterole as privileged from pg_roles where rolname = current_user",
  );
  expect(role).toEqual({ who: "selvedge_app", privileged: false });
  await expect(ask(one.appUrl, "create table mine (n int)")).rejects.toThrow(/permission denied/);
  await expect(ask(one.appUrl, "alter table tenant disable row level security")).rejects.toThrow(/must be owner/);
});

test("a dropped clone is gone although somebody was connected", async () => {
  const third = await testDatabase();
  const sql = connectOnce(third.ownerUrl);
  await sql`select 1`;
  await third.drop();
  await expect(ask(third.ownerUrl, "select 1")).rejects.toThrow(/does not exist/);
  await sql.end({ timeout: 1 });
});
