import { type ChildProcess, execFile, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openPool, type Sql } from "../../apps/server/src/platform/db.ts";
import { startPostgres } from "../../apps/server/src/platform/postgres/index.ts";
import { createClient } from "../../packages/client/src/index.ts";
import { catalogApi, inventoryApi, salesApi, tenancyApi } from "../../packages/contract/src/index.ts";
import { sendRaw } from "../boundary/open-server.ts";
import { freePort } from "../harness/free-port.ts";
import { unlimited } from "../harness/unlimited.ts";
import { checkInvariants } from "./check-books.ts";

/** The real program on a PostgreSQL of its own with durable settings: what was answered must outlive any kill. */
const dataDir = mkdtempSync(path.join(tmpdir(), "selvedge-kill-"));
const root = path.resolve(import.meta.dirname, "../..");
const run = promisify(execFile);
const owner = { email: "owner@kill.example", password: "correct horse battery" };
let port = 0;
let server: ChildProcess;
let printed = "";
let shop: { token: string; channelId: string; skuIds: string[] };

beforeAll(async () => {
  port = await freePort();
  await startProgram();
  shop = await openShop();
});

afterAll(async () => {
  await endProgram("SIGTERM");
  rmSync(dataDir, { recursive: true, force: true });
});

test("kill -9 of the server under load: no acknowledged order is lost, none doubled", async () => {
  const load = startLoad("server");
  await load.until(60);
  await endProgram("SIGKILL");
  const acknowledgedBefore = load.acknowledged.size;
  await startProgram();
  await load.until(acknowledgedBefore + 40);
  await load.finish();
  await assertNothingLost(load);
}, 60_000);

test("kill -9 of PostgreSQL with all its backends under load: the server heals by itself", async () => {
  const load = startLoad("postgres");
  await load.until(60);
  const program = server.pid;
  await killPostgres();
  const acknowledgedBefore = load.acknowledged.size;
  await load.until(acknowledgedBefore + 40);
  await load.finish();
  expect(server.pid).toBe(program);
  expect(server.exitCode, printed).toBe(null);
  expect((await fetch(`http://127.0.0.1:${port}/health/ready`)).status).toBe(200);
  await assertNothingLost(load);
}, 60_000);

/** Clients that place orders, each under its own key, and ask again with that key whenever the answer was lost. */
function startLoad(name: string) {
  const acknowledged = new Map<string, string>();
  const wrong: string[] = [];
  let isOver = false;
  let lost = 0;
  const placeOne = async (externalRef: string, client: number) => {
    const skuId = shop.skuIds[client % shop.skuIds.length]!;
    const body = { channelId: shop.channelId, externalRef, lines: [{ skuId, qty: 1 }], payment: { method: "upi" } };
    for (;;) {
      try {
        const answer = await send("POST", "/v1/orders", body, { "idempotency-key": externalRef });
        const text = await answer.text();
        if (answer.status === 201) return acknowledged.set(externalRef, JSON.parse(text).orderId);
        if (answer.status !== 503) return wrong.push(`${answer.status} ${text}`);
      } catch (error) {
        // The connection broke before the answer came; anything else is a fault of the test.
        if (!(error instanceof TypeError || (error as Error).name === "SyntaxError")) throw error;
      }
      lost += 1;
      await sleep(50);
    }
  };
  const clients = Array.from({ length: 8 }, async (_, client) => {
    for (let n = 0; !isOver; n += 1) await placeOne(`${name}-${client}-${n}`, client);
  });
  return {
    acknowledged,
    async until(count: number) {
      while (acknowledged.size < count && wrong.length === 0) await sleep(20);
    },
    async finish() {
      isOver = true;
      await Promise.all(clients);
      expect(wrong).toEqual([]);
      expect(lost, "the kill was felt").toBeGreaterThan(0);
    },
  };
}

async function assertNothingLost({ acknowledged }: { acknowledged: Map<string, string> }): Promise<void> {
  await withAdmin(async (admin) => {
    const refs = [...acknowledged.keys()];
    const orders = await admin<{ external_ref: string; id: string }[]>`
      select external_ref, id from sales_order where external_ref = any(${refs})`;
    expect(new Map(orders.map((o) => [o.external_ref, o.id]))).toEqual(acknowledged);
    expect(orders.length, "none is doubled").toBe(acknowledged.size);
    const [all] = await admin<{ orders: number; refs: number }[]>`
      select count(*)::int as orders, count(distinct external_ref)::int as refs from sales_order`;
    expect(all!.orders, "no order but those that were asked for").toBe(all!.refs);
    const [durable] = await admin<{ fsync: string; commit: string }[]>`
      select current_setting('fsync') as fsync, current_setting('synchronous_commit') as commit`;
    expect(durable).toEqual({ fsync: "on", commit: "on" });
    expect(await checkInvariants(admin)).toEqual([]);
  });
}

/** Joins the program's PostgreSQL as an operator does. */
async function withAdmin<T>(work: (admin: Sql) => Promise<T>): Promise<T> {
  const { adminUrl, stop } = await startPostgres({ dataDir });
  const admin = openPool(adminUrl, { max: 1 });
  try {
    return await work(admin);
  } finally {
    await admin.end({ timeout: 1 });
    await stop();
  }
}

/** Looks the processes up without holding up the clients: the kill must come while requests are on their way. */
async function killPostgres(): Promise<void> {
  const postmaster = Number(readFileSync(path.join(dataDir, "postgres/postmaster.pid"), "utf8").split("\n")[0]);
  const { stdout } = await run("ps", ["-A", "-o", "pid=,ppid="]);
  const family = stdout
    .trim()
    .split("\n")
    .map((line) => line.trim().split(/\s+/).map(Number))
    .filter(([pid, parent]) => pid === postmaster || parent === postmaster)
    .map(([pid]) => pid!);
  // Its children go with it; one that ended meanwhile is no matter.
  process.kill(postmaster, "SIGKILL");
  for (const pid of family) {
    try {
      process.kill(pid, "SIGKILL");
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
    }
  }
}

async function startProgram(): Promise<void> {
  printed = "";
  server = spawn(process.execPath, ["scripts/serve.ts"], {
    cwd: root,
    stdio: ["ignore", "pipe", "pipe"],
    env: {
      ...{ ...process.env, ...unlimited },
      ...{ PORT: String(port), DATA_DIR: dataDir, DATABASE_URL: "", ROLE: "all", LOG_LEVEL: "error" },
    },
  });
  for (const stream of [server.stdout!, server.stderr!]) {
    stream.setEncoding("utf8").on("data", (chunk: string) => {
      printed += chunk;
    });
  }
  while (!printed.includes("The server listens on")) {
    if (server.exitCode !== null) throw new Error(`The program ended:\n${printed}`);
    await sleep(50);
  }
}

async function endProgram(signal: "SIGKILL" | "SIGTERM"): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const gone = new Promise((resolve) => server.once("close", resolve));
  server.kill(signal);
  await gone;
}

function send(method: string, url: string, body?: unknown, headers: Record<string, string> = {}): Promise<Response> {
  return sendRaw(`http://127.0.0.1:${port}`, shop.token, method, url, body, headers);
}

async function openShop() {
  let token = "";
  const call = createClient({ baseUrl: `http://127.0.0.1:${port}`, getToken: () => token || null });
  const place = { country: "IN", state: "MH", currency: "INR", locale: "en-IN", timeZone: "Asia/Kolkata" };
  await call(tenancyApi.signUp, { slug: "kill", name: "Kill", ...place, owner: { name: "Owner", ...owner } });
  token = (await call(tenancyApi.signIn, owner)).accessToken;
  const scale = (await call(catalogApi.listSizeScales, {})).items[0]!;
  const style = await call(catalogApi.createStyle, {
    ...{ code: "TEE", name: "Tee", taxClass: "apparel", hsnCode: "610910", sizeScaleId: scale.id, sizes: scale.sizes },
    ...{ colourways: [{ code: "NVY", name: "Navy", hex: "#1f2a44" }], basePriceMinor: 99_900 },
  });
  const skuIds = style.colourways[0]!.skus.map((sku) => sku.id);
  const { items } = await call(salesApi.listChannels, {});
  const channel = items.find((one) => one.kind === "web")!;
  const lines = skuIds.map((skuId) => ({ skuId, qty: 100_000, unitCostMinor: 30_000 }));
  await call(inventoryApi.receiveStock, { locationId: channel.locationId, lines });
  return { token, channelId: channel.id, skuIds };
}
