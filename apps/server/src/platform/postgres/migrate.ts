import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { Logger, runMigrations } from "graphile-worker";
import { openJobPool } from "./job-pool.ts";
import type { SqlPool } from "./pool.ts";
import { connectOnce } from "./roles.ts";

/** The project's migrations. */
export const migrationsFolder = new URL("../../../../../db/migrations/", import.meta.url);

export interface MigrateOptions {
  log?: (message: string) => void;
  /** Another folder of migrations, for tests. */
  folder?: URL;
}

interface Migration {
  name: string;
  sql: string;
  checksum: string;
}

// Any fixed number does; it only has to be this program's own.
const lockKey = 7_103_552_001;

/**
 * Brings the schema up to date as its owner: first the job queue's own schema, then each file of db/migrations that is
 * not applied yet, in order of its number, each in its own transaction. Several programs may call it at once: one
 * works, the others wait. Returns the names applied now.
 * Throws when a file that was applied has since been changed or removed, and when a file fails (nothing of it stays).
 */
export async function migrate(ownerUrl: string, options: MigrateOptions = {}): Promise<string[]> {
  const log = options.log ?? (() => {});
  const migrations = readMigrations(options.folder ?? migrationsFolder);
  const sql = connectOnce(ownerUrl);
  try {
    await sql`select pg_advisory_lock(${lockKey})`;
    await installJobQueue(ownerUrl);
    await sql`
      create table if not exists schema_migration (
        name text primary key,
        checksum text not null,
        applied_at timestamptz not null default now()
      )`;
    const applied = await sql<{ name: string; checksum: string }[]>`
      select name, checksum from schema_migration order by name`;
    const pending = choosePending(migrations, applied);
    for (const migration of pending) {
      await apply(sql, migration);
      log(`Applied ${migration.name}`);
    }
    return pending.map((migration) => migration.name);
  } finally {
    // Closing the connection also lets go of the lock.
    await sql.end();
  }
}

/**
 * The migrations still to be applied, oldest first. Throws when history does not agree with the files.
 */
export function choosePending(migrations: Migration[], applied: { name: string; checksum: string }[]): Migration[] {
  const files = new Map(migrations.map((migration) => [migration.name, migration]));
  for (const { name, checksum } of applied) {
    const file = files.get(name);
    if (!file) {
      throw new Error(
        `The database has migration ${name}, which this release does not know: it was made by a later release, or the file was removed.`,
      );
    }
    if (file.checksum !== checksum) {
      throw new Error(
        `Migration ${name} was changed after it was applied. Restore it as it was, and put the change into a new migration.`,
      );
    }
  }
  const last = applied.at(-1)?.name ?? "";
  const done = new Set(applied.map((migration) => migration.name));
  const pending = migrations.filter((migration) => !done.has(migration.name));
  const late = pending.find((migration) => migration.name < last);
  if (late) {
    throw new Error(`Migration ${late.name} comes before ${last}, which is already applied. Give it the next number.`);
  }
  return pending;
}

/** Reads the migrations of a folder in order. Throws when two share a number or a name is not `NNNN-name.sql`. */
export function readMigrations(folder: URL): Migration[] {
  const names = readdirSync(folder)
    .filter((name) => name.endsWith(".sql"))
    .sort();
  const numbers = new Set<string>();
  return names.map((name) => {
    if (!/^\d{4}-[a-z0-9-]+\.sql$/.test(name)) throw new Error(`A migration is named NNNN-name.sql, not ${name}.`);
    const number = name.slice(0, 4);
    if (numbers.has(number)) throw new Error(`Two migrations have the number ${number}.`);
    numbers.add(number);
    // Line ends differ between checkouts; the checksum must not.
    const sql = readFileSync(new URL(name, folder), "utf8").replaceAll("\r\n", "\n");
    return { name, sql, checksum: createHash("sha256").update(sql).digest("hex") };
  });
}

async function apply(sql: SqlPool, migration: Migration): Promise<void> {
  try {
    await sql.begin(async (tx) => {
      await tx.unsafe(migration.sql);
      await tx`insert into schema_migration (name, checksum) values (${migration.name}, ${migration.checksum})`;
    });
  } catch (error) {
    throw new Error(`Migration ${migration.name} failed: ${describe(error, migration.sql)}`, { cause: error });
  }
}

function describe(error: unknown, sql: string): string {
  const { message, position, detail, hint, where } = error as Error & Record<string, string | undefined>;
  const line = position ? ` (line ${sql.slice(0, Number(position)).split("\n").length})` : "";
  return [`${message}${line}`, detail, hint, where].filter(Boolean).join("\n");
}

async function installJobQueue(ownerUrl: string): Promise<void> {
  const silent = new Logger(() => () => {});
  const pgPool = openJobPool(ownerUrl, 1);
  try {
    await runMigrations({ pgPool, logger: silent });
  } finally {
    await pgPool.end();
  }
}
