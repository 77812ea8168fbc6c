import { appRole, connectOnce } from "./roles.ts";

const oldestVersion = 150_000;

/**
 * Prepares a PostgreSQL that the operator runs: checks its version and sees to the application's role, as far as the
 * given user may. Without `appUrl` the application signs in as the owner and becomes `selvedge_app` by a start-up
 * parameter of the connection. Throws in words, with the statements that a database administrator has to run.
 */
export async function prepareExternal(ownerUrl: string, appUrl?: string | null): Promise<string> {
  const sql = connectOnce(ownerUrl);
  try {
    const [version] = await sql`select current_setting('server_version_num')::int as number, current_user as owner`;
    if (version?.number < oldestVersion) {
      throw new Error(`PostgreSQL 15 or later is needed; DATABASE_URL leads to version number ${version?.number}.`);
    }
    const known = await sql`select 1 from pg_roles where rolname = ${appRole}`;
    if (known.length === 0) {
      await sql.unsafe(`create role ${appRole} nologin`).catch((error: Error) => refuse(error, version?.owner));
    }
    const member = await sql`
      select rolsuper or pg_has_role(current_user, ${appRole}, 'member') as ok from pg_roles where rolname = current_user`;
    if (!appUrl && !member[0]?.ok) {
      await sql.unsafe(`grant ${appRole} to current_user`).catch((error: Error) => refuse(error, version?.owner));
    }
  } finally {
    await sql.end();
  }
  return appUrl ?? withRole(ownerUrl);
}

/** The connection string that signs in as before and at once becomes the application's role. */
function withRole(url: string): string {
  const changed = new URL(url);
  changed.searchParams.set("options", `-c role=${appRole}`);
  // libpq and its kin read a plus sign as itself.
  changed.search = changed.search.replaceAll("+", "%20");
  return changed.toString();
}

function refuse(error: Error, owner: string): never {
  throw new Error(
    `The role ${appRole} cannot be set up with DATABASE_URL's user (${error.message}). ` +
      `Have an administrator run: create role ${appRole} nologin; grant ${appRole} to "${owner}";`,
  );
}
