import { openSqlPool, type SqlPool } from "./pool.ts";

/** The database and the two roles that the server works with. */
export const databaseName = "selvedge";
export const ownerRole = "selvedge_owner";
export const appRole = "selvedge_app";

/** A connection string on this machine. */
export function localUrl(user: string, password: string, port: number, database: string): string {
  return `postgres://${user}:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}`;
}

/** The same server by its Unix socket: a third of the system's work of TCP for a statement that is as short as ours. */
export function throughSocket(url: string, folder: string): string {
  return `${url}?host=${encodeURIComponent(folder)}`;
}

/** The same connection string for another database of the same server. */
export function withDatabase(url: string, database: string): string {
  const changed = new URL(url);
  changed.pathname = `/${database}`;
  return changed.toString();
}

/** One connection for set-up work; it stays the same one, so that session settings and locks hold. */
export function connectOnce(url: string, onNotice?: (message: string) => void): SqlPool {
  return openSqlPool(url, { max: 1, name: "selvedge-set-up", ...(onNotice ? { onNotice } : {}) });
}

/**
 * Makes the roles and sets their passwords: the owner has the schema and runs migrations but cannot pass row-level
 * security; the application's role owns nothing and has only what migrations grant. `sql` is the superuser's.
 */
export async function ensureRoles(sql: SqlPool, ownerPassword: string, appPassword: string): Promise<void> {
  for (const [role, password] of [
    [ownerRole, ownerPassword],
    [appRole, appPassword],
  ] as const) {
    await sql`select 1 from pg_roles where rolname = ${role}`.then((found) =>
      found.length > 0 ? null : sql.unsafe(`create role ${role}`),
    );
    // Passwords are our own base64url, so that quoting them is safe; they cannot be parameters here.
    await sql.unsafe(
      `alter role ${role} login nosuperuser nobypassrls nocreatedb nocreaterole noreplication password '${password}'`,
    );
  }
  await sql.unsafe(`grant pg_monitor to ${ownerRole}`);
}

/** Makes a database that belongs to the owner role, if it is not there. */
export async function ensureDatabase(sql: SqlPool, name: string): Promise<void> {
  const found = await sql`select 1 from pg_database where datname = ${name}`;
  if (found.length === 0) await sql.unsafe(`create database ${name} owner ${ownerRole}`);
}

/** What only a superuser may install; everything else is in the migrations. */
export async function ensureExtensions(sql: SqlPool): Promise<void> {
  await sql`create extension if not exists pg_stat_statements`;
}
