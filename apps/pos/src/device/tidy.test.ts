import { IDBFactory, IDBKeyRange } from "fake-indexeddb";
import { expect, test } from "vitest";
import { tidy, tidyHard } from "./tidy.ts";
import { type KeptEvent, type KeptReceipt, openTillDb, setMeta } from "./till-db.ts";
import { makeId } from "./write-event.ts";

const DAY = 86_400_000;
const now = Date.parse("2026-11-30T12:00:00.000Z");

test("what was delivered long ago makes room; what waits, the open shift and receipts that may come back stay", async () => {
  const db = openTillDb("till-tidy", { indexedDB: new IDBFactory(), IDBKeyRange });
  await setMeta(db, "openShift", { sessionId: "open", cashierId: "c", openedAt: "" });
  const event = (counter: number, days: number, delivered: 0 | 1, sessionId: string) =>
    ({ id: makeId(now - days * DAY), counter, delivered, sessionId }) as KeptEvent;
  await db.events.bulkAdd([
    event(1, 200, 1, "old"),
    event(2, 91, 1, "old"),
    event(3, 200, 0, "old"),
    event(4, 95, 1, "open"),
    event(5, 30, 1, "old"),
  ]);
  const receipt = (days: number) =>
    ({
      saleId: makeId(now - days * DAY),
      receiptNumber: `A-${days}`,
      soldAt: new Date(now - days * DAY).toISOString(),
    }) as KeptReceipt;
  await db.receipts.bulkAdd([receipt(500), receipt(200), receipt(1)]);
  await tidy(db, now);
  expect((await db.events.orderBy("counter").toArray()).map((e) => e.counter)).toEqual([3, 4, 5]);
  expect((await db.receipts.toArray()).map((r) => r.receiptNumber).sort()).toEqual(["A-1", "A-200"]);
  await db.events.add(event(6, 300, 1, "old"));
  await tidy(db, now + DAY / 2);
  expect(await db.events.count()).toBe(4);
  await tidy(db, now + 2 * DAY);
  expect(await db.events.count()).toBe(3);
});

test("making room on a full device never takes what the server does not have", async () => {
  const db = openTillDb("till-full", { indexedDB: new IDBFactory(), IDBKeyRange });
  const event = (counter: number, days: number, delivered: 0 | 1) =>
    ({ id: makeId(now - days * DAY), counter, delivered, sessionId: "old" }) as KeptEvent;
  await db.events.bulkAdd([event(1, 300, 0), event(2, 5, 1), event(3, 1, 1), event(4, 0, 0)]);
  await tidyHard(db, now);
  expect((await db.events.orderBy("counter").toArray()).map((e) => e.counter)).toEqual([1, 3, 4]);
});
