import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { inventoryApi, ledgerApi, shopApi } from "../../packages/contract/src/index.ts";
import { checkInvariants } from "../invariants/check-books.ts";
import { visitShop } from "../sync/shop-visit.ts";
import { expectAccessible, signIn } from "./browser.ts";
import { type CornerShop, openCornerShop, owner, PIN } from "./corner-shop.ts";
import { openShift, pairTill, scan, sellForCash, signInAtTill, untilDelivered, waitingAt } from "./till-hands.ts";

let corner: CornerShop;
beforeAll(async () => {
  corner = await openCornerShop();
});
afterAll(() => corner?.close());
afterEach(() => corner.closeWindows());

test("ten sales with the server gone, the tab reloaded in between, answers lost and repeated: each is there once", async () => {
  const page = await corner.openTill("AA1");
  await corner.stop();
  const receipts: string[] = [];
  for (let i = 0; i < 5; i += 1) receipts.push(await sellForCash(page, corner.codes[i % corner.codes.length]!));
  await scan(page, corner.codes[0]!);
  await page.reload();
  await signInAtTill(page, owner.name, PIN);
  // What was being rung up is still there; it is the sixth sale.
  await page.locator(`[data-line="${corner.codes[0]}"]`).waitFor();
  for (let i = 5; i < 10; i += 1) receipts.push(await sellForCash(page, corner.codes[i % corner.codes.length]!));
  expect(await waitingAt(page)).toBe(10);
  expect(receipts).toEqual(receipts.map((_, i) => `AA1-${String(i + 1).padStart(6, "0")}`));
  await loseAnswers(page);
  await corner.start();
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
  const invoices = await corner.admin<{ number: string }[]>`
    select number from invoice where tenant_id = ${corner.business.tenantId} and series = 'AA1' order by number`;
  expect(invoices.map((i) => i.number)).toEqual(receipts);
  const [orders] = await corner.admin<{ n: number; paid: number; total: number }[]>`
    select count(*)::int as n, sum(paid_minor)::bigint as paid, sum(total_minor)::bigint as total from sales_order
    where tenant_id = ${corner.business.tenantId} and status = 'completed'`;
  expect(orders).toMatchObject({ n: 10, paid: orders!.total });
  expect(await checkInvariants(corner.admin, corner.business.tenantId)).toEqual([]);
}

/** Stock, orders, dashboard, shift and books of the admin tell the same ten sales. */
async function expectSeenInAdmin(till: Page, receipts: string[]): Promise<void> {
  const { items } = await corner.business.call(inventoryApi.listStock, { locationId: corner.shop.locationId });
  // Two pieces of the first were on the ticket over the reload: eleven went.
  expect(items.reduce((sum, row) => sum + row.onHandQty, 0)).toBe(60 - 11);
  // The dashboard counts what was sold today, without tax.
  const [sold] = await corner.admin<{ orders: number; minor: number }[]>`
    select count(*)::int as orders, sum(taxable_minor)::bigint as minor from sales_order
    where tenant_id = ${corner.business.tenantId} and status = 'completed'`;
  const dashboard = await corner.business.call(ledgerApi.getDashboard, {});
  const counter = dashboard.byChannel.find((channel) => channel.kind === "retail");
  expect(counter).toMatchObject({ orders: 10, salesMinor: sold!.minor });
  const page = await till.context().newPage();
  await signIn(page, owner);
  await expect.poll(() => page.locator("main").textContent()).toMatch(/Orders\s*10\D.*Pieces sold\s*11\D/s);
  await page.goto("/stock");
  await page.getByText(corner.codes[0]!).first().waitFor();
  await page.goto("/orders");
  for (const number of [receipts[0]!, receipts[9]!]) {
    const [order] = await corner.admin<{ number: string }[]>`
      select number from sales_order where tenant_id = ${corner.business.tenantId} and external_ref = ${number}`;
    await page.getByText(order!.number).first().waitFor();
  }
  await page.goto("/tills");
  await page.getByText("10 receipts").first().waitFor();
  await page.goto("/reports/trial-balance");
  await page.getByText("Balanced", { exact: true }).waitFor();
  const books = await corner.business.call(ledgerApi.getTrialBalance, {});
  const sums = await corner.admin<{ total: number }[]>`
    select sum(total_minor)::bigint as total from sales_order where tenant_id = ${corner.business.tenantId}`;
  const cash = books.rows.find((row) => row.code === "1000")!;
  const rounding = await corner.admin<{ minor: number }[]>`
    select coalesce(sum((payload->>'roundingMinor')::bigint), 0)::bigint as minor from till_event
    where tenant_id = ${corner.business.tenantId} and kind = 'sale'`;
  expect(cash.debitMinor - cash.creditMinor).toBe(sums[0]!.total + rounding[0]!.minor);
  await page.close();
}

test("the last piece, sold at a till without network and in the shop at once: two sales, one task, nothing lost", async () => {
  const { call } = corner.business;
  const skuId = corner.shop.skuIds[2]!;
  await call(inventoryApi.adjustStock, {
    ...{ locationId: corner.shop.locationId, reason: "count", note: "One is left" },
    lines: [{ skuId, countedQty: 1 }],
  });
  await call(shopApi.openShop, {});
  await call(shopApi.changeShopSettings, { isOpen: true });
  const before = await countOrders();
  const till = await corner.openTill("BB1");
  await till.context().setOffline(true);
  const receipt = await sellForCash(till, corner.codes[2]!);
  // The shop knows nothing of it yet, and sells the same piece; a second one it refuses.
  const online = visitShop(corner.origin, corner.business.slug);
  await online.add(skuId, 1);
  const placed = await online.buy();
  await expect(visitShop(corner.origin, corner.business.slug).add(skuId, 1)).rejects.toThrow("sold out");
  await till.context().setOffline(false);
  await untilDelivered(till);
  expect(await countOrders()).toBe(before + 2);
  const kept = await corner.admin<{ number: string }[]>`
    select coalesce(external_ref, number) as number from sales_order where tenant_id = ${corner.business.tenantId}
      and id in (select order_id from sales_order_line where tenant_id = ${corner.business.tenantId} and sku_id = ${skuId})
      and status <> 'cancelled'`;
  expect(kept.map((order) => order.number)).toEqual(expect.arrayContaining([receipt, placed.number]));
  expect(await openTasks()).toEqual(["oversold"]);
  expect(await checkInvariants(corner.admin, corner.business.tenantId)).toEqual([]);
  const page = await till.context().newPage();
  await signIn(page, owner);
  await page.goto("/tills/reviews");
  await page.getByText(/Sold more than was in stock/).waitFor();
  await page.getByRole("button", { name: "Resolve" }).click();
  await page.getByLabel("What was done about it").fill("Counted: the shelf had two");
  await page.getByRole("dialog").getByRole("button", { name: "Resolve" }).click();
  await page.getByText("Nothing to look at").waitFor();
});

test("the last piece sold at two tills without network: two sales, one task, nothing lost", async () => {
  const { call } = corner.business;
  const skuId = corner.shop.skuIds[1]!;
  const before = await countOrders();
  await call(inventoryApi.adjustStock, {
    ...{ locationId: corner.shop.locationId, reason: "count", note: "One is left" },
    lines: [{ skuId, countedQty: 1 }],
  });
  const first = await corner.openTill("BB2");
  const second = await corner.openTill("BB3");
  await corner.stop();
  await sellForCash(first, corner.codes[1]!);
  await sellForCash(second, corner.codes[1]!);
  await corner.start();
  await untilDelivered(first);
  await untilDelivered(second);
  expect(await countOrders()).toBe(before + 2);
  expect(await openTasks()).toEqual(["oversold"]);
  const levels = await call(inventoryApi.listStock, { locationId: corner.shop.locationId });
  expect(levels.items.find((row) => row.skuId === skuId)?.onHandQty).toBe(0);
  expect(await checkInvariants(corner.admin, corner.business.tenantId)).toEqual([]);
});

async function countOrders(): Promise<number> {
  const [row] = await corner.admin<{ n: number }[]>`
    select count(*)::int as n from sales_order where tenant_id = ${corner.business.tenantId}`;
  return row!.n;
}

async function openTasks(): Promise<string[]> {
  const tasks = await corner.admin<{ kind: string }[]>`
    select kind from till_review where tenant_id = ${corner.business.tenantId} and resolved_at is null order by opened_at, id`;
  return tasks.map((task) => task.kind);
}

test.for(["light", "dark"] as const)("every screen of the till keeps WCAG 2.1 AA in %s", async (theme) => {
  const pairing = await corner.addTill(theme === "light" ? "CC1" : "CC2");
  const opened = await corner.openWindow(theme);
  const page = await opened.openTab();
  await page.goto("/till/");
  await page.getByRole("heading", { name: "Pair this till" }).waitFor();
  await expectAccessible(page, "pair");
  await pairTill(page, pairing);
  await expectAccessible(page, "sign in");
  await signInAtTill(page, owner.name, PIN);
  await page.getByRole("heading", { name: "Open the shift" }).waitFor();
  await expectAccessible(page, "open the shift");
  await openShift(page);
  await page.getByRole("button", { name: /Block print kurta/ }).click();
  await page.getByRole("dialog").waitFor();
  await expectAccessible(page, "size picker");
  await page.getByRole("button", { name: "Close" }).first().click();
  await scan(page, corner.codes[1]!);
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
  await corner.stop();
  await page.getByRole("button", { name: "Try now" }).click();
  await page.locator('[data-sync="offline"]').waitFor();
  await page.getByRole("button", { name: "Sell", exact: true }).click();
  await sellForCash(page, corner.codes[1]!);
  await page.locator('[data-sync="waiting"]').click();
  await page.getByRole("heading", { name: "Waiting", exact: true }).waitFor();
  await expectAccessible(page, "sync with something to deliver");
  const second = await opened.openTab();
  await second.goto("/till/");
  await second.getByRole("heading", { name: "The till is open in another tab" }).waitFor();
  await expectAccessible(second, "another tab");
  await second.getByRole("button", { name: "Use it here" }).click();
  await second.getByText("Who is selling?").waitFor();
  await page.getByRole("heading", { name: "The till is open in another tab" }).waitFor();
  await corner.start();
  await untilDelivered(second);
  expect(opened.thrown).toEqual([]);
});
