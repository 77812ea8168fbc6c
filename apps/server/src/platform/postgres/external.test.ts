import { afterAll, beforeAll, expect, test } from "vitest";
import { emptyDatabase, type TestDatabase } from "../../../../../tests/harness/database.ts";
import { startPostgres } from "./index.ts";
import { migrate } from "./migrate.ts";
import { ask } from "./testing/hold.ts";

// Stands for a database that somebody else runs: its owner is neither superuser nor known to us.
let database: TestDatabase;
let databaseUrl: string;
const owner = `landlord_${process.pid}`;
beforeAll(async () => {
  database = await emptyDatabase();
  await ask(
    database.adminUrl,
    `create role ${owner} login password 'let-me-in' createrole;
     do $$ begin execute format('alter database %I owner to ${owner}', current_database()); end $$`,
  );
  const url = new URL(database.adminUrl);
  url.username = owner;
  url.password = "let-me-in";
  databaseUrl = url.toString();
});
afterAll(async () => {
  const cluster = new URL(database.adminUrl);
  cluster.pathname = "/postgres";
  await database.drop();
  await ask(cluster.toString(), `revoke selvedge_app from ${owner} cascade; drop role ${owner}`);
});

const dataDir = "unused";

test("is refused in words when the application's role can neither be used nor granted", async () => {
  await expect(startPostgres({ dataDir, databaseUrl })).rejects.toThrow(/Have an administrator run: create role/);
});

test("serves owner and application by one address, the application without the owner's rights", async () => {
  await ask(database.adminUrl, `grant selvedge_app to ${owner}`);
  const running = await startPostgres({ dataDir, databaseUrl });
  await migrate(running.ownerUrl);
  const who = "select current_user as is, session_user as was";
  expect(await ask(running.appUrl, who)).toEqual([{ is: "selvedge_app", was: owner }]);
  await expect(ask(running.appUrl, "drop table tenant")).rejects.toThrow(/must be owner/);
  await running.stop();
});

test("takes a separate address for the application as it is", async () => {
  const running = await startPostgres({ dataDir, databaseUrl, appDatabaseUrl: database.appUrl });
  expect(running.appUrl).toBe(database.appUrl);
});
