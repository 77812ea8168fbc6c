import { IDBFactory, IDBKeyRange } from "fake-indexeddb";
import { expect, test } from "vitest";
import { type Counter, cashDue, sell, settleInCash } from "./sell.ts";
import { emptyTicket, type PricedTicket } from "./ticket.ts";
import { openTillDb } from "./till-db.ts";

const card = { method: "card" as const, amountMinor: 100_000 };

test("cash is asked for in whole coins, after what was paid otherwise, and gives change", () => {
  expect(cashDue(249_950, [card], "INR")).toEqual({ leftMinor: 149_950, cashMinor: 150_000, roundingMinor: 50 });
  expect(settleInCash(249_950, [card], 200_000, "INR")).toEqual({
    tenders: [card, { method: "cash", amountMinor: 150_000, handedMinor: 200_000 }],
    roundingMinor: 50,
    changeMinor: 50_000,
  });
  expect(settleInCash(249_950, [card], 149_900, "INR")).toEqual({ shortMinor: 100 });
});

test("money goes back in whole coins too, and no note is handed over for it", () => {
  expect(settleInCash(-103_920, [], 0, "INR")).toEqual({
    tenders: [{ method: "cash", amountMinor: -103_900 }],
    roundingMinor: 20,
    changeMinor: 0,
  });
  expect(settleInCash(100_000, [card], 0, "INR")).toEqual({ tenders: [card], roundingMinor: 0, changeMinor: 0 });
});

test("a ticket whose money does not make it up is not written down", async () => {
  const db = openTillDb("till-sell", { indexedDB: new IDBFactory(), IDBKeyRange });
  const priced = { dueMinor: 249_950, lines: [], returns: [] } as unknown as PricedTicket;
  const settled = { tenders: [card], roundingMinor: 0, changeMinor: 0 };
  await expect(sell(db, { shift: {}, cashier: {} } as Counter, emptyTicket, priced, settled)).rejects.toThrow(
    "does not make up",
  );
  expect(await db.events.count()).toBe(0);
});
