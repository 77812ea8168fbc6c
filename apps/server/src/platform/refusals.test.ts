import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestWorld, type TestTenant, type TestWorld } from "../testing/open-test-tenant.ts";
import { newId } from "./ids.ts";
import { type Refusal, recordRefusals } from "./refusals.ts";

let world: TestWorld;
let shop: TestTenant;
beforeAll(async () => {
  world = await openTestWorld();
  shop = await world.openTenant();
});
afterAll(() => world.close());

const entries = () => world.admin<{ after: { what: string; count: number } }[]>`
  select after from event where tenant_id = ${shop.tenantId} and type = 'audit.request_refused' order by id`;
const refusal = (what: string): Refusal => ({
  tenantId: shop.tenantId,
  actor: { type: "user", id: newId(), permissions: new Set() },
  what,
  code: "not_permitted",
  ip: "203.0.113.9",
  requestId: newId(),
});

test("a flood of refusals leaves few entries, and every refusal is counted in one of them", async () => {
  const recorder = recordRefusals(shop.runtime, 3_600_000);
  const same = refusal("POST /v1/orders");
  for (let n = 0; n < 5_000; n += 1) recorder.note(same);
  for (let n = 0; n < 5_000; n += 1) recorder.note(refusal(`GET /v1/secret/${n}`));
  await recorder.flush();
  const found = await entries();
  expect(found.reduce((sum, e) => sum + e.after.count, 0)).toBe(10_000);
  expect(found.length).toBeLessThanOrEqual(42);
  expect(found.filter((e) => e.after.what === "POST /v1/orders").map((e) => e.after.count)).toEqual([1, 4_999]);
  await recorder.stop();
});
