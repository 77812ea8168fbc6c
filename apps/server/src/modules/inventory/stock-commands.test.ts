import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Actor } from "../../platform/context.ts";
import { newId } from "../../platform/ids.ts";
import { adjustStock } from "./adjust-stock.ts";
import { createLocation } from "./create-location.ts";
import { getAvailability } from "./get-availability.ts";
import { issueStock } from "./issue-stock.ts";
import { listLocations } from "./list-locations.ts";
import { listMoves } from "./list-moves.ts";
import { listStock } from "./list-stock.ts";
import { receiveStock } from "./receive-stock.ts";
import { receiveTransfer } from "./receive-transfer.ts";
import { reserveStock } from "./reserve-stock.ts";
import { takeBackStock } from "./take-back-stock.ts";
import { assertBooksTieToStock, readLevelRow, receive } from "./testing/stock-checks.ts";
import { openStockDatabase, type StockDatabase, type StockRoom } from "./testing/stock-room.ts";
import { transferStock } from "./transfer-stock.ts";

let db: StockDatabase;
beforeAll(async () => {
  db = await openStockDatabase();
});
afterAll(() => db.close());

const aShop = (room: StockRoom, more: { allowsBackorder?: boolean } = {}) =>
  room.run(createLocation, { code: "SHOP", name: "Linking Road", kind: "shop", state: "MH", country: "IN", ...more });

async function balanceOf(room: StockRoom, role: string): Promise<number> {
  const [row] = await db.admin<{ balance: number }[]>`
    select coalesce(sum(l.debit_minor - l.credit_minor), 0)::bigint as balance
    from journal_line l join account a on a.tenant_id = l.tenant_id and a.id = l.account_id
    where l.tenant_id = ${room.tenantId} and a.account_role = ${role}`;
  return row!.balance;
}

function hold(room: StockRoom, sku: number, qty: number, locationId = room.warehouseId) {
  return room.step((ctx) =>
    reserveStock(ctx, {
      documentType: "sales_order",
      documentId: newId(),
      policy: "backorder",
      lines: [{ lineId: newId(), skuId: room.skuIds[sku]!, locationId, qty }],
    }),
  );
}

test("goods are issued while the same SKU is received for the first time: issued or refused, never broken", async () => {
  const room = await db.openRoom({ skus: 150 });
  const issue = (skuId: string) =>
    room
      .step((ctx) =>
        issueStock(ctx, {
          ...{ documentType: "shipment", documentId: newId(), movedOn: ctx.today, fromLocationId: room.warehouseId },
          ...{ lines: [{ lineId: newId(), skuId, qty: 1 }], consumeReservationsOf: null },
        }),
      )
      .then(
        () => 1,
        (error) => (error.code === "out_of_stock" ? 0 : Promise.reject(error)),
      );
  const receiveOne = (skuId: string) =>
    room.run(receiveStock, { locationId: room.warehouseId, lines: [{ skuId, qty: 5, unitCostMinor: 100 }] });
  const issued = await Promise.all(
    room.skuIds.map(async (skuId) => {
      const [, ...counts] = await Promise.all([
        Promise.all([receiveOne(skuId), receiveOne(skuId)]),
        ...Array.from({ length: 3 }, () => issue(skuId)),
      ]);
      return counts.reduce((sum, count) => sum + count, 0);
    }),
  );
  for (const [sku, count] of issued.entries()) {
    expect(await readLevelRow(db, room, sku)).toMatchObject({ on_hand_qty: 10 - count });
  }
});

describe("receiving", () => {
  test("raises on hand at cost against goods received not invoiced", async () => {
    const room = await db.openRoom();
    const result = await room.run(receiveStock, {
      locationId: room.warehouseId,
      note: "Carton 7",
      lines: [
        { skuId: room.skuIds[0]!, qty: 3, unitCostMinor: 100 },
        { skuId: room.skuIds[0]!, qty: 2, unitCostMinor: 110 },
        { skuId: room.skuIds[1]!, qty: 1, unitCostMinor: 999 },
      ],
    });
    expect(result).toMatchObject({ moves: 3, valueMinor: 1519 });
    expect(await readLevelRow(db, room, 0)).toMatchObject({ on_hand_qty: 5, version: 1 });
    expect(await balanceOf(room, "goods_received_not_invoiced")).toBe(-1519);
    await assertBooksTieToStock(db, room);
  });

  test("as opening stock goes against opening equity", async () => {
    const room = await db.openRoom();
    const line = { skuId: room.skuIds[0]!, qty: 4, unitCostMinor: 25 };
    await room.run(receiveStock, { locationId: room.warehouseId, reason: "opening", lines: [line] });
    expect(await balanceOf(room, "opening_equity")).toBe(-100);
  });

  test("two receipts of a new SKU at once share one pool under moving average", async () => {
    const room = await db.openRoom({ costMethod: "moving_average" });
    const shop = await aShop(room);
    await Promise.all(
      [room.warehouseId, shop.id, room.warehouseId, shop.id].map((locationId, i) =>
        room.run(receiveStock, { locationId, lines: [{ skuId: room.skuIds[0]!, qty: 1 + i, unitCostMinor: 10 * i }] }),
      ),
    );
    const pools = await db.admin`
      select remaining_qty, remaining_value_minor from cost_layer where tenant_id = ${room.tenantId}`;
    expect(pools.map((p) => ({ ...p }))).toEqual([{ remaining_qty: 10, remaining_value_minor: 0 + 20 + 60 + 120 }]);
    await assertBooksTieToStock(db, room);
  });

  test.each(["fifo", "moving_average"] as const)("takes one SKU on several lines (%s)", async (costMethod) => {
    const room = await db.openRoom({ costMethod });
    await receive(room, [
      { sku: 0, qty: 1, unitCostMinor: 3 },
      { sku: 1, qty: 1, unitCostMinor: 5 },
      { sku: 0, qty: 2, unitCostMinor: 7 },
    ]);
    expect(await readLevelRow(db, room, 0)).toMatchObject({ on_hand_qty: 3, version: 1 });
    await assertBooksTieToStock(db, room);
  });

  test("names the line of an unknown SKU and changes nothing", async () => {
    const room = await db.openRoom();
    const lines = [room.skuIds[0]!, newId()].map((skuId) => ({ skuId, qty: 1, unitCostMinor: 1 }));
    await expect(room.run(receiveStock, { locationId: room.warehouseId, lines })).rejects.toMatchObject({
      code: "not_found",
      fields: [{ path: "lines.1.skuId" }],
    });
    expect(await readLevelRow(db, room, 0)).toMatchObject({ version: 0 });
  });

  test("does not know another tenant's location", async () => {
    const [room, other] = [await db.openRoom(), await db.openRoom()];
    await expect(
      room.run(receiveStock, {
        locationId: other.warehouseId,
        lines: [{ skuId: room.skuIds[0]!, qty: 1, unitCostMinor: 1 }],
      }),
    ).rejects.toMatchObject({ code: "not_found", fields: [{ path: "locationId" }] });
  });
});

describe("adjusting", () => {
  test("counts to a quantity, loses at the oldest cost, finds at the newest, and posts the net", async () => {
    const room = await db.openRoom();
    await receive(room, [{ sku: 0, qty: 5, unitCostMinor: 100 }]);
    await receive(room, [{ sku: 0, qty: 5, unitCostMinor: 120 }]);
    await receive(room, [{ sku: 1, qty: 2, unitCostMinor: 40 }]);
    const result = await room.run(adjustStock, {
      locationId: room.warehouseId,
      reason: "count",
      lines: [
        { skuId: room.skuIds[0]!, countedQty: 4 },
        { skuId: room.skuIds[1]!, differenceQty: 3 },
        { skuId: room.skuIds[2]!, differenceQty: 1, unitCostMinor: 7 },
      ],
    });
    expect(result).toMatchObject({ moves: 3, valueMinor: -(5 * 100 + 120) + 3 * 40 + 7 });
    expect(await balanceOf(room, "stock_adjustment")).toBe(-result.valueMinor!);
    expect(await readLevelRow(db, room, 0)).toMatchObject({ on_hand_qty: 4 });
    await assertBooksTieToStock(db, room);
  });

  test("never goes below what is reserved", async () => {
    const room = await db.openRoom();
    await receive(room, [{ sku: 0, qty: 5, unitCostMinor: 100 }]);
    await hold(room, 0, 3);
    const countTo = (countedQty: number) =>
      room.run(adjustStock, { locationId: room.warehouseId, lines: [{ skuId: room.skuIds[0]!, countedQty }] });
    await expect(countTo(2)).rejects.toMatchObject({ code: "out_of_stock" });
    await countTo(3);
    expect(await readLevelRow(db, room, 0)).toMatchObject({ on_hand_qty: 3, reserved_qty: 3 });
  });

  test("a count that finds what was there changes nothing", async () => {
    const room = await db.openRoom();
    await receive(room, [{ sku: 0, qty: 5, unitCostMinor: 100 }]);
    const result = await room.run(adjustStock, {
      locationId: room.warehouseId,
      reason: "count",
      lines: [{ skuId: room.skuIds[0]!, countedQty: 5 }],
    });
    expect(result).toMatchObject({ moves: 0, valueMinor: 0 });
    await assertBooksTieToStock(db, room);
  });

  test("wants one line per SKU, and either a difference or a count", async () => {
    const room = await db.openRoom();
    const skuId = room.skuIds[0]!;
    const bad = [
      [{ skuId }],
      [{ skuId, differenceQty: 1, countedQty: 1 }],
      [
        { skuId, differenceQty: 1 },
        { skuId, differenceQty: 2 },
      ],
    ];
    for (const lines of bad) {
      await expect(room.run(adjustStock, { locationId: room.warehouseId, lines })).rejects.toMatchObject({
        code: "validation_failed",
      });
    }
  });
});

describe("transferring", () => {
  test("at once moves available pieces and fills backorders where they arrive", async () => {
    const room = await db.openRoom();
    const shop = await aShop(room, { allowsBackorder: true });
    await receive(room, [{ sku: 0, qty: 5, unitCostMinor: 100 }]);
    await hold(room, 0, 2);
    await hold(room, 0, 1, shop.id);
    const send = (qty: number) =>
      room.run(transferStock, {
        fromLocationId: room.warehouseId,
        toLocationId: shop.id,
        lines: [{ skuId: room.skuIds[0]!, qty }],
      });
    await expect(send(4)).rejects.toMatchObject({ code: "out_of_stock" });
    await send(3);
    expect(await readLevelRow(db, room, 0)).toMatchObject({ on_hand_qty: 2, reserved_qty: 2 });
    expect(await readLevelRow(db, room, 0, shop.id)).toMatchObject({
      on_hand_qty: 3,
      reserved_qty: 1,
      backordered_qty: 0,
    });
    await assertBooksTieToStock(db, room);
  });

  test("through transit: what did not arrive stays in transit, and no more than was sent arrives", async () => {
    const room = await db.openRoom();
    const shop = await aShop(room);
    await receive(room, [{ sku: 0, qty: 9, unitCostMinor: 100 }]);
    const skuId = room.skuIds[0]!;
    const send = (qty: number) =>
      room.run(transferStock, {
        fromLocationId: room.warehouseId,
        toLocationId: shop.id,
        inTransit: true,
        lines: [{ skuId, qty }],
      });
    const { documentId: id } = await send(4);
    await send(3);
    const take = (qty: number) => room.run(receiveTransfer, { id, toLocationId: shop.id, lines: [{ skuId, qty }] });
    await take(3);
    const over = await Promise.allSettled([take(1), take(1), take(1)]);
    expect(over.map((o) => o.status).sort()).toEqual(["fulfilled", "rejected", "rejected"]);
    expect(over.flatMap((o) => (o.status === "rejected" ? [o.reason.code] : []))).toEqual([
      "over_applied",
      "over_applied",
    ]);
    expect(await readLevelRow(db, room, 0, shop.id)).toMatchObject({ on_hand_qty: 4 });
    const { items } = await room.run(listStock, { q: "S0" });
    expect(items.map((row) => [row.locationName, row.onHandQty]).sort()).toEqual([
      ["In transit", 3],
      ["Linking Road", 4],
      ["Main warehouse", 2],
    ]);
    await assertBooksTieToStock(db, room);
  });

  test("a transfer that never was is not found", async () => {
    const room = await db.openRoom();
    const lines = [{ skuId: room.skuIds[0]!, qty: 1 }];
    await expect(
      room.run(receiveTransfer, { id: newId(), toLocationId: room.warehouseId, lines }),
    ).rejects.toMatchObject({ code: "not_found" });
  });
});

test("goods come back at their cost: sellable to the shelf, damaged to quarantine, from where they are scrapped", async () => {
  const room = await db.openRoom();
  const lines = [
    { lineId: newId(), skuId: room.skuIds[0]!, qty: 2, condition: "sellable" as const, valueMinor: 210 },
    { lineId: newId(), skuId: room.skuIds[0]!, qty: 1, condition: "damaged" as const, valueMinor: 105 },
  ];
  await room.step((ctx) =>
    takeBackStock(ctx, {
      ...{ documentType: "shipment", documentId: newId(), movedOn: ctx.today, toLocationId: room.warehouseId, lines },
    }),
  );
  expect(await balanceOf(room, "cogs")).toBe(-315);
  expect(await readLevelRow(db, room, 0)).toMatchObject({ on_hand_qty: 2 });
  const { items } = await room.run(listLocations, { includeVirtual: "true" });
  const quarantine = items.find((location) => location.kind === "quarantine")!;
  expect(await readLevelRow(db, room, 0, quarantine.id)).toMatchObject({ on_hand_qty: 1 });
  await room.run(adjustStock, {
    locationId: quarantine.id,
    reason: "scrap",
    lines: [{ skuId: room.skuIds[0]!, differenceQty: -1 }],
  });
  expect(await balanceOf(room, "stock_adjustment")).toBe(105);
  await assertBooksTieToStock(db, room);
});

describe("reading", () => {
  test("stock pages by SKU code and location without loss or repeat, with the cursor its changes follow from", async () => {
    const room = await db.openRoom({ skus: 25 });
    const shop = await aShop(room);
    for (const locationId of [room.warehouseId, shop.id]) {
      const lines = room.skuIds.map((skuId, i) => ({ skuId, qty: 1 + i, unitCostMinor: 10 }));
      await room.run(receiveStock, { locationId, lines });
    }
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await room.run(listStock, { limit: 7, ...(cursor ? { cursor } : {}) });
      seen.push(...page.items.map((row) => `${row.skuCode} ${row.locationId}`));
      expect(page.feedCursor).toMatch(/^\d+$/);
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    expect(seen).toHaveLength(50);
    expect(seen).toEqual([...new Set(seen)].sort());
    const some = await room.run(listStock, { q: "ST0001-NVY-S3", locationId: shop.id });
    expect(some.items.map((row) => [row.skuCode, row.onHandQty, row.availableQty])).toEqual([
      ["ST0001-NVY-S3", 14, 14],
    ]);
    await hold(room, 0, 1);
    const out = await room.run(listStock, { state: "out" });
    expect(out.items.map((row) => [row.skuId, row.locationId])).toEqual([[room.skuIds[0], room.warehouseId]]);
    const styleId = some.items[0]!.styleId;
    const grid = await room.run(getAvailability, { styleId });
    expect(grid.items).toHaveLength(20);
  });

  test("moves read newest first and page without loss or repeat", async () => {
    const room = await db.openRoom();
    for (const receivedOn of ["2026-01-05", "2026-02-01", "2026-01-20"]) {
      const line = { skuId: room.skuIds[0]!, qty: 1, unitCostMinor: 10 };
      await room.run(receiveStock, { locationId: room.warehouseId, receivedOn, note: receivedOn, lines: [line, line] });
    }
    const notes: (string | null)[] = [];
    let cursor: string | undefined;
    do {
      const page = await room.run(listMoves, { limit: 4, skuId: room.skuIds[0]!, ...(cursor ? { cursor } : {}) });
      notes.push(...page.items.map((move) => move.note));
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    expect(notes).toEqual(["2026-02-01", "2026-02-01", "2026-01-20", "2026-01-20", "2026-01-05", "2026-01-05"]);
  });

  test("a reader may not change stock", async () => {
    const room = await db.openRoom();
    const reader: Actor = { type: "user", id: null, permissions: new Set(["inventory.stock.read"]) };
    await room.run(listStock, {}, reader);
    const lines = [{ skuId: room.skuIds[0]!, qty: 1, unitCostMinor: 1 }];
    await expect(room.run(receiveStock, { locationId: room.warehouseId, lines }, reader)).rejects.toMatchObject({
      code: "not_permitted",
    });
  });

  test("a location's code is taken once", async () => {
    const room = await db.openRoom();
    await aShop(room);
    await expect(aShop(room)).rejects.toMatchObject({ code: "duplicate" });
  });
});
