import { mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { type Embedded, startEmbedded } from "../../apps/server/src/platform/postgres/embedded.ts";
import { migrate } from "../../apps/server/src/platform/postgres/migrate.ts";
import { findPostmaster } from "../../apps/server/src/platform/postgres/postmaster.ts";
import {
  connectOnce,
  ensureDatabase,
  ensureExtensions,
  withDatabase,
} from "../../apps/server/src/platform/postgres/roles.ts";
import { takeSupervision } from "../../apps/server/src/platform/postgres/supervisor-lock.ts";

declare module "vitest" {
  export interface ProvidedContext {
    /** Answers with the addresses of the run's PostgreSQL, starting it for whoever asks first. */
    postgresOnDemand: string;
  }
}

/** What the address answers with. */
export interface OnDemand {
  adminUrl: string;
  ownerUrl: string;
  appUrl: string;
  template: string;
}

const prefix = "selvedge-test-";
export const templateDatabase = "selvedge_template";

/**
 * Vitest's global set-up: one PostgreSQL per run, started only when a test file first asks for a database, with every
 * migration applied to a template that test files clone. Nothing is kept, so durability is off here and only here.
 */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  let started: Promise<{ answer: OnDemand; stop(): Promise<void> }> | null = null;
  const server = createServer((_request, response) => {
    started ??= startTemplate();
    started.then(
      ({ answer }) => response.end(JSON.stringify(answer)),
      (error: Error) => response.writeHead(500).end(error.stack ?? String(error)),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  project.provide("postgresOnDemand", `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  return async () => {
    server.closeAllConnections();
    server.close();
    const running = await started?.catch(() => null);
    await running?.stop();
  };
}

async function startTemplate(): Promise<{ answer: OnDemand; stop(): Promise<void> }> {
  await sweepAbandoned();
  const dataDir = mkdtempSync(join(tmpdir(), prefix));
  let embedded: Embedded | null = null;
  const stop = async () => {
    await embedded?.stop();
    rmSync(dataDir, { recursive: true, force: true });
  };
  try {
    embedded = await startEmbedded({
      dataDir,
      port: 20_000 + Math.floor(Math.random() * 10_000),
      settings: {
        fsync: "off",
        full_page_writes: "off",
        synchronous_commit: "off",
        autovacuum: "off",
        max_connections: "200",
        shared_buffers: "'128MB'",
      },
    });
    await makeTemplate(embedded);
    const { adminUrl, ownerUrl, appUrl } = embedded;
    return { answer: { adminUrl, ownerUrl, appUrl, template: templateDatabase }, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Ends and removes what a run left that was killed and could not tidy up after itself. */
async function sweepAbandoned(): Promise<void> {
  for (const name of readdirSync(tmpdir())) {
    const folder = join(tmpdir(), name);
    const made = name.startsWith(prefix) ? statSync(folder, { throwIfNoEntry: false })?.mtimeMs : undefined;
    // A fresh folder may belong to a run that has not got as far as locking it.
    if (made === undefined || made > Date.now() - 60_000) continue;
    const lock = takeSupervision(folder);
    if (!lock) continue;
    const orphan = findPostmaster(join(folder, "postgres"));
    if (orphan) process.kill(orphan.pid, "SIGQUIT");
    rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  }
}

async function makeTemplate({ adminUrl, ownerUrl }: Embedded): Promise<void> {
  const admin = connectOnce(adminUrl);
  try {
    await ensureDatabase(admin, templateDatabase);
    const inside = connectOnce(withDatabase(adminUrl, templateDatabase));
    await ensureExtensions(inside).finally(() => inside.end());
    await migrate(withDatabase(ownerUrl, templateDatabase));
    // A database being cloned must have no connections; this keeps a forgotten one from spoiling every later file.
    await admin.unsafe(`alter database ${templateDatabase} allow_connections false`);
  } finally {
    await admin.end();
  }
}
