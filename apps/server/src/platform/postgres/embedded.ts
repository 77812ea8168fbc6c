import { mkdirSync, renameSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { findBinaries } from "./binaries.ts";
import {
  assertClusterVersion,
  type ClusterSecrets,
  clusterExists,
  findSocketFolder,
  initCluster,
  makeSecrets,
  makeSocketFolder,
  readSecrets,
  resetAdminPassword,
  writeSecrets,
  writeSettings,
} from "./cluster.ts";
import { keepRunning } from "./keep-running.ts";
import {
  chooseFreePort,
  findPostmaster,
  launchPostmaster,
  type Postmaster,
  type PostmasterFolder,
  readPidFile,
  stopPostmaster,
} from "./postmaster.ts";
import {
  appRole,
  connectOnce,
  databaseName,
  ensureDatabase,
  ensureExtensions,
  ensureRoles,
  localUrl,
  ownerRole,
  throughSocket,
} from "./roles.ts";
import { type SupervisorLock, takeSupervision } from "./supervisor-lock.ts";
import { chooseSystemUser } from "./system-user.ts";

const postgresMajor = "18";
export const defaultPort = 5442;

/** A PostgreSQL that runs for this program. */
export interface Embedded {
  /** Superuser: cluster set-up and operators' queries only. */
  adminUrl: string;
  /** Owner of the schema: migrations, jobs. */
  ownerUrl: string;
  /** The application's unprivileged role. */
  appUrl: string;
  port: number;
  /** Whether this program looks after it; false when another living program does and this one only joined. */
  supervised: boolean;
  /** Stops PostgreSQL cleanly if this program looks after it; safe to call twice. */
  stop(): Promise<void>;
}

export interface EmbeddedOptions {
  /** The folder that holds the cluster (`postgres/`), its secrets, lock and log. Made when missing. */
  dataDir: string;
  /** Where to begin looking for a free port on the first start; later starts prefer the remembered one. */
  port?: number;
  log?: (message: string) => void;
  /** Overrides of server settings, as written in postgresql.conf. */
  settings?: Record<string, string>;
}

/**
 * Starts the embedded PostgreSQL of a data folder and keeps it running: makes the cluster at the first start, recovers
 * after a crash, adopts a postmaster that outlived its server, joins one that another living program looks after, and
 * starts it again when it dies. Throws in words when it cannot.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<Embedded> {
  const dataDir = resolve(options.dataDir);
  const log = options.log ?? (() => {});
  mkdirSync(dataDir, { recursive: true });
  const clusterDir = join(dataDir, "postgres");
  for (;;) {
    const lock = takeSupervision(dataDir);
    if (lock) return supervise({ ...options, dataDir, log }, clusterDir, lock);
    const joined = await joinRunning(dataDir, clusterDir);
    if (joined) return joined;
  }
}

async function supervise(
  options: EmbeddedOptions & { log: (message: string) => void },
  clusterDir: string,
  lock: SupervisorLock,
): Promise<Embedded> {
  const { dataDir, log } = options;
  try {
    const binaries = findBinaries();
    const as = chooseSystemUser(clusterDir, Object.values(binaries));
    const logFile = join(dataDir, "postgres.log");
    rotateLog(logFile);
    const socketFolder = makeSocketFolder(dataDir, as);
    const folder: PostmasterFolder = { binaries, as, clusterDir, socketFolder, logFile, log };
    const secrets = await prepareCluster(options, folder);
    writeSettings(clusterDir, socketFolder, options.settings ?? {});
    const running = await adoptOrLaunch(folder, secrets, dataDir);
    await ensureSetUp(running.port, secrets);
    const kept = keepRunning(folder, running, lock);
    return { ...urls(dataDir, running.port, secrets), supervised: true, stop: kept.stop };
  } catch (error) {
    lock.release();
    throw error;
  }
}

/** Makes the cluster when there is none, and sees to it that its passwords are known. */
async function prepareCluster(options: EmbeddedOptions, folder: PostmasterFolder): Promise<ClusterSecrets> {
  const { binaries, as, clusterDir, log } = folder;
  const known = readSecrets(options.dataDir);
  const secrets = known ?? makeSecrets(options.port ?? defaultPort);
  if (!clusterExists(clusterDir)) {
    log("Making a new PostgreSQL database");
    // The passwords are on disk before the cluster exists, so that no crash leaves one without them.
    writeSecrets(options.dataDir, secrets);
    await initCluster(binaries, as, clusterDir, secrets.adminPassword, options.settings?.fsync !== "off");
    return secrets;
  }
  assertClusterVersion(clusterDir, postgresMajor);
  if (known) return known;
  log("postgres.json is missing; setting new passwords");
  const orphan = findPostmaster(clusterDir);
  if (orphan) await stopPostmaster(folder, orphan);
  await resetAdminPassword(binaries, as, clusterDir, secrets.adminPassword);
  writeSecrets(options.dataDir, secrets);
  return secrets;
}

/** A healthy postmaster that outlived its server is kept; anything else on the folder is stopped first. */
async function adoptOrLaunch(folder: PostmasterFolder, secrets: ClusterSecrets, dataDir: string): Promise<Postmaster> {
  const orphan = findPostmaster(folder.clusterDir);
  if (orphan) {
    if (await answers(orphan.port, secrets.adminPassword)) {
      folder.log(`Taking over the PostgreSQL that was left running on port ${orphan.port}`);
      return orphan;
    }
    folder.log("Stopping a PostgreSQL that was left running and does not answer");
    await stopPostmaster(folder, orphan, 10_000);
  }
  for (let wanted = secrets.port, attempt = 0; ; attempt++) {
    const port = await chooseFreePort(wanted);
    if (port !== secrets.port) {
      folder.log(`Port ${secrets.port} is taken; PostgreSQL uses ${port}`);
      secrets.port = port;
      writeSecrets(dataDir, secrets);
    }
    try {
      return await launchPostmaster(folder, port);
    } catch (error) {
      // Somebody may have taken the port between the look and the start.
      if (attempt > 5 || !/could not bind|could not create any TCP/.test(String(error))) throw error;
      wanted = port + 1;
    }
  }
}

async function answers(port: number, adminPassword: string): Promise<boolean> {
  const sql = connectOnce(localUrl("postgres", adminPassword, port, "postgres"));
  try {
    await sql`select 1`;
    return true;
  } catch {
    return false;
  } finally {
    await sql.end({ timeout: 1 });
  }
}

async function ensureSetUp(port: number, secrets: ClusterSecrets): Promise<void> {
  const admin = connectOnce(localUrl("postgres", secrets.adminPassword, port, "postgres"));
  try {
    await ensureRoles(admin, secrets.ownerPassword, secrets.appPassword);
    await ensureDatabase(admin, databaseName);
  } finally {
    await admin.end();
  }
  const own = connectOnce(localUrl("postgres", secrets.adminPassword, port, databaseName));
  try {
    await ensureExtensions(own);
  } finally {
    await own.end();
  }
}

/** Waits for the PostgreSQL that another living program is starting or running; null when that program went away. */
async function joinRunning(dataDir: string, clusterDir: string): Promise<Embedded | null> {
  for (let waited = 0; waited < 120_000; waited += 100) {
    const secrets = readSecrets(dataDir);
    const file = readPidFile(clusterDir);
    if (secrets && file?.status === "ready" && findPostmaster(clusterDir) && (await isSetUp(file.port, secrets))) {
      return { ...urls(dataDir, file.port, secrets), supervised: false, stop: async () => {} };
    }
    await sleep(100);
    const lock = takeSupervision(dataDir);
    if (lock) {
      lock.release();
      return null;
    }
  }
  throw new Error(`Another program holds the data folder ${dataDir}, but its PostgreSQL does not come up.`);
}

/** Whether the application's role can already sign in, which is the last thing that a first start brings about. */
async function isSetUp(port: number, secrets: ClusterSecrets): Promise<boolean> {
  const sql = connectOnce(localUrl(appRole, secrets.appPassword, port, databaseName));
  try {
    await sql`select 1`;
    return true;
  } catch {
    return false;
  } finally {
    await sql.end({ timeout: 1 });
  }
}

function urls(dataDir: string, port: number, secrets: ClusterSecrets) {
  const appUrl = localUrl(appRole, secrets.appPassword, port, databaseName);
  const socketFolder = findSocketFolder(dataDir, port);
  return {
    port,
    adminUrl: localUrl("postgres", secrets.adminPassword, port, databaseName),
    ownerUrl: localUrl(ownerRole, secrets.ownerPassword, port, databaseName),
    appUrl: socketFolder ? throughSocket(appUrl, socketFolder) : appUrl,
  };
}

function rotateLog(logFile: string): void {
  const size = statSync(logFile, { throwIfNoEntry: false })?.size ?? 0;
  if (size > 10_000_000) renameSync(logFile, `${logFile}.1`);
}
