import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type TestDatabase, testDatabase } from "../../../../../tests/harness/database.ts";
import { connectOnce } from "./roles.ts";
import { nameOfRow } from "./row-types.ts";
import { listSchema } from "./schema-listing.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

async function run(statements: string): Promise<void> {
  const sql = connectOnce(database.ownerUrl);
  try {
    await sql.unsafe(statements);
  } finally {
    await sql.end();
  }
}

describe("the committed schema files", () => {
  test("are what the migrations make (npm run schema writes them)", async () => {
    const { listing, rowTypes } = await listSchema(database.adminUrl);
    const committed = (path: string) => readFileSync(new URL(path, import.meta.url), "utf8");
    expect(committed("../../../../../db/schema.sql")).toBe(listing);
    expect(committed("./rows.generated.ts")).toBe(rowTypes);
  });
});

describe("the listing", () => {
  test("shows every kind of thing that a reviewer must see", async () => {
    await run(`
      create type zz_shade as enum ('light', 'dark');
      create table zz_probe (
        tenant_id uuid not null references tenant, id bigint generated always as identity, n int default 7 check (n > 0),
        amount numeric(12, 4) not null, shades zz_shade[], made_on date not null, doubled int generated always as (n * 2) stored,
        body jsonb, seen_at timestamptz, raw bytea, primary key (tenant_id, id));
      create index zz_probe_made on zz_probe (made_on) where n > 1;
      call app.tenant_table('zz_probe', 'select');
      grant update (n, body) on zz_probe to selvedge_app;
      create view zz_view as select n from zz_probe;
      create function zz_touch() returns trigger language plpgsql as $$ begin return new; end $$;
      create trigger zz_touch before update on zz_probe for each row execute function zz_touch();`);
    const { listing, rowTypes } = await listSchema(database.adminUrl);
    for (const line of [
      "create type public.zz_shade as enum ('light', 'dark');",
      "  id bigint not null generated always as identity,",
      "  n integer default 7,",
      "  amount numeric(12,4) not null,",
      "  doubled integer generated always as ((n * 2)) stored,",
      "  constraint zz_probe_pkey PRIMARY KEY (tenant_id, id),",
      "  constraint zz_probe_n_check CHECK (n > 0)",
      "CREATE INDEX zz_probe_made ON public.zz_probe USING btree (made_on) WHERE (n > 1);",
      "alter table public.zz_probe enable row level security, force row level security;",
      "create policy tenant_wall on public.zz_probe using (tenant_id = app.tenant_id()) with check (tenant_id = app.tenant_id());",
      "grant select on public.zz_probe to selvedge_app;",
      "grant update (n, body) on public.zz_probe to selvedge_app;",
      "create view public.zz_view as",
      "CREATE OR REPLACE FUNCTION public.zz_touch()",
    ]) {
      expect(listing.split("\n")).toContain(line);
    }
    expect(listing).toMatch(/CREATE TRIGGER zz_touch BEFORE UPDATE ON (public\.)?zz_probe/);
    expect(rowTypes).toContain(`export interface ZzProbeRow {
  tenant_id: string;
  id: number;
  n: number | null;
  amount: string;
  shades: ("light" | "dark")[] | null;
  made_on: string;
  doubled: number | null;
  body: unknown | null;
  seen_at: Date | null;
  raw: Buffer | null;
}`);
  });

  test("leaves out the job queue's own tables and the extensions' functions", async () => {
    const { listing } = await listSchema(database.adminUrl);
    expect(listing).not.toMatch(/create table graphile_worker|FUNCTION public\.pg_stat_statements/);
  });
});

test("a row type is named after its table, with the schema when it is not public", () => {
  expect(nameOfRow({ schema: "public", name: "stock_move" })).toBe("StockMoveRow");
  expect(nameOfRow({ schema: "app", name: "directory" })).toBe("AppDirectoryRow");
});
