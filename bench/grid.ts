import { mkdtempSync, rmSync } from "node:fs";
import { cpus, loadavg, tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import type { Page } from "playwright-core";
import { type RunningServer, startServer } from "../apps/server/src/main.ts";
import { readConfig } from "../apps/server/src/platform/config.ts";
import { migrate, startPostgres } from "../apps/server/src/platform/postgres/index.ts";
import { catalogApi } from "../packages/contract/src/index.ts";
import { buildAdmin } from "../scripts/start/build-admin.ts";
import { signIn } from "../tests/e2e/browser.ts";
import { launchChromium } from "../tests/harness/chromium.ts";
import { unlimited } from "../tests/harness/unlimited.ts";
import { BENCH_OWNER, makeWorld, type World } from "./http/world.ts";
import { type Spread, spread } from "./spread.ts";

/**
 * `npm run bench:grid [-- --json --styles 60 --colours 12 --sizes 15 --keys 300]`: a new order's grid in the bundled Chromium, as wide
 * as orders get. From a key that goes down in a cell to the frame that shows what it did: typed figures, and moves to the next cell.
 */
const { values } = parseArgs({
  options: {
    json: { type: "boolean", default: false },
    styles: { type: "string", default: "60" },
    colours: { type: "string", default: "12" },
    sizes: { type: "string", default: "15" },
    keys: { type: "string", default: "300" },
    // Up to where the browser would begin, to see that the set-up runs.
    "set-up": { type: "boolean", default: false },
  },
});
const say = (text: string) => console.error(text);

async function main(): Promise<void> {
  const dataDir = mkdtempSync(path.join(tmpdir(), "selvedge-bench-grid-"));
  const isSetUp = values["set-up"];
  if (!isSetUp) await buildAdmin();
  const database = await startPostgres({ dataDir });
  let server: RunningServer | null = null;
  const browser = isSetUp ? null : await launchChromium();
  try {
    await migrate(database.ownerUrl);
    const settings = { PORT: "0", DATA_DIR: dataDir, LOG_LEVEL: "error", ...unlimited };
    server = await startServer(readConfig(settings), database);
    say("making the styles");
    const world = await makeWorld(server.origin, 1);
    await makeWideStyles(world);
    if (!browser) return console.log(JSON.stringify({ isMade: true }));
    const context = await browser.newContext({ baseURL: server.origin, viewport: { width: 1440, height: 900 } });
    const page = await context.newPage();
    await signIn(page, BENCH_OWNER);
    say("putting them on one order");
    await fillOrder(page);
    const cells = Number(values.styles) * Number(values.colours) * Number(values.sizes);
    say(`typing into ${cells} cells`);
    const figures = { cells, cores: cpus().length, load: loadavg()[0], ...(await measureKeys(page)) };
    console.log(values.json ? JSON.stringify(figures) : table(figures));
  } finally {
    await browser?.close();
    await server?.stop();
    await database.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

async function makeWideStyles({ call }: World): Promise<void> {
  const sizes = Array.from({ length: Number(values.sizes) }, (_, i) => `${30 + 2 * i}`);
  const scale = await call(catalogApi.createSizeScale, { code: "WIDE", name: "Wide", sizes });
  for (let i = 0; i < Number(values.styles); i += 1) {
    await call(catalogApi.createStyle, {
      code: `W${String(i).padStart(3, "0")}`,
      name: `Wide ${String(i).padStart(3, "0")}`,
      taxClass: "apparel",
      hsnCode: "620442",
      ...{ sizeScaleId: scale.id, sizes },
      colourways: Array.from({ length: Number(values.colours) }, (_, c) => ({
        ...{
          code: `C${c}`,
          name: `Colour ${c}`,
          hex: `#${(0x10_10_10 * (c + 1)).toString(16).padStart(6, "0").slice(0, 6)}`,
        },
      })),
      basePriceMinor: 69_900,
    });
  }
}

async function fillOrder(page: Page): Promise<void> {
  await page.goto("/orders/new");
  const box = page.getByRole("combobox", { name: "Add a style" });
  for (let i = 0; i < Number(values.styles); i += 1) {
    const code = `W${String(i).padStart(3, "0")}`;
    await box.fill(code);
    // Blocks out of sight are not drawn: that the style is there is told by what is asked about it.
    const known = page.waitForResponse((answer) => answer.url().includes("/v1/availability"));
    await page
      .getByRole("option", { name: new RegExp(code) })
      .first()
      .click();
    await known;
  }
}

async function measureKeys(page: Page): Promise<{ typedMs: Spread; movedMs: Spread }> {
  const inputs = page.locator("input[data-pos]");
  const middle = inputs.nth(Math.floor((await inputs.count()) / 2));
  await middle.scrollIntoViewIfNeeded();
  await middle.focus();
  await page.evaluate(timeEachKey);
  const keys = Array.from({ length: Number(values.keys) }, (_, i) =>
    i % 3 < 2 ? String(1 + (i % 9)) : ["ArrowRight", "ArrowDown", "ArrowRight", "ArrowUp"][Math.floor(i / 3) % 4]!,
  );
  for (const key of keys) {
    await page.keyboard.press(key);
    await page.waitForTimeout(25);
  }
  const timed = await page.evaluate(
    () => (window as unknown as { timedKeys: { key: string; ms: number }[] }).timedKeys,
  );
  const isDigit = ({ key }: { key: string }) => /^\d$/.test(key);
  // The first few find everything cold, as a person's first few do not matter either.
  const warm = timed.slice(6);
  return {
    typedMs: spread(warm.filter(isDigit).map(({ ms }) => ms)),
    movedMs: spread(warm.filter((one) => !isDigit(one)).map(({ ms }) => ms)),
  };
}

/** In the page: from each key's own time stamp to the end of the frame after it. */
function timeEachKey(): void {
  const timed: { key: string; ms: number }[] = [];
  Object.assign(window, { timedKeys: timed });
  addEventListener(
    "keydown",
    ({ key, timeStamp }) => {
      requestAnimationFrame(() => setTimeout(() => timed.push({ key, ms: performance.now() - timeStamp }), 0));
    },
    true,
  );
}

function table(f: { cells: number; cores: number; load?: number; typedMs: Spread; movedMs: Spread }): string {
  const row = (what: string, s: Spread) => `| ${what} | ${s.p50} ms | ${s.p95} ms | ${s.most} ms | 50 ms |`;
  return [
    `${f.cells.toLocaleString("en")} cells on one order, ${f.cores} cores, load ${f.load?.toFixed(1)}`,
    "",
    "| from a key to the frame that shows it | p50 | p95 | most | aim |",
    "|---|---|---|---|---|",
    row("a figure typed", f.typedMs),
    row("a move to the next cell", f.movedMs),
  ].join("\n");
}

await main();
