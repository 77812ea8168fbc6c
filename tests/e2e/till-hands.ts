import type { Page } from "playwright-core";
import { expect } from "vitest";

/** What a cashier does at a till, on its screen. */
export async function pairTill(page: Page, code: string): Promise<void> {
  await page.goto("/till/");
  await page.getByRole("textbox", { name: "Code" }).fill(code);
  await page.getByRole("button", { name: "Pair", exact: true }).click();
  await page.getByText("Who is selling?").waitFor({ timeout: 30_000 });
  // The shell and its scripts are on the device: from here on the till opens without a server.
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
  });
}

export async function signInAtTill(page: Page, name: string, pin: string): Promise<void> {
  await page.getByRole("button", { name }).click();
  await page.getByLabel(`PIN of ${name}`).fill(pin);
  await page.getByRole("button", { name: "Continue" }).click();
}

export async function openShift(page: Page): Promise<void> {
  await page.getByRole("heading", { name: "Open the shift" }).waitFor();
  await page.getByLabel("Float in the drawer").fill("2000");
  await page.getByRole("button", { name: "Open the shift" }).click();
  await page.getByPlaceholder("Scan a code or search").waitFor();
}

/** A scanner types, faster than fingers, and ends by Enter; wherever the focus is. */
export async function typeAsScanner(page: Page, code: string): Promise<void> {
  // In one go inside the page: keys sent one by one from here would come at a person's pace.
  await page.evaluate((text) => {
    for (const key of [...text, "Enter"]) {
      (document.activeElement ?? document.body).dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
    }
  }, code);
}

/** Scans a SKU onto the ticket. */
export async function scan(page: Page, code: string): Promise<void> {
  await typeAsScanner(page, code);
  await page.locator(`[data-line="${code}"]`).waitFor();
}

export async function sellForCash(page: Page, code: string): Promise<string> {
  await scan(page, code);
  await page.getByRole("button", { name: "Pay", exact: true }).last().click();
  await page.getByRole("button", { name: "Cash taken" }).click();
  const heading = page.getByRole("heading", { name: /^Receipt / });
  await heading.waitFor();
  const number = ((await heading.textContent()) ?? "").replace("Receipt ", "");
  await page.getByRole("button", { name: "Next sale" }).click();
  await page.getByPlaceholder("Scan a code or search").waitFor();
  return number;
}

/** How many events the till says wait on it. */
export async function waitingAt(page: Page): Promise<number> {
  return Number(await page.locator("[data-waiting]").first().getAttribute("data-waiting"));
}

export async function untilDelivered(page: Page): Promise<void> {
  await expect.poll(() => waitingAt(page), { timeout: 90_000, interval: 250 }).toBe(0);
  await page.locator('[data-sync="in_step"]').waitFor();
}
