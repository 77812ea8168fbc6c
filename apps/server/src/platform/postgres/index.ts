import { startEmbedded } from "./embedded.ts";
import { prepareExternal } from "./external.ts";

export type { Embedded, EmbeddedOptions } from "./embedded.ts";
export { migrate } from "./migrate.ts";
export { withDatabase } from "./roles.ts";

/** Where the database comes from: an address, or the folder of the embedded one. */
export interface PostgresSource {
  dataDir: string;
  /** Owner of the schema in a PostgreSQL 15+ that somebody else runs. */
  databaseUrl?: string | null;
  /** Its unprivileged role; by default the owner's address with the role switched at connection. */
  appDatabaseUrl?: string | null;
  log?: (message: string) => void;
}

/** A PostgreSQL that is up, with the addresses of the two roles. */
export interface RunningPostgres {
  /** Superuser of the embedded one; the owner where somebody else runs it. */
  adminUrl: string;
  ownerUrl: string;
  appUrl: string;
  stop(): Promise<void>;
}

/** Brings the database up, embedded or by address, and hands out how to reach it. Migrations are a separate step. */
export async function startPostgres(source: PostgresSource): Promise<RunningPostgres> {
  const { dataDir, log } = source;
  if (!source.databaseUrl) return startEmbedded({ dataDir, log });
  const appUrl = await prepareExternal(source.databaseUrl, source.appDatabaseUrl);
  return { adminUrl: source.databaseUrl, ownerUrl: source.databaseUrl, appUrl, stop: async () => {} };
}
