import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readConfig } from "../../apps/server/src/platform/config.ts";
import { redisKinds, type TestRedis } from "../harness/redis.ts";
import { type Business, openServer, type ServerUnderTest, sendRaw } from "./open-server.ts";

const root = path.resolve(import.meta.dirname, "../..");
const dataDir = mkdtempSync(path.join(tmpdir(), "selvedge-limits-"));
let world: ServerUnderTest;
let business: Business;
const endings: (() => Promise<void>)[] = [];

beforeAll(async () => {
  world = await openServer();
  business = await world.openBusiness("limits");
});
afterAll(async () => {
  for (const end of endings.reverse()) await end();
  await world?.close();
  rmSync(dataDir, { recursive: true, force: true });
});

/** The program in a process of its own on the same database; gives its origin. */
async function startProcess(settings: Record<string, string>): Promise<string> {
  const { ownerUrl, appUrl } = world.database;
  const child = spawn(process.execPath, ["scripts/serve.ts"], {
    cwd: root,
    stdio: ["ignore", "pipe", "inherit"],
    env: {
      ...process.env,
      ...{ DATABASE_URL: ownerUrl, APP_DATABASE_URL: appUrl, DATA_DIR: dataDir, PORT: "0", ROLE: "api" },
      ...{ LOG_LEVEL: "silent", DATABASE_POOL: "4", ...settings },
    },
  });
  endings.push(async () => {
    if (child.exitCode !== null) return;
    child.kill("SIGTERM");
    await once(child, "exit");
  });
  let said = "";
  for await (const text of child.stdout) {
    said += text;
    const origin = /listens on (\S+)/.exec(said)?.[1];
    if (origin) {
      child.stdout.on("data", () => {}).resume();
      return origin;
    }
  }
  throw new Error(`the server ended: ${said}`);
}

/** The program in this process, where one is enough. */
async function openHere(settings: Record<string, string>): Promise<string> {
  const { server, close } = await openServer("api", settings);
  endings.push(close);
  return server.origin;
}

const statuses = (answers: Response[]) => answers.map((answer) => answer.status);
const passed = (answers: Response[]) => answers.filter((answer) => answer.status !== 429);

/** Sends a wrong sign-in, of another person each time: what locks an account out is not what is asked here. */
let tries = 0;
const trySignIn = (origin: string, headers: Record<string, string> = {}) => {
  const body = { email: `nobody-${tries++}@limits.example`, password: "wrong wrong wrong" };
  return sendRaw(origin, null, "POST", "/v1/auth/sign-in", body, headers);
};

describe.each(redisKinds)("two processes that count in %s", (_name, open) => {
  let redis: TestRedis;
  let origins: string[];
  beforeAll(async () => {
    redis = await open();
    endings.push(() => redis.stop());
    const settings = { REDIS_URL: redis.url, READS_PER_MINUTE: "25", SIGN_INS_PER_MINUTE: "7" };
    origins = await Promise.all([startProcess(settings), startProcess(settings)]);
  }, 120_000);

  test("let exactly so many of an account through between them, and each answer says what is left", async () => {
    const send = (i: number) => sendRaw(origins[i % 2]!, business.token, "GET", "/v1/locations");
    const answers = await Promise.all(Array.from({ length: 40 }, (_, i) => send(i)));
    expect(passed(answers)).toHaveLength(25);
    expect(new Set(statuses(passed(answers)))).toEqual(new Set([200]));
    const left = answers.map((answer) => Number(/"read";r=(\d+)/.exec(answer.headers.get("ratelimit") ?? "")?.[1]));
    expect(left.filter((n) => n > 0).sort((a, b) => a - b)).toEqual(Array.from({ length: 24 }, (_, i) => i + 1));
    expect(answers[0]!.headers.get("ratelimit-policy")).toBe('"address";q=60000;w=60, "read";q=25;w=60');
    const refused = answers.find((answer) => answer.status === 429)!;
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(30);
    expect(await refused.json()).toMatchObject({ code: "too_many_requests", details: { policy: "read", limit: 25 } });
  });

  test("let exactly so many sign-ins of an address through between them", async () => {
    const answers = await Promise.all(Array.from({ length: 12 }, (_, i) => trySignIn(origins[i % 2]!)));
    expect(statuses(answers).sort()).toEqual([...Array(7).fill(401), ...Array(5).fill(429)]);
  });
});

test("who calls is told by a trusted proxy only", async () => {
  const settings = { SIGN_INS_PER_MINUTE: "3", REQUESTS_PER_MINUTE: "20" };
  const [open, behind] = await Promise.all([openHere(settings), openHere({ ...settings, TRUST_PROXY: "loopback" })]);
  const sendFrom = (origin: string, forwarded: string) => trySignIn(origin, { "x-forwarded-for": forwarded });
  const forged: Response[] = [];
  const told: Response[] = [];
  for (let i = 0; i < 6; i += 1) {
    forged.push(await sendFrom(open, `198.51.100.${i}`));
    // The proxy appends the address it saw; what stands before it was said by the caller and is not believed.
    told.push(await sendFrom(behind, `10.9.9.${i}, 203.0.113.5`));
  }
  expect(statuses(forged)).toEqual([401, 401, 401, 429, 429, 429]);
  expect(statuses(told)).toEqual([401, 401, 401, 429, 429, 429]);
  expect((await sendFrom(behind, "203.0.113.5, 203.0.113.6")).status).toBe(401);
  expect((await fetch(`${behind}/health/live`)).headers.get("ratelimit")).toBeNull();
});

test("a burst on paths that are not there counts too", async () => {
  const origin = await openHere({ REQUESTS_PER_MINUTE: "10" });
  const answers = [];
  for (let i = 0; i < 14; i += 1) answers.push(await fetch(`${origin}/v1/nowhere/${i}`));
  expect(statuses(answers)).toEqual([...Array(10).fill(404), ...Array(4).fill(429)]);
});

test("settings that cannot be meant are named at the start", () => {
  const wrong: Record<string, string[]> = {
    READS_PER_MINUTE: ["0", "-1", "many", "1e12"],
    TRUST_PROXY: ["true", "*", "proxy.example", "10.0.0.0/33", "10.0.0.0/0", "1", "10.0.0.1/8/8"],
    REDIS_URL: ["localhost:6379", "http://localhost:6379"],
  };
  for (const [name, values] of Object.entries(wrong))
    for (const value of values) expect(() => readConfig({ [name]: value }), value).toThrow(`  ${name}: `);
  expect(readConfig({ TRUST_PROXY: "127.0.0.1, 10.0.0.0/8,::1,loopback" }).trustProxy).toEqual([
    "127.0.0.1",
    "10.0.0.0/8",
    "::1",
    "loopback",
  ]);
  expect(readConfig({}).trustProxy).toBe(false);
});
