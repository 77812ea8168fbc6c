import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { newId } from "../../platform/ids.ts";
import { issueStock } from "./issue-stock.ts";
import { releaseReservations } from "./release-reservations.ts";
import { reserveStock } from "./reserve-stock.ts";
import { assertBooksTieToStock, readLevelRow, receive } from "./testing/stock-checks.ts";
import { openStockDatabase, type StockDatabase, type StockRoom } from "./testing/stock-room.ts";

let db: StockDatabase;
beforeAll(async () => {
  db = await openStockDatabase({ pool: 20 });
});
afterAll(() => db.close());

function anOrder(room: StockRoom, lines: { sku: number; qty: number }[], policy: "refuse" | "partial" | "backorder") {
  return {
    documentType: "sales_order" as const,
    documentId: newId(),
    policy,
    lines: lines.map(({ sku, qty }) => ({
      lineId: newId(),
      skuId: room.skuIds[sku]!,
      locationId: room.warehouseId,
      qty,
    })),
  };
}

test("200 buyers at once for 10 pieces sell exactly 10", async () => {
  const room = await db.openRoom();
  await receive(room, [{ sku: 0, qty: 10, unitCostMinor: 500 }]);
  const outcomes = await Promise.allSettled(
    Array.from({ length: 200 }, () =>
      room.step((ctx) => reserveStock(ctx, anOrder(room, [{ sku: 0, qty: 1 }], "refuse"))),
    ),
  );
  const sold = outcomes.filter((o) => o.status === "fulfilled");
  const refused = outcomes.flatMap((o) => (o.status === "rejected" ? [o.reason.code] : []));
  expect(sold).toHaveLength(10);
  expect(new Set(refused)).toEqual(new Set(["out_of_stock"]));
  expect(await readLevelRow(db, room, 0)).toMatchObject({ on_hand_qty: 10, reserved_qty: 10 });
});

test("orders of the same SKUs in opposite line orders neither deadlock nor oversell", async () => {
  const room = await db.openRoom({ skus: 6 });
  await receive(
    room,
    room.skuIds.map((_, sku) => ({ sku, qty: 40, unitCostMinor: 100 })),
  );
  const before = await db.admin<{ deadlocks: number }[]>`
    select deadlocks from pg_stat_database where datname = current_database()`;
  const outcomes = await Promise.allSettled(
    Array.from({ length: 100 }, (_, i) => {
      const skus = [0, 1, 2, 3, 4, 5];
      if (i % 2 === 1) skus.reverse();
      return room.step((ctx) =>
        reserveStock(
          ctx,
          anOrder(
            room,
            [...skus, skus[0]!].map((sku) => ({ sku, qty: 1 })),
            "refuse",
          ),
        ),
      );
    }),
  );
  const after = await db.admin<{ deadlocks: number }[]>`
    select deadlocks from pg_stat_database where datname = current_database()`;
  expect(after[0]!.deadlocks).toBe(before[0]!.deadlocks);
  const taken = outcomes.filter((o) => o.status === "fulfilled").length;
  expect(taken).toBeGreaterThanOrEqual(20);
  const levels = await Promise.all(room.skuIds.map((_, sku) => readLevelRow(db, room, sku)));
  for (const level of levels) expect(level.reserved_qty).toBeLessThanOrEqual(level.on_hand_qty);
  const total = levels.reduce((sum, level) => sum + level.reserved_qty, 0);
  expect(total).toBe(taken * 7);
});

describe("one order", () => {
  test("sums two lines of one SKU before comparing", async () => {
    const room = await db.openRoom();
    await receive(room, [{ sku: 0, qty: 5, unitCostMinor: 100 }]);
    const order = anOrder(
      room,
      [
        { sku: 0, qty: 3 },
        { sku: 0, qty: 3 },
      ],
      "refuse",
    );
    const failure = await room.step((ctx) => reserveStock(ctx, order)).catch((e) => e);
    expect(failure.code).toBe("out_of_stock");
    expect(failure.details.shortages).toEqual([
      { skuId: room.skuIds[0], locationId: room.warehouseId, code: "ST0000-NVY-S0", wantedQty: 6, availableQty: 5 },
    ]);
    expect(await readLevelRow(db, room, 0)).toMatchObject({ reserved_qty: 0 });
  });

  test("takes what there is in line order when it may ship in part", async () => {
    const room = await db.openRoom();
    await receive(room, [{ sku: 0, qty: 5, unitCostMinor: 100 }]);
    const order = anOrder(
      room,
      [
        { sku: 0, qty: 3 },
        { sku: 1, qty: 2 },
        { sku: 0, qty: 3 },
      ],
      "partial",
    );
    const reserved = await room.step((ctx) => reserveStock(ctx, order));
    expect(reserved.map((r) => [r.reservedQty, r.backorderedQty])).toEqual([
      [3, 0],
      [0, 0],
      [2, 0],
    ]);
  });

  test("owes the rest where the location allows backorder, also of what was never stocked", async () => {
    const room = await db.openRoom({ allowsBackorder: true });
    await receive(room, [{ sku: 0, qty: 5, unitCostMinor: 100 }]);
    const order = anOrder(
      room,
      [
        { sku: 1, qty: 2 },
        { sku: 0, qty: 8 },
      ],
      "backorder",
    );
    const reserved = await room.step((ctx) => reserveStock(ctx, order));
    expect(reserved.map((r) => [r.reservedQty, r.backorderedQty])).toEqual([
      [0, 2],
      [5, 3],
    ]);
    expect(await readLevelRow(db, room, 0)).toMatchObject({ on_hand_qty: 5, reserved_qty: 5, backordered_qty: 3 });
    expect(await readLevelRow(db, room, 1)).toMatchObject({ on_hand_qty: 0, reserved_qty: 0, backordered_qty: 2 });
  });

  test("is refused whole as backorder where the location does not owe", async () => {
    const room = await db.openRoom();
    await receive(room, [{ sku: 0, qty: 5, unitCostMinor: 100 }]);
    await expect(
      room.step((ctx) => reserveStock(ctx, anOrder(room, [{ sku: 0, qty: 6 }], "backorder"))),
    ).rejects.toMatchObject({ code: "out_of_stock" });
  });
});

test("a receipt fills backorders, oldest first", async () => {
  const room = await db.openRoom({ allowsBackorder: true });
  const first = anOrder(room, [{ sku: 0, qty: 4 }], "backorder");
  const second = anOrder(room, [{ sku: 0, qty: 4 }], "backorder");
  await room.step((ctx) => reserveStock(ctx, first));
  await room.step((ctx) => reserveStock(ctx, second));
  await receive(room, [{ sku: 0, qty: 6, unitCostMinor: 100 }]);
  const held = await db.admin`
    select document_id as doc, qty, backordered_qty as owed from reservation where tenant_id = ${room.tenantId} order by created_at`;
  expect(held.map((r) => ({ ...r }))).toEqual([
    { doc: first.documentId, qty: 4, owed: 0 },
    { doc: second.documentId, qty: 2, owed: 2 },
  ]);
  expect(await readLevelRow(db, room, 0)).toMatchObject({ on_hand_qty: 6, reserved_qty: 6, backordered_qty: 2 });
});

test("releasing gives back exactly what a document held, and what is freed goes to those who are owed", async () => {
  const room = await db.openRoom({ allowsBackorder: true });
  await receive(room, [{ sku: 0, qty: 5, unitCostMinor: 100 }]);
  const first = anOrder(room, [{ sku: 0, qty: 4 }], "backorder");
  const second = anOrder(room, [{ sku: 0, qty: 4 }], "backorder");
  await room.step((ctx) => reserveStock(ctx, first));
  await room.step((ctx) => reserveStock(ctx, second));
  const part = await room.step((ctx) =>
    releaseReservations(ctx, { documentId: second.documentId, lines: [{ lineId: second.lines[0]!.lineId, qty: 1 }] }),
  );
  expect(part).toEqual([{ lineId: second.lines[0]!.lineId, releasedQty: 0, backorderedQty: 1 }]);
  await room.step((ctx) => releaseReservations(ctx, { documentId: first.documentId }));
  expect(await readLevelRow(db, room, 0)).toMatchObject({ on_hand_qty: 5, reserved_qty: 3, backordered_qty: 0 });
  await expect(
    room.step((ctx) =>
      releaseReservations(ctx, { documentId: second.documentId, lines: [{ lineId: second.lines[0]!.lineId, qty: 9 }] }),
    ),
  ).rejects.toMatchObject({ code: "over_applied" });
});

describe("issuing", () => {
  test("lowers on hand and reserved, costs first in first out and ties to the books", async () => {
    const room = await db.openRoom();
    await receive(room, [{ sku: 0, qty: 3, unitCostMinor: 100 }]);
    await receive(room, [{ sku: 0, qty: 5, unitCostMinor: 130 }]);
    const order = anOrder(room, [{ sku: 0, qty: 4 }], "refuse");
    await room.step((ctx) => reserveStock(ctx, order));
    const issued = await room.step((ctx) =>
      issueStock(ctx, {
        documentType: "shipment",
        documentId: newId(),
        movedOn: ctx.today,
        fromLocationId: room.warehouseId,
        lines: order.lines.map(({ lineId, skuId, qty }) => ({ lineId, skuId, qty })),
        consumeReservationsOf: order.documentId,
      }),
    );
    expect(issued).toEqual({ lines: [{ lineId: order.lines[0]!.lineId, valueMinor: 430 }], valueMinor: 430 });
    expect(await readLevelRow(db, room, 0)).toMatchObject({ on_hand_qty: 4, reserved_qty: 0 });
    await assertBooksTieToStock(db, room);
  });

  test("never takes what is promised to others", async () => {
    const room = await db.openRoom();
    await receive(room, [{ sku: 0, qty: 5, unitCostMinor: 100 }]);
    await room.step((ctx) => reserveStock(ctx, anOrder(room, [{ sku: 0, qty: 4 }], "refuse")));
    const issue = (qty: number) =>
      room.step((ctx) =>
        issueStock(ctx, {
          documentType: "shipment",
          documentId: newId(),
          movedOn: ctx.today,
          fromLocationId: room.warehouseId,
          lines: [{ lineId: newId(), skuId: room.skuIds[0]!, qty }],
          consumeReservationsOf: null,
        }),
      );
    await expect(issue(2)).rejects.toMatchObject({ code: "out_of_stock" });
    await issue(1);
    expect(await readLevelRow(db, room, 0)).toMatchObject({ on_hand_qty: 4, reserved_qty: 4 });
  });

  test.each(["fifo", "moving_average"] as const)(
    "at once from one SKU's layers keeps every paisa (%s)",
    async (costMethod) => {
      const room = await db.openRoom({ costMethod });
      for (let i = 0; i < 6; i += 1) await receive(room, [{ sku: 0, qty: 7, unitCostMinor: 97 + i * 13 }]);
      await Promise.all(
        Array.from({ length: 12 }, (_, i) =>
          room.step((ctx) =>
            issueStock(ctx, {
              documentType: "shipment",
              documentId: newId(),
              movedOn: ctx.today,
              fromLocationId: room.warehouseId,
              lines: [{ lineId: newId(), skuId: room.skuIds[0]!, qty: 1 + (i % 5) }],
              consumeReservationsOf: null,
            }),
          ),
        ),
      );
      await assertBooksTieToStock(db, room);
      expect(await readLevelRow(db, room, 0)).toMatchObject({ on_hand_qty: 42 - 33 });
    },
  );
});
