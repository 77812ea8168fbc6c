import { fork } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import postgres from "postgres";
import { migrate, startPostgres } from "../apps/server/src/platform/postgres/index.ts";
import { billingApi, inventoryApi, ledgerApi, pricingApi, salesApi } from "../packages/contract/src/index.ts";
import { drive } from "./http/drive.ts";
import { measured } from "./http/operations.ts";
import { makeWorld, type World } from "./http/world.ts";

/**
 * `npm run bench:plans`: what PostgreSQL does for each hot operation, as it really ran through HTTP: every statement with
 * its plan, rows and blocks, as Markdown. 10,000 SKUs and some thousand orders. `--smoke`: the smallest form, to see that all of it runs.
 */
const smoke = process.argv.includes("--smoke");
const dataDir = mkdtempSync(path.join(tmpdir(), "selvedge-plans-"));
const logFile = path.join(dataDir, "postgres.log");
const database = await startPostgres({ dataDir });
const admin = postgres(database.adminUrl, { max: 1, onnotice: () => {} });
let child: ReturnType<typeof fork> | null = null;
try {
  await migrate(database.ownerUrl);
  for (const setting of [
    "session_preload_libraries = 'auto_explain'",
    "auto_explain.log_min_duration = -1",
    "auto_explain.log_analyze = on",
    "auto_explain.log_buffers = on",
    "auto_explain.log_timing = off",
  ]) {
    await admin.unsafe(`alter system set ${setting}`);
  }
  await admin`select pg_reload_conf()`;
  child = fork(path.join(import.meta.dirname, "http/server.ts"), {
    env: { ...process.env, BENCH_DATABASE: JSON.stringify({ ...database, dataDir }) },
  });
  const { origin } = await new Promise<{ origin: string }>((resolve, reject) => {
    child!.once("message", (m) => resolve(m as { origin: string }));
    child!.once("exit", (code) => reject(new Error(`the server ended with ${code}`)));
  });
  const world = await makeWorld(origin, smoke ? 6 : 500);
  const none = { server: 0, postmaster: 0 };
  for (const op of measured) await drive(world, op, 8, smoke ? 0.05 : op.name === "place_order" ? 8 : 1, none);
  await admin`analyze`;
  for (const [area, doing] of Object.entries(jobsOf(world))) {
    console.log(`### ${area}\n`);
    for (const [what, run] of Object.entries(doing)) console.log(await explained(what, run));
  }
} finally {
  child?.removeAllListeners("exit");
  child?.kill("SIGKILL");
  await admin.end();
  await database.stop();
  rmSync(dataDir, { recursive: true, force: true });
}

/** What is looked at, by module: the operations that its people wait for. */
function jobsOf(world: World): Record<string, Record<string, () => Promise<unknown>>> {
  const { call, channelId, locationId, skuIds, styleIds } = world;
  const lines = skuIds.slice(100, 103).map((skuId) => ({ skuId, qty: 1 }));
  const place = () => call(salesApi.placeOrder, { channelId, buyerName: "Plan", lines, payment: { method: "card" } });
  const request = (name: string) => () => {
    const { path: where } = measured.find((op) => op.name === name)!.make(world);
    return fetch(`${world.origin}${where}`, { headers: { authorization: `Bearer ${world.token}` } }).then((r) =>
      r.text(),
    );
  };
  const today = new Date().toISOString().slice(0, 10);
  const unshipped: string[] = [];
  return {
    sales: {
      "place an order of three lines, paid by card": async () => {
        unshipped.push((await place()).orderId);
      },
      "newest 50 orders": request("newest_orders"),
    },
    "fulfilment and billing": {
      "ship the order whole, with its invoice": () =>
        call(billingApi.shipOrder, { id: unshipped.pop()!, invoice: true }),
      "newest invoices": () => call(billingApi.listInvoices, { limit: 50 }),
    },
    catalog: {
      "list page of 24 styles": request("list_page"),
      "style page": request("style_page"),
      search: request("search"),
    },
    inventory: {
      "levels of a style": request("style_levels"),
      "adjust one SKU": () =>
        call(inventoryApi.adjustStock, { locationId, lines: [{ skuId: skuIds[5]!, differenceQty: 1 }] }),
      "stock by location": () => call(inventoryApi.listStock, { limit: 50 }),
    },
    pricing: { "prices of a style": () => call(pricingApi.listPrices, { styleId: styleIds[3]! }) },
    payments: { "newest payments": () => call(billingApi.listPayments, { limit: 50 }) },
    receivables: { ageing: () => call(billingApi.getAging, {}) },
    ledger: {
      "trial balance": () => call(ledgerApi.getTrialBalance, { asOf: today }),
      "newest entries": () => call(ledgerApi.listJournal, { limit: 50 }),
    },
    reports: { dashboard: () => call(ledgerApi.getDashboard, {}) },
  };
}

/** Runs something once more with plans logged; the second run has warm caches and prepared statements. */
async function explained(what: string, run: () => Promise<unknown>): Promise<string> {
  await run();
  await admin`alter system set auto_explain.log_min_duration = 0`;
  await admin`select pg_reload_conf()`;
  await sleep(150);
  const from = statSync(logFile).size;
  await run();
  await sleep(50);
  await admin`alter system set auto_explain.log_min_duration = -1`;
  await admin`select pg_reload_conf()`;
  await sleep(100);
  const plans = readPlans(readFileSync(logFile).subarray(from).toString("utf8"));
  return `<details><summary>${what}: ${plans.length} statements</summary>\n\n${plans.map((plan) => `\`\`\`\n${plan}\n\`\`\`\n`).join("\n")}\n</details>\n`;
}

/** The plans in a piece of PostgreSQL's log: the statement's beginning, then what it did. */
function readPlans(log: string): string[] {
  return log
    .split(/\n(?=\d{4}-\d\d-\d\d )/)
    .filter((entry) => entry.includes(" plan:\n") && !/graphile_worker|pg_reload_conf|alter system/.test(entry))
    .map((entry) => {
      const body = entry.slice(entry.indexOf("Query Text:") + "Query Text:".length);
      const planAt = body.search(/\n\t[A-Z][^\n]+ \(cost=/);
      const statement = body.slice(
        0,
        body.indexOf("Query Parameters:") > 0 ? body.indexOf("Query Parameters:") : planAt,
      );
      const plan = body
        .slice(planAt)
        .split("\n")
        .filter((line) => /\(cost=|Index Cond|Buffers|Filter:|Sort Key/.test(line))
        .map((line) => line.replace(/^\t/, "").replace(/\(cost=\S+ rows=(\d+) width=\d+\)/, "(planned $1)"))
        .join("\n");
      return `${statement.replace(/\s+/g, " ").trim().slice(0, 160)}\n${plan}`;
    });
}
