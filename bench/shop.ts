import { fork } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { migrate, startPostgres } from "../apps/server/src/platform/postgres/index.ts";
import { chooseFreePort } from "../apps/server/src/platform/postgres/postmaster.ts";
import { buildStorefront } from "../scripts/start/build-storefront.ts";
import { runStorefront } from "../scripts/start/run-storefront.ts";
import { drive, type Result } from "./http/drive.ts";
import { makeWorld } from "./http/world.ts";
import { openTheShop } from "./shop/open-the-shop.ts";
import { type Device, devices, measurePaint, type Paint } from "./shop/paint.ts";

/**
 * `npm run bench:shop [-- --json --seconds 4 --styles 500 --loads 5]`: the online shop as it is run (production build, a
 * process of its own, real PostgreSQL): what a shopper waits for in the bundled Chromium on a phone's and a desk's window, each load with an
 * empty cache, and how many list and style pages a second one storefront makes.
 */
const { values } = parseArgs({
  options: {
    json: { type: "boolean", default: false },
    seconds: { type: "string", default: "4" },
    styles: { type: "string", default: "500" },
    loads: { type: "string", default: "5" },
    // Up to where the storefront would begin, to see that the set-up runs.
    "set-up": { type: "boolean", default: false },
  },
});
const say = (text: string) => console.error(text);

interface Painted extends Paint {
  page: string;
  device: string;
}
interface Rate {
  page: string;
  results: Result[];
}

async function main(): Promise<void> {
  const dataDir = mkdtempSync(path.join(tmpdir(), "selvedge-bench-"));
  const [database] = await Promise.all([
    startPostgres({ dataDir }),
    values["set-up"] ? null : buildStorefront("beside"),
  ]);
  const secret = randomBytes(20).toString("hex");
  const port = await chooseFreePort(3200);
  const shopOrigin = `http://127.0.0.1:${port}`;
  const endings: (() => unknown)[] = [() => database.stop()];
  try {
    await migrate(database.ownerUrl);
    const server = fork(path.join(import.meta.dirname, "http/server.ts"), {
      env: {
        ...process.env,
        ...{
          BENCH_DATABASE: JSON.stringify({ ...database, dataDir }),
          STOREFRONT_SECRET: secret,
          SHOP_ORIGIN: shopOrigin,
        },
      },
    });
    endings.push(() => server.kill("SIGKILL"));
    const { origin: apiOrigin } = await new Promise<{ origin: string }>((resolve) =>
      server.once("message", (m) => resolve(m as { origin: string })),
    );
    say(`making ${Number(values.styles) * 20} SKUs and their pictures`);
    const world = await makeWorld(apiOrigin, Number(values.styles));
    const pages = await openTheShop(world);
    if (values["set-up"]) return console.log(JSON.stringify({ pages }));
    const storefront = await runStorefront({
      ...{ port, host: "127.0.0.1", apiOrigin, shopOrigin, secret },
      build: "beside",
    });
    endings.push(() => storefront.stop());
    const painted = await paintAll(storefront.origin, pages);
    const rates: Rate[] = [];
    for (const page of pages) {
      rates.push({ page: page.name, results: await rateOf(storefront, page.path, server.pid ?? 0) });
    }
    console.log(values.json ? JSON.stringify({ painted, rates }) : table(painted, rates));
  } finally {
    for (const end of endings.reverse()) await end();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

type Page = Awaited<ReturnType<typeof openTheShop>>[number];

async function paintAll(origin: string, pages: readonly Page[]): Promise<Painted[]> {
  const painted: Painted[] = [];
  for (const [name, device] of Object.entries(devices) as [string, Device][]) {
    for (const page of pages) {
      say(`${page.name} on a ${name}`);
      painted.push({
        page: page.name,
        device: name,
        ...(await measurePaint(origin, page.path, device, Number(values.loads))),
      });
    }
  }
  return painted;
}

/** Pages a second with 1, 8 and 32 clients; the CPU counted is the storefront's and the server's. */
async function rateOf(
  storefront: { origin: string; pid: number },
  pagePath: string,
  serverPid: number,
): Promise<Result[]> {
  const visitor = { origin: storefront.origin, token: "" };
  const operation = { make: () => ({ method: "GET" as const, path: pagePath }) };
  const results: Result[] = [];
  for (const clients of [1, 8, 32]) {
    const pids = { server: storefront.pid, postmaster: serverPid };
    results.push(await drive(visitor, operation, clients, Number(values.seconds), pids));
  }
  return results;
}

function table(painted: readonly Painted[], rates: readonly Rate[]): string {
  const paintRows = painted.map((p) => [
    ...[p.page, p.device, `${p.lcpMs.middle} / ${p.lcpMs.worst} ms`, `${p.cls}`, `${p.firstByteMs} ms`],
    ...[`${p.kilobytes} KB`, p.lcpElement],
  ]);
  const rateRows = rates.map(({ page, results }) => [
    ...[page, results.map((r) => r.perSecond).join(" / "), `${results[1]?.p95Ms} ms`, `${results[1]?.serverCpuMs} ms`],
    String(results.reduce((sum, r) => sum + r.errors, 0)),
  ]);
  return [
    `${Number(values.styles)} styles, ${values.loads} loads each, ${cpus().length} cores (${cpus()[0]?.model}), Node ${process.version}`,
    aligned([["page", "on a", "LCP middle / worst", "CLS", "first byte", "bytes", "largest is"], ...paintRows]),
    aligned([["page", "a second at 1 / 8 / 32", "p95 at 8", "storefront CPU", "errors"], ...rateRows]),
  ].join("\n\n");
}

function aligned(rows: readonly (readonly string[])[]): string {
  const widths = rows[0]!.map((_, i) => Math.max(...rows.map((row) => row[i]!.length)));
  return rows.map((row) => row.map((cell, i) => cell.padEnd(widths[i]!)).join("  ")).join("\n");
}

await main();
