import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openPictureShelf } from "./picture-shelf.ts";
import { serveTill } from "./serve-till.ts";

let folder: string;
let server: Server;
let origin: string;
/** What the shell believes of the server; null: nobody has said yet. */
let known: string | null;
let asked: { method: string; url: string; headers: IncomingMessage["headers"]; body: string }[];
let serve: ReturnType<typeof serveTill>;

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "till-served-"));
  mkdirSync(path.join(folder, "build/assets"), { recursive: true });
  writeFileSync(path.join(folder, "build/index.html"), "<title>Till</title>");
  writeFileSync(path.join(folder, "build/assets/app.js"), "export {}");
  writeFileSync(path.join(folder, "secret.json"), "{}");
  server = createServer((request, answer) => {
    let body = "";
    request.setEncoding("utf8").on("data", (part: string) => {
      body += part;
    });
    request.on("end", () => {
      const { method = "", url = "", headers } = request;
      asked.push({ method, url, headers, body });
      if (url.startsWith("/media/")) return answer.writeHead(200, { "content-type": "image/webp" }).end("picture");
      if (url.includes("moved")) return answer.writeHead(307, { location: "https://elsewhere.example/" }).end();
      const problem = { "content-type": "application/problem+json", "set-cookie": "a=b" };
      answer.writeHead(409, problem).end('{"code":"stale_version"}');
    });
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  await new Promise((done) => server.close(done));
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(() => {
  known = origin;
  asked = [];
  const pictures = openPictureShelf(mkdtempSync(path.join(folder, "pictures-")), 3);
  serve = serveTill({ folder: path.join(folder, "build"), server: () => known, fetch, pictures });
});

const get = (address: string) => serve(new Request(`till://counter${address}`));

describe("the till's own files", () => {
  it("come from this machine, without any server, under a policy as strict as the server's", async () => {
    known = null;
    const page = await get("/till/");
    expect(await page.text()).toBe("<title>Till</title>");
    expect(page.headers.get("content-security-policy")).toMatch(
      /script-src 'self'; style-src 'self' 'nonce-[\w+/=]{24}';/,
    );
    expect(page.headers.get("content-security-policy")).not.toMatch(/ws:|http/);
    const script = await get("/till/assets/app.js");
    expect(script.headers.get("content-type")).toBe("text/javascript; charset=utf-8");
    expect(asked).toEqual([]);
  });

  it("are the build and nothing beside it", async () => {
    for (const wanted of [
      "/till/../secret.json",
      "/till/%2e%2e/secret.json",
      "/till/..%2fsecret.json",
      "/till/none.js",
    ]) {
      expect((await get(wanted)).status, wanted).toBe(404);
    }
    expect((await get("/etc/passwd")).status).toBe(404);
    expect((await serve(new Request("till://counter/till/", { method: "POST" }))).status).toBe(405);
  });

  it("let the live feed through to the server, once it is known", async () => {
    expect((await get("/till/")).headers.get("content-security-policy")).toContain(origin.replace("http", "ws"));
  });
});

describe("what the till asks of its server", () => {
  it("goes there with body and token and nothing of the window, and comes back as it was", async () => {
    const answer = await serve(
      new Request("till://counter/v1/till/events?x=1", {
        method: "POST",
        body: '{"a":1}',
        headers: { authorization: "Bearer t", "content-type": "application/json", "x-window": "1", cookie: "c=d" },
      }),
    );
    expect(asked).toMatchObject([{ method: "POST", url: "/v1/till/events?x=1", body: '{"a":1}' }]);
    expect(asked[0]!.headers).toMatchObject({ authorization: "Bearer t", "content-type": "application/json" });
    expect(asked[0]!.headers).not.toHaveProperty("x-window");
    expect(asked[0]!.headers).not.toHaveProperty("cookie");
    expect(answer.status).toBe(409);
    expect(await answer.json()).toEqual({ code: "stale_version" });
    expect(answer.headers.has("set-cookie")).toBe(false);
  });

  it("is the till's part of the API only", async () => {
    for (const wanted of ["/v1/orders", "/v1/users", "/health/live", "/"]) expect((await get(wanted)).status).toBe(404);
    expect(asked).toEqual([]);
  });

  it("fails as a network does when there is no server, none is known, or it sends us elsewhere", async () => {
    expect((await get("/v1/till/moved")).type).toBe("error");
    known = "http://127.0.0.1:1";
    expect((await get("/v1/till/head")).type).toBe("error");
    known = null;
    expect((await get("/v1/till/head")).type).toBe("error");
  });
});

describe("pictures", () => {
  it("are fetched once and shown without network from then on", async () => {
    expect(await (await get("/media/t/one")).text()).toBe("picture");
    known = null;
    const again = await get("/media/t/one");
    expect(again.headers.get("content-type")).toBe("image/webp");
    expect(await again.text()).toBe("picture");
    expect((await get("/media/t/never-seen")).status).toBe(404);
    expect(asked).toHaveLength(1);
  });

  it("make room for newer ones", async () => {
    for (let i = 0; i < 9; i += 1) await get(`/media/t/${i}`);
    known = null;
    const kept = await Promise.all(Array.from({ length: 9 }, (_, i) => get(`/media/t/${i}`)));
    expect(kept.filter((answer) => answer.ok)).toHaveLength(3);
    expect(kept.at(-1)!.ok).toBe(true);
  });
});
