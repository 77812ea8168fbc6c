import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { enableCompileCache } from "node:module";
import { join } from "node:path";
import { type Config, readConfig } from "../apps/server/src/platform/config.ts";
import { migrate, startPostgres } from "../apps/server/src/platform/postgres/index.ts";
import { chooseFreePort } from "../apps/server/src/platform/postgres/postmaster.ts";
import { announce } from "./start/announce.ts";
import { buildAdmin, buildTill, root } from "./start/build-admin.ts";
import { buildStorefront, nextProgram } from "./start/build-storefront.ts";
import { discardUnfinishedDemo, hasNoBusiness, makeDemo, readSignIns } from "./start/demo.ts";
import { watchParents } from "./start/parents.ts";
import { assertPortFree, explainListenError } from "./start/port.ts";
import { runStorefront } from "./start/run-storefront.ts";

/**
 * `npm start`: PostgreSQL, migrations, the admin's files, the demo company on an empty data folder, the server.
 * `--dev`: the server starts again at every change and the admin comes from Vite. `--no-demo`: starts empty.
 */
const words = new Set(process.argv.slice(2));
// What Node made of the sources last time (types taken out, compiled) is used again: the server loads in half the time.
enableCompileCache(join(root, "node_modules/.cache/node"));
const isDev = words.has("--dev");
const begun = performance.now();
/** What has to be ended, last begun first. */
const endings: (() => Promise<void>)[] = [];

function say(message: string): void {
  console.log(`${((performance.now() - begun) / 1000).toFixed(1).padStart(6)} s  ${message}`);
}

async function start(): Promise<void> {
  const config = withStorefront(readConfig());
  await assertPortFree(config.port, config.host);
  const hasShop = config.role !== "worker";
  if (hasShop) await assertPortFree(config.shopPort, config.host, "SHOP_PORT");
  // Begun at once, beside PostgreSQL; a failure is reported where it is waited for.
  const building = isDev || config.role === "worker" ? Promise.resolve([]) : buildApps();
  const program = isDev ? null : import("../apps/server/src/main.ts");
  const buildingShop = building.then(() => (hasShop && !isDev ? buildStorefront() : false));
  for (const early of [building, buildingShop, program]) early?.catch(() => {});
  const postgres = await startPostgres({ ...config, log: say });
  endings.push(() => postgres.stop());
  say("PostgreSQL is up");
  await prepareDatabase(config, postgres);
  for (const built of await building) say(`Built the ${built}`);
  if (!program) {
    const adminPort = await chooseFreePort(5100);
    const tillPort = await chooseFreePort(5110);
    startDevelopment(config, { admin: adminPort, pos: tillPort });
    const [origin, local] = [`http://${config.host}:${config.port}`, "http://127.0.0.1"];
    announce(origin, readSignIns(config.dataDir), {
      adminOrigin: `${local}:${adminPort}`,
      tillOrigin: `${local}:${tillPort}`,
      shopOrigin: config.shopOrigin,
    });
    return;
  }
  const { startServer } = await program;
  const server = await startServer(config, postgres);
  endings.push(() => server.stop());
  say("The server is up");
  if (!hasShop) return announce(server.origin, readSignIns(config.dataDir));
  if (await buildingShop) say("Built the online shop");
  const shop = await runStorefront({
    ...storefrontOf(config),
    apiOrigin: server.origin.replace("0.0.0.0", "127.0.0.1"),
  });
  endings.push(() => shop.stop());
  say("The online shop is up");
  announce(server.origin, readSignIns(config.dataDir), { shopOrigin: config.shopOrigin });
}

/** Server and storefront begun together share a secret of this run, where none is set for processes apart. */
function withStorefront(config: Config): Config {
  return { ...config, storefrontSecret: config.storefrontSecret ?? randomBytes(24).toString("hex") };
}

function storefrontOf(config: Config) {
  const { shopPort: port, host, shopOrigin, storefrontSecret } = config;
  return { port, host, shopOrigin, secret: storefrontSecret ?? "" };
}

/** The front ends' files, one after the other: they would only share the processors. Names those that were built. */
async function buildApps(): Promise<string[]> {
  const admin = await buildAdmin();
  const till = await buildTill();
  return [...(admin ? ["admin"] : []), ...(till ? ["till"] : [])];
}

async function prepareDatabase(config: Config, postgres: { ownerUrl: string; adminUrl: string }): Promise<void> {
  if (!config.databaseUrl && (await discardUnfinishedDemo(config.dataDir, postgres.adminUrl))) {
    say("Removed a demo company that was not finished");
  }
  const applied = await migrate(postgres.ownerUrl);
  if (applied.length > 0) say(`Applied ${applied.length} migrations`);
  if (words.has("--no-demo") || !(await hasNoBusiness(postgres.ownerUrl))) return;
  say("Making the demo company");
  await makeDemo(config.dataDir);
  say("The demo company is ready");
}

function startDevelopment(config: Config, ports: { admin: number; pos: number }): void {
  const origin = `http://127.0.0.1:${config.port}`;
  run([process.execPath, "--watch", "--watch-preserve-output", join(root, "scripts/serve.ts")], root, {
    STOREFRONT_SECRET: config.storefrontSecret ?? "",
  });
  for (const [app, port] of Object.entries(ports)) {
    const vite = [join(root, "node_modules/vite/bin/vite.js"), "--port", String(port), "--strictPort"];
    run([process.execPath, ...vite], join(root, "apps", app), { SELVEDGE_API: origin });
  }
  const { port, host, shopOrigin, secret } = storefrontOf(config);
  const next = [nextProgram, "dev", "--port", String(port), "--hostname", host];
  run([process.execPath, ...next], join(root, "apps/storefront"), {
    ...{ SELVEDGE_API: origin, STOREFRONT_SECRET: secret, SHOP_ORIGIN: shopOrigin },
    ...{ NEXT_TELEMETRY_DISABLED: "1", STOREFRONT_DIST: ".next/dev-build" },
  });
}

function run([command = "", ...args]: string[], cwd: string, env: Record<string, string>): void {
  const child: ChildProcess = spawn(command, args, { cwd, stdio: "inherit", env: { ...process.env, ...env } });
  const gone = new Promise<void>((resolve) => child.once("close", () => resolve()));
  endings.push(async () => {
    child.kill("SIGTERM");
    await gone;
  });
}

let ending: Promise<void> | null = null;
async function end(code: number): Promise<void> {
  if (ending) process.exit(1);
  ending = (async () => {
    for (const one of endings.reverse()) await one();
  })();
  await ending.catch((error) => console.error(error));
  process.exit(code);
}

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.on(signal, () => {
    say("Stopping");
    void end(0);
  });
}
watchParents(() => {
  say("npm has ended; stopping");
  void end(0);
});
try {
  await start();
} catch (error) {
  const { code, message, stack, port, address } = error as NodeJS.ErrnoException & { port?: number; address?: string };
  const isOurs = code === undefined && !(error instanceof TypeError || error instanceof ReferenceError);
  console.error(
    code?.startsWith("EADDR") && port ? explainListenError(code, port, address ?? "") : isOurs ? message : stack,
  );
  await end(1);
}
