import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { catalogApi, partyApi } from "../../packages/contract/src/index.ts";
import { openServer, type ServerUnderTest } from "../boundary/open-server.ts";
import { openWindow, signIn, type Window } from "./browser.ts";

const owner = { email: "owner@strict.example", password: "correct horse battery" };
let served: ServerUnderTest;
let opened: Window | null = null;

beforeAll(async () => {
  served = await openServer("all");
  const business = await served.openBusiness("strict");
  await business.call(partyApi.createCustomer, { kind: "company", name: "Anokhi Retail", country: "IN", state: "MH" });
  const { items } = await business.call(catalogApi.listSizeScales, {});
  await business.call(catalogApi.createStyle, {
    code: "OX-1",
    name: "Oxford shirt",
    taxClass: "apparel",
    sizeScaleId: items[0]!.id,
    sizes: items[0]!.sizes.slice(0, 3),
    colourways: [{ code: "NVY", name: "Navy", hex: "#1f2a44" }],
    basePriceMinor: 120_000,
  });
});
afterAll(() => served?.close());
afterEach(async () => {
  await opened?.close();
  opened = null;
});

/** Every violation that the browser itself reports, on any page of the tab. */
async function watch(page: Page): Promise<string[]> {
  const seen: string[] = [];
  await page.exposeFunction("tellViolation", (text: string) => seen.push(text));
  await page.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", (e) => {
      const tell = (window as unknown as { tellViolation(text: string): void }).tellViolation;
      tell(
        `${location.pathname}: ${e.violatedDirective} ${e.blockedURI} ${e.sourceFile ?? ""}:${e.lineNumber} ${e.sample}`,
      );
    });
  });
  return seen;
}

/** The addresses of the admin's screens, from its router: a new screen is covered without being named. */
function adminPaths(): string[] {
  const source = readFileSync(path.resolve(import.meta.dirname, "../../apps/admin/src/router.tsx"), "utf8");
  return [...source.matchAll(/screen\(\s*"(\/[^"$]*)"/g)].map((m) => m[1]!);
}

test("no screen of the admin breaks its content security policy", async () => {
  opened = await openWindow(served.server.origin);
  const page = await opened.openTab();
  page.setDefaultTimeout(60_000);
  const seen = await watch(page);
  await signIn(page, owner);
  const paths = adminPaths();
  expect(paths.length).toBeGreaterThan(20);
  for (const one of paths) {
    // As a link would go there: the page stays, its scripts are not loaded anew.
    await page.evaluate((to) => {
      history.pushState({}, "", to);
      dispatchEvent(new PopStateEvent("popstate"));
    }, one);
    const drawn = page.getByRole("main").getByRole("heading").first();
    await drawn.waitFor().catch(() => expect.fail(`${one} was not drawn`));
    await page.waitForTimeout(150);
  }
  // What opens over a page is what libraries like to style inline: menu, dialog, side panel, popover, list of options.
  await page.goto("/styles");
  await page.getByRole("button", { name: /^Filters/ }).click();
  await page.keyboard.press("Escape");
  await page.keyboard.press("Control+k");
  await page.keyboard.press("Escape");
  await page.goto("/activity");
  await page.getByRole("button", { name: "Customer created" }).first().click();
  await page.getByRole("dialog").waitFor();
  await page.keyboard.press("Escape");
  await page.goto("/orders/new");
  await page.getByRole("combobox", { name: /^Customer/ }).click();
  await page.getByRole("option", { name: /Anokhi/ }).waitFor();
  expect(seen).toEqual([]);
  expect(opened.thrown).toEqual([]);
}, 300_000);

test("the password is masked, may be pasted and remembered, and every page lets one sign out", async () => {
  opened = await openWindow(served.server.origin);
  const page = await opened.openTab();
  await page.goto("/");
  const field = page.getByLabel("Password", { exact: true });
  await field.waitFor();
  expect(await field.getAttribute("type")).toBe("password");
  expect(await field.getAttribute("autocomplete")).toBe("current-password");
  const kept = await field.evaluate((input: HTMLInputElement) =>
    input.dispatchEvent(new ClipboardEvent("paste", { bubbles: true, cancelable: true })),
  );
  expect(kept, "pasting is not prevented").toBe(true);
  await signIn(page, owner);
  for (const path of ["/orders", "/settings", "/activity"]) {
    await page.goto(path);
    await page.getByRole("button", { name: /account and appearance/ }).click();
    await page.getByRole("menuitem", { name: "Sign out", exact: true }).waitFor();
    await page.keyboard.press("Escape");
  }
});

test("the docs page keeps the same policy", async () => {
  opened = await openWindow(served.server.origin);
  const page = await opened.openTab();
  const seen = await watch(page);
  await page.goto("/docs");
  await page.getByText("Selvedge API").first().waitFor();
  await page.locator(".opblock-summary").first().click();
  expect(seen).toEqual([]);
});

const hasTill = existsSync(path.resolve(import.meta.dirname, "../../apps/pos/dist/index.html"));
test.runIf(hasTill)("the till keeps the same policy", async () => {
  opened = await openWindow(served.server.origin);
  const page = await opened.openTab();
  const seen = await watch(page);
  await page.goto("/till");
  await page.waitForLoadState("networkidle");
  expect(seen).toEqual([]);
});

test("every kind of answer carries a policy without anything inline, and the other security headers", async () => {
  const { origin } = served.server;
  for (const url of ["/", "/till", "/docs", "/v1/me", "/openapi.json", "/nowhere/else", "/health/live"]) {
    const { headers } = await fetch(`${origin}${url}`);
    const policy = headers.get("content-security-policy") ?? "";
    expect(policy, url).toContain("default-src 'self'");
    expect(policy, url).not.toMatch(/unsafe|\*|https?:/);
    for (const part of ["object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'", "form-action 'self'"])
      expect(policy, url).toContain(part);
    expect(headers.get("x-content-type-options"), url).toBe("nosniff");
    expect(headers.get("referrer-policy"), url).toBe("strict-origin-when-cross-origin");
    expect(headers.get("cross-origin-opener-policy"), url).toBe("same-origin");
    expect(headers.get("permissions-policy"), url).toContain("camera=(self)");
    expect(headers.get("x-powered-by"), url).toBeNull();
    if (url.startsWith("/v1")) expect(headers.get("cache-control"), url).toBe("no-store");
  }
});
