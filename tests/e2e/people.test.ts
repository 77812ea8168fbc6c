import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { codeOf } from "../../apps/server/src/modules/identity/testing/totp-code.ts";
import { createClient } from "../../packages/client/src/index.ts";
import { accountApi, tenancyApi } from "../../packages/contract/src/index.ts";
import { openServer, type ServerUnderTest } from "../boundary/open-server.ts";
import { expectAccessible, openWindow, signIn, type Window } from "./browser.ts";

const owner = { email: "meera@weavers.example", password: "correct horse battery" };
const lead = { name: "Asha Rao", email: "asha@weavers.example", password: "seven blue umbrellas" };
let served: ServerUnderTest;
/** By name, since passkeys belong to a name and never to a number. */
let origin: string;
const opened: Window[] = [];

beforeAll(async () => {
  served = await openServer("all");
  origin = served.server.origin.replace("127.0.0.1", "localhost");
});
afterAll(() => served?.close());
afterEach(async () => {
  for (const one of opened.splice(0)) await one.close();
});

async function openPage(): Promise<Page> {
  const window = await openWindow(origin);
  opened.push(window);
  return window.openTab();
}

async function signUp(page: Page): Promise<void> {
  await page.goto("/sign-up");
  await page.getByLabel("Name of the business").fill("Weavers & Daughters");
  expect(await page.getByLabel("Short name").inputValue()).toBe("weavers-daughters");
  await page.getByLabel("Your name").fill("Meera Iyer");
  await page.getByLabel("E-mail").fill(owner.email);
  await page.getByLabel("Password").fill(owner.password);
  await page.getByRole("button", { name: "Continue" }).click();
  await page.getByLabel("Country").selectOption("IN");
  await page.getByLabel("State").selectOption("MH");
  await page.getByRole("button", { name: "Continue" }).click();
  await page.getByLabel("Invoices").fill("WD/");
  await page.getByRole("button", { name: "Open the business" }).click();
  await page.getByRole("heading", { name: "First steps", level: 1 }).waitFor();
}

async function makeRole(page: Page): Promise<void> {
  await page.goto("/settings?tab=roles");
  await page.getByRole("link", { name: "New role" }).click();
  await page.getByLabel("Name", { exact: false }).first().fill("Shop lead");
  await page.getByRole("checkbox", { name: "Cashier", exact: true }).check();
  expect(await page.getByRole("checkbox", { name: /^Place orders/ }).isChecked()).toBe(true);
  await page.getByRole("checkbox", { name: /^See reports/ }).check();
  await expectAccessible(page, "a new role");
  await page.getByRole("button", { name: "Make the role" }).click();
  await page.getByRole("heading", { name: "Shop lead", level: 1 }).waitFor();
  await page.goto("/settings?tab=roles");
  await page.getByRole("columnheader", { name: /Shop lead/ }).waitFor();
}

async function invite(page: Page): Promise<string> {
  await page.goto("/settings?tab=users");
  await page.getByRole("button", { name: "Invite person" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("textbox", { name: "Name" }).fill(lead.name);
  await dialog.getByRole("textbox", { name: "E-mail" }).fill(lead.email);
  await page.getByRole("button", { name: "Send invitation" }).click();
  await dialog.getByText("Choose at least one role").first().waitFor();
  await dialog.getByRole("checkbox", { name: "Shop lead" }).check();
  await page.getByRole("button", { name: "Send invitation" }).click();
  await page.getByRole("link", { name: lead.name }).waitFor();
  // The built-in mail box stands for the mail server that a new installation does not have.
  await page.goto("/mails");
  await page
    .getByRole("button", { name: /invite/i })
    .first()
    .click();
  const link = page.frameLocator("iframe").getByRole("link").first();
  // In the business's look, though the page's policy takes no style attributes.
  await expect.poll(() => link.evaluate((one) => getComputedStyle(one).borderRadius)).toBe("8px");
  return new URL((await link.getAttribute("href"))!).href.replace(/^https?:\/\/[^/]+/, "");
}

/** A person takes another address: asked for in their account, confirmed from the mail box, and signed in with. */
async function changeAddress(person: Page, boss: Page, email: string): Promise<void> {
  await person.goto("/profile");
  await person.getByRole("button", { name: "Change address" }).click();
  await person.getByRole("textbox", { name: "New e-mail address" }).fill(email);
  await expectAccessible(person, "another address");
  await person.getByRole("button", { name: "Send the mail" }).click();
  await person.getByText(`${email} is asked to confirm`).waitFor();
  await boss.goto("/mails");
  await boss.getByRole("button", { name: "Confirm your new e-mail address" }).first().click();
  const href = await boss.frameLocator("iframe").getByRole("link").first().getAttribute("href");
  await person.goto(href!.replace(/^https?:\/\/[^/]+/, ""));
  await person.getByText(`Sign in with ${email} from now on.`).waitFor();
  lead.email = email;
  await signIn(person, lead);
}

test("sign-up, a role of one's own, an invitation accepted, an act refused, and all of it in the trail", async () => {
  const page = await openPage();
  await signUp(page);
  await makeRole(page);
  const link = await invite(page);

  const till = await openPage();
  await till.goto(`${origin.replace("localhost", "weavers-daughters.localhost")}/till/`);
  await till.getByText("Weavers & Daughters").waitFor();

  const theirs = await openPage();
  await theirs.goto(link);
  await theirs.getByLabel(/password/i).fill(lead.password);
  await theirs.locator("button[type=submit]").click();
  await theirs.getByRole("heading", { name: /^Hello/, level: 1 }).waitFor();
  await theirs.goto("/reports/sales");
  await theirs.getByRole("heading", { level: 1 }).waitFor();
  await theirs.goto("/journal");
  await theirs.getByText("See the books").waitFor();
  let token = "";
  const call = createClient({ baseUrl: origin, getToken: () => token || null });
  token = (await call(tenancyApi.signIn, { email: lead.email, password: lead.password })).accessToken;
  await expect(call(tenancyApi.listUsers, {})).rejects.toMatchObject({ problem: { code: "not_permitted" } });

  await page.goto("/activity");
  const refused = page.getByRole("row", { name: /Request refused/ }).first();
  await expect.poll(() => refused.textContent(), { timeout: 15_000 }).toContain(lead.name);
  await refused.getByRole("button", { name: "Request refused" }).click();
  await page.getByRole("dialog").getByText("See people and their roles").waitFor();
  await page.keyboard.press("Escape");
  for (const what of ["Role created", "User created", "Invitation accepted"]) {
    await page
      .getByRole("row", { name: new RegExp(what) })
      .first()
      .waitFor();
  }
  await changeAddress(theirs, page, "asha.rao@weavers.example");
  for (const window of opened) expect(window.thrown).toEqual([]);
}, 180_000);

test("a passkey made in the browser signs in without a password, and is gone when it is taken away", async () => {
  const page = await openPage();
  const tools = await page.context().newCDPSession(page);
  await tools.send("WebAuthn.enable");
  await tools.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      ...{ protocol: "ctap2", transport: "internal", hasResidentKey: true },
      ...{ hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true },
    },
  });
  await signIn(page, owner);
  await page.goto("/profile?tab=sign-in");
  await page.getByRole("button", { name: "Add passkey" }).click();
  await page.getByRole("dialog").getByLabel("Name of the passkey").fill("Counter laptop");
  await page.getByRole("dialog").getByRole("button", { name: "Add passkey" }).click();
  await page.getByText("Counter laptop").waitFor();
  await page
    .getByRole("button", { name: /Your account|Meera/ })
    .first()
    .click();
  await page.getByRole("menuitem", { name: "Sign out", exact: true }).click();
  await page.getByRole("button", { name: "Use a passkey" }).click();
  await page.getByRole("heading", { name: "Your account", level: 1 }).waitFor();
  const key = page.getByRole("listitem").filter({ hasText: "Counter laptop" });
  expect(await key.textContent()).toContain("Last used");
  await key.getByRole("button", { name: "Take away" }).click();
  await page.getByText("The passkey was taken away").first().waitFor();
  await expect.poll(() => page.getByText("Counter laptop").count()).toBe(0);
}, 120_000);

test("a lost second step is taken away in the person's menu, and owners who have none are named", async () => {
  const page = await openPage();
  await signIn(page, owner);
  let token = "";
  const call = createClient({ baseUrl: origin, getToken: () => token || null });
  token = (await call(tenancyApi.signIn, { email: lead.email, password: lead.password })).accessToken;
  const { secret } = await call(accountApi.beginTotp, {});
  await call(accountApi.confirmTotp, { code: codeOf(secret) });

  await page.goto("/settings?tab=users");
  await page.getByRole("link", { name: lead.name }).click();
  await page.getByText("Second step", { exact: true }).waitFor();
  await page.getByRole("button", { name: `Change ${lead.name}` }).click();
  await page.getByRole("menuitem", { name: "Lost second step…" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("How do you know that it is them who ask?").selectOption("known_number");
  await dialog.getByLabel("Note for the activity").fill("Rang her at home");
  await expectAccessible(page, "a lost second step");
  await dialog.getByRole("button", { name: "Take away" }).click();
  await page.getByText(`A link to choose a new password is on its way to ${lead.name}`).first().waitFor();
  await expect.poll(() => page.getByText("Second step", { exact: true }).count()).toBe(0);
  await expect(call(tenancyApi.signIn, { email: lead.email, password: lead.password })).rejects.toMatchObject({
    problem: { code: "sign_in_failed" },
  });
  await page.goto("/activity");
  await page.getByRole("button", { name: "Lost second step taken away" }).first().click();
  await page.getByRole("dialog").getByText("Known number").waitFor();
  await page.getByRole("dialog").getByText("Rang her at home").waitFor();

  await page.goto("/settings?tab=sign-in");
  await page.getByText("1 owner signs in with one step alone.").waitFor();
  await expectAccessible(page, "how people sign in");
  for (const window of opened) expect(window.thrown).toEqual([]);
}, 120_000);
