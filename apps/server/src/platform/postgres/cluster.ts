import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { PostgresBinaries } from "./binaries.ts";
import { fileOwner, type SpawnAs } from "./system-user.ts";

/** What has to be known to connect to an embedded cluster; kept in `postgres.json` beside it, readable by its owner. */
export interface ClusterSecrets {
  port: number;
  adminPassword: string;
  ownerPassword: string;
  appPassword: string;
}

const secretsFile = (dataDir: string) => join(dataDir, "postgres.json");

/** Reads the cluster's port and passwords; null when the file is missing or unreadable. */
export function readSecrets(dataDir: string): ClusterSecrets | null {
  try {
    return JSON.parse(readFileSync(secretsFile(dataDir), "utf8")) as ClusterSecrets;
  } catch {
    return null;
  }
}

/** Writes the cluster's port and passwords whole or not at all. */
export function writeSecrets(dataDir: string, secrets: ClusterSecrets): void {
  const draft = `${secretsFile(dataDir)}.draft`;
  writeFileSync(draft, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
  renameSync(draft, secretsFile(dataDir));
}

/** Fresh random passwords for a new cluster. */
export function makeSecrets(port: number): ClusterSecrets {
  const password = () => randomBytes(24).toString("base64url");
  return { port, adminPassword: password(), ownerPassword: password(), appPassword: password() };
}

/**
 * Server settings for two cores and plenty of memory. Durability stays whole: an acknowledged order survives kill -9.
 * They go to a file that postgresql.conf includes, so that an operator's ALTER SYSTEM still has the last word.
 */
const settings: Record<string, string> = {
  listen_addresses: "'127.0.0.1'",
  unix_socket_directories: "''",
  max_connections: "100",
  shared_buffers: "'256MB'",
  effective_cache_size: "'4GB'",
  maintenance_work_mem: "'256MB'",
  work_mem: "'16MB'",
  fsync: "on",
  synchronous_commit: "on",
  wal_level: "replica",
  max_wal_size: "'4GB'",
  checkpoint_timeout: "'15min'",
  // A plan made while a table was new and empty reads far too much until the table's first statistics; a connection
  // keeps it until then. Looked at this often, that is seconds after the first sales and not a minute.
  autovacuum_naptime: "'10s'",
  random_page_cost: "1.1",
  jit: "off",
  timezone: "'UTC'",
  shared_preload_libraries: "'pg_stat_statements'",
  log_timezone: "'UTC'",
  log_checkpoints: "off",
  idle_in_transaction_session_timeout: "'10min'",
};

/**
 * Writes the settings file. `socketFolder` is where the Unix socket goes, null for none; `extra` overrides single
 * settings (the tests turn fsync off).
 */
export function writeSettings(clusterDir: string, socketFolder: string | null, extra: Record<string, string>): void {
  const socket: Record<string, string> = socketFolder
    ? { unix_socket_directories: `'"${socketFolder.replaceAll("'", "''")}"'` }
    : {};
  const lines = Object.entries({ ...settings, ...socket, ...extra }).map(([name, value]) => `${name} = ${value}`);
  writeFileSync(join(clusterDir, "selvedge.conf"), `# Written at every start.\n${lines.join("\n")}\n`);
}

// What an address of a Unix socket holds at most, the final zero left out; Linux has 107, others 103.
const mostSocketPath = 103;

/** Makes the folder of the cluster's Unix socket; null where there are none, or where its path would be too long. */
export function makeSocketFolder(dataDir: string, as: SpawnAs): string | null {
  const folder = join(dataDir, "socket");
  const longest = join(folder, ".s.PGSQL.65535.lock");
  if (process.platform === "win32" || Buffer.byteLength(longest) > mostSocketPath || folder.includes('"')) return null;
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  const owner = fileOwner(as);
  if (owner) chownSync(folder, owner.uid, owner.gid);
  return folder;
}

/** The folder to connect through: null when no postmaster of that port listens there. */
export function findSocketFolder(dataDir: string, port: number): string | null {
  const folder = join(dataDir, "socket");
  return existsSync(join(folder, `.s.PGSQL.${port}`)) ? folder : null;
}

/**
 * Makes a new cluster in `clusterDir`: UTF-8, the built-in C.UTF-8 locale (the same on every system, so that indexes
 * survive a move between machines), checksums on, passwords asked of everybody. It is built beside and renamed
 * into place, so that an interrupted first start leaves nothing half-made.
 */
export async function initCluster(
  binaries: PostgresBinaries,
  as: SpawnAs,
  clusterDir: string,
  adminPassword: string,
  durable: boolean,
): Promise<void> {
  const draft = `${clusterDir}.new`;
  const passwordFile = `${clusterDir}.pw`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { mode: 0o700 });
  writeFileSync(passwordFile, `${adminPassword}\n`, { mode: 0o600 });
  const owner = fileOwner(as);
  for (const path of owner ? [draft, passwordFile] : []) chownSync(path, owner?.uid ?? 0, owner?.gid ?? 0);
  try {
    await run(binaries.initdb, as, [
      `--pgdata=${draft}`,
      "--username=postgres",
      `--pwfile=${passwordFile}`,
      "--auth=scram-sha-256",
      "--encoding=UTF8",
      "--locale=C",
      "--locale-provider=builtin",
      "--builtin-locale=C.UTF-8",
      "--data-checksums",
      ...(durable ? [] : ["--no-sync"]),
    ]);
  } finally {
    rmSync(passwordFile, { force: true });
  }
  const conf = join(draft, "postgresql.conf");
  writeFileSync(conf, `${readFileSync(conf, "utf8")}\ninclude_if_exists = 'selvedge.conf'\n`);
  renameSync(draft, clusterDir);
}

/** Sets the superuser's password in single-user mode, for a data folder whose `postgres.json` was lost. */
export async function resetAdminPassword(
  binaries: PostgresBinaries,
  as: SpawnAs,
  clusterDir: string,
  password: string,
): Promise<void> {
  const statement = `alter role postgres login superuser password '${password}'\n`;
  await run(binaries.postgres, as, ["--single", "-D", clusterDir, "postgres"], statement);
}

/** Refuses a data folder written by another major version, in words, before PostgreSQL does it in its log. */
export function assertClusterVersion(clusterDir: string, expectedMajor: string): void {
  const found = readFileSync(join(clusterDir, "PG_VERSION"), "utf8").trim();
  if (found !== expectedMajor) {
    throw new Error(
      `The data folder ${clusterDir} belongs to PostgreSQL ${found}; the installed one is ${expectedMajor}. ` +
        "Restore a dump into a new folder, or install the release that made it.",
    );
  }
}

/** Whether a finished cluster lies in the folder. */
export function clusterExists(clusterDir: string): boolean {
  return existsSync(join(clusterDir, "PG_VERSION"));
}

function run(program: string, as: SpawnAs, args: string[], input = ""): Promise<string> {
  const [command = program, ...rest] = [...as.prefix, program, ...args];
  return new Promise((resolve, reject) => {
    const child = spawn(command, rest, { uid: as.uid, gid: as.gid, cwd: "/", env: { ...process.env, LC_ALL: "C" } });
    let output = "";
    child.stdout.on("data", (chunk) => {
      output += chunk;
    });
    child.stderr.on("data", (chunk) => {
      output += chunk;
    });
    child.on("error", reject);
    child.on("close", (code) => {
      if (code === 0) resolve(output);
      else reject(new Error(`${program} failed (${code}):\n${output.trim()}`));
    });
    child.stdin.end(input);
  });
}
