import { inventoryApi } from "@selvedge/contract";
import { afterAll, beforeAll, expect, test } from "vitest";
import { aStockedShop, type StockedShop } from "../testing/a-shop.ts";
import { openTestWorld, type TestTenant, type TestWorld } from "../testing/open-test-tenant.ts";
import { forgetAnswers } from "./forget-answers.ts";
import type { JobContext } from "./jobs.ts";

let world: TestWorld;
let shop: TestTenant;
let other: TestTenant;
let stock: StockedShop;
beforeAll(async () => {
  world = await openTestWorld();
  [shop, other] = [await world.openTenant(), await world.openTenant()];
  stock = await aStockedShop(shop);
});
afterAll(() => world.close());

const jobOf = ({ tenantId, runtime, step }: TestTenant) =>
  ({ tenantId, runtime, signal: new AbortController().signal, transaction: step }) as JobContext;
const kept = async (tenantId: string) =>
  (await world.admin<{ n: number }[]>`select count(*)::int as n from idempotency_key where tenant_id = ${tenantId}`)[0]!
    .n;
const age = (key: string, days: number) =>
  world.admin`update idempotency_key set created_at = now() - make_interval(days => ${days}) where key = ${key}`;

/** One piece more under a key; gives how many lie there afterwards. */
async function addOne(idempotencyKey: string): Promise<number> {
  const [skuId] = stock.skuIds as [string];
  const lines = [{ skuId, differenceQty: 1 }];
  await shop.run(inventoryApi.adjustStock, { locationId: stock.warehouseId, lines }, { idempotencyKey });
  const [row] = await world.admin<{ n: number }[]>`
    select sum(on_hand_qty)::int as n from stock_level where tenant_id = ${shop.tenantId} and sku_id = ${skuId}`;
  return row!.n;
}

test("an answer is kept for thirty days, in which its key does nothing again, and then let go", async () => {
  const begun = await addOne("young");
  expect(await addOne("old")).toBe(begun + 1);
  await age("young", 29);
  await age("old", 31);
  await forgetAnswers(jobOf(shop));
  expect(await addOne("young")).toBe(begun + 1);
  expect(await addOne("old")).toBe(begun + 2);
});

test("many go in portions by the index of their age, and nobody else's go with them", async () => {
  const before = await kept(shop.tenantId);
  for (const tenantId of [shop.tenantId, other.tenantId]) {
    await world.admin`
      insert into idempotency_key (tenant_id, key, command, request_hash, response, created_at)
      select ${tenantId}, ${`many-${tenantId}-`} || n, 'test', 'x', '{}', now() - interval '40 days'
      from generate_series(1, 12000) n`;
  }
  await world.admin`analyze idempotency_key`;
  await forgetAnswers(jobOf(shop));
  expect(await kept(shop.tenantId)).toBe(before);
  expect(await kept(other.tenantId)).toBe(12_000);
  const plan = await world.admin<{ "QUERY PLAN": string }[]>`
    explain select key from idempotency_key where tenant_id = ${shop.tenantId} and created_at < now() - interval '30 days'
    order by created_at limit 5000`;
  expect(plan.map((line) => line["QUERY PLAN"]).join("\n")).toContain("idempotency_key_age");
});
