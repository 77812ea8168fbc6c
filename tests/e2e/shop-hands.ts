import type { Page } from "playwright-core";
import { openPool } from "../../apps/server/src/platform/db.ts";
import type { OpenShop } from "./open-shop.ts";

/** What a shopper does with the pages, and what has to be looked up behind them. */
export const owner = { email: "owner@looms.example", password: "correct horse battery" };
/** What comes by an event, or from a screen that loads, may take a while on a busy machine. */
export const patience = { timeout: 15_000 };
export const address = { name: "Asha Rao", line1: "12 Hill Road", city: "Mumbai", postcode: "400050" };

export async function fillCheckout(page: Page): Promise<void> {
  await page.getByRole("textbox", { name: "E-mail" }).fill("asha@example.com");
  await page.getByRole("textbox", { name: "Name", exact: true }).fill(address.name);
  await page.getByRole("textbox", { name: "Street and house" }).fill(address.line1);
  await page.getByRole("textbox", { name: "Town or city" }).fill(address.city);
  await page.getByRole("textbox", { name: "PIN code" }).fill(address.postcode);
  await page.getByRole("combobox", { name: "State" }).selectOption("MH");
}

export async function putIntoBag(page: Page, path: string, size = "M"): Promise<void> {
  await page.goto(path);
  await page.getByRole("group", { name: "Size" }).getByText(size, { exact: true }).click();
  await page.getByRole("button", { name: "Put into the bag" }).click();
}

export async function mailsTo(shop: OpenShop, to: string): Promise<{ subject: string; text: string }[]> {
  const admin = openPool(shop.served.database.adminUrl, { max: 1 });
  const rows = await admin<{ subject: string; text: string }[]>`
    select subject, text_body as text from mail where to_address = ${to} order by created_at, id`;
  await admin.end({ timeout: 1 });
  return rows;
}
