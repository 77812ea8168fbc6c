import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { type RunningServer, startServer } from "../../apps/server/src/main.ts";
import { readConfig } from "../../apps/server/src/platform/config.ts";
import { createClient } from "../../packages/client/src/index.ts";
import { tenancyApi } from "../../packages/contract/src/index.ts";
import { type TestDatabase, testDatabase } from "../harness/database.ts";
import { unlimited } from "../harness/unlimited.ts";

export interface ServerUnderTest {
  server: RunningServer;
  database: TestDatabase;
  /** Opens a business through the API and signs its owner in. */
  openBusiness(slug: string): Promise<Business>;
  close(): Promise<void>;
}

export interface Business {
  slug: string;
  tenantId: string;
  token: string;
  call: ReturnType<typeof createClient>;
  /** A raw request with this business's token. */
  send(method: string, url: string, body?: unknown, headers?: Record<string, string>): Promise<Response>;
}

/** The real program on a database of its own, on a free port. */
export async function openServer(
  role: "all" | "api" = "api",
  settings: Record<string, string> = {},
): Promise<ServerUnderTest> {
  const database = await testDatabase();
  const dataDir = mkdtempSync(path.join(tmpdir(), "selvedge-test-"));
  const config = readConfig({
    PORT: "0",
    DATA_DIR: dataDir,
    LOG_LEVEL: "silent",
    ROLE: role,
    ...unlimited,
    ...settings,
  });
  const server = await startServer(config, database);
  return {
    server,
    database,
    openBusiness: (slug) => openBusiness(server.origin, slug),
    async close() {
      await server.stop();
      await database.drop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

async function openBusiness(origin: string, slug: string): Promise<Business> {
  let token = "";
  const call = createClient({ baseUrl: origin, getToken: () => token || null });
  const owner = { name: "Owner", email: `owner@${slug}.example`, password: "correct horse battery" };
  const { tenantId } = await call(tenancyApi.signUp, {
    slug,
    name: `Business ${slug}`,
    country: "IN",
    state: "MH",
    currency: "INR",
    locale: "en-IN",
    timeZone: "Asia/Kolkata",
    owner,
  });
  token = (await call(tenancyApi.signIn, owner)).accessToken;
  return { slug, tenantId, token, call, send: (...request) => sendRaw(origin, token, ...request) };
}

/** A raw request; `body` goes as JSON unless it is a string, which goes as it is. */
export function sendRaw(
  origin: string,
  token: string | null,
  method: string,
  url: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Response> {
  return fetch(`${origin}${url}`, {
    method,
    headers: {
      ...(token ? { authorization: `Bearer ${token}` } : {}),
      ...(body === undefined ? {} : { "content-type": "application/json" }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
  });
}
