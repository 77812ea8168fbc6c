import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { openPool } from "../../apps/server/src/platform/db.ts";
import { billingApi, salesApi, shopApi } from "../../packages/contract/src/index.ts";
import { expectAccessible, openWindow, type Window } from "./browser.ts";
import { type OpenShop, openShopForTest } from "./open-shop.ts";
import { fillCheckout, mailsTo, patience, putIntoBag } from "./shop-hands.ts";

let shop: OpenShop;
const opened: Window[] = [];
beforeAll(async () => {
  shop = await openShopForTest();
});
afterAll(() => shop?.close());
afterEach(async () => {
  for (const one of opened.splice(0)) await one.close();
});

/** A shopper's own browser on a phone. */
async function openPhone(theme: "light" | "dark" = "light"): Promise<Page> {
  const window = await openWindow(shop.storefront.origin, theme, { width: 390, height: 844 });
  opened.push(window);
  return window.openTab();
}

const linkIn = (text: string) => new URL(/https?:\S+/.exec(text)![0]);

async function buyOnDelivery(page: Page, path: string): Promise<void> {
  await putIntoBag(page, path);
  await page.getByRole("link", { name: "See the bag" }).waitFor();
  await page.goto("/checkout");
  await fillCheckout(page);
  await page.getByRole("radio", { name: /On delivery/ }).check();
  await page.getByRole("button", { name: "Place the order" }).click();
  await page.getByRole("heading", { name: "Thank you for your order" }).waitFor();
}

test("the mail about a bag left behind opens that bag on another device, and stops such mails; its pages keep WCAG 2.1 AA", async () => {
  await shop.business.call(shopApi.changeShopSettings, { remindHours: 1 });
  const page = await openPhone();
  await putIntoBag(page, "/styles/KU-1/meera-kurta");
  await page.getByRole("link", { name: "See the bag" }).waitFor();
  await page.goto("/checkout");
  await page.getByRole("textbox", { name: "E-mail" }).fill("bag@example.com");
  await page.getByRole("textbox", { name: "Name", exact: true }).fill("Asha Rao");
  const admin = openPool(shop.served.database.adminUrl, { max: 1 });
  // Two hours pass at once; the worker looks every minute.
  await expect
    .poll(
      async () =>
        (
          await admin`update cart set changed_at = changed_at - interval '2 hours' where email_key = 'bag@example.com' returning 1`
        ).length,
      patience,
    )
    .toBe(1);
  await admin.end({ timeout: 1 });
  await expect.poll(() => mailsTo(shop, "bag@example.com"), { timeout: 100_000, interval: 1000 }).toHaveLength(1);
  const [mail] = await mailsTo(shop, "bag@example.com");
  expect(mail!.text).toContain("1 × Meera kurta, Indigo, size M: ₹1,499.00");
  const link = linkIn(mail!.text);
  for (const theme of ["light", "dark"] as const) {
    const elsewhere = await openPhone(theme);
    await elsewhere.goto(link.href);
    await elsewhere.getByRole("heading", { name: "Your bag" }).waitFor();
    await elsewhere.getByRole("link", { name: "Meera kurta" }).first().waitFor();
    await expectAccessible(elsewhere, `bag by its mail in ${theme}`, "any");
    await elsewhere.goto(`${link.href}&stop=1`);
    await elsewhere.getByRole("heading", { name: "Mails about your bag" }).waitFor();
    await expectAccessible(elsewhere, `no reminders in ${theme}`, "any");
    await elsewhere.getByRole("button", { name: "Do not write to me about bags" }).click();
    await elsewhere.getByText("We write to you about no bag any more").waitFor();
    await expectAccessible(elsewhere, `reminders stopped in ${theme}`, "any");
  }
});

test("a coupon that is none takes neither delivery nor total away, in the language of the visit", async () => {
  const page = await openPhone("dark");
  await putIntoBag(page, "/styles/SH-1/oxford-shirt");
  await page.getByRole("link", { name: "See the bag" }).waitFor();
  await page.goto("/checkout");
  await fillCheckout(page);
  await page.getByRole("button", { name: "Place the order" }).waitFor();
  await page.getByRole("textbox", { name: /Coupon/ }).fill("NOPE");
  await page.getByRole("textbox", { name: "Phone" }).focus();
  await page.getByText("There is no such coupon").waitFor();
  await page.getByRole("button", { name: "Place the order" }).waitFor();
  expect(await page.getByRole("radio", { name: /Standard|Delivery/ }).count()).toBeGreaterThan(0);
  await expectAccessible(page, "checkout with a wrong coupon", "any");
  await page.context().addCookies([{ name: "language", value: "hi", url: shop.storefront.origin }]);
  await page.goto("/checkout");
  await page.getByRole("combobox", { name: "राज्य" }).selectOption({ label: "महाराष्ट्र" });
  await page.locator("[name=line1]").fill("12 Hill Road");
  await page.locator("[name=city]").fill("Mumbai");
  await page.locator("[name=postcode]").fill("12");
  await page.locator("[name=phone]").focus();
  await page.getByText("पिन कोड में 6 अंक होते हैं, जैसे 400001").waitFor();
  await expectAccessible(page, "checkout in Hindi", "any");
});

test("an order's page keeps WCAG 2.1 AA as it is followed from elsewhere, sent, asked back and cancelled", async () => {
  const page = await openPhone();
  await buyOnDelivery(page, "/styles/DR-1/garden-dress");
  const own = page.url();
  const [order] = (await shop.business.call(salesApi.listOrders, { channelKind: "web" })).items;
  const elsewhere = await openPhone("dark");
  await elsewhere.goto("/orders");
  await elsewhere.getByRole("textbox", { name: "Order number" }).fill(order!.number);
  await elsewhere.getByRole("textbox", { name: "E-mail" }).fill("asha@example.com");
  await elsewhere.getByRole("button", { name: "Show the order" }).click();
  await elsewhere.getByText(`Order ${order!.number}`).first().waitFor();
  await expectAccessible(elsewhere, "an order at a glance", "any");
  await shop.business.call(billingApi.shipOrder, { id: order!.id });
  await expect
    .poll(async () => {
      await page.goto(own);
      return page.getByText(/^Send something back/).count();
    }, patience)
    .toBe(1);
  await page.getByText(/^Send something back/).click();
  await expectAccessible(page, "sending back", "any");
  await buyOnDelivery(page, "/styles/SH-1/oxford-shirt");
  await page.getByRole("button", { name: "Cancel this order" }).click();
  await page.getByText("Nothing was charged.").waitFor();
  await expectAccessible(page, "a cancelled order", "any");
  const told = async () => (await mailsTo(shop, "asha@example.com")).map((mail) => mail.subject);
  await expect
    .poll(told, { timeout: 60_000 })
    .toContainEqual(expect.stringMatching(/^Your order SO-\d+ has been cancelled$/));
});
