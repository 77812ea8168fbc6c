import { mkdtempSync, rmSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import type { BrowserContext, Page } from "playwright-core";
import { type RunningServer, startServer } from "../apps/server/src/main.ts";
import { readConfig } from "../apps/server/src/platform/config.ts";
import { migrate, startPostgres } from "../apps/server/src/platform/postgres/index.ts";
import { salesApi, tenancyApi, tillApi } from "../packages/contract/src/index.ts";
import { buildTill } from "../scripts/start/build-admin.ts";
import { openShift, pairTill, scan, signInAtTill } from "../tests/e2e/till-hands.ts";
import { launchChromiumAt } from "../tests/harness/chromium.ts";
import { unlimited } from "../tests/harness/unlimited.ts";
import { makeWorld, type World } from "./http/world.ts";
import { type Spread, spread } from "./spread.ts";

/**
 * `npm run bench:till [-- --json --styles 1000 --scans 300 --opens 7]`: the till in the bundled Chromium with 20,000 SKUs on the
 * device. From a scan's last key to its line on the ticket and to the frame that shows it; and, the server stopped and the
 * browser begun afresh, from asking for the page to the till that can be used.
 */
const { values } = parseArgs({
  options: {
    json: { type: "boolean", default: false },
    styles: { type: "string", default: "1000" },
    scans: { type: "string", default: "300" },
    opens: { type: "string", default: "7" },
    // Up to where the browser would begin, to see that the set-up runs.
    "set-up": { type: "boolean", default: false },
  },
});
const say = (text: string) => console.error(text);
const PIN = "2468";
const CASHIER = "Bench";

interface Figures {
  skus: number;
  firstLoadMs: number;
  deviceMegabytes: number;
  scanToLineMs: Spread;
  scanToFrameMs: Spread;
  coldOpenMs: Spread;
  signInToCounterMs: Spread;
}
async function main(): Promise<void> {
  const dataDir = mkdtempSync(path.join(tmpdir(), "selvedge-bench-till-"));
  const profile = path.join(dataDir, "browser");
  if (!values["set-up"]) await buildTill();
  const database = await startPostgres({ dataDir });
  let server: RunningServer | null = null;
  try {
    await migrate(database.ownerUrl);
    const settings = { PORT: "0", DATA_DIR: dataDir, LOG_LEVEL: "error", ...unlimited };
    server = await startServer(readConfig(settings), database);
    const { origin } = server;
    say("making the business");
    const world = await makeWorld(origin, Number(values.styles));
    const code = await makeTill(world);
    if (values["set-up"]) return console.log(JSON.stringify({ skus: world.skuIds.length, code }));
    const context = await openBrowser(profile, origin);
    const page = await context.newPage();
    const begun = performance.now();
    await pairTill(page, code);
    const firstLoadMs = Math.round(performance.now() - begun);
    await signInAtTill(page, CASHIER, PIN);
    await openShift(page);
    say("scanning");
    const scans = await measureScans(page, world, Number(values.scans));
    const used = await page.evaluate(async () => (await navigator.storage.estimate()).usage ?? 0);
    await context.close();
    await server.stop();
    server = null;
    say("opening without a server");
    const opens = await measureOpens(profile, origin, Number(values.opens));
    const figures: Figures = {
      ...{ skus: world.skuIds.length, firstLoadMs, deviceMegabytes: Math.round(used / 1e6) },
      ...scans,
      ...opens,
    };
    console.log(values.json ? JSON.stringify(figures) : table(figures));
  } finally {
    await server?.stop();
    await database.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

/** @returns the code that pairs a device with it */
async function makeTill({ call, locationId }: World): Promise<string> {
  const { items: channels } = await call(salesApi.listChannels, {});
  const { items: users } = await call(tenancyApi.listUsers, {});
  await call(tillApi.setCashier, { userId: users[0]!.id, pin: PIN, approves: true, discountLimitBasisPoints: 1000 });
  const channelId = channels.find((c) => c.kind === "retail")!.id;
  const { id } = await call(tillApi.createTill, { code: "BE1", name: "Counter", locationId, channelId });
  return (await call(tillApi.openPairing, { id })).code;
}

async function openBrowser(profile: string, baseURL: string): Promise<BrowserContext> {
  return launchChromiumAt(profile, { baseURL, viewport: { width: 1280, height: 800 } });
}

/** Scans SKUs all over the range, twenty lines to a ticket, every fourth a piece that is on it already. */
async function measureScans(page: Page, { skuIds }: World, count: number) {
  const codes = await page.evaluate(readCodes);
  if (codes.length !== skuIds.length) throw new Error(`${codes.length} SKUs on the device, ${skuIds.length} made`);
  await scan(page, codes[0]!);
  const lines: number[] = [];
  const frames: number[] = [];
  for (let i = 1; i <= count; i += 1) {
    if (i % 20 === 0) await page.getByRole("button", { name: "Clear the ticket" }).click();
    const code = codes[((i % 4 === 0 && i % 20 !== 0 ? i - 1 : i) * 7919) % codes.length]!;
    const { lineMs, frameMs } = await page.evaluate(timeScan, code);
    lines.push(lineMs);
    frames.push(frameMs);
  }
  return { scanToLineMs: spread(lines), scanToFrameMs: spread(frames) };
}

/** In the page: every code that the device keeps. */
function readCodes(): Promise<string[]> {
  return new Promise((resolve, reject) => {
    const open = indexedDB.open("selvedge-till");
    open.onerror = () => reject(open.error);
    open.onsuccess = () => {
      const all = open.result.transaction("styles").objectStore("styles").getAll();
      all.onerror = () => reject(all.error);
      all.onsuccess = () => {
        const styles = all.result as { colours: { skus: { code: string }[] }[] }[];
        open.result.close();
        resolve(styles.flatMap((s) => s.colours.flatMap((c) => c.skus.map((k) => k.code))));
      };
    };
  });
}

/** In the page: the wedge types, and from its Enter on it is timed until the line says one piece more, and is shown. */
async function timeScan(code: string): Promise<{ lineMs: number; frameMs: number }> {
  const pieces = () => Number(document.querySelector(`[data-line="${code}"] [role=status]`)?.textContent ?? 0);
  const before = pieces();
  const press = (key: string) =>
    (document.activeElement ?? document.body).dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
  for (const key of code) press(key);
  const isThere = new Promise<number>((resolve) => {
    const look = () => {
      if (pieces() !== before + 1) return;
      seen.disconnect();
      resolve(performance.now());
    };
    const seen = new MutationObserver(look);
    seen.observe(document.body, { childList: true, characterData: true, subtree: true });
  });
  const begun = performance.now();
  press("Enter");
  const lineAt = await isThere;
  const frameAt = await new Promise<number>((resolve) =>
    requestAnimationFrame(() => setTimeout(() => resolve(performance.now()), 0)),
  );
  return { lineMs: lineAt - begun, frameMs: frameAt - begun };
}

/** Each time a browser of its own on the same profile, the server gone. */
async function measureOpens(profile: string, origin: string, count: number) {
  const opens: number[] = [];
  const counters: number[] = [];
  for (let i = 0; i < count; i += 1) {
    const context = await openBrowser(profile, origin);
    try {
      const page = await context.newPage();
      const begun = performance.now();
      await page.goto("/till/", { waitUntil: "commit" });
      await page.getByRole("button", { name: CASHIER }).waitFor();
      opens.push(performance.now() - begun);
      await page.getByRole("button", { name: CASHIER }).click();
      await page.getByLabel(`PIN of ${CASHIER}`).fill(PIN);
      const typed = performance.now();
      await page.getByRole("button", { name: "Continue" }).click();
      await page.getByPlaceholder("Scan a code or search").waitFor();
      counters.push(performance.now() - typed);
    } finally {
      await context.close();
    }
  }
  return { coldOpenMs: spread(opens), signInToCounterMs: spread(counters) };
}

function table(f: Figures): string {
  const row = (what: string, s: Spread, aim: string) =>
    `| ${what} | ${s.p50} ms | ${s.p95} ms | ${s.most} ms | ${aim} |`;
  return [
    `${f.skus.toLocaleString("en")} SKUs on the device (${f.deviceMegabytes} MB), ${cpus().length} cores`,
    `pairing and first load: ${(f.firstLoadMs / 1000).toFixed(1)} s`,
    "",
    "| what | p50 | p95 | most | aim |",
    "|---|---|---|---|---|",
    row("scan to line", f.scanToLineMs, "50 ms"),
    row("scan to the frame that shows it", f.scanToFrameMs, "50 ms"),
    row("cold open without a server, to the sign-in", f.coldOpenMs, "2,000 ms"),
    row("PIN to the counter", f.signInToCounterMs, ""),
  ].join("\n");
}

await main();
