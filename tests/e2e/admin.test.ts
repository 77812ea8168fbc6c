import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { openPool } from "../../apps/server/src/platform/db.ts";
import { inventoryApi, ledgerApi, partyApi } from "../../packages/contract/src/index.ts";
import { type Business, openServer, type ServerUnderTest } from "../boundary/open-server.ts";
import { checkInvariants } from "../invariants/check-books.ts";
import { expectAccessible, openWindow, signIn, type Window } from "./browser.ts";

const owner = { email: "owner@looms.example", password: "correct horse battery" };
let served: ServerUnderTest;
let business: Business;
let opened: Window | null = null;

beforeAll(async () => {
  served = await openServer("all");
  business = await served.openBusiness("looms");
  const account = { paymentTermsDays: 30 };
  await business.call(partyApi.createCustomer, {
    kind: "company",
    name: "Anokhi Retail",
    country: "IN",
    state: "MH",
    account,
  });
});
afterAll(async () => {
  await served?.close();
});
afterEach(async () => {
  await opened?.close();
  opened = null;
});

test("from a style to its invoice: what is typed is in stock, sold, shipped, invoiced and in the books, live", async () => {
  opened = await openWindow(served.server.origin);
  const { openTab, thrown } = opened;
  const page = await openTab();
  await signIn(page, owner);
  await makeStyle(page);
  await receiveTenOfEach(page);
  const watching = await openTab();
  await watching.goto("/stock");
  const watched = watching.getByRole("row", { name: /Oxford shirt/ }).first();
  await expect.poll(() => watched.getByRole("cell").allTextContents(), { timeout: 60_000 }).toContain("10");
  await placeOrder(page);
  // The second tab is not touched: the feed brings the change.
  await expect.poll(() => watched.getByRole("cell").allTextContents(), { timeout: 60_000 }).toContain("6");
  await ship(page);
  await page.getByRole("tab", { name: "Invoices" }).click();
  await page.getByRole("link", { name: "INV-00001" }).click();
  await page.getByRole("heading", { name: "INV-00001", level: 1 }).waitFor();
  await page.goto("/reports/trial-balance");
  await page.getByText("Balanced", { exact: true }).waitFor();
  await assertFiguresAgree(page);
  expect(thrown).toEqual([]);
});

const paths = ["/", "/styles", "/stock", "/orders", "/orders/new", "/invoices", "/reports/trial-balance"];
const insights = ["/insights/suggestions", "/insights/buying", "/insights/prices", "/forecasts", "/learning/inputs"];

test.for(["light", "dark"] as const)("the main pages keep WCAG 2.1 AA in %s", async (theme) => {
  opened = await openWindow(served.server.origin, theme);
  const { openTab, thrown } = opened;
  const page = await openTab();
  await page.goto("/");
  await page.getByRole("button", { name: "Sign in" }).waitFor();
  await expectAccessible(page, "sign-in");
  await signIn(page, owner);
  for (const path of [...paths, ...insights]) {
    await page.goto(path);
    await page.getByRole("heading", { level: 1 }).first().waitFor();
    await page.waitForLoadState("networkidle");
    await expectAccessible(page, path);
  }
  expect(thrown).toEqual([]);
});

async function makeStyle(page: Page): Promise<void> {
  await page.goto("/styles/new");
  await page.getByRole("textbox", { name: "Name", exact: true }).fill("Oxford shirt");
  await page.getByRole("textbox", { name: "Style code" }).fill("OX-1");
  await page.getByRole("textbox", { name: "Name of colour 1" }).fill("Navy");
  await page.getByRole("textbox", { name: "Base price" }).fill("1200");
  await page.getByRole("textbox", { name: "HSN code" }).fill("6205");
  await page.getByRole("button", { name: "Make style" }).click();
  await page.getByRole("heading", { name: "Oxford shirt", level: 1 }).waitFor();
}

async function pickStyle(page: Page): Promise<void> {
  await page.getByRole("combobox", { name: "Add a style" }).click();
  await page.getByRole("option", { name: /Oxford shirt/ }).click();
  await page.getByRole("table", { name: "OX-1 Oxford shirt" }).waitFor();
}

/** The boxes of the grid's first row of sizes. */
const cells = (page: Page) =>
  page.getByRole("table", { name: "OX-1 Oxford shirt" }).getByRole("textbox", { name: /Navy/ });

async function receiveTenOfEach(page: Page): Promise<void> {
  await page.goto("/stock/receive");
  await pickStyle(page);
  await page.getByRole("textbox", { name: "Unit cost of Oxford shirt" }).fill("500");
  for (const n of [0, 1, 2]) await cells(page).nth(n).fill("10");
  await page.getByRole("button", { name: "Receive", exact: true }).click();
  await page.getByRole("heading", { name: "Stock", level: 1 }).waitFor();
}

async function placeOrder(page: Page): Promise<void> {
  await page.goto("/orders/new");
  await page.getByRole("combobox", { name: /^Customer/ }).click();
  await page.getByRole("option", { name: /Anokhi Retail/ }).click();
  await pickStyle(page);
  for (const n of [0, 1, 2]) await cells(page).nth(n).fill("4");
  await page.getByRole("button", { name: "Place order" }).click();
  await page.waitForURL(/\/orders\/[0-9a-f-]{36}/);
}

async function ship(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Ship", exact: true }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Ship 12 pieces" }).click();
  await page.getByRole("dialog").waitFor({ state: "hidden" });
}

/** Stock, dashboard, books and what the pages show are one truth: 18 pieces of 500 rupees are left. */
async function assertFiguresAgree(page: Page): Promise<void> {
  const { call, tenantId } = business;
  const asOf = new Intl.DateTimeFormat("en-CA", { timeZone: "Asia/Kolkata" }).format(new Date());
  const [stock, dashboard, trial] = await Promise.all([
    call(inventoryApi.listStock, {}),
    call(ledgerApi.getDashboard, {}),
    call(ledgerApi.getTrialBalance, { asOf }),
  ]);
  expect(stock.items.reduce((sum, row) => sum + row.onHandQty, 0)).toBe(18);
  expect(dashboard.stockValueMinor).toBe(900_000);
  expect(trial.totalDebitMinor).toBe(trial.totalCreditMinor);
  expect(trial.rows.filter((row) => row.debitMinor === 900_000).length).toBeGreaterThan(0);
  expect(await page.getByRole("row", { name: /Total/ }).textContent()).toContain("Balanced");
  const admin = openPool(served.database.adminUrl, { max: 1 });
  expect(await checkInvariants(admin, tenantId)).toEqual([]);
  await admin.end({ timeout: 1 });
}
