import type { RateClass } from "@selvedge/contract";
import fc from "fast-check";
import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openRedisStandIn } from "../../../../../tests/harness/redis-stand-in.ts";
import { openTestWorld, type TestWorld } from "../../testing/open-test-tenant.ts";
import { readConfig } from "../config.ts";
import { newId } from "../ids.ts";
import { type Caller, rememberingCaller } from "./operations.ts";
import { openRateCounts } from "./rate-counts.ts";
import { openRateLimits } from "./rate-limits.ts";
import { openHttp } from "./server.ts";

const most: Record<RateClass | "address", number> = {
  address: 30,
  sign_in: 5,
  read: 9,
  write: 4,
  report: 3,
  upload: 2,
};
const classes = ["read", "write", "report", "upload"] as const;
const config = readConfig({
  REQUESTS_PER_MINUTE: String(most.address),
  SIGN_INS_PER_MINUTE: String(most.sign_in),
  READS_PER_MINUTE: String(most.read),
  WRITES_PER_MINUTE: String(most.write),
  REPORTS_PER_MINUTE: String(most.report),
  UPLOADS_PER_MINUTE: String(most.upload),
});

let world: TestWorld;
/** One program that counts in memory, and two that count together. */
let alone: FastifyInstance[];
let together: FastifyInstance[];
const endings: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  world = await openTestWorld();
  const redis = await openRedisStandIn();
  alone = [await openProgram(null)];
  together = [await openProgram(redis.url), await openProgram(redis.url)];
  endings.push(() => redis.stop());
});
afterAll(async () => {
  for (const end of endings) await end();
  await world.close();
});

/** The HTTP side with a route of each class; `caller` of the request's header is who sends it. */
async function openProgram(redisUrl: string | null): Promise<FastifyInstance> {
  const counts = await openRateCounts(redisUrl, world.runtime.log);
  const limits = openRateLimits(config, counts);
  const app = await openHttp(config, world.runtime, limits);
  const known = rememberingCaller(
    async ({ headers }) => JSON.parse(String(headers["caller"])) as Caller,
    limits.countCaller,
  );
  for (const rate of classes) app.get(`/${rate}`, { config: { rate } }, async (request) => void (await known(request)));
  app.post("/sign-in", { config: { rate: "sign_in", isPublic: true } }, async () => "in");
  app.post("/order", { config: { rate: "write", isPublic: true, guessedBy: "email" } }, async () => "found");
  await app.ready();
  endings.push(
    () => app.close(),
    () => counts.close(),
  );
  return app;
}

interface Asked {
  url: string;
  method?: "GET" | "POST";
  address: string;
  caller?: object;
  payload?: object;
}

/** Sends all at once, spread over the programs; the answers by their status. */
function sendAll(programs: readonly FastifyInstance[], asked: readonly Asked[]) {
  return Promise.all(
    asked.map(async ({ url, method = "GET", address, caller, payload }, i) => {
      const headers = caller ? { caller: JSON.stringify(caller) } : {};
      const program = programs[i % programs.length]!;
      const answer = await program.inject({
        url,
        method,
        remoteAddress: address,
        headers,
        ...(payload ? { payload } : {}),
      });
      return { url, caller, answer, isRefused: answer.statusCode === 429 };
    }),
  );
}

const repeat = (n: number, asked: Asked): Asked[] => Array.from({ length: n }, () => asked);
let drawn = 0;
/** An address that nobody had before. */
const freshAddress = () => `2001:db8:${(drawn >> 8).toString(16)}:${((drawn++ & 255) + 1).toString(16)}::1`;
const someone = (requestsPerMinute?: number) => ({
  tenantId: newId(),
  actor: { type: requestsPerMinute === undefined ? "user" : "api_key", id: newId() },
  requestsPerMinute,
});
const programs = fc.constantFrom("alone", "together").map((which) => (which === "alone" ? alone : together));
/** Each from an address of its own, so that none of those is near its limit. */
const spread = (asked: Asked[]) => asked.map((one) => ({ ...one, address: freshAddress() }));

describe("Feature: garment-business-management, Property 25: Password Policy and API Security", () => {
  test("rate limits count exactly: each account is let through to the last one of each class, at once and by any process", async () => {
    const asks = fc.array(fc.record({ rate: fc.constantFrom(...classes), n: fc.integer({ min: 0, max: 14 }) }), {
      maxLength: 4,
    });
    await fc.assert(
      fc.asyncProperty(programs, fc.array(asks, { minLength: 1, maxLength: 3 }), async (on, people) => {
        const asked = people.flatMap((list) => {
          const caller = someone();
          return list.flatMap(({ rate, n }) => repeat(n, { url: `/${rate}`, address: "", caller }));
        });
        const answers = await sendAll(on, spread(asked));
        for (const [, mine] of Map.groupBy(answers, (a) => a.caller)) {
          for (const rate of classes) {
            const sent = mine.filter((a) => a.url === `/${rate}`);
            expect(sent.filter((a) => !a.isRefused)).toHaveLength(Math.min(sent.length, most[rate]));
          }
        }
      }),
      { numRuns: 120 },
    );
  }, 120_000);

  test("rate limits count exactly: an address, whoever is behind it, and its sign-ins", async () => {
    const numbers = fc.record({ signIns: fc.integer({ min: 0, max: 12 }), reads: fc.integer({ min: 0, max: 40 }) });
    await fc.assert(
      fc.asyncProperty(programs, numbers, async (on, { signIns, reads }) => {
        const address = freshAddress();
        const readers = Array.from({ length: reads }, (): Asked => ({ url: "/read", address, caller: someone() }));
        const answers = await sendAll(on, readers);
        expect(answers.filter((a) => !a.isRefused)).toHaveLength(Math.min(reads, most.address));
        const left = Math.max(0, most.address - reads);
        const entered = await sendAll(on, repeat(signIns, { url: "/sign-in", method: "POST", address }));
        expect(entered.filter((a) => !a.isRefused)).toHaveLength(Math.min(signIns, left, most.sign_in));
      }),
      { numRuns: 100 },
    );
  }, 120_000);

  test("rate limits count exactly: a key's own number, which stands in for reads and changes", async () => {
    await fc.assert(
      fc.asyncProperty(
        programs,
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 0, max: 15 }),
        async (on, own, n) => {
          const asked = repeat(n, { url: "/read", address: "", caller: someone(own) }).map((one, i) => ({
            ...one,
            url: i % 2 ? "/read" : "/write",
          }));
          const answers = await sendAll(on, spread(asked));
          const passed = answers.filter((a) => !a.isRefused);
          expect(passed).toHaveLength(Math.min(n, own));
          // What is left, as the answers tell it, goes down by one each.
          const told = answers.map(({ answer }) =>
            Number(/"key";r=(\d+)/.exec(String(answer.headers["ratelimit"]))?.[1]),
          );
          const expected = Array.from({ length: n }, (_, i) => Math.max(0, own - 1 - i));
          expect(told.sort((a, b) => b - a)).toEqual(expected);
        },
      ),
      { numRuns: 100 },
    );
  }, 120_000);
});

test("a look-up by what a stranger could guess counts as a sign-in, and one by its key does not", async () => {
  const address = "198.51.100.7";
  const guess = { url: "/order", method: "POST" as const, address, payload: { email: "a@b.example" } };
  const guesses = await sendAll(alone, repeat(most.sign_in + 2, guess));
  expect(guesses.filter((a) => a.isRefused)).toHaveLength(2);
  const [byKey] = await sendAll(alone, [{ ...guess, payload: { key: "k" } }]);
  expect(byKey?.isRefused).toBe(false);
});

test("a customer of IPv6 is one caller however many of their addresses they use; IPv4 written as IPv6 is IPv4", async () => {
  const signIn = { url: "/sign-in", method: "POST" as const };
  const six = Array.from({ length: 8 }, (_, i) => ({ ...signIn, address: `2001:db8:aa:bb:${i}::${i + 1}` }));
  expect((await sendAll(alone, six)).filter((a) => !a.isRefused)).toHaveLength(most.sign_in);
  const four = ["203.0.113.9", "::ffff:203.0.113.9", "::FFFF:203.0.113.9"].map((address) => ({ ...signIn, address }));
  expect((await sendAll(alone, [...four, ...four])).filter((a) => !a.isRefused)).toHaveLength(most.sign_in);
});

test("a refusal says in words what is too many and when to come back; nothing is counted of health", async () => {
  const caller = someone();
  const answers = await sendAll(alone, spread(repeat(most.report + 1, { url: "/report", address: "", caller })));
  const refused = answers.find((a) => a.isRefused)!.answer;
  const { detail, details, code } = refused.json();
  expect(code).toBe("too_many_requests");
  expect(detail).toMatch(
    /^At most 3 reports and exports a minute\. Wait \d+ seconds and try again; nothing was done\.$/,
  );
  expect(details).toEqual({ policy: "report", limit: 3, retryAfterSeconds: expect.any(Number) });
  expect(refused.headers["retry-after"]).toBe(String(details.retryAfterSeconds));
  expect(refused.headers["content-type"]).toContain("application/problem+json");
  expect(refused.headers["ratelimit-policy"]).toBe('"address";q=30;w=60, "report";q=3;w=60');
  expect(refused.headers["ratelimit"]).toMatch(/^"address";r=29;t=60, "report";r=0;t=(60|59)$/);
});
