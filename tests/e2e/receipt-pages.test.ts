import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { tenancyApi, tillApi } from "../../packages/contract/src/index.ts";
import { receiptPath } from "../../packages/domain/src/index.ts";
import { expectAccessible } from "./browser.ts";
import { type CornerShop, openCornerShop } from "./corner-shop.ts";
import { scan, sellForCash, untilDelivered } from "./till-hands.ts";

let corner: CornerShop;
beforeAll(async () => {
  corner = await openCornerShop();
});
afterAll(() => corner?.close());
afterEach(() => corner.closeWindows());

/** What the browser itself reports of the page's policy, from now on. */
async function watchPolicy(page: Page): Promise<string[]> {
  const seen: string[] = [];
  await page.exposeFunction("tellViolation", (text: string) => seen.push(text));
  await page.evaluate(() =>
    document.addEventListener("securitypolicyviolation", (e) =>
      (window as unknown as { tellViolation(text: string): void }).tellViolation(
        `${e.violatedDirective} ${e.blockedURI}`,
      ),
    ),
  );
  return seen;
}

test("a receipt's page keeps WCAG 2.1 AA by day and night, before it has arrived, and in Hindi where the business writes it", async () => {
  const till = await corner.openTill("RP1");
  await sellForCash(till, corner.codes[0]!);
  await untilDelivered(till);
  const { call, tenantId } = corner.business;
  const [shift] = (await call(tillApi.listShifts, { limit: 1 })).items;
  const { events } = await call(tillApi.getShift, { id: shift!.id });
  const link = receiptPath(tenantId, events.find((event) => event.kind === "sale")!.id);
  for (const theme of ["light", "dark"] as const) {
    const page = await (await corner.openWindow(theme)).openTab();
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto(link);
    await page.getByText("RP1-000001").first().waitFor();
    await expectAccessible(page, `receipt in ${theme}`, "any");
    await page.goto(receiptPath(tenantId, tenantId));
    await page.getByRole("heading", { name: "This receipt is not here yet" }).waitFor();
    await expectAccessible(page, `no receipt yet in ${theme}`, "any");
  }
  const { version } = await call(tenancyApi.getTenant, {});
  await call(tenancyApi.changeTenant, { version, locale: "hi-IN" });
  const page = await (await corner.openWindow()).openTab();
  await page.goto(link);
  await page.getByText("लौटाने या बदलने के लिए यह रसीद लाएँ।").waitFor();
  expect(await page.locator("html").getAttribute("lang")).toBe("hi");
  await expectAccessible(page, "receipt in Hindi", "any");
  await page.goto(receiptPath(tenantId, tenantId));
  await page.getByRole("heading", { name: "यह रसीद अभी यहाँ नहीं है" }).waitFor();
});

test.for(["light", "dark"] as const)(
  "every dialog of the till keeps its policy and WCAG 2.1 AA in %s",
  async (theme) => {
    const page = await corner.openTill(theme === "light" ? "RD1" : "RD2");
    await page.emulateMedia({ colorScheme: theme });
    const seen = await watchPolicy(page);
    const dialog = page.getByRole("dialog");
    const look = async (name: string) => {
      await dialog.waitFor();
      await expectAccessible(page, `${name} in ${theme}`, "any");
      await page.keyboard.press("Escape");
      await dialog.waitFor({ state: "detached" });
    };
    const touch = (name: string | RegExp) => page.getByRole("button", { name }).first().click();
    await touch(/Block print kurta/);
    await look("size picker");
    await scan(page, corner.codes[1]!);
    await touch(/^Discount:/);
    await look("discount");
    await touch("Add a customer");
    await look("customer");
    await touch("Park");
    await look("park");
    await page.getByRole("button", { name: "Pay", exact: true }).last().click();
    await expectAccessible(page, `payment in ${theme}`, "any");
    await touch("UPI");
    await expectAccessible(page, `UPI in ${theme}`, "any");
    await touch("Cash");
    await touch("Cash taken");
    await page.getByRole("heading", { name: /^Receipt / }).waitFor();
    await page.getByRole("button", { name: "Send", exact: true }).click();
    await look("send");
    await page.getByRole("button", { name: "Return", exact: true }).click();
    await look("return");
    await page.getByRole("button", { name: "Shift", exact: true }).click();
    await touch("Cash in or out");
    await look("cash in or out");
    await page.locator("[data-sync]").click();
    await page.getByRole("button", { name: "Try now" }).first().waitFor();
    await expectAccessible(page, `till and server in ${theme}`, "any");
    expect(seen).toEqual([]);
  },
);
