import { existsSync } from "node:fs";
import path from "node:path";
import {
  keepKeysFresh,
  mountModuleRoutes,
  mountShopChanges,
  mountSignInRoutes,
  openAuthentication,
  openDns,
  openKeys,
  openLearning,
  openSecondSteps,
  openShopOrigin,
  operations,
} from "./modules/index.ts";
import type { Config } from "./platform/config.ts";
import type { Runtime } from "./platform/context.ts";
import { openPool, type Sql } from "./platform/db.ts";
import { startFeed } from "./platform/feed.ts";
import { openFiles } from "./platform/files.ts";
import "./platform/forget-answers.ts";
import { mountApp, mountTillApp } from "./platform/http/app-files.ts";
import { mountFeed } from "./platform/http/feed-route.ts";
import { mountHealth } from "./platform/http/health.ts";
import { mountMedia } from "./platform/http/media.ts";
import { mountOperations, rememberingCaller } from "./platform/http/operations.ts";
import { openRateCounts } from "./platform/http/rate-counts.ts";
import { openRateLimits } from "./platform/http/rate-limits.ts";
import { openHttp } from "./platform/http/server.ts";
import { startJobs } from "./platform/jobs.ts";
import { openLinks } from "./platform/links.ts";
import { openLog } from "./platform/log.ts";
import { openMail } from "./platform/mail/index.ts";
import { openBreachedPasswords } from "./platform/passwords/breached-passwords.ts";
import { recordRefusals } from "./platform/refusals.ts";
import { openPictures } from "./platform/resize-picture.ts";
import { openSecrets } from "./platform/secrets.ts";
import { openHosts } from "./platform/tenant-host.ts";

export interface RunningServer {
  runtime: Runtime;
  /** `http://127.0.0.1:8000` */
  origin: string;
  /** Every route that is mounted, whatever mounted it. */
  routes: readonly { method: string; url: string }[];
  stop(): Promise<void>;
}

export interface DatabaseUrls {
  ownerUrl: string;
  appUrl: string;
}

const adminDist = path.resolve(import.meta.dirname, "../../admin/dist");
const tillDist = path.resolve(import.meta.dirname, "../../pos/dist");

/** Opens what every process needs: pools of the application's role, files, signing keys. */
export async function openRuntime(config: Config, database: DatabaseUrls) {
  const log = openLog(config.logLevel);
  const sql = openPool(database.appUrl, { max: config.databasePool, name: "selvedge" });
  const sideSql = openPool(database.appUrl, { max: 1, name: "selvedge-side" });
  const owner = openPool(database.ownerUrl, { max: 1, name: "selvedge-owner" });
  await openKeys(owner);
  await openSecrets(owner);
  await owner.end();
  openFiles(config.dataDir);
  // Where the server listens in the end is said again by then; scripts write mails too.
  openLinks(config.publicOrigin ?? `http://localhost:${config.port}`);
  openHosts(config.baseDomain);
  openDns(config.dnsServers);
  openMail(config.smtpUrl, config.mailFrom);
  openBreachedPasswords(config.breachedPasswordsUrl, log);
  openSecondSteps(config.secondStepFor);
  openLearning(config.learning, {
    ...{
      file: new URL("./learning-thread.ts", import.meta.url).href,
      appUrl: database.appUrl,
      logLevel: config.logLevel,
    },
  });
  openShopOrigin(config.shopOrigin);
  openPictures(config.dataDir);
  const runtime: Runtime = { sql, sideSql, log, now: () => new Date(), committed: () => {} };
  const fresh = keepKeysFresh(() => withOwner(database.ownerUrl, openKeys));
  return {
    runtime,
    async close() {
      fresh.stop();
      await Promise.all([sql.end({ timeout: 5 }), sideSql.end({ timeout: 5 })]);
    },
  };
}

async function withOwner(ownerUrl: string, work: (owner: Sql) => Promise<void>): Promise<void> {
  const owner = openPool(ownerUrl, { max: 1, name: "selvedge-owner" });
  try {
    await work(owner);
  } finally {
    await owner.end();
  }
}

/**
 * Starts the program on a migrated database: API, feed and admin (role api), jobs and schedules (role worker), or all.
 * @throws Error with code EADDRINUSE when the port is taken
 */
export async function startServer(config: Config, database: DatabaseUrls): Promise<RunningServer> {
  const { runtime, close } = await openRuntime(config, database);
  const feed = startFeed(runtime);
  runtime.committed = (tenantId) => feed.signal(tenantId);
  const refusals = recordRefusals(runtime);
  runtime.refused = refusals.note;
  const authentication = openAuthentication(runtime);
  const counts = await openRateCounts(config.redisUrl, runtime.log);
  const limits = openRateLimits(config, counts);
  const known = rememberingCaller(authentication.authenticate, limits.countCaller);
  const app = await openHttp(config, runtime, limits);
  mountHealth(app, runtime);
  if (config.role !== "worker") {
    await app.register(async (scope) => {
      mountOperations(scope, runtime, operations, known, config.secureCookies);
      mountModuleRoutes(scope, runtime, known);
      mountSignInRoutes(scope, runtime, config.secureCookies);
    });
    mountMedia(app, runtime);
    mountFeed(app, feed, authentication.callerOf, runtime.log);
    mountShopChanges(app, feed, runtime, config.storefrontSecret);
    if (existsSync(tillDist)) await mountTillApp(app, tillDist);
    if (existsSync(adminDist)) await mountApp(app, adminDist);
  }
  const jobs = config.role === "api" ? null : await startJobs(runtime, database.ownerUrl);
  try {
    await app.listen({ port: config.port, host: config.host });
  } catch (error) {
    await jobs?.stop();
    await refusals.stop();
    await authentication.stop();
    await feed.stop();
    await counts.close();
    await close();
    throw error;
  }
  const address = app.server.address();
  const port = typeof address === "object" && address ? address.port : config.port;
  openLinks(config.publicOrigin ?? `http://${config.host === "127.0.0.1" ? "localhost" : config.host}:${port}`);
  return {
    runtime,
    origin: `http://${config.host}:${port}`,
    routes: app.routeList,
    async stop() {
      // A caller that never finishes sending must not keep the program from ending.
      const impatience = setTimeout(() => app.server.closeAllConnections(), 5_000);
      await app.close().finally(() => clearTimeout(impatience));
      await jobs?.stop();
      await feed.stop();
      await refusals.stop();
      await authentication.stop();
      await counts.close();
      await close();
    },
  };
}
