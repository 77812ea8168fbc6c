import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { type RunningServer, startServer } from "../../apps/server/src/main.ts";
import { readConfig } from "../../apps/server/src/platform/config.ts";
import { openPool, type Sql } from "../../apps/server/src/platform/db.ts";
import { chooseFreePort } from "../../apps/server/src/platform/postgres/postmaster.ts";
import { createClient } from "../../packages/client/src/index.ts";
import { catalogApi, inventoryApi, ledgerApi, tenancyApi, tillApi } from "../../packages/contract/src/index.ts";
import { buildAdmin, buildTill } from "../../scripts/start/build-admin.ts";
import type { Business } from "../boundary/open-server.ts";
import { type TestDatabase, testDatabase } from "../harness/database.ts";
import { unlimited } from "../harness/unlimited.ts";
import { checkInvariants } from "../invariants/check-books.ts";
import { openShop, type Shop } from "../sync/shop-floor.ts";
import { expectAccessible, openWindow, signIn, type Window } from "./browser.ts";
import { openShift, pairTill, scan, sellForCash, signInAtTill, untilDelivered, waitingAt } from "./till-hands.ts";

// The server of this journey goes away and comes back on the same port and data, as in a shop on a bad day.
const owner = { name: "Asha Owner", email: "owner@corner.example", password: "correct horse battery" };
let database: TestDatabase;
let admin: Sql;
let server: RunningServer | null = null;
let start: () => Promise<void>;
let business: Business;
let shop: Shop;
let codes: string[];
const windows: Window[] = [];
const dataDir = mkdtempSync(path.join(tmpdir(), "selvedge-till-"));

beforeAll(async () => {
  await buildAdmin();
  await buildTill();
  database = await testDatabase();
  admin = openPool(database.adminUrl, { max: 2 });
  const port = await chooseFreePort(8177);
  const config = readConfig({
    ...{ PORT: String(port), DATA_DIR: dataDir, LOG_LEVEL: "silent", ROLE: "all" },
    ...unlimited,
  });
  start = async () => {
    server = await startServer(config, database);
  };
  await start();
  await openBusiness(`http://127.0.0.1:${port}`);
});
afterAll(async () => {
  await server?.stop();
  await admin?.end();
  await database?.drop();
  rmSync(dataDir, { recursive: true, force: true });
});
afterEach(async () => {
  for (const one of windows.splice(0)) await one.close();
});

async function openBusiness(origin: string): Promise<void> {
  let token = "";
  const call = createClient({ baseUrl: origin, getToken: () => token || null });
  const place = { country: "IN", state: "MH", currency: "INR", locale: "en-IN", timeZone: "Asia/Kolkata" };
  const { tenantId } = await call(tenancyApi.signUp, { slug: "corner", name: "Corner Garments", ...place, owner });
  token = (await call(tenancyApi.signIn, owner)).accessToken;
  business = { slug: "corner", tenantId, token, call, send: () => Promise.reject(new Error("not used")) };
  shop = await openShop(business, 20);
  const { items } = await call(catalogApi.listSkus, { limit: 50 });
  codes = shop.skuIds.map((id) => items.find((sku) => sku.id === id)!.code);
}

async function openTillWindow(code: string): Promise<Page> {
  const { call } = business;
  const placed = { locationId: shop.locationId, channelId: shop.channelId };
  const { id } = await call(tillApi.createTill, { code, name: `Counter ${code}`, upiId: "corner@bank", ...placed });
  const pairing = await call(tillApi.openPairing, { id });
  const opened = await openWindow(server!.origin);
  windows.push(opened);
  const page = await opened.openTab();
  await pairTill(page, pairing.code);
  await signInAtTill(page, owner.name, "2468");
  await openShift(page);
  await untilDelivered(page);
  return page;
}

async function pullThePlug(): Promise<void> {
  await server!.stop();
  server = null;
}

test("ten sales with the server gone, the tab reloaded in between, answers lost and repeated: each is there once", async () => {
  const page = await openTillWindow("AA1");
  await pullThePlug();
  const receipts: string[] = [];
  for (let i = 0; i < 5; i += 1) receipts.push(await sellForCash(page, codes[i % codes.length]!));
  await scan(page, codes[0]!);
  await page.reload();
  await signInAtTill(page, owner.name, "2468");
  // What was being rung up is still there; it is the sixth sale.
  await page.locator(`[data-line="${codes[0]}"]`).waitFor();
  for (let i = 5; i < 10; i += 1) receipts.push(await sellForCash(page, codes[i % codes.length]!));
  expect(await waitingAt(page)).toBe(10);
  expect(receipts).toEqual(receipts.map((_, i) => `AA1-${String(i + 1).padStart(6, "0")}`));
  await loseAnswers(page);
  await start();
  await untilDelivered(page);
  await expectEachOnce(receipts);
  await expectSeenInAdmin(page, receipts);
});

/** Every second answer is lost after the server did its work, and every third event is sent twice at once. */
async function loseAnswers(page: Page): Promise<void> {
  let sent = 0;
  await page.route("**/v1/till/events", async (route) => {
    sent += 1;
    if (sent % 3 === 0) await Promise.all([route.fetch().catch(() => null), route.fetch().catch(() => null)]);
    if (sent % 2 === 0) {
      await route.fetch().catch(() => null);
      return route.abort("connectionreset");
    }
    return route.continue();
  });
}

async function expectEachOnce(receipts: string[]): Promise<void> {
  const invoices = await admin<{ number: string }[]>`
    select number from invoice where tenant_id = ${business.tenantId} and series = 'AA1' order by number`;
  expect(invoices.map((i) => i.number)).toEqual(receipts);
  const [orders] = await admin<{ n: number; paid: number; total: number }[]>`
    select count(*)::int as n, sum(paid_minor)::bigint as paid, sum(total_minor)::bigint as total from sales_order
    where tenant_id = ${business.tenantId} and status = 'completed'`;
  expect(orders).toMatchObject({ n: 10, paid: orders!.total });
  expect(await checkInvariants(admin, business.tenantId)).toEqual([]);
}

/** Stock, orders, dashboard, shift and books of the admin tell the same ten sales. */
async function expectSeenInAdmin(till: Page, receipts: string[]): Promise<void> {
  const { items } = await business.call(inventoryApi.listStock, { locationId: shop.locationId });
  // Two pieces of the first were on the ticket over the reload: eleven went.
  expect(items.reduce((sum, row) => sum + row.onHandQty, 0)).toBe(60 - 11);
  const page = await till.context().newPage();
  await signIn(page, owner);
  await page.goto("/orders");
  for (const number of [receipts[0]!, receipts[9]!]) {
    const [order] = await admin<{ number: string }[]>`
      select number from sales_order where tenant_id = ${business.tenantId} and external_ref = ${number}`;
    await page.getByText(order!.number).first().waitFor();
  }
  await page.goto("/tills");
  await page.getByText("10 receipts").first().waitFor();
  await page.goto("/reports/trial-balance");
  await page.getByText("Balanced", { exact: true }).waitFor();
  const books = await business.call(ledgerApi.getTrialBalance, {});
  const sums = await admin<{ total: number }[]>`
    select sum(total_minor)::bigint as total from sales_order where tenant_id = ${business.tenantId}`;
  const cash = books.rows.find((row) => row.code === "1000")!;
  const rounding = await admin<{ minor: number }[]>`
    select coalesce(sum((payload->>'roundingMinor')::bigint), 0)::bigint as minor from till_event
    where tenant_id = ${business.tenantId} and kind = 'sale'`;
  expect(cash.debitMinor - cash.creditMinor).toBe(sums[0]!.total + rounding[0]!.minor);
  await page.close();
}

test("the last piece sold offline at two tills: two sales, one task for somebody, nothing lost", async () => {
  const { call } = business;
  const skuId = shop.skuIds[2]!;
  const [before] = await admin<
    { n: number }[]
  >`select count(*)::int as n from sales_order where tenant_id = ${business.tenantId}`;
  await call(inventoryApi.adjustStock, {
    ...{ locationId: shop.locationId, reason: "count", note: "One is left" },
    lines: [{ skuId, countedQty: 1 }],
  });
  const first = await openTillWindow("BB1");
  const second = await openTillWindow("BB2");
  await pullThePlug();
  await sellForCash(first, codes[2]!);
  await sellForCash(second, codes[2]!);
  await start();
  await untilDelivered(first);
  await untilDelivered(second);
  const [after] = await admin<
    { n: number }[]
  >`select count(*)::int as n from sales_order where tenant_id = ${business.tenantId}`;
  expect(after!.n - before!.n).toBe(2);
  const tasks =
    await admin`select kind from till_review where tenant_id = ${business.tenantId} and resolved_at is null`;
  expect(tasks.map((task) => task["kind"])).toEqual(["oversold"]);
  const levels = await call(inventoryApi.listStock, { locationId: shop.locationId });
  expect(levels.items.find((row) => row.skuId === skuId)?.onHandQty).toBe(0);
  expect(await checkInvariants(admin, business.tenantId)).toEqual([]);
  const page = await first.context().newPage();
  await signIn(page, owner);
  await page.goto("/tills/reviews");
  await page.getByText(/Sold more than was in stock/).waitFor();
  await page.getByRole("button", { name: "Resolve" }).click();
  await page.getByLabel("What was done about it").fill("Counted: the shelf had two");
  await page.getByRole("dialog").getByRole("button", { name: "Resolve" }).click();
  await page.getByText("Nothing to look at").waitFor();
});

test.for(["light", "dark"] as const)("every screen of the till keeps WCAG 2.1 AA in %s", async (theme) => {
  const placed = { locationId: shop.locationId, channelId: shop.channelId };
  const code = theme === "light" ? "CC1" : "CC2";
  const { id } = await business.call(tillApi.createTill, { code, name: "Counter", upiId: "corner@bank", ...placed });
  const pairing = await business.call(tillApi.openPairing, { id });
  const opened = await openWindow(server!.origin, theme);
  windows.push(opened);
  const page = await opened.openTab();
  await page.goto("/till/");
  await page.getByRole("heading", { name: "Pair this till" }).waitFor();
  await expectAccessible(page, "pair");
  await pairTill(page, pairing.code);
  await expectAccessible(page, "sign in");
  await signInAtTill(page, owner.name, "2468");
  await page.getByRole("heading", { name: "Open the shift" }).waitFor();
  await expectAccessible(page, "open the shift");
  await openShift(page);
  await page.getByRole("button", { name: /Block print kurta/ }).click();
  await page.getByRole("dialog").waitFor();
  await expectAccessible(page, "size picker");
  await page.getByRole("button", { name: "Close" }).first().click();
  await scan(page, codes[1]!);
  await expectAccessible(page, "sell");
  await page.getByRole("button", { name: /^Discount:/ }).click();
  await expectAccessible(page, "discount");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Add a customer" }).click();
  await expectAccessible(page, "customer");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Pay", exact: true }).last().click();
  for (const way of ["Card", "UPI", "Cash"]) {
    await page.getByRole("button", { name: way, exact: true }).click();
    await expectAccessible(page, `pay by ${way}`);
  }
  await page.getByRole("button", { name: "Cash taken" }).click();
  await page.getByRole("heading", { name: /^Receipt / }).waitFor();
  await expectAccessible(page, "receipt");
  await page.getByRole("button", { name: "Receipts", exact: true }).click();
  await page
    .getByRole("button", { name: /^Return goods/ })
    .first()
    .click();
  await page.getByRole("dialog").waitFor();
  await expectAccessible(page, "return");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Shift", exact: true }).click();
  await page.getByRole("button", { name: "X report" }).click();
  await expectAccessible(page, "X report");
  await page.getByRole("button", { name: "Close the shift" }).click();
  await expectAccessible(page, "close the shift");
  await page.locator("[data-sync]").click();
  await page.getByRole("heading", { name: "This till and the server" }).waitFor();
  await expectAccessible(page, "sync");
  expect(opened.thrown).toEqual([]);
});
