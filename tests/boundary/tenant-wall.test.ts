import { afterAll, beforeAll, expect, test } from "vitest";
import { openPool, type Sql } from "../../apps/server/src/platform/db.ts";
import { aStockedShop } from "../../apps/server/src/testing/a-shop.ts";
import { openTestWorld, type TestTenant, type TestWorld } from "../../apps/server/src/testing/open-test-tenant.ts";
import { salesApi } from "../../packages/contract/src/index.ts";

// Read off the catalog, so that a new table is covered without being named.
let world: TestWorld;
let app: Sql;
let mine: TestTenant;
let theirs: TestTenant;
let tables: string[];

beforeAll(async () => {
  world = await openTestWorld();
  app = openPool(world.urls.appUrl, { max: 2 });
  [mine, theirs] = [await world.openTenant(), await world.openTenant()];
  for (const tenant of [mine, theirs]) {
    const shop = await aStockedShop(tenant);
    await tenant.run(salesApi.sellOverCounter, {
      channelId: shop.channels.retail,
      lines: [{ skuId: shop.skuIds[0]!, qty: 1 }],
    });
  }
  const rows = await world.admin<{ name: string }[]>`
    select table_name as name from information_schema.columns
    where table_schema = 'public' and column_name = 'tenant_id' order by 1`;
  tables = rows.map((r) => r.name);
});
afterAll(async () => {
  await app?.end();
  await world?.close();
});

test("every table of a tenant's rows is behind a forced wall that the application's role cannot lift", async () => {
  expect(tables.length).toBeGreaterThan(40);
  const open = await world.admin`
    select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'public' and c.relkind = 'r' and c.relname = any(${[...tables, "tenant"]})
      and not (c.relrowsecurity and c.relforcerowsecurity
               and exists (select 1 from pg_policy p where p.polrelid = c.oid and p.polwithcheck is not null))`;
  expect([...open]).toEqual([]);
  const [role] =
    await world.admin`select rolsuper, rolbypassrls, rolcreaterole from pg_roles where rolname = 'selvedge_app'`;
  expect(role).toMatchObject({ rolsuper: false, rolbypassrls: false, rolcreaterole: false });
  const owned = await world.admin`
    select relname from pg_class where relowner = (select oid from pg_roles where rolname = 'selvedge_app') and relkind = 'r'`;
  expect([...owned]).toEqual([]);
});

test("without a tenant the application's role sees no row of any table, and with one only that tenant's", async () => {
  for (const table of tables) {
    const [none] = await app<{ n: number }[]>`select count(*)::int as n from ${app(table)}`.catch(refusedAsEmpty);
    expect(none!.n, table).toBe(0);
    const foreign = await app
      .begin(async (sql) => {
        await sql`select set_config('app.tenant_id', ${theirs.tenantId}, true)`;
        return sql<{ n: number }[]>`select count(*)::int as n from ${sql(table)} where tenant_id <> ${theirs.tenantId}`;
      })
      .catch(refusedAsEmpty);
    expect(foreign[0]!.n, table).toBe(0);
  }
});

/** A table that the role may not even read is as good as empty. */
function refusedAsEmpty(error: { code?: string }): { n: number }[] {
  if (error.code === "42501") return [{ n: 0 }];
  throw error;
}

test("a row cannot be written into another tenant, nor moved there", async () => {
  const write = (statement: (sql: Sql) => Promise<unknown>) =>
    app.begin(async (sql) => {
      await sql`select set_config('app.tenant_id', ${theirs.tenantId}, true)`;
      await statement(sql as unknown as Sql);
    });
  await expect(
    write((sql) => sql`insert into number_series (tenant_id, code) values (${mine.tenantId}, 'stolen')`),
  ).rejects.toMatchObject({ code: "42501" });
  await expect(
    write((sql) =>
      sql`update party set tenant_id = ${mine.tenantId}`.then(() => sql`update style set tenant_id = ${mine.tenantId}`),
    ),
  ).rejects.toMatchObject({ code: "42501" });
});

test("events, journal entries and stock moves can be neither changed nor removed by the application's role", async () => {
  for (const table of [
    "event",
    "journal_entry",
    "journal_line",
    "stock_move",
    "sales_order_history",
    "invoice",
    "cost_consumption",
  ]) {
    for (const statement of [
      `update ${table} set tenant_id = tenant_id`,
      `delete from ${table}`,
      `truncate ${table}`,
    ]) {
      await expect(app.unsafe(statement), statement).rejects.toMatchObject({ code: "42501" });
    }
  }
});

test("signing keys, sign-in addresses and the job queue are out of the application's reach", async () => {
  for (const table of ["signing_key", "app.sign_in_index", "graphile_worker._private_jobs"]) {
    await expect(app.unsafe(`select * from ${table}`)).rejects.toMatchObject({ code: "42501" });
  }
});
