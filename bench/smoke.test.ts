import { execFile } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";

// Each benchmark once, as small as it goes: a change that breaks one is noticed here and not on the day its figure is wanted.
// Nothing is timed. Those that need a browser or a data set are run up to there.
const bench = async (script: string, ...words: string[]): Promise<string> => {
  const { stdout } = await promisify(execFile)(process.execPath, [path.join(import.meta.dirname, script), ...words], {
    maxBuffer: 64 * 1024 * 1024,
  });
  return stdout;
};
const last = (text: string) => JSON.parse(text.trim().split("\n").at(-1)!);

test.concurrent("bench: every operation is answered, and counted in statements", async () => {
  const { operations, skus } = last(await bench("run.ts", "--smoke", "--json"));
  expect(skus).toBe(40);
  expect(operations.map((o: { name: string }) => o.name)).toContain("place_order");
  for (const { name, sqlPerOperation, results } of operations) {
    expect({ name, errors: results[0].errors, isDone: results[0].operations > 0 }).toEqual({
      name,
      errors: 0,
      isDone: true,
    });
    expect(sqlPerOperation, name).toBeGreaterThan(0);
    expect(sqlPerOperation, name).toBeLessThan(30);
  }
});

test.concurrent("bench:sign-in: people sign in, orders and lists are answered beside them", async () => {
  const { phases } = last(await bench("sign-in.ts", "--smoke", "--json"));
  const refused = phases.flatMap((p: Record<string, { refused?: object } | null>) =>
    [p["signIns"], p["orders"], p["lists"]].flatMap((paced) => (paced ? [paced.refused] : [])),
  );
  expect(refused.length).toBe(9);
  for (const one of refused) expect(one).toEqual({});
});

test.concurrent("bench:plans: every hot operation has statements with plans", async () => {
  const printed = await bench("plans.ts", "--smoke");
  const counts = [...printed.matchAll(/<summary>([^<]+): (\d+) statements<\/summary>/g)].map((m) => [
    m[1],
    Number(m[2]),
  ]);
  expect(counts.length).toBeGreaterThan(12);
  for (const [what, statements] of counts) expect(statements, String(what)).toBeGreaterThan(0);
  expect(printed).toMatch(/Insert on sales_order_line/);
});

test.concurrent("driver: each way of sending a transaction runs", async () => {
  const { results } = last(await bench("driver.ts", "--smoke", "--json"));
  expect(results.length).toBe(12);
  for (const { way, perSecond } of results) expect(perSecond, way).toBeGreaterThan(0);
});

test.concurrent("bench:training: a few series are forecast while the server is asked", async () => {
  expect(await bench("training.ts", "--smoke", "--horizon", "7")).toMatch(
    /^4 daily series of 730 days \([1-9]\d* nodes/,
  );
});

test.concurrent("bench:till, bench:shop and bench:grid: the business they measure is made", async () => {
  const till = last(await bench("till.ts", "--set-up", "--styles", "2"));
  expect(till).toMatchObject({ skus: 40, code: expect.stringMatching(/./) });
  const shop = last(await bench("shop.ts", "--set-up", "--styles", "2"));
  expect(shop.pages.map((p: { name: string }) => p.name)).toEqual(["home", "list", "style"]);
  expect(last(await bench("grid.ts", "--set-up", "--styles", "1"))).toEqual({ isMade: true });
});
