import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { newId } from "../../platform/ids.ts";
import { startJobs } from "../../platform/jobs.ts";
import { adjustStock } from "./adjust-stock.ts";
import { createLocation } from "./create-location.ts";
import { receiveStock } from "./receive-stock.ts";
import { releaseReservations } from "./release-reservations.ts";
import { reserveStock } from "./reserve-stock.ts";
import "./jobs.ts";
import { openStockDatabase, type StockDatabase, type StockRoom } from "./testing/stock-room.ts";
import { transferStock } from "./transfer-stock.ts";

let db: StockDatabase;
let jobs: Awaited<ReturnType<typeof startJobs>>;
beforeAll(async () => {
  db = await openStockDatabase({ pool: 10 });
  jobs = await startJobs(db.runtime, db.ownerUrl);
});
afterAll(async () => {
  await jobs.stop();
  await db.close();
});

const skuCount = 2;
const anAct = fc.record({
  what: fc.constantFrom("receive", "reserve", "release", "count", "transfer"),
  sku: fc.nat({ max: skuCount - 1 }),
  at: fc.nat({ max: 1 }),
  qty: fc.integer({ min: 1, max: 9 }),
});
type Act = typeof anAct extends fc.Arbitrary<infer T> ? T : never;

async function act(room: StockRoom, places: string[], held: string[], { what, sku, at, qty }: Act): Promise<void> {
  const skuId = room.skuIds[sku]!;
  const locationId = places[at]!;
  try {
    if (what === "receive") await room.run(receiveStock, { locationId, lines: [{ skuId, qty, unitCostMinor: 5 }] });
    if (what === "count") await room.run(adjustStock, { locationId, lines: [{ skuId, countedQty: qty - 1 }] });
    if (what === "transfer") {
      const toLocationId = places[1 - at]!;
      await room.run(transferStock, { fromLocationId: locationId, toLocationId, lines: [{ skuId, qty }] });
    }
    if (what === "reserve") {
      const documentId = newId();
      const lines = [{ lineId: newId(), skuId, locationId, qty }];
      await room.step((ctx) =>
        reserveStock(ctx, { documentType: "sales_order", documentId, policy: "partial", lines }),
      );
      held.push(documentId);
    }
    const documentId = what === "release" ? held.pop() : undefined;
    if (documentId) await room.step((ctx) => releaseReservations(ctx, { documentId }));
  } catch (error) {
    expect((error as { code: string }).code).toBe("out_of_stock");
  }
}

/** Until no job of this business waits: a job's row goes when it is done. */
async function jobsDone(room: StockRoom): Promise<void> {
  for (const deadline = Date.now() + 15_000; Date.now() < deadline; ) {
    const waiting = await db.admin`
      select 1 from graphile_worker._private_jobs where payload::jsonb->>'tenantId' = ${room.tenantId} limit 1`;
    if (waiting.length === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 3));
  }
  expect.fail("the jobs did not come to an end");
}

/** What should be open now, told from the levels alone. */
async function assertAlertsTell(room: StockRoom, reorderPoint: number, factor: number): Promise<void> {
  const rows = await db.admin<{ id: string; available: number; version: number; open: string[] }[]>`
    select s.id, coalesce(sum(l.on_hand_qty - l.reserved_qty), 0)::int as available,
           coalesce(max(l.version), 0)::int as version,
           array(select a.kind || ' ' || a.available_qty || '/' || a.threshold_qty from stock_alert a
                 where a.tenant_id = s.tenant_id and a.sku_id = s.id and a.resolved_at is null order by 1) as open
    from sku s left join stock_level l on l.tenant_id = s.tenant_id and l.sku_id = s.id
    where s.tenant_id = ${room.tenantId} group by s.tenant_id, s.id`;
  for (const { available, version, open } of rows) {
    if (version === 0) continue;
    const due = [
      ...(available <= reorderPoint ? [`low ${available}/${reorderPoint}`] : []),
      ...(available <= 0 ? [`out ${available}/0`] : []),
      ...(available > reorderPoint * factor ? [`over ${available}/${reorderPoint * factor}`] : []),
    ];
    expect(open).toEqual(due);
  }
  const twice = await db.admin`
    select sku_id, kind from stock_alert where tenant_id = ${room.tenantId} and resolved_at is null
    group by 1, 2 having count(*) > 1`;
  expect(twice, "one alert of a kind at most").toEqual([]);
  const silent = await db.admin`
    select a.id from stock_alert a where a.tenant_id = ${room.tenantId} and (
      (select count(*) from event e where e.tenant_id = a.tenant_id and e.entity_id = a.id
        and e.type = 'inventory.alert_opened') <> 1 or
      (select count(*) from event e where e.tenant_id = a.tenant_id and e.entity_id = a.id
        and e.type = 'inventory.alert_resolved') <> (a.resolved_at is not null)::int)`;
  expect(silent, "one event when it opens, one when it is resolved").toEqual([]);
}

test("Feature: garment-business-management, Property 3: Automated Alert Generation", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 0, max: 6 }),
      fc.boolean(),
      fc.array(fc.array(anAct, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 5 }),
      async (reorderPoint, watchesOverstock, batches) => {
        const settings = watchesOverstock ? { overstockFactor: 2 } : {};
        const room = await db.openRoom({ skus: skuCount, reorderPoint, settings });
        const shop = await room.run(createLocation, { code: "SHOP", name: "Shop", kind: "shop" });
        const held: string[] = [];
        for (const batch of batches) {
          await Promise.all(batch.map((one) => act(room, [room.warehouseId, shop.id], held, one)));
          await jobsDone(room);
          await assertAlertsTell(room, reorderPoint, watchesOverstock ? 2 : Number.POSITIVE_INFINITY);
        }
      },
    ),
    { numRuns: 100 },
  );
}, 240_000);
