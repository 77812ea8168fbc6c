import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { newId } from "../../platform/ids.ts";
import { expireReservations } from "./expire-reservations.ts";
import { issueStock } from "./issue-stock.ts";
import { releaseReservations } from "./release-reservations.ts";
import { type ReservedLine, reserveStock } from "./reserve-stock.ts";
import { assertBooksTieToStock, jobOf, receive } from "./testing/stock-checks.ts";
import { openStockDatabase, type StockDatabase, type StockRoom } from "./testing/stock-room.ts";

const clock = { at: new Date("2026-03-01T06:00:00Z") };
let db: StockDatabase;
beforeAll(async () => {
  db = await openStockDatabase({ now: () => clock.at, pool: 6 });
});
afterAll(() => db.close());

const skuCount = 3;
const aSku = fc.nat({ max: skuCount - 1 });
const anOrder = fc.record({
  policy: fc.constantFrom("refuse" as const, "partial" as const, "backorder" as const),
  lines: fc.array(fc.record({ sku: aSku, qty: fc.integer({ min: 1, max: 6 }) }), { minLength: 1, maxLength: 4 }),
  expires: fc.boolean(),
});
type Asked = { policy: "refuse" | "partial" | "backorder"; lines: { sku: number; qty: number }[]; expires: boolean };

/** A batch runs all at once; batches follow one another. */
const aBatch = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant("order" as const), orders: fc.array(anOrder, { maxLength: 8 }) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant("settle" as const),
      how: fc.array(fc.constantFrom("ship", "shipPart", "cancel", "keep"), { maxLength: 8 }),
      received: fc.array(fc.record({ sku: aSku, qty: fc.integer({ min: 1, max: 8 }) }), { maxLength: 2 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("wait" as const), minutes: fc.integer({ min: 1, max: 40 }) }) },
);

interface Held {
  documentId: string;
  lines: { lineId: string; sku: number; qty: number; reservedQty: number }[];
  expiresAt: Date | undefined;
}

/** Runs orders at once and checks each answer against its policy; what was refused must not fit now either. */
async function orderAtOnce(room: StockRoom, orders: readonly Asked[], owes: boolean): Promise<Held[]> {
  const expiresAt = new Date(clock.at.getTime() + 15 * 60_000);
  const ready = orders.map((order) => ({
    ...order,
    documentId: newId(),
    lines: order.lines.map((line) => ({ lineId: newId(), ...line })),
    expiresAt: order.expires ? expiresAt : undefined,
  }));
  const answers = await Promise.allSettled(
    ready.map(({ documentId, policy, lines, expiresAt: until }) =>
      room.step((ctx) =>
        reserveStock(ctx, {
          ...{ documentType: "sales_order", documentId, policy },
          ...(until ? { expiresAt: until } : {}),
          lines: lines.map(({ lineId, sku, qty }) => ({
            ...{ lineId, qty, skuId: room.skuIds[sku]!, locationId: room.warehouseId },
          })),
        }),
      ),
    ),
  );
  const available = await readAvailable(room);
  return ready.flatMap((order, i) => {
    const answer = answers[i]!;
    if (answer.status === "rejected") {
      expect(answer.reason.code).toBe("out_of_stock");
      expect(order.policy === "refuse" || (order.policy === "backorder" && !owes)).toBe(true);
      const wanted = room.skuIds.map((_, sku) =>
        order.lines.reduce((sum, line) => sum + (line.sku === sku ? line.qty : 0), 0),
      );
      expect(wanted.some((qty, sku) => qty > available[sku]!)).toBe(true);
      return [];
    }
    assertAsPolicySays(order, answer.value, owes);
    const lines = order.lines.map((line, n) => ({ ...line, reservedQty: answer.value[n]!.reservedQty }));
    return [{ documentId: order.documentId, lines, expiresAt: order.expiresAt }];
  });
}

function assertAsPolicySays(order: Asked, answer: readonly ReservedLine[], owes: boolean): void {
  order.lines.forEach(({ qty }, n) => {
    const { reservedQty, backorderedQty } = answer[n]!;
    expect(reservedQty).toBeGreaterThanOrEqual(0);
    if (order.policy === "partial") {
      expect([reservedQty <= qty, backorderedQty]).toEqual([true, 0]);
    } else {
      expect(reservedQty + backorderedQty).toBe(qty);
      if (order.policy === "refuse" || !owes) expect(backorderedQty).toBe(0);
    }
  });
}

async function readAvailable(room: StockRoom): Promise<number[]> {
  const rows = await db.admin<{ sku_id: string; available: number }[]>`
    select sku_id, on_hand_qty - reserved_qty as available from stock_level where tenant_id = ${room.tenantId}`;
  const bySku = new Map(rows.map((row) => [row.sku_id, row.available]));
  return room.skuIds.map((id) => bySku.get(id) ?? 0);
}

/** Ships, cancels or keeps documents, and receives goods, all at once. What has lapsed meanwhile may be refused. */
async function settleAtOnce(room: StockRoom, held: readonly Held[], batch: { how: string[]; received: object[] }) {
  const kept: Held[] = [];
  const work = held.map((doc, i) => {
    const how = batch.how[i] ?? "keep";
    const lines = doc.lines
      .map((line) => ({ ...line, qty: how === "shipPart" ? Math.ceil(line.reservedQty / 2) : line.reservedQty }))
      .filter((line) => line.qty > 0);
    if (how === "cancel") return room.step((ctx) => releaseReservations(ctx, { documentId: doc.documentId }));
    if (how === "keep" || lines.length === 0 || doc.expiresAt) {
      kept.push(doc);
      return null;
    }
    if (how === "shipPart") {
      const left = doc.lines.map((l) => ({ ...l, reservedQty: l.reservedQty - Math.ceil(l.reservedQty / 2) }));
      kept.push({ ...doc, lines: left });
    }
    return room.step((ctx) =>
      issueStock(ctx, {
        ...{ documentType: "shipment", documentId: newId(), movedOn: ctx.today, fromLocationId: room.warehouseId },
        lines: lines.map(({ lineId, sku, qty }) => ({ lineId, skuId: room.skuIds[sku]!, qty })),
        consumeReservationsOf: doc.documentId,
      }),
    );
  });
  const received = (batch.received as { sku: number; qty: number }[]).map((line) =>
    receive(room, [{ ...line, unitCostMinor: 100 + line.qty }]),
  );
  await Promise.all([...work, ...received]);
  return kept;
}

async function assertLevelsHold(room: StockRoom, owes: boolean): Promise<void> {
  const bad = await db.admin`
    select * from stock_level where tenant_id = ${room.tenantId}
      and (reserved_qty < 0 or reserved_qty > on_hand_qty or (backordered_qty > 0 and (${!owes} or reserved_qty < on_hand_qty)))`;
  expect(bad, "0 <= reserved <= on hand, and nothing is owed while something is available").toEqual([]);
  await assertBooksTieToStock(db, room);
}

async function assertNothingLapsedIsHeld(room: StockRoom): Promise<void> {
  const lapsed = await db.admin`
    select id from reservation where tenant_id = ${room.tenantId} and status = 'active' and expires_at <= ${clock.at}`;
  expect(lapsed, "what has lapsed is available again").toEqual([]);
}

test("Feature: garment-business-management, Property 5: Inventory Validation and Reservation", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.boolean(),
      fc.array(fc.integer({ min: 0, max: 14 }), { minLength: skuCount, maxLength: skuCount }),
      fc.array(aBatch, { minLength: 1, maxLength: 5 }),
      async (owes, opening, batches) => {
        const room = await db.openRoom({ skus: skuCount, allowsBackorder: owes });
        const stocked = opening.flatMap((qty, sku) => (qty > 0 ? [{ sku, qty, unitCostMinor: 100 }] : []));
        if (stocked.length > 0) await receive(room, stocked);
        let held: Held[] = [];
        for (const batch of batches) {
          if (batch.do === "order") held.push(...(await orderAtOnce(room, batch.orders, owes)));
          else if (batch.do === "settle") held = await settleAtOnce(room, held, batch);
          else {
            clock.at = new Date(clock.at.getTime() + batch.minutes * 60_000);
            await expireReservations(jobOf(room));
            await assertNothingLapsedIsHeld(room);
            held = held.filter((doc) => !doc.expiresAt || doc.expiresAt > clock.at);
          }
          await assertLevelsHold(room, owes);
        }
      },
    ),
    { numRuns: 100 },
  );
}, 180_000);

test("what has lapsed is sold to the next buyer at once, before the job has come by", async () => {
  const room = await db.openRoom({ skus: 2 });
  await receive(room, [
    { sku: 0, qty: 5, unitCostMinor: 100 },
    { sku: 1, qty: 5, unitCostMinor: 100 },
  ]);
  const all: Asked = {
    ...{ policy: "refuse", expires: true },
    lines: [
      { sku: 1, qty: 2 },
      { sku: 0, qty: 5 },
    ],
  };
  expect(await orderAtOnce(room, [all], false)).toHaveLength(1);
  expect(await orderAtOnce(room, [all], false)).toHaveLength(0);
  clock.at = new Date(clock.at.getTime() + 16 * 60_000);
  expect(await orderAtOnce(room, [all], false)).toHaveLength(1);
  await assertLevelsHold(room, false);
});
