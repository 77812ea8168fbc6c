import type { Call } from "@selvedge/client";
import { tillApi } from "@selvedge/contract";
import { getMeta, setMeta, type TillDb } from "./till-db.ts";

export interface Pulled {
  head: boolean;
  styles: boolean;
  levels: boolean;
  customers: boolean;
}

/**
 * Brings the facts up to date: everything the first time, page by page and resumable, afterwards only what changed since
 * the cursor. The cursor is older than the pages: what changes meanwhile comes again, and again is harmless.
 */
export async function pullFacts(
  db: TillDb,
  call: Call,
  onProgress?: (words: tillApi.FactSet) => void,
): Promise<Pulled> {
  if (await getMeta(db, "factsReady")) return pullChanges(db, call);
  if ((await getMeta(db, "cursor")) === undefined) await pullHead(db, call, true);
  let at = (await getMeta(db, "factsProgress")) ?? { set: tillApi.factSets[0], after: null };
  for (;;) {
    onProgress?.(at.set);
    const page = await call(tillApi.listTillFacts, { set: at.set, ...(at.after ? { after: at.after } : {}) });
    const nextSet = tillApi.factSets[tillApi.factSets.indexOf(at.set) + 1];
    const next = page.next ? { set: at.set, after: page.next } : nextSet ? { set: nextSet, after: null } : null;
    await db.transaction("rw", [db.styles, db.levels, db.customers, db.meta], async () => {
      await db.styles.bulkPut(page.styles);
      await db.customers.bulkPut(page.customers);
      await putLevels(db, page.levels);
      if (next) await setMeta(db, "factsProgress", next);
      else await setMeta(db, "factsReady", true);
    });
    if (!next) break;
    at = next;
  }
  const since = await pullChanges(db, call);
  return { ...since, head: true, styles: true, levels: true, customers: true };
}

async function pullHead(db: TillDb, call: Call, first: boolean): Promise<void> {
  const { head, cursor } = await call(tillApi.getTillHead, {});
  await db.transaction("rw", [db.meta], async () => {
    await setMeta(db, "head", head);
    if (first) await setMeta(db, "cursor", cursor);
  });
}

async function pullChanges(db: TillDb, call: Call): Promise<Pulled> {
  const pulled: Pulled = { head: false, styles: false, levels: false, customers: false };
  for (;;) {
    const cursor = (await getMeta(db, "cursor")) ?? "0";
    const page = await call(tillApi.listTillChanges, { cursor });
    if (page.headChanged) {
      await pullHead(db, call, false);
      pulled.head = true;
    }
    await db.transaction("rw", [db.styles, db.levels, db.customers, db.receipts, db.meta], async () => {
      await db.styles.bulkPut(page.styles);
      await db.customers.bulkPut(page.customers);
      await putLevels(db, page.levels);
      if (page.returns.length > 0) await putReturns(db, page.returns);
      await setMeta(db, "cursor", page.cursor);
      await setMeta(db, "lastSyncAt", page.serverAt);
    });
    pulled.styles ||= page.styles.length > 0;
    pulled.levels ||= page.levels.length > 0;
    pulled.customers ||= page.customers.length > 0;
    if (!page.more) return pulled;
  }
}

async function putLevels(db: TillDb, levels: readonly tillApi.TillLevel[]): Promise<void> {
  const bySku = new Map<string, Record<string, number>>();
  for (const [skuId, place, free] of levels) bySku.set(skuId, { ...bySku.get(skuId), [place]: free });
  await db.levels.bulkPut([...bySku].map(([skuId, at]) => ({ skuId, at })));
}

async function putReturns(db: TillDb, returns: readonly { lineId: string; returnedQty: number }[]): Promise<void> {
  const qtyOf = new Map(returns.map((r) => [r.lineId, r.returnedQty]));
  await db.receipts
    .filter((receipt) => receipt.sale.lines.some((line) => qtyOf.has(line.id)))
    .modify((receipt) => {
      for (const line of receipt.sale.lines) {
        const qty = qtyOf.get(line.id);
        if (qty !== undefined) receipt.returned[line.id] = Math.max(receipt.returned[line.id] ?? 0, qty);
      }
    });
}
