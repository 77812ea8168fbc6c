import { createHash, randomBytes } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { openServer, type ServerUnderTest, sendRaw } from "../boundary/open-server.ts";
import { expectAccessible, openWindow, signIn, type Theme, type Window } from "./browser.ts";

// Other programs come in: by a key of the business, and by an app that a person allows.
const owner = { email: "owner@programs.example", password: "correct horse battery" };
let served: ServerUnderTest;
let opened: Window | null = null;
/** The third-party app's own server, to which people come back. */
let back: Server;
let backUri: string;

beforeAll(async () => {
  served = await openServer("all");
  await served.openBusiness("programs");
  back = createServer((_request, response) =>
    response.setHeader("content-type", "text/html").end("<h1>Back at StockSync</h1>"),
  );
  await new Promise<void>((resolve) => back.listen(0, "127.0.0.1", resolve));
  backUri = `http://127.0.0.1:${(back.address() as AddressInfo).port}/back`;
});
afterAll(async () => {
  back?.close();
  await served?.close();
});
afterEach(async () => {
  await opened?.close();
  opened = null;
});

const stockOf = (token: string) =>
  sendRaw(served.server.origin, token, "GET", "/v1/stock").then((answer) => answer.status);

/** Chooses one right in the picker of a dialog, and the group it is in. */
async function choose(page: Page, group: string, right: string): Promise<void> {
  const dialog = page.getByRole("dialog");
  await dialog.getByText(group, { exact: true }).click();
  await dialog.getByRole("checkbox", { name: right, exact: true }).check();
}

const copiedAs = (page: Page, label: string) =>
  page
    .getByRole("dialog")
    .locator("dt", { hasText: new RegExp(`^${label}$`) })
    .locator("xpath=following-sibling::dd")
    .locator("code")
    .textContent()
    .then((text) => text ?? "");

async function makeKey(page: Page): Promise<string> {
  await page.goto("/settings?tab=keys");
  await page.getByRole("button", { name: "Make a key" }).first().click();
  await page.getByRole("textbox", { name: "Name" }).fill("Warehouse system");
  await choose(page, "Stock", "See stock");
  await page.getByRole("button", { name: "Make the key" }).click();
  await page.getByRole("button", { name: "I have kept it" }).waitFor();
  return copiedAs(page, "Key");
}

async function registerApp(page: Page): Promise<{ clientId: string; secret: string }> {
  await page.goto("/settings?tab=apps");
  await page.getByRole("button", { name: "Register an app" }).first().click();
  await page.getByRole("textbox", { name: "Name" }).fill("StockSync");
  await page.getByRole("textbox", { name: "Addresses to come back to" }).fill(backUri);
  await choose(page, "Stock", "See stock");
  await page.getByRole("button", { name: "Register", exact: true }).click();
  await page.getByRole("button", { name: "I have kept it" }).waitFor();
  return { clientId: await copiedAs(page, "Client ID"), secret: await copiedAs(page, "Client secret") };
}

async function checkLooks(page: Page, name: string): Promise<void> {
  await expectAccessible(page, name);
  const sideways = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(sideways, `${name} scrolls sideways`).toBe(0);
}

test.for([
  ["light", 1440],
  ["dark", 390],
] as [Theme, number][])(
  "a key and an app come in and are put out again, in %s at %i pixels",
  async ([theme, width]) => {
    opened = await openWindow(served.server.origin, theme, { width });
    const { openTab, thrown } = opened;
    const page = await openTab();
    await signIn(page, owner);

    const key = await makeKey(page);
    await checkLooks(page, "the key, shown once");
    expect(await stockOf(key)).toBe(200);
    await page.getByRole("button", { name: "I have kept it" }).click();
    await page.getByRole("button", { name: "Change Warehouse system" }).first().waitFor();
    await checkLooks(page, "keys");
    await page.getByRole("button", { name: "Change Warehouse system" }).first().click();
    await page.getByRole("menuitem", { name: "Revoke" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Revoke" }).click();
    await page.getByRole("cell", { name: "Revoked" }).first().waitFor();
    expect(await stockOf(key)).toBe(401);

    const { clientId, secret } = await registerApp(page);
    const verifier = randomBytes(32).toString("base64url");
    const asked = new URLSearchParams({
      ...{
        response_type: "code",
        client_id: clientId,
        redirect_uri: backUri,
        scope: "inventory.stock.read",
        state: "s1",
      },
      code_challenge: createHash("sha256").update(verifier).digest("base64url"),
      code_challenge_method: "S256",
    });
    // Who is not signed in is asked to first, and then goes on with the app's question.
    await page.context().clearCookies();
    await page.goto(`/authorize?${asked}`);
    await page.getByRole("textbox", { name: "E-mail" }).fill(owner.email);
    await page.getByLabel("Password").fill(owner.password);
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByRole("heading", { name: "StockSync asks for access" }).waitFor();
    await page.getByText("See stock", { exact: true }).waitFor();
    await checkLooks(page, "consent");
    await page.getByRole("button", { name: "Allow" }).click();
    await page.getByRole("heading", { name: "Back at StockSync" }).waitFor();
    const answer = new URL(page.url()).searchParams;
    expect(answer.get("state")).toBe("s1");
    const tokens = await fetch(`${served.server.origin}/oauth/token`, {
      method: "POST",
      body: new URLSearchParams({
        ...{
          grant_type: "authorization_code",
          code: answer.get("code")!,
          code_verifier: verifier,
          redirect_uri: backUri,
        },
        ...{ client_id: clientId, client_secret: secret },
      }),
    }).then((response) => response.json() as Promise<{ access_token: string }>);
    expect(await stockOf(tokens.access_token)).toBe(200);

    await page.goto("/profile?tab=apps");
    await page.getByRole("button", { name: "Disconnect" }).click();
    await checkLooks(page, "connected apps");
    await page.getByRole("button", { name: "Disconnect now" }).click();
    await page.getByText("No app acts for you.").waitFor();
    expect(await stockOf(tokens.access_token)).toBe(401);
    expect(thrown).toEqual([]);
  },
);
