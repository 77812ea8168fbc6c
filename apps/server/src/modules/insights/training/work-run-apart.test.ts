import { learningApi } from "@selvedge/contract";
import { addDays } from "@selvedge/domain";
import { afterAll, beforeAll, expect, it } from "vitest";
import { aStockedShop } from "../../../testing/a-shop.ts";
import { openTestWorld, type TestTenant, type TestWorld } from "../../../testing/open-test-tenant.ts";
import { postSales } from "../testing/post-sales.ts";
import { aJob } from "../testing/work-jobs.ts";
import { openLearningThread, workRunApart } from "./work-run-apart.ts";

let world: TestWorld;
let shop: TestTenant;

beforeAll(async () => {
  world = await openTestWorld();
  const file = new URL("../../../learning-thread.ts", import.meta.url).href;
  const limits = { threads: 1, megabytes: 512 };
  openLearningThread({ file, appUrl: world.urls.appUrl, logLevel: "silent", limits });
  shop = await world.openTenant();
  const goods = await aStockedShop(shop);
  const today = new Date().toISOString().slice(0, 10);
  const sales = Array.from({ length: 90 }, (_, day) => ({
    ...{ on: addDays(today, -2 - day), skuId: goods.skuIds[day % 8]!, qty: 1 + (day % 3) },
    unitPriceMinor: Math.floor(day / 10) % 2 === 0 ? 99_900 : 79_900,
  }));
  await postSales(world, shop, { channelId: goods.channels.web, locationId: goods.warehouseId }, sales);
});
afterAll(async () => {
  openLearningThread(null);
  await world?.close();
});

const start = async () => (await shop.run(learningApi.startLearningRun, { kind: "elasticity" })).runId;
const read = (id: string) => shop.run(learningApi.getLearningRun, { id });

it("works runs off in a thread of its own, one after the other and together, and has the feed told of each commit", async () => {
  const told: string[] = [];
  const heard = { ...shop, runtime: { ...shop.runtime, committed: (tenantId: string) => told.push(tenantId) } };
  const runId = await start();
  await workRunApart(aJob(heard), { runId });
  expect(await read(runId)).toMatchObject({ status: "done", failure: null, metrics: { styles: 1 } });
  expect(told).toContain(shop.tenantId);
  const other = await world.openTenant();
  const theirs = (await other.run(learningApi.startLearningRun, { kind: "recommendations" })).runId;
  const ours = await start();
  await Promise.all([workRunApart(aJob(shop), { runId: ours }), workRunApart(aJob(other), { runId: theirs })]);
  expect((await read(ours)).status).toBe("done");
  expect((await other.run(learningApi.getLearningRun, { id: theirs })).status).toBe("done");
});

it("puts a run back when the program stops in the middle of it", async () => {
  const runId = await start();
  const stop = new AbortController();
  const worked = workRunApart(aJob(shop, stop.signal), { runId });
  stop.abort(new Error("the program stops"));
  await expect(worked).rejects.toThrow("the program stops");
  expect(await read(runId)).toMatchObject({ status: "queued" });
  await workRunApart(aJob(shop), { runId });
  expect(await read(runId)).toMatchObject({ status: "done" });
});
