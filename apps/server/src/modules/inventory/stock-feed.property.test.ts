import websocket from "@fastify/websocket";
import fc from "fast-check";
import Fastify, { type FastifyInstance } from "fastify";
import { afterAll, beforeAll, expect, test } from "vitest";
import { systemActor } from "../../platform/context.ts";
import { type Feed, feedCursorNow, startFeed } from "../../platform/feed.ts";
import { mountFeed } from "../../platform/http/feed-route.ts";
import { newId } from "../../platform/ids.ts";
import { adjustStock } from "./adjust-stock.ts";
import { createLocation } from "./create-location.ts";
import { issueStock } from "./issue-stock.ts";
import { keyOf } from "./levels.ts";
import { receiveStock } from "./receive-stock.ts";
import { releaseReservations } from "./release-reservations.ts";
import { reserveStock } from "./reserve-stock.ts";
import { connectBySocket, connectDirectly, type FeedClient, openFeedClient } from "./testing/feed-client.ts";
import { openStockDatabase, type StockDatabase, type StockRoom } from "./testing/stock-room.ts";
import { transferStock } from "./transfer-stock.ts";

let db: StockDatabase;
let feed: Feed;
let app: FastifyInstance;
let origin: string;
beforeAll(async () => {
  db = await openStockDatabase({ pool: 8 });
  feed = startFeed(db.runtime);
  db.runtime.committed = (tenantId) => feed.signal(tenantId);
  app = Fastify();
  await app.register(websocket);
  await app.register(async (scope) => {
    const readToken = async (tenantId: string) => ({
      tenantId,
      actor: systemActor,
      expiresAt: new Date(Date.now() + 600_000),
    });
    mountFeed(scope as unknown as FastifyInstance, feed, readToken, db.runtime.log);
  });
  origin = await app.listen({ port: 0, host: "127.0.0.1" });
});
afterAll(async () => {
  await app.close();
  await feed.stop();
  await db.close();
});

const skuCount = 3;
const anAct = fc.record({
  what: fc.constantFrom("receive", "reserve", "reserve", "release", "issue", "adjust", "transfer"),
  sku: fc.nat({ max: skuCount - 1 }),
  also: fc.nat({ max: skuCount - 1 }),
  qty: fc.integer({ min: 1, max: 5 }),
});
type Act = typeof anAct extends fc.Arbitrary<infer T> ? T : never;
/** When a client comes and goes: after so many turns of the event loop, while the batch runs. */
const aVisit = fc.record({ client: fc.nat({ max: 2 }), afterTurns: fc.nat({ max: 30 }), comes: fc.boolean() });
const aBatch = fc.record({
  acts: fc.array(anAct, { minLength: 1, maxLength: 12 }),
  visits: fc.array(aVisit, { maxLength: 4 }),
});

/** One command on a room. What the stock does not allow is refused, and then must leave no trace in the feed. */
async function act(room: StockRoom, shopId: string, held: string[], { what, sku, also, qty }: Act): Promise<void> {
  const locationId = room.warehouseId;
  const lines = [...new Set([sku, also])].map((n) => ({ skuId: room.skuIds[n]!, qty }));
  try {
    switch (what) {
      case "receive":
        await room.run(receiveStock, { locationId, lines: lines.map((line) => ({ ...line, unitCostMinor: 100 })) });
        break;
      case "reserve":
        held.push(await reserve(room, lines));
        break;
      case "release": {
        const documentId = held.shift();
        if (documentId) await room.step((ctx) => releaseReservations(ctx, { documentId }));
        break;
      }
      case "issue":
        await room.step((ctx) =>
          issueStock(ctx, {
            ...{ documentType: "shipment", documentId: newId(), movedOn: ctx.today, fromLocationId: locationId },
            lines: lines.map((line) => ({ lineId: newId(), ...line })),
            consumeReservationsOf: null,
          }),
        );
        break;
      case "adjust":
        await room.run(adjustStock, { locationId, lines: [{ skuId: lines[0]!.skuId, differenceQty: qty - 3 }] });
        break;
      case "transfer":
        await room.run(transferStock, { fromLocationId: locationId, toLocationId: shopId, lines });
        break;
    }
  } catch (error) {
    expect((error as { code: string }).code).toBe("out_of_stock");
  }
}

async function reserve(room: StockRoom, lines: { skuId: string; qty: number }[]): Promise<string> {
  const documentId = newId();
  await room.step((ctx) =>
    reserveStock(ctx, {
      ...{ documentType: "sales_order", documentId, policy: "refuse" },
      lines: lines.map((line) => ({ lineId: newId(), locationId: room.warehouseId, ...line })),
    }),
  );
  return documentId;
}

async function visit(
  clients: FeedClient[],
  { client, afterTurns, comes }: { client: number; afterTurns: number; comes: boolean },
) {
  for (let turn = 0; turn < afterTurns; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  if (comes) await clients[client]!.connect();
  else clients[client]!.disconnect();
}

async function caughtUp(room: StockRoom, clients: readonly FeedClient[]): Promise<void> {
  const now = BigInt(await room.step((ctx) => feedCursorNow(ctx.sql as never)));
  for (const deadline = Date.now() + 15_000; Date.now() < deadline; ) {
    if (clients.every((client) => client.cursor() >= now)) return;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  expect.fail("the feed did not come as far as the last commit");
}

async function readTable(room: StockRoom) {
  const rows = await db.admin<{ skuId: string; locationId: string; version: number }[]>`
    select sku_id as "skuId", location_id as "locationId", on_hand_qty as "onHandQty", reserved_qty as "reservedQty",
           backordered_qty as "backorderedQty", version
    from stock_level where tenant_id = ${room.tenantId} and version > 0`;
  return new Map(rows.map((row) => [keyOf(row), { ...row }]));
}

function assertFaithful(client: FeedClient, table: Map<string, object>): void {
  expect(client.complaints).toEqual([]);
  for (const versions of client.versions.values()) {
    expect(versions, "in order, none left out").toEqual(versions.map((_, i) => versions[0]! + i));
  }
  const sorted = (map: Map<string, object>) => [...map].sort(([a], [b]) => (a < b ? -1 : 1));
  expect(sorted(client.view)).toEqual(sorted(table));
}

test("Feature: garment-business-management, Property 2: Real-Time Inventory Synchronization", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(aBatch, { minLength: 1, maxLength: 4 }),
      fc.array(anAct, { maxLength: 4 }),
      async (batches, others) => {
        const [room, other] = await Promise.all([db.openRoom({ skus: skuCount }), db.openRoom({ skus: skuCount })]);
        const [shop, otherShop] = await Promise.all(
          [room, other].map((r) => r.run(createLocation, { code: "SHOP", name: "Shop", kind: "shop" })),
        );
        const direct = connectDirectly(feed);
        const clients = await Promise.all(
          [direct, connectBySocket(origin), direct].map((by) => openFeedClient(room, by)),
        );
        const stranger = await openFeedClient(other, connectBySocket(origin));
        await Promise.all([clients[0]!.connect(), stranger.connect()]);
        const held: string[] = [];
        await act(room, shop!.id, held, { what: "receive", sku: 0, also: 1, qty: 5 });
        for (const { acts, visits } of batches) {
          await Promise.all([
            ...acts.map((one) => act(room, shop!.id, held, one)),
            ...others.map((one) => act(other, otherShop!.id, [], one)),
            ...visits.map((one) => visit(clients, one)),
          ]);
        }
        await Promise.all(clients.map((client) => client.connect()));
        await caughtUp(room, [...clients, stranger]);
        const [table, otherTable] = await Promise.all([readTable(room), readTable(other)]);
        for (const client of clients) assertFaithful(client, table);
        assertFaithful(stranger, otherTable);
        for (const client of [...clients, stranger]) client.disconnect();
      },
    ),
    { numRuns: 100 },
  );
}, 240_000);
