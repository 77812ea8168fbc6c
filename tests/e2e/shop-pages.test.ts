import http from "node:http";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { shopApi, tenancyApi } from "../../packages/contract/src/index.ts";
import { expectAccessible, openWindow, signIn, type Window } from "./browser.ts";
import { type OpenShop, openShopForTest } from "./open-shop.ts";
import { fillCheckout, mailsTo, owner, patience, putIntoBag } from "./shop-hands.ts";

let shop: OpenShop;
let opened: Window | null = null;

beforeAll(async () => {
  shop = await openShopForTest();
});
afterAll(() => shop?.close());
afterEach(async () => {
  await opened?.close();
  opened = null;
});

test.for(["light", "dark"] as const)("every page of the shop keeps WCAG 2.1 AA in %s", async (theme) => {
  opened = await openWindow(shop.storefront.origin, theme, { width: 390, height: 844 });
  const { openTab, thrown } = opened;
  const page = await openTab();
  const look = async (path: string) => {
    await page.goto(path);
    await page.waitForLoadState("networkidle");
    await expectAccessible(page, path, "any");
  };
  const open = [
    "/",
    "/c/kurtas",
    "/c/kurtas?colour=red&size=M",
    "/search?q=nothing-like-it",
    "/collections/slow",
    "/styles/KU-1/meera-kurta",
    "/styles/KU-1/meera-kurta?colour=TWO",
    "/bag",
  ];
  for (const path of [...open, "/orders", "/sign-in", "/sign-in?step=password", "/help", "/nowhere"]) await look(path);
  await putIntoBag(page, "/styles/SH-1/oxford-shirt", "S");
  await page.getByRole("link", { name: "See the bag" }).waitFor();
  await look("/bag");
  await look("/checkout");
  await fillCheckout(page);
  await page.getByRole("radio", { name: /Card, UPI/ }).check();
  await page.getByRole("button", { name: "Place the order" }).click();
  await page.getByRole("heading", { name: "Pay this?" }).waitFor();
  await expectAccessible(page, "bank", "any");
  await page.getByRole("button", { name: "Leave without deciding" }).click();
  await page.getByRole("heading", { name: "Your order waits for its payment" }).waitFor();
  await expectAccessible(page, "unpaid order", "any");
  await page.getByRole("button", { name: "Pay on delivery instead" }).click();
  await page.getByRole("heading", { name: "Thank you for your order" }).waitFor();
  await expectAccessible(page, "order", "any");
  expect(thrown).toEqual([]);
});

test("a shopper signs in by the mailed code and finds what was bought as a guest", async () => {
  opened = await openWindow(shop.storefront.origin);
  const page = await opened.openTab();
  await page.goto("/account");
  await page.getByRole("textbox", { name: "E-mail" }).fill("asha@example.com");
  await page.getByRole("button", { name: "Mail me a code" }).click();
  await page.getByRole("heading", { name: "Look into your mail" }).waitFor();
  const code = /\d{6}/.exec((await mailsTo(shop, "asha@example.com")).at(-1)!.subject)![0];
  await page.getByRole("textbox", { name: "Code" }).fill(code);
  await page.getByRole("textbox", { name: /Your name/ }).fill("Asha Rao");
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("heading", { name: "Hello, Asha Rao" }).waitFor();
  await page.getByRole("link", { name: /^SO-/ }).first().waitFor();
  await expectAccessible(page, "account", "any");
});

test("what the owner sets in the admin is in the shop at once: words, styles, collections, delivery, open or closed", async () => {
  const read = async (path: string) => (await fetch(`${shop.storefront.origin}${path}`)).text();
  opened = await openWindow(shop.served.server.origin);
  const { openTab, thrown } = opened;
  const page = await openTab();
  await signIn(page, owner);
  await page.goto("/shop");
  expect(await page.getByRole("checkbox", { name: "On delivery" }).isChecked()).toBe(true);
  await page.getByRole("textbox", { name: "Line above every page" }).fill("Closed on Diwali");
  await page.getByRole("button", { name: "Save the shop front" }).click();
  await expect.poll(() => read("/"), patience).toContain("Closed on Diwali");
  await expectAccessible(page, "shop front", "any");
  await page.getByRole("tab", { name: "Styles shown" }).click();
  await page.getByRole("checkbox", { name: "Show Garden dress in the shop" }).uncheck();
  await page.getByText("Hidden by hand").waitFor();
  await expect.poll(() => read("/search"), patience).not.toContain("Garden dress");
  await page.getByRole("checkbox", { name: "Show Garden dress in the shop" }).check();
  await expectAccessible(page, "styles shown", "any");
  await page.getByRole("tab", { name: "Collections" }).click();
  await page.getByRole("button", { name: "Add a collection" }).click();
  await page.getByRole("textbox", { name: "Name" }).fill("Fête week");
  await page.getByRole("combobox", { name: "Add a style" }).click();
  await page.getByRole("option", { name: /Oxford shirt/ }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Save" }).click();
  await page.getByRole("button", { name: "Change Fête week" }).waitFor();
  await expect.poll(() => read("/collections/fete-week"), patience).toContain("Oxford shirt");
  await expectAccessible(page, "collections", "any");
  await page.getByRole("tab", { name: "Delivery" }).click();
  await page.getByRole("button", { name: "Add a delivery" }).click();
  await page.getByRole("textbox", { name: "Name" }).fill("Express");
  await page.getByRole("textbox", { name: "Only these states" }).fill("MH, Utah");
  await page.getByRole("textbox", { name: "Costs" }).fill("199");
  await page.getByRole("dialog").getByRole("button", { name: "Save" }).click();
  await page.getByText("There is no state called Utah there").waitFor();
  await page.getByRole("textbox", { name: "Only these states" }).fill("MH, GA");
  await page.getByRole("dialog").getByRole("button", { name: "Save" }).click();
  await page.getByRole("button", { name: "Change Express" }).waitFor();
  await expect.poll(() => read("/help"), patience).toContain("Maharashtra, Goa");
  await page.getByRole("tab", { name: "Shop front" }).click();
  await page.getByRole("button", { name: "Close the shop" }).click();
  await expect.poll(() => read("/"), patience).toContain("There is no shop here");
  await page.getByRole("button", { name: "Open the shop" }).click();
  await expect.poll(() => read("/"), patience).toContain("Looms");
  expect(thrown).toEqual([]);
});

test("pages tell search engines what they are, and scripts of others have no place in them", async () => {
  const answer = await fetch(`${shop.storefront.origin}/styles/KU-1/meera-kurta`);
  const html = await answer.text();
  const policy = answer.headers.get("content-security-policy") ?? "";
  const nonce = /'nonce-([^']+)'/.exec(policy)![1]!;
  expect(policy).not.toContain("unsafe-inline");
  const scripts = html.match(/<script\b[^>]*>/g) ?? [];
  expect(scripts.length).toBeGreaterThan(2);
  expect(scripts.filter((s) => !s.includes(nonce))).toEqual([]);
  const blocks = [...html.matchAll(/<script type="application\/ld\+json"[^>]*>(.*?)<\/script>/gs)];
  const data = blocks.map((m) => JSON.parse(m[1]!) as { "@type": string; hasVariant?: { offers: object }[] });
  expect(data.map((d) => d["@type"]).sort()).toEqual(["BreadcrumbList", "ProductGroup"]);
  expect(data.find((d) => d.hasVariant)?.hasVariant?.[0]?.offers).toMatchObject({ priceCurrency: "INR" });
  expect(html).toMatch(/<link rel="canonical" href="[^"]+\/styles\/KU-1\/meera-kurta"/);
  for (const path of ["/styles/NOPE/never-was", "/c/nope", "/collections/nope", "/nope", "/c/%E0%A4%A"]) {
    const missing = await fetch(`${shop.storefront.origin}${path}`);
    expect(missing.status, path).toBe(404);
    // Whole also without script.
    expect(await missing.text(), path).toContain("This is not here any more</h1>");
  }
  const map = await (await fetch(`${shop.storefront.origin}/sitemap.xml`)).text();
  for (const { code } of shop.styles) expect(map).toContain(`/styles/${code}/`);
  expect(await (await fetch(`${shop.storefront.origin}/robots.txt`)).text()).toContain("Disallow: /checkout");
  const foreign = await fetch(`${shop.storefront.origin}/do/bag/add`, {
    method: "POST",
    body: new URLSearchParams({ skuId: "x" }),
    headers: { origin: "https://elsewhere.example" },
  });
  expect(foreign.status).toBe(403);
});

test("each business's shop stands at its own host in its own colour, and a host of nobody has none", async () => {
  const at = (host: string) => readAt(shop.storefront.origin, "/", host);
  const mills = await shop.served.openBusiness("mills");
  await mills.call(shopApi.openShop, {});
  await mills.call(shopApi.changeShopSettings, { isOpen: true, title: "Mills", tagline: "Spun fast" });
  expect(await at("mills.localhost")).toContain("Spun fast");
  const looms = await at("looms.localhost");
  expect(looms).toContain("Woven slowly");
  expect(looms).not.toContain("Spun fast");
  expect(await at("nobody.localhost")).toContain("There is no shop here");
  const { version } = await mills.call(tenancyApi.getTenant, {});
  await mills.call(tenancyApi.changeTenant, { version, accent: "#14532d" });
  await expect.poll(() => at("mills.localhost"), patience).toContain("--accent:#14532d");
  expect(await at("looms.localhost")).not.toContain("#14532d");
});

/** A page as the visitor of a host is given it. */
function readAt(origin: string, path: string, host: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const request = http.get(`${origin}${path}`, { headers: { host } }, (answer) => {
      let html = "";
      answer.setEncoding("utf8").on("data", (chunk: string) => {
        html += chunk;
      });
      answer.on("end", () => resolve(html));
    });
    request.on("error", reject);
  });
}
