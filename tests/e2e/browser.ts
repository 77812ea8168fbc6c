import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "playwright-core";
import { expect } from "vitest";
import { launchChromium } from "../harness/chromium.ts";

export type Theme = "light" | "dark";

export interface Window {
  openTab(): Promise<Page>;
  /** What the pages threw, to be expected empty. */
  thrown: string[];
  close(): Promise<void>;
}

/** A signed-out window in a browser of its own: the Chromium that comes with the packages, nothing of the machine's. */
export async function openWindow(
  origin: string,
  theme: Theme = "light",
  options: { width?: number; height?: number; script?: boolean } = {},
): Promise<Window> {
  const { width = 1440, height = 900, script = true } = options;
  const browser = await launchChromium();
  const context = await browser.newContext({
    baseURL: origin,
    viewport: { width, height },
    javaScriptEnabled: script,
    colorScheme: theme,
  });
  const thrown: string[] = [];
  const openTab = async (): Promise<Page> => {
    const page = await context.newPage();
    page.setDefaultTimeout(15_000);
    page.on("pageerror", (error) => thrown.push(error.message));
    return page;
  };
  return { openTab, thrown, close: () => browser.close() };
}

export async function signIn(page: Page, owner: { email: string; password: string }): Promise<void> {
  await page.goto("/");
  await page.getByRole("textbox", { name: "E-mail" }).fill(owner.email);
  await page.getByLabel("Password").fill(owner.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("heading", { name: /^Hello/, level: 1 }).waitFor();
}

/**
 * Fails with every rule of WCAG 2.1 A and AA that the page breaks, and where.
 * @param least from which weight on; `any` finds whatever axe finds
 */
export async function expectAccessible(page: Page, name: string, least: "serious" | "any" = "serious"): Promise<void> {
  // What is half faded in has half its contrast.
  await page.waitForFunction(() =>
    document
      .getAnimations()
      .every(({ playState, effect }) => playState !== "running" || effect?.getComputedTiming().iterations === Infinity),
  );
  const { violations } = await new AxeBuilder({ page })
    .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"])
    .analyze();
  const found = violations
    .filter((v) => least === "any" || v.impact === "serious" || v.impact === "critical")
    .flatMap((v) => v.nodes.map((node) => `${v.id}: ${node.target.join(" ")}`));
  expect(found, name).toEqual([]);
}
