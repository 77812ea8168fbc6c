import { tillApi } from "@selvedge/contract";
import { newId, receiptNumber } from "@selvedge/domain";
import { Dexie } from "dexie";
import { signEvent } from "./sign-event.ts";
import { getMeta, type KeptEvent, type KeptReceipt, setMeta, type TillDb } from "./till-db.ts";

export const makeId = (now = Date.now()) => newId(now, crypto.getRandomValues(new Uint8Array(10)));

type Payload<K extends tillApi.TillEventKind> = tillApi.TillPayload<K>;

/** What an event is given as it is written: its key, its instant by the server's clock, and the next numbers of its series. */
interface Drawn {
  id: string;
  at: Date;
  receiptNumber: string;
  zNumber: number;
}

/** What of the device's own state changes in the same transaction as the event is written. */
interface Alongside {
  receipt?: Omit<KeptReceipt, "saleId" | "receiptNumber" | "soldAt" | "sale" | "returned" | "prints">;
}

/**
 * Writes down what happened: the event, its place in the device's count, its receipt number, and what follows from it on
 * this device, in one transaction of IndexedDB, flushed to disk before it answers. Either all of it is there after a
 * crash or none; a number is never used twice and none is left out.
 */
export async function writeEvent<K extends tillApi.TillEventKind>(
  db: TillDb,
  kind: K,
  make: (drawn: Drawn) => Payload<K>,
  alongside: Alongside = {},
): Promise<KeptEvent & { payload: Payload<K> }> {
  return db.transaction("rw", [db.meta, db.events, db.receipts, db.levels], async () => {
    const [identity, counter = 0, receiptNo = 0, zNo = 0, skewMs = 0] = await Promise.all([
      getMeta(db, "identity"),
      getMeta(db, "counter"),
      getMeta(db, "receiptNo"),
      getMeta(db, "zNo"),
      getMeta(db, "skewMs"),
    ]);
    if (!identity) throw new Error("this till is not paired");
    const now = Date.now();
    const id = makeId(now + skewMs);
    const at = new Date(now + skewMs);
    const drawn = { id, at, receiptNumber: receiptNumber(identity.series, receiptNo + 1), zNumber: zNo + 1 };
    // Parsed by the contract's own schema: what the server would not understand is not written in the first place.
    const payload = tillApi.tillPayloads[kind].parse(make(drawn)) as Payload<K>;
    const fixed = {
      ...{ id, counter: counter + 1, kind, happenedAt: at.toISOString() },
      payload: payload as unknown as Record<string, unknown>,
    };
    const event = {
      ...fixed,
      // The transaction waits for what is not IndexedDB's own work.
      signature: await Dexie.waitFor(signEvent(identity, fixed)),
      ...{ deviceAt: new Date(now).toISOString(), skewMs },
      sessionId: "sessionId" in payload ? (payload.sessionId as string) : null,
      delivered: 0 as const,
      deliveredAt: null,
      outcome: null,
      problem: null,
    };
    await db.events.add(event);
    await setMeta(db, "counter", event.counter);
    if (kind === "sale") await keepSale(db, event, payload as Payload<"sale">, receiptNo, alongside);
    if (kind === "shift_opened") {
      const { sessionId, cashierId } = payload as Payload<"shift_opened">;
      await setMeta(db, "openShift", { sessionId, cashierId, openedAt: event.happenedAt });
    }
    if (kind === "shift_closed") {
      await setMeta(db, "zNo", zNo + 1);
      await setMeta(db, "openShift", null);
    }
    return event as unknown as KeptEvent & { payload: Payload<K> };
  });
}

/** The receipt for reprints and returns, its number used up, and the pieces off (and back on) this shop's shelf. */
async function keepSale(
  db: TillDb,
  event: Pick<KeptEvent, "id" | "happenedAt">,
  sale: Payload<"sale">,
  receiptNo: number,
  alongside: Alongside,
): Promise<void> {
  await setMeta(db, "receiptNo", receiptNo + 1);
  const words = alongside.receipt ?? { sessionId: null, customerName: null, cashierName: "", descriptions: {} };
  await db.receipts.add({
    ...words,
    ...{ saleId: event.id, receiptNumber: sale.receiptNumber, soldAt: event.happenedAt, sale, returned: {}, prints: 0 },
  });
  for (const back of sale.returns) {
    const receipt = await db.receipts.get(back.saleId);
    if (!receipt) continue;
    receipt.returned[back.lineId] = (receipt.returned[back.lineId] ?? 0) + back.qty;
    await db.receipts.put(receipt);
  }
  const head = await getMeta(db, "head");
  if (!head) return;
  const change = new Map<string, number>();
  for (const { skuId, qty } of sale.lines) change.set(skuId, (change.get(skuId) ?? 0) - qty);
  for (const { skuId, qty, condition } of sale.returns) {
    if (condition === "sellable") change.set(skuId, (change.get(skuId) ?? 0) + qty);
  }
  for (const [skuId, qty] of change) {
    const level = (await db.levels.get(skuId)) ?? { skuId, at: {} };
    level.at[head.shop.id] = (level.at[head.shop.id] ?? 0) + qty;
    await db.levels.put(level);
  }
}
