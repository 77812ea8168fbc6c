import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { mailApi, tillApi } from "../../packages/contract/src/index.ts";
import { receiptPath } from "../../packages/domain/src/index.ts";
import { checkInvariants } from "../invariants/check-books.ts";
import { expectAccessible } from "./browser.ts";
import { type CornerShop, openCornerShop, owner, PIN } from "./corner-shop.ts";
import { openShift, scan, sellForCash, signInAtTill, typeAsScanner, untilDelivered } from "./till-hands.ts";

let corner: CornerShop;
beforeAll(async () => {
  corner = await openCornerShop();
});
afterAll(() => corner?.close());
afterEach(() => corner.closeWindows());

test("without network a receipt is sent by mail and goods of another till come back by its code; the office has each once", async () => {
  const seller = await corner.openTill("RA1");
  const other = await corner.openTill("RA2");
  await corner.stop();
  await scan(seller, corner.codes[0]!);
  await seller.getByRole("button", { name: "Pay", exact: true }).last().click();
  await seller.getByRole("button", { name: "Cash taken" }).click();
  await seller.getByRole("heading", { name: "Receipt RA1-000001" }).waitFor();
  await seller
    .locator('[data-event-state="pending"], [data-event-state="retrying"], [data-event-state="syncing"]')
    .waitFor();
  await seller.getByRole("button", { name: "Send", exact: true }).click();
  await seller.getByRole("textbox", { name: "E-mail" }).fill("asha@");
  await seller.getByRole("button", { name: "Send by mail" }).click();
  await seller.getByText("This is no e-mail address").waitFor();
  await expectAccessible(seller, "send", "any");
  await seller.getByRole("textbox", { name: "E-mail" }).fill("asha@example.com");
  await seller.getByRole("button", { name: "Send by mail" }).click();
  // The code as a scanner types it: what the screen shows, read back from the device.
  const code = await seller.locator("[data-receipt-code]").getAttribute("data-receipt-code");
  expect(code).toContain("#");
  await typeAsScanner(other, code!);
  await other.getByRole("heading", { name: "Return goods of RA1-000001" }).waitFor();
  await other.getByRole("button", { name: /^One more/ }).click();
  await other.getByRole("button", { name: "Put 1 on the ticket" }).click();
  await other.getByRole("button", { name: "Give back" }).click();
  await other.getByRole("button", { name: "Cash given back" }).click();
  await other.getByRole("heading", { name: "Receipt RA2-000001" }).waitFor();
  await corner.start();
  await untilDelivered(seller);
  await untilDelivered(other);
  const { call, tenantId } = corner.business;
  const mails = (await call(mailApi.listMails, { limit: 20 })).items.filter((m) => m.toAddress === "asha@example.com");
  expect(mails).toHaveLength(1);
  const { text } = await call(mailApi.getMail, { id: mails[0]!.id });
  const link = /\/r\/[\w-]{43}/.exec(text)![0];
  const shown = await (await corner.openWindow()).openTab();
  await shown.goto(link);
  await shown.getByText("RA1-000001").first().waitFor();
  await expectAccessible(shown, "receipt", "any");
  const reviews = (await call(tillApi.listReviews, { open: true, limit: 20 })).items;
  expect(reviews).toEqual([]);
  expect(await checkInvariants(corner.admin, tenantId)).toEqual([]);
  expect((await shown.goto(receiptPath(tenantId, tenantId)))?.status()).toBe(404);
});

test("a disconnected till sells no more, closes its shift, and sells again under a new series once it is paired", async () => {
  const page = await corner.openTill("RB1");
  await sellForCash(page, corner.codes[1]!);
  await untilDelivered(page);
  const { call } = corner.business;
  const till = (await call(tillApi.listTills, {})).items.find((one) => one.code === "RB1")!;
  await call(tillApi.revokeDevice, { id: till.id });
  await page.locator("[data-sync]").click();
  await page.getByRole("button", { name: "Try now" }).first().click();
  await page.getByRole("button", { name: "Sell", exact: true }).click();
  await page.getByText("This till was disconnected", { exact: true }).waitFor({ timeout: 60_000 });
  await expectAccessible(page, "disconnected", "any");
  expect(await page.getByRole("button", { name: "Pair again" }).isDisabled()).toBe(true);
  await page.getByRole("button", { name: "Close the shift" }).click();
  await page.getByRole("button", { name: "Close the shift" }).click();
  await page.getByLabel("Or the whole sum").fill("1");
  await page.getByRole("button", { name: "Close the shift" }).click();
  await page.getByText("The shift is closed").waitFor();
  await page.getByRole("button", { name: "Sell", exact: true }).isDisabled();
  await page.locator("[data-sync]").click();
  await expect
    .poll(() => page.locator("[data-waiting]").first().getAttribute("data-waiting"), { timeout: 60_000 })
    .toBe("0");
  await page.getByRole("button", { name: "Pair again" }).click();
  const { code } = await call(tillApi.openPairing, { id: till.id });
  await page.getByRole("textbox", { name: "Code" }).fill(code);
  await page.getByRole("button", { name: "Pair", exact: true }).click();
  await page.getByText("Who is selling?").waitFor({ timeout: 60_000 });
  await signInAtTill(page, owner.name, PIN);
  await openShift(page);
  expect(await sellForCash(page, corner.codes[1]!)).toBe("RB1.2-000001");
  await untilDelivered(page);
  expect(await checkInvariants(corner.admin, corner.business.tenantId)).toEqual([]);
});
