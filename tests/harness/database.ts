import { randomBytes } from "node:crypto";
import { inject } from "vitest";
import { connectOnce, ownerRole, withDatabase } from "../../apps/server/src/platform/postgres/roles.ts";
import type { OnDemand } from "./postgres-on-demand.ts";

/** A database of its own for one test file, migrated and empty. */
export interface TestDatabase {
  /** Superuser: sees every tenant, for looking at what happened. */
  adminUrl: string;
  /** Owner of the schema. */
  ownerUrl: string;
  /** The application's unprivileged role. */
  appUrl: string;
  /** Removes it, closing connections that are still open; call it in `afterAll`. */
  drop(): Promise<void>;
}

/**
 * Clones the migrated template (about 0.1 s). The first call of a worker also starts PostgreSQL (1 to 2 s).
 * Throws with the reason when PostgreSQL does not start or a migration fails.
 */
export async function testDatabase(): Promise<TestDatabase> {
  const postgres = await askForPostgres();
  return makeDatabase(postgres, postgres.template);
}

/** A database with nothing in it, not even the schema, for tests of migrations. */
export async function emptyDatabase(): Promise<TestDatabase> {
  return makeDatabase(await askForPostgres(), "template0");
}

async function makeDatabase({ adminUrl, ownerUrl, appUrl }: OnDemand, template: string): Promise<TestDatabase> {
  const name = `test_${randomBytes(6).toString("hex")}`;
  await asAdmin(adminUrl, `create database ${name} template ${template} owner ${ownerRole}`);
  return {
    adminUrl: withDatabase(adminUrl, name),
    ownerUrl: withDatabase(ownerUrl, name),
    appUrl: withDatabase(appUrl, name),
    drop: () => asAdmin(adminUrl, `drop database if exists ${name} with (force)`),
  };
}

async function askForPostgres(): Promise<OnDemand> {
  const response = await fetch(`${inject("postgresOnDemand")}/${process.env["VITEST_POOL_ID"] ?? ""}`);
  const text = await response.text();
  if (!response.ok) throw new Error(`The tests' PostgreSQL did not come up: ${text}`);
  return JSON.parse(text) as OnDemand;
}

async function asAdmin(adminUrl: string, statement: string): Promise<void> {
  const sql = connectOnce(adminUrl);
  try {
    await sql.unsafe(statement);
  } finally {
    await sql.end();
  }
}
