import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, describe, expect, test } from "vitest";
import { redisKinds, type TestRedis } from "../../../../../tests/harness/redis.ts";
import { openLog } from "../log.ts";
import { openRateCounts, type RateCounts } from "./rate-counts.ts";

const endings: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end();
});

/** Counters with a log that keeps its lines. */
async function opened(redisUrl: string | null): Promise<{ counts: RateCounts; lines: string[] }> {
  const lines: string[] = [];
  const log = openLog("silent");
  for (const level of ["warn", "info"] as const)
    log[level] = ((_: object, words: string) => void lines.push(words)) as never;
  const counts = await openRateCounts(redisUrl, log);
  endings.push(() => counts.close());
  return { counts, lines };
}

const addMany = (counts: RateCounts, key: string, times: number) =>
  Promise.all(Array.from({ length: times }, async () => (await counts.add(key)).used));

const inOrder = (numbers: number[]) => [...numbers].sort((a, b) => a - b);
const upTo = (n: number, from = 1) => Array.from({ length: n }, (_, i) => from + i);

test("without Redis each count is the next number, also of many at once, and keys do not mix", async () => {
  const { counts } = await opened(null);
  const [a, b] = await Promise.all([addMany(counts, "a", 200), addMany(counts, "b", 50)]);
  expect(inOrder(a)).toEqual(upTo(200));
  expect(inOrder(b)).toEqual(upTo(50));
  expect((await counts.add("a")).resetSeconds).toBeGreaterThan(55);
});

test("a Redis that is not there at the start is told of once, and requests are counted meanwhile", async () => {
  const { counts, lines } = await opened("redis://127.0.0.1:1");
  expect(inOrder(await addMany(counts, "a", 20))).toEqual(upTo(20));
  expect(lines).toEqual([expect.stringContaining("Redis does not answer")]);
});

describe.each(redisKinds)("with %s", (_name, open) => {
  async function redisFor(port?: number): Promise<TestRedis> {
    const redis = await open(port);
    endings.push(() => redis.stop());
    return redis;
  }

  test("many processes' counts are one row of numbers without a gap or a repeat", async () => {
    const redis = await redisFor();
    const all = await Promise.all([opened(redis.url), opened(redis.url), opened(redis.url)]);
    const used = await Promise.all(all.map(({ counts }) => addMany(counts, "a", 150)));
    expect(inOrder(used.flat())).toEqual(upTo(450));
    expect(all.flatMap(({ lines }) => lines)).toEqual([]);
  });

  test("one that dies is told of once and counted without; when it is back, all count together again", async () => {
    const redis = await redisFor();
    const { counts, lines } = await opened(redis.url);
    await addMany(counts, "a", 5);
    await redis.stop();
    expect(inOrder(await addMany(counts, "a", 30))).toEqual(upTo(30));
    expect(lines).toEqual([expect.stringContaining("Redis does not answer")]);
    await redisFor(Number(new URL(redis.url).port));
    for (let tries = 0; lines.length < 2 && tries < 100; tries += 1) await sleep(100);
    expect(lines[1]).toContain("Redis is back");
    const other = await opened(redis.url);
    const used = await Promise.all([addMany(counts, "b", 40), addMany(other.counts, "b", 40)]);
    expect(inOrder(used.flat())).toEqual(upTo(80));
    expect(lines).toHaveLength(2);
  }, 20_000);

  test("one that hangs holds requests up for half a second once, not each of them", async () => {
    const redis = await redisFor();
    const { counts, lines } = await opened(redis.url);
    await counts.add("a");
    redis.hang();
    endings.push(() => redis.goOn());
    const begun = performance.now();
    await addMany(counts, "a", 50);
    for (let i = 0; i < 50; i += 1) await counts.add("a");
    expect(performance.now() - begun).toBeLessThan(1_500);
    expect(lines).toEqual([expect.stringContaining("Redis does not answer")]);
  });
});
