import { request } from "node:http";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openServer, type ServerUnderTest, sendRaw } from "./open-server.ts";

let behind: ServerUnderTest;
let plain: ServerUnderTest;
beforeAll(async () => {
  const settings = { PUBLIC_ORIGIN: "https://erp.example:8443", TRUST_PROXY: "loopback" };
  [behind, plain] = await Promise.all([openServer("api", settings), openServer("api", { TRUST_PROXY: "loopback" })]);
});
afterAll(() => Promise.all([behind?.close(), plain?.close()]));

const told = (proto: string, more: Record<string, string> = {}) => ({ "x-forwarded-proto": proto, ...more });

interface Answer {
  status: number;
  headers: Headers;
  text: string;
}

/** As a proxy forwards it, the visited host included, which `fetch` would write over. */
const ask = (world: ServerUnderTest, path: string, headers: Record<string, string>, method = "GET") =>
  new Promise<Answer>((resolve, reject) => {
    const { hostname, port } = new URL(world.server.origin);
    const sent = request({ hostname, port, path, method, headers, agent: false }, async (answer) => {
      const chunks: Buffer[] = [];
      for await (const chunk of answer) chunks.push(chunk as Buffer);
      const told = new Headers(answer.headers as Record<string, string>);
      resolve({ status: answer.statusCode ?? 0, headers: told, text: Buffer.concat(chunks).toString() });
    });
    sent.on("error", reject).end();
  });

test("pages for people lead to https, programs are refused in words, and health answers", async () => {
  for (const page of ["/", "/orders?status=draft", "/till/", "/docs"]) {
    const led = await ask(behind, page, told("http", { host: "erp.example" }));
    expect([page, led.status, led.headers.get("location")]).toEqual([page, 308, `https://erp.example:8443${page}`]);
    expect((await ask(behind, page, told("https"))).status, page).not.toBe(308);
  }
  const ofBusiness = await ask(behind, "/", told("http", { host: "kora.erp.example:80" }));
  expect(ofBusiness.headers.get("location")).toBe("https://kora.erp.example/");
  for (const [method, url] of [
    ["GET", "/v1/me"],
    ["POST", "/v1/auth/sign-in"],
    ["GET", "/openapi.json"],
    ["GET", "/.well-known/jwks.json"],
    ["POST", "/oauth/token"],
    ["GET", "/media/none/none"],
    ["POST", "/orders"],
  ] as const) {
    const refused = await ask(behind, url, told("http"), method);
    expect([url, refused.status, refused.headers.get("content-type")]).toEqual([url, 403, "application/problem+json"]);
    expect(JSON.parse(refused.text)).toMatchObject({ code: "https_only", detail: expect.stringContaining("https") });
  }
  for (const url of ["/health/live", "/health/ready", "/metrics"])
    expect((await ask(behind, url, told("http"))).status, url).toBe(200);
});

test("an address that looks like another host's leads to the own one", async () => {
  const led = await ask(behind, "//elsewhere.example/a", told("http", { host: "erp.example" }));
  expect(led.headers.get("location")).toBe("https://erp.example:8443/elsewhere.example/a");
});

test("what came by no proxy, and an installation that is not on https, are asked nothing", async () => {
  expect((await sendRaw(behind.server.origin, null, "GET", "/v1/auth/choices?tenant=none")).status).toBe(404);
  expect((await ask(plain, "/", told("http"))).status).not.toBe(308);
  expect((await ask(plain, "/v1/auth/choices?tenant=none", told("http"))).status).toBe(404);
});

test("the live feed opens over TLS alone where the installation is on https", async () => {
  const opens = (world: ServerUnderTest, headers: Record<string, string>) =>
    new Promise<boolean>((resolve) => {
      const socket = new WebSocket(`${world.server.origin.replace("http", "ws")}/v1/feed`, { headers } as never);
      socket.onopen = () => {
        socket.close();
        resolve(true);
      };
      socket.onerror = () => resolve(false);
    });
  expect(await opens(behind, told("https"))).toBe(true);
  expect(await opens(behind, told("wss"))).toBe(true);
  expect(await opens(behind, told("http"))).toBe(false);
  expect(await opens(behind, told("https, http"))).toBe(false);
  expect(await opens(behind, {})).toBe(false);
  expect(await opens(plain, told("http"))).toBe(true);
});
