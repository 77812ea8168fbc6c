import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openPictureShelf } from "../../apps/pos/electron/picture-shelf.ts";
import { sendToPrinter } from "../../apps/pos/electron/send-to-printer.ts";
import { serveTill } from "../../apps/pos/electron/serve-till.ts";
import { findServer } from "../../apps/pos/electron/shell-settings.ts";
import { root } from "../../scripts/start/build-admin.ts";
import { expectAccessible } from "./browser.ts";
import { type CornerShop, openCornerShop, owner, PIN } from "./corner-shop.ts";
import { openShift, scan, signInAtTill, untilDelivered, waitingAt } from "./till-hands.ts";

let corner: CornerShop;
let printer: Server;
let printerAddress: string;
const printed: Buffer[] = [];
const folder = mkdtempSync(path.join(tmpdir(), "till-shell-"));
beforeAll(async () => {
  corner = await openCornerShop();
  printer = createServer((socket) => socket.on("data", (part) => printed.push(part)).on("end", () => socket.end()));
  // The shell prints to printers' ports only; the first that is free here.
  for (let port = 9100; !printer.listening && port < 9110; port += 1) {
    await new Promise<void>((done) => {
      printer.once("error", () => done()).listen(port, "127.0.0.1", () => done());
    });
    printerAddress = `127.0.0.1:${port}`;
  }
});
afterAll(async () => {
  await corner?.closeWindows();
  await corner?.close();
  printer?.close();
  rmSync(folder, { recursive: true, force: true });
});

/**
 * The till's build as the shell serves it, in the bundled Chromium instead of Electron's: the shell's own answers to what the page
 * loads and asks, and its own bridge behind `selvedgeShell`. The address stands in for till://counter, which only Electron knows.
 */
async function openShellWindow(): Promise<Page> {
  let server: string | null = null;
  const serve = serveTill({
    folder: path.join(root, "apps/pos/dist"),
    server: () => server,
    fetch,
    pictures: openPictureShelf(path.join(folder, "pictures")),
  });
  const page = await (await corner.openWindow()).openTab();
  const context = page.context();
  await context.route("https://counter.test/**", async (route) => {
    const asked = route.request();
    const body = asked.postDataBuffer();
    const answer = await serve(
      new Request(asked.url(), {
        ...{ method: asked.method(), headers: asked.headers() },
        ...(body ? { body: new Uint8Array(body) } : {}),
      }),
    );
    if (answer.type === "error") return route.abort("connectionrefused");
    const headers = Object.fromEntries(answer.headers);
    return route.fulfill({ status: answer.status, headers, body: Buffer.from(await answer.arrayBuffer()) });
  });
  await context.exposeFunction("askServer", () => server);
  await context.exposeFunction("tellServer", async (address: string) => {
    const found = await findServer(address, fetch);
    if ("problem" in found) return found.problem;
    server = found.origin;
    return null;
  });
  await context.exposeFunction("sendBytes", (address: string, bytes: number[]) =>
    sendToPrinter(address, Uint8Array.from(bytes)),
  );
  await context.addInitScript(() => {
    const { askServer, tellServer, sendBytes } = globalThis as unknown as Record<string, (...x: unknown[]) => unknown>;
    Object.assign(globalThis, {
      selvedgeShell: {
        ...{ server: askServer, setServer: tellServer },
        printers: async () => ["Office laser"],
        printPage: async () => null,
        printBytes: (address: string, bytes: Uint8Array) => sendBytes!(address, [...bytes]),
      },
    });
  });
  return page;
}

test("the shell's till finds its server, prints and opens the drawer without a dialog, and opens without any network", async () => {
  const code = await corner.addTill("EE1");
  const page = await openShellWindow();
  await page.goto("https://counter.test/till/");
  await page.getByLabel("Address of the server").fill("127.0.0.1:1");
  await page.getByRole("textbox", { name: "Code" }).fill(code);
  await page.getByRole("button", { name: "Pair", exact: true }).click();
  await page.getByText(/http:\/\/127\.0\.0\.1:1 does not answer/).waitFor();
  await expectAccessible(page, "pair in the shell");
  await page.getByLabel("Address of the server").fill(corner.origin);
  await page.getByRole("button", { name: "Pair", exact: true }).click();
  await page.getByText("Who is selling?").waitFor({ timeout: 30_000 });
  await signInAtTill(page, owner.name, PIN);
  await openShift(page);
  await choosePrinter(page);
  await sellAndPrint(page, "EE1-000001");
  await untilDelivered(page);
  // The computer starts in the morning and nothing else does.
  await corner.stop();
  await page.goto("about:blank");
  await page.goto("https://counter.test/till/");
  await signInAtTill(page, owner.name, PIN);
  await page.getByPlaceholder("Scan a code or search").waitFor();
  await sellAndPrint(page, "EE1-000002");
  expect(await waitingAt(page)).toBe(1);
  await corner.start();
  await untilDelivered(page);
});

async function choosePrinter(page: Page): Promise<void> {
  await page.locator("[data-sync]").click();
  await page.getByLabel("Receipt printer").selectOption({ label: "Receipt printer at an address" });
  await page.getByLabel("Address or port").fill("/etc/passwd");
  await page.getByRole("button", { name: "Print a test" }).click();
  await page.getByText(/This is no printer's address/).waitFor();
  await page.getByLabel("Address or port").fill(printerAddress);
  await page.getByRole("button", { name: "Print a test" }).click();
  await expect.poll(() => Buffer.concat(printed).toString("latin1")).toContain("This printer works.");
  await expectAccessible(page, "printer of the shell");
  await page.getByRole("button", { name: "Sell", exact: true }).click();
}

async function sellAndPrint(page: Page, receipt: string): Promise<void> {
  printed.length = 0;
  await scan(page, corner.codes[0]!);
  await page.getByRole("button", { name: "Pay", exact: true }).last().click();
  await page.getByRole("button", { name: "Cash taken" }).click();
  await page.getByRole("heading", { name: `Receipt ${receipt}` }).waitFor();
  // ESC p: the drawer.
  await expect.poll(() => Buffer.concat(printed).includes(Buffer.from([0x1b, 0x70]))).toBe(true);
  await page.getByRole("button", { name: "Print", exact: true }).click();
  await expect.poll(() => Buffer.concat(printed).toString("latin1")).toContain("Rs 2,499.50");
  await page.getByRole("button", { name: "Next sale" }).click();
}
