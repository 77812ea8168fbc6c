import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { TestProject } from "vitest/node";
import { migrate } from "../../apps/server/src/platform/postgres/migrate.ts";
import {
  connectOnce,
  ensureDatabase,
  ensureExtensions,
  withDatabase,
} from "../../apps/server/src/platform/postgres/roles.ts";
import { startThrowaway } from "../../apps/server/src/platform/postgres/throwaway.ts";

declare module "vitest" {
  export interface ProvidedContext {
    /** Answers `/<worker>` with the addresses of that worker's PostgreSQL, starting it when it is first asked for. */
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

const templateDatabase = "selvedge_template";

/**
 * Vitest's global set-up: one PostgreSQL per worker, started only when a test file first asks for a database, with every
 * migration applied to a template that test files clone. Nothing is kept, so durability is off here and only here.
 * Not one for all: transaction numbers are of the whole server, so that a long transaction of one file would hold up the event
 * feed of another.
 */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const started = new Map<string, Promise<{ answer: OnDemand; stop(): Promise<void> }>>();
  const server = createServer((request, response) => {
    const worker = request.url ?? "";
    const running = started.get(worker) ?? startTemplate();
    started.set(worker, running);
    running.then(
      ({ answer }) => response.end(JSON.stringify(answer)),
      (error: Error) => response.writeHead(500).end(error.stack ?? String(error)),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  project.provide("postgresOnDemand", `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  return async () => {
    server.closeAllConnections();
    server.close();
    for (const starting of started.values()) await starting.then(({ stop }) => stop()).catch(() => {});
  };
}

async function startTemplate(): Promise<{ answer: OnDemand; stop(): Promise<void> }> {
  const postgres = await startThrowaway();
  try {
    await makeTemplate(postgres);
  } catch (error) {
    await postgres.stop();
    throw error;
  }
  const { adminUrl, ownerUrl, appUrl, stop } = postgres;
  return { answer: { adminUrl, ownerUrl, appUrl, template: templateDatabase }, stop };
}

async function makeTemplate({ adminUrl, ownerUrl }: { adminUrl: string; ownerUrl: string }): Promise<void> {
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
