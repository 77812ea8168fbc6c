import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { catalogApi, partyApi, tenancyApi } from "../../packages/contract/src/index.ts";
import { type Business, openServer, type ServerUnderTest } from "../boundary/open-server.ts";
import { expectAccessible, openWindow, signIn, type Window } from "./browser.ts";

const password = "correct horse battery";
const owner = { email: "owner@desk.example", password };
const clerk = { name: "Asha Rao", email: "asha@desk.example", password };
let served: ServerUnderTest;
let business: Business;
const windows: Window[] = [];

beforeAll(async () => {
  served = await openServer("all");
  business = await served.openBusiness("desk");
  await business.call(tenancyApi.createUser, { ...clerk, roles: ["clerk"] });
  await business.call(partyApi.createCustomer, { kind: "company", name: "Urban Loom", country: "IN", state: "MH" });
  await business.call(partyApi.createCustomer, { kind: "person", name: "Bela Shah", country: "IN" });
});
afterAll(async () => {
  await served?.close();
});
afterEach(async () => {
  for (const window of windows.splice(0)) await window.close();
});

async function windowOf(who: { email: string; password: string }): Promise<Page> {
  const window = await openWindow(served.server.origin);
  windows.push(window);
  const page = await window.openTab();
  page.setDefaultTimeout(40_000);
  await signIn(page, who);
  return page;
}

const openCustomer = async (page: Page) => {
  await page.goto("/customers");
  await page.getByRole("link", { name: /Urban Loom/ }).click();
  await page.getByRole("button", { name: "Edit" }).click();
  await page.getByRole("dialog").getByRole("textbox", { name: "Name", exact: true }).waitFor();
};
const box = (page: Page, name: string) => page.getByRole("dialog").getByRole("textbox", { name, exact: true });

test("a view that one person keeps and shares opens the same list for another", async () => {
  const page = await windowOf(owner);
  await page.goto("/customers");
  await page.getByRole("button", { name: "Filters" }).click();
  await page.getByLabel("Kind").selectOption("company");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Views" }).click();
  await page.getByRole("textbox", { name: "Name of the view" }).fill("Shops");
  await page.getByRole("checkbox", { name: "Share with everybody" }).check();
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await page.getByRole("button", { name: "Views: Shops" }).waitFor();
  await expectAccessible(page, "views");

  const other = await windowOf(clerk);
  await other.goto("/customers");
  await other.getByRole("row", { name: /Bela Shah/ }).waitFor();
  await other.getByRole("button", { name: "Views" }).click();
  await other.getByRole("button", { name: /^Shops/ }).click();
  await other.getByRole("row", { name: /Bela Shah/ }).waitFor({ state: "detached" });
  expect(new URL(other.url()).searchParams.get("kind")).toBe("company");
});

test("two people change one customer: each is told of the other, and both versions are offered", async () => {
  const [one, two] = [await windowOf(owner), await windowOf(clerk)];
  await openCustomer(one);
  await openCustomer(two);
  await two.getByText("Owner has this open too").waitFor();
  await box(one, "Name").fill("Urban Loom Trading");
  await box(one, "Note").fill("Pays by the tenth");
  await one.getByRole("button", { name: "Save" }).click();
  await one.getByRole("dialog").waitFor({ state: "hidden" });

  await box(two, "Name").fill("Urban Loom Limited");
  await box(two, "Phone").fill("+91 98200 11223");
  await two.getByRole("button", { name: "Save" }).click();
  await two.getByText("Somebody changed this too").waitFor();
  await expectAccessible(two, "both versions");
  await two.getByRole("radio", { name: /Theirs.*Urban Loom Trading/ }).check();
  await two.getByRole("button", { name: "Save what is chosen" }).click();
  await two.getByRole("heading", { level: 1, name: "Urban Loom Trading" }).waitFor();

  const { items } = await business.call(partyApi.listCustomers, { q: "Urban" });
  const saved = await business.call(partyApi.getCustomer, { id: items[0]!.id });
  expect(saved).toMatchObject({ name: "Urban Loom Trading", note: "Pays by the tenth", phone: "+919820011223" });
});

test("many rows at once: each says how it went, and those that failed can be tried again", async () => {
  const { items: scales } = await business.call(catalogApi.listSizeScales, {});
  for (const code of ["B1", "B2", "B3"]) {
    await business.call(catalogApi.createStyle, {
      ...{ code, name: `Shirt ${code}`, taxClass: "apparel", sizeScaleId: scales[0]!.id },
      sizes: scales[0]!.sizes.slice(0, 1),
      colourways: [{ code: "NVY", name: "Navy", hex: "#1f2a44" }],
    });
  }
  const page = await windowOf(owner);
  await page.goto("/styles");
  for (const code of ["B1", "B2"]) await page.getByRole("checkbox", { name: `Select row: ${code}` }).check();
  // One of the two cannot be reached for a moment.
  let failures = 1;
  await page.route("**/v1/styles/*", (route) =>
    route.request().method() === "PATCH" && failures-- > 0 ? route.abort() : route.continue(),
  );
  await page.getByRole("button", { name: "Archive" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Archive" }).click();
  await page.getByText("1 done · 1 not done").waitFor();
  await page.getByRole("button", { name: "Try those again" }).click();
  await page.getByText("1 done", { exact: true }).waitFor();
  await page.getByRole("dialog").getByRole("button", { name: "Close" }).last().click();
  const { items } = await business.call(catalogApi.listStyles, { sort: "code" });
  expect(items.map(({ code, status }) => [code, status])).toEqual([
    ["B1", "archived"],
    ["B2", "archived"],
    ["B3", "active"],
  ]);
});

test("a sales history goes from file to books and out again, with its bad line in words", async () => {
  const page = await windowOf(owner);
  await page.goto("/imports");
  const file = [
    "Invoice;Datum;SKU;Qty;Price",
    "9001;5/13/2025 2:30 PM;TEE-1;2;10,50",
    "9002;5/4/2025;TEE-1;1;10,50",
    "9003;31/12/2025;TEE-1;1;10,50",
  ].join("\n");
  await page
    .locator("input[type=file]")
    .setInputFiles({ name: "h.csv", mimeType: "text/csv", buffer: Buffer.from(file) });
  await page.getByLabel("Column for Date and time").selectOption("Datum");
  await page.getByRole("button", { name: "Check the file" }).click();
  await page.getByRole("cell", { name: 'The date "31/12/2025" cannot be read' }).waitFor();
  await page.getByRole("button", { name: "Bring in 2 lines" }).click();
  await page.getByText("File and books agree.").waitFor({ timeout: 30_000 });
  await expectAccessible(page, "import");
  page.once("dialog", (dialog) => void dialog.accept());
  await page.getByRole("button", { name: "Undo the import" }).click();
  await page.getByText("The import is out again.").waitFor({ timeout: 30_000 });
});
