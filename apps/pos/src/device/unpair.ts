import type { Meta, TillDb } from "./till-db.ts";

/** Numbers and facts that belong to a pairing; receipts stay for reprints and returns, parked tickets for their buyers. */
const ofPairing: readonly (keyof Meta)[] = [
  ...(["identity", "head", "cursor", "factsReady", "factsProgress", "skewMs", "counter", "receiptNo"] as const),
  ...(["zNo", "openShift", "lastSyncAt", "revoked", "tidiedAt"] as const),
];

/**
 * Forgets a pairing, so that the device can be paired anew under a series of its own.
 * @param lose what waits is thrown away too: only after it was saved to a file
 * @throws Error while something waits to be delivered, unless `lose`
 */
export async function unpair(db: TillDb, options: { lose: boolean }): Promise<void> {
  await db.transaction("rw", [db.meta, db.events, db.styles, db.levels, db.customers], async () => {
    const waiting = await db.events.where("delivered").equals(0).count();
    if (waiting > 0 && !options.lose) throw new Error("something still waits to be delivered");
    await db.meta.bulkDelete(ofPairing as string[]);
    await Promise.all([db.events.clear(), db.styles.clear(), db.levels.clear(), db.customers.clear()]);
  });
}
