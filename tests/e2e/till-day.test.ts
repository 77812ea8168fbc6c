import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { tillApi } from "../../packages/contract/src/index.ts";
import { parseMoney } from "../../packages/domain/src/index.ts";
import { checkInvariants } from "../invariants/check-books.ts";
import { expectAccessible, signIn } from "./browser.ts";
import { type CornerShop, openCornerShop, owner, PIN } from "./corner-shop.ts";
import { scan, sellForCash, signInAtTill, typeAsScanner, untilDelivered } from "./till-hands.ts";

let corner: CornerShop;
beforeAll(async () => {
  corner = await openCornerShop();
});
afterAll(() => corner?.close());
afterEach(() => corner.closeWindows());

test("can be installed: a manifest whose pictures are there, and a service worker that opens it without a server", async () => {
  const page = await (await corner.openWindow()).openTab();
  await page.goto("/till/");
  const icons = await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    const link = document.querySelector<HTMLLinkElement>("link[rel=manifest]")!;
    const manifest = (await (await fetch(link.href)).json()) as {
      display: string;
      icons: { src: string; sizes: string }[];
    };
    const looked = manifest.icons.map(async ({ src, sizes }) => {
      const picture = await createImageBitmap(await (await fetch(src)).blob()).catch(() => null);
      return [sizes, picture && `${picture.width}x${picture.height}`] as const;
    });
    return Promise.all(looked);
  });
  const sized = icons.filter(([sizes]) => sizes !== "any");
  expect(sized.map(([sizes]) => sizes)).toEqual(expect.arrayContaining(["192x192", "512x512"]));
  for (const [sizes, is] of sized) expect(is).toBe(sizes);
  await page.context().setOffline(true);
  await page.reload();
  await page.getByRole("heading", { name: "Pair this till" }).waitFor();
});

test("the camera scans where the browser reads barcodes", async () => {
  const page = await corner.openTill("DD2");
  // Chromium reads barcodes on Android and macOS only: here it is given eyes that see one tag.
  await page.addInitScript((code) => {
    const eyes = class {
      detect = async () => [{ rawValue: code }];
    };
    Object.assign(globalThis, { BarcodeDetector: eyes });
    navigator.mediaDevices.getUserMedia = async () => {
      const canvas = document.createElement("canvas");
      const paint = canvas.getContext("2d")!;
      // A canvas that nothing changes sends no picture.
      setInterval(() => paint.fillRect(Math.random() * 100, 0, 9, 9), 50);
      return canvas.captureStream();
    };
  }, corner.codes[0]!);
  await page.reload();
  await signInAtTill(page, owner.name, PIN);
  await button(page, "Scan with the camera").click();
  await dialog(page).getByText(`Added ${corner.codes[0]}`).waitFor();
  await expectAccessible(page, "camera");
  await page.keyboard.press("Escape");
  await page.locator(`[data-line="${corner.codes[0]}"]`).waitFor();
});

const button = (page: Page, name: string | RegExp) =>
  page.getByRole("button", { name, exact: typeof name === "string" });
const dialog = (page: Page) => page.getByRole("dialog");

test("a day at the counter: picked, discounted, parked, split, printed, brought back, exchanged, counted blind; the admin has it to the paisa", async () => {
  const page = await corner.openTill("DD1");
  await pickSizes(page);
  await giveDiscount(page);
  await addCustomer(page);
  const first = await parkAndServeAnother(page);
  await payInThreeWays(page);
  const receipt = await keepReceipt(page);
  await exchangeByScan(page, receipt);
  await bringBack(page, first);
  const countedMinor = await closeBlind(page);
  await untilDelivered(page);
  await expectInAdmin(page, countedMinor);
});

/** Picture, colour, size: two pieces of one, one of another, with what is free here. */
async function pickSizes(page: Page): Promise<void> {
  await page.getByPlaceholder("Scan a code or search").fill("kurta print");
  await button(page, /Block print kurta/).click();
  const sizes = dialog(page).getByRole("list", { name: "Size" }).getByRole("button");
  expect(await sizes.count()).toBe(3);
  await sizes.first().getByText("20 here").waitFor();
  await expectAccessible(page, "size picker");
  await sizes.nth(0).click();
  await sizes.nth(0).click();
  await sizes.nth(1).click();
  await button(page, "Done, 3 pieces added").click();
  await page.getByPlaceholder("Scan a code or search").fill("");
  await button(page, "Pay").waitFor();
}

/** A fifth off one line is past what this cashier may give alone: a manager's PIN, checked without network. */
async function giveDiscount(page: Page): Promise<void> {
  await page.context().setOffline(true);
  await button(page, /^Discount:/)
    .first()
    .click();
  await button(page, "20 %").click();
  await dialog(page).getByText("More than you may give alone (10 %).").waitFor();
  await button(page, "Ask a manager").click();
  await expectAccessible(page, "approval");
  await page.getByLabel(`PIN of ${owner.name}`).fill("0000");
  await button(page, "Continue").click();
  await page.getByText("That is not the PIN").waitFor();
  await page.getByLabel(`PIN of ${owner.name}`).fill(PIN);
  await button(page, "Continue").click();
  await dialog(page).waitFor({ state: "detached" });
  await page.getByText("₹3,999.20").waitFor();
}

async function addCustomer(page: Page): Promise<void> {
  await button(page, "Add a customer").click();
  await dialog(page).getByRole("searchbox").fill("+91 98200 12345");
  await dialog(page).getByText("Nobody on this till fits; add them.").waitFor();
  await button(page, "New customer").click();
  await page.getByLabel("Name").fill("Meena Rao");
  await expectAccessible(page, "new customer");
  await button(page, "Add the customer").click();
  await button(page, "Meena Rao").waitFor();
  await page.context().setOffline(false);
}

/** @returns the receipt of who was served meanwhile */
async function parkAndServeAnother(page: Page): Promise<string> {
  await button(page, "Park").click();
  await page.getByLabel("Park this one as").fill("Waits for her sister");
  await expectAccessible(page, "park");
  await dialog(page).getByRole("button", { name: "Park", exact: true }).click();
  await page.getByText("The ticket is empty").waitFor();
  const receipt = await sellForCash(page, corner.codes[2]!);
  await page.reload();
  await signInAtTill(page, owner.name, PIN);
  await button(page, "Parked (1)").click();
  await button(page, /Waits for her sister/).click();
  await button(page, "Meena Rao").waitFor();
  return receipt;
}

/** 3,999.20 and 2,499.50: a thousand by card, two thousand by UPI, the rest in cash, rounded to whole rupees. */
async function payInThreeWays(page: Page): Promise<void> {
  await button(page, "Pay").last().click();
  await button(page, "Card").click();
  await page.getByLabel("Amount").fill("1000");
  await button(page, "Card payment went through").click();
  // What was paid is kept, over a look at the ticket and a reload.
  await button(page, "Back to the ticket").click();
  await page.getByText("Paid so far").waitFor();
  await page.reload();
  await signInAtTill(page, owner.name, PIN);
  await button(page, "Pay").last().click();
  await button(page, "UPI").click();
  await page.getByRole("img", { name: "UPI code for corner@bank" }).waitFor();
  await page.getByLabel("Amount").fill("2000");
  await page.getByLabel("UPI reference (if there is one)").fill("412345678901");
  await button(page, "UPI payment arrived").click();
  await button(page, "Cash").click();
  await page.getByText("Rounded to whole coins").waitFor();
  // A stray scan into the amount is no amount: it goes back to the ticket, and is put off it again.
  await page.getByLabel("Cash handed over").focus();
  await typeAsScanner(page, corner.codes[2]!);
  await button(page, /^One less/)
    .last()
    .click();
  await button(page, "Pay").last().click();
  await page.getByLabel("Cash handed over").fill("4000");
  await page.getByText("₹501.00").waitFor();
  await expectAccessible(page, "split");
  await button(page, "Cash taken").click();
  await page.getByRole("heading", { name: "Receipt DD1-000002" }).waitFor();
}

/** Change, the paper on the screen, and the PDF; the second print is a copy. */
async function keepReceipt(page: Page): Promise<string> {
  await page.getByText("Change to hand over").waitFor();
  const paper = page.getByRole("article");
  for (const words of ["Meena Rao", "₹6,499.00", "CGST 2.5 %", "UPI", "₹501.00"]) {
    await paper.getByText(words, { exact: true }).first().waitFor();
  }
  const [saved] = await Promise.all([page.waitForEvent("download"), button(page, "PDF").click()]);
  expect(saved.suggestedFilename()).toBe("DD1-000002.pdf");
  const bytes = readFileSync(await saved.path());
  expect(bytes.subarray(0, 5).toString()).toBe("%PDF-");
  expect(bytes.byteLength).toBeGreaterThan(5_000);
  await button(page, "Print a copy").waitFor();
  await button(page, "Next sale").click();
  return "DD1-000002";
}

/** The receipt's barcode under the scanner: one piece back, another size out, one ticket, nothing to pay but the difference. */
async function exchangeByScan(page: Page, receipt: string): Promise<void> {
  await typeAsScanner(page, receipt);
  await dialog(page).getByText(`Return goods of ${receipt}`).waitFor();
  await button(page, /^One more/)
    .first()
    .click();
  await expectAccessible(page, "return");
  await button(page, "Put 1 on the ticket").click();
  await scan(page, corner.codes[2]!);
  // The piece cost 1,999.60 after its discount.
  await page.getByText("−₹1,999.60").or(page.getByText("-₹1,999.60")).first().waitFor();
  await expectAccessible(page, "exchange");
  await button(page, "Pay").last().click();
  await page.getByText("₹499.90").first().waitFor();
  await button(page, "Card").click();
  await button(page, "Card payment went through").click();
  await page.getByRole("heading", { name: "Receipt DD1-000003" }).waitFor();
  await button(page, "Next sale").click();
}

async function bringBack(page: Page, receipt: string): Promise<void> {
  await button(page, "Receipts").click();
  await button(page, `Return goods of ${receipt}`).click();
  await button(page, /^One more/).click();
  await page.getByLabel("Damaged").check();
  await page.getByLabel("Why").selectOption("damaged");
  await button(page, "Put 1 on the ticket").click();
  await button(page, "Give back").click();
  await expectAccessible(page, "give back");
  await button(page, "Cash given back").click();
  await page.getByRole("heading", { name: "Receipt DD1-000004" }).waitFor();
  await expectAccessible(page, "return receipt");
  await button(page, "Receipts").click();
  await page.getByText("brought back").first().waitFor();
}

/** Five hundred to the safe, the X report, then a count that is ten rupees short. @returns what was counted */
async function closeBlind(page: Page): Promise<number> {
  await button(page, "Shift").click();
  await button(page, "Cash in or out").click();
  await page.getByLabel("Amount").fill("500");
  await expectAccessible(page, "cash in or out");
  await button(page, "Take out").click();
  await button(page, "X report").click();
  const report = page.getByRole("region", { name: "X report" });
  const drawer = await report.getByText("Should be in the drawer").locator("xpath=..").textContent();
  const expectedMinor = parseMoney((drawer ?? "").replace("Should be in the drawer", ""), "INR")!;
  await button(page, "Close the shift").click();
  await page.getByText("What should be in it is shown after the count.").waitFor();
  await expectAccessible(page, "count");
  const countedMinor = expectedMinor - 1_000;
  await page.getByLabel("Or the whole sum").fill(String(countedMinor / 100));
  await page.getByLabel("Note (if something was odd)").fill("A coin rolled away");
  await button(page, "Close the shift").click();
  const z = page.getByRole("region", { name: "Z report 1" });
  await z.getByText("Short").waitFor();
  await z.getByText("₹10.00").waitFor();
  await expectAccessible(page, "Z report");
  return countedMinor;
}

async function expectInAdmin(till: Page, countedMinor: number): Promise<void> {
  const { call, tenantId } = corner.business;
  const { items } = await call(tillApi.listShifts, { q: "DD1" });
  expect(items).toMatchObject([{ receipts: 4, zNumber: 1, countedMinor, differenceMinor: -1_000 }]);
  const { report, events } = await call(tillApi.getShift, { id: items[0]!.id });
  expect(report.tenders.map((x) => [x.method, x.count])).toEqual([
    ["card", 2],
    ["cash", 3],
    ["upi", 1],
  ]);
  expect(events.every((event) => event.status === "booked")).toBe(true);
  expect((await call(tillApi.listReviews, { limit: 10 })).items.map((task) => task.words)).toEqual([]);
  expect(await checkInvariants(corner.admin, tenantId)).toEqual([]);
  const page = await till.context().newPage();
  await signIn(page, owner);
  await page.goto("/tills/cash-up");
  await page.getByText("UPI (1)").first().waitFor();
  await expectAccessible(page, "cash-up");
  await page.goto(`/tills/shifts/${items[0]!.id}`);
  await page.getByText("A coin rolled away").first().waitFor();
  await expectAccessible(page, "shift");
}
