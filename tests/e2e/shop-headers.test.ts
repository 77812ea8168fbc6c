import { afterAll, beforeAll, expect, test } from "vitest";
import { type RunningStorefront, runStorefront } from "../../scripts/start/run-storefront.ts";
import { freePort } from "../harness/free-port.ts";
import { type OpenShop, openShopForTest } from "./open-shop.ts";

let shop: OpenShop;
/** The same shop as visitors reach it over TLS. */
let overTls: RunningStorefront;
beforeAll(async () => {
  shop = await openShopForTest({ SIGN_INS_PER_MINUTE: "4" });
  const [port, apiOrigin] = [await freePort(), shop.served.server.origin];
  overTls = await runStorefront({
    ...{ port, apiOrigin, host: "127.0.0.1" },
    shopOrigin: "https://shop.example",
    build: "beside",
    secret: "",
    trustProxy: "loopback",
  });
});
afterAll(async () => {
  await overTls?.stop();
  await shop?.close();
});

test("every kind of answer of the shop is nobody's to frame, guess the type of or run a foreign script in", async () => {
  const pages = ["/", "/styles/KU-1/meera-kurta", "/search?q=kurta", "/sign-in", "/bag", "/nowhere/else"];
  const others = ["/robots.txt", "/sitemap.xml", "/suggest?q=ku", "/icon.svg", "/do/nothing"];
  for (const url of [...pages, ...others]) {
    const { headers } = await fetch(`${shop.storefront.origin}${url}`, {
      method: url.startsWith("/do/") ? "POST" : "GET",
    });
    const policy = headers.get("content-security-policy") ?? "";
    expect(policy, url).toContain("default-src 'none'");
    expect(policy, url).toContain("frame-ancestors 'none'");
    expect(policy, url).not.toMatch(/unsafe|\*|https?:/);
    if (pages.includes(url)) expect(policy, url).toMatch(/script-src 'self' 'nonce-[\w+/=]{24,}' 'strict-dynamic'/);
    expect(headers.get("x-frame-options"), url).toBe("DENY");
    expect(headers.get("x-content-type-options"), url).toBe("nosniff");
    expect(headers.get("referrer-policy"), url).toBe("same-origin");
    expect(headers.get("cross-origin-opener-policy"), url).toBe("same-origin");
    expect(headers.get("permissions-policy"), url).toContain("camera=()");
    expect(headers.get("x-powered-by"), url).toBeNull();
    expect(headers.get("strict-transport-security"), url).toBeNull();
  }
});

test("no two answers have the same nonce", async () => {
  const nonces = [];
  for (let i = 0; i < 3; i += 1) {
    const { headers } = await fetch(shop.storefront.origin);
    nonces.push(/'nonce-([^']+)'/.exec(headers.get("content-security-policy") ?? "")?.[1]);
  }
  expect(new Set(nonces).size).toBe(3);
});

test("over TLS browsers are told to stay there", async () => {
  const { headers } = await fetch(overTls.origin);
  expect(headers.get("strict-transport-security")).toBe("max-age=31536000; includeSubDomains");
});

test("pages that came by plain http lead to https, and forms are refused, where the shop is visited by https", async () => {
  const visit = (path: string, proto: string, method = "GET") =>
    fetch(`${overTls.origin}${path}`, { method, redirect: "manual", headers: { "x-forwarded-proto": proto } });
  const led = await visit("/search?q=kurta", "http");
  expect(led.status).toBe(308);
  expect(led.headers.get("location")).toBe("https://127.0.0.1/search?q=kurta");
  expect((await visit("/search?q=kurta", "https")).status).toBe(200);
  expect((await visit("/do/sign-in", "http", "POST")).status).toBe(403);
  expect((await visit("/do/sign-in", "https", "POST")).status).not.toBe(403);
  // The shop that is visited by http itself has nowhere to lead to.
  const plain = await fetch(`${shop.storefront.origin}/search?q=kurta`, { headers: { "x-forwarded-proto": "http" } });
  expect(plain.status).toBe(200);
});

test("a visitor cannot get out of the limit of sign-ins by saying to be somebody else", async () => {
  const outcomes: string[] = [];
  for (let i = 0; i < 6; i += 1) {
    const answer = await fetch(`${shop.storefront.origin}/do/sign-in`, {
      method: "POST",
      redirect: "manual",
      body: new URLSearchParams({ email: `nobody-${i}@example.com`, password: "wrong wrong wrong" }),
      headers: { "x-visitor-address": `198.51.100.${i}`, "x-forwarded-for": `203.0.113.${i}` },
    });
    outcomes.push(decodeURIComponent(`${answer.headers.get("location")} ${answer.headers.get("set-cookie")}`));
  }
  const metrics = await (await fetch(`${shop.served.server.origin}/metrics`)).text();
  expect(metrics, outcomes.join("\n")).toContain('selvedge_rate_limited_total{policy="sign_in"} 2');
});
