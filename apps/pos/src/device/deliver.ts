import { ApiError, type Call } from "@selvedge/client";
import { tillApi } from "@selvedge/contract";
import { type KeptEvent, setMeta, type TillDb } from "./till-db.ts";

/** How a round of delivery ended: everything is there, the server cannot be reached, or the till may not come in. */
export type Delivery =
  | { kind: "done"; delivered: number; problems: number }
  | { kind: "unreachable" | "refused"; delivered: number; words: string };

/**
 * Delivers what waits, oldest first. An answer that is lost is asked for again: the server knows each event by its id.
 * One that the server cannot read does not hold up the others; it stays, is shown, and is tried again.
 */
export async function deliverWaiting(db: TillDb, call: Call): Promise<Delivery> {
  let delivered = 0;
  const skipped = new Set<string>();
  for (;;) {
    const batch = (await db.events.where("delivered").equals(0).sortBy("counter"))
      .filter((event) => !skipped.has(event.id))
      .slice(0, 50);
    if (batch.length === 0) return { kind: "done", delivered, problems: skipped.size };
    for (const event of batch) {
      try {
        await deliverOne(db, call, event);
        delivered += 1;
      } catch (error) {
        const failure = await noteFailure(db, event, error);
        if (failure) return { ...failure, delivered };
        skipped.add(event.id);
      }
    }
  }
}

async function deliverOne(db: TillDb, call: Call, event: KeptEvent): Promise<void> {
  const { id, kind, payload } = event;
  const answer = await call(tillApi.recordTillEvent, envelopeOf(event));
  await db.transaction("rw", [db.events, db.customers, db.meta], async () => {
    await db.events.update(id, {
      delivered: 1,
      deliveredAt: answer.serverAt,
      outcome: answer.status,
      problem: null,
    });
    await setMeta(db, "lastSyncAt", answer.serverAt);
    const own = payload["customerId"];
    // Somebody we knew already: the next sale names them by the key they have.
    if (kind === "customer_added" && answer.customerId && answer.customerId !== own)
      await db.customers.delete(String(own));
  });
}

/** An event as it leaves the device, without what only this device notes about it. */
export function envelopeOf(event: KeptEvent): tillApi.TillEvent {
  const { id, counter, kind, happenedAt, deviceAt, skewMs, payload, signature } = event;
  return { id, counter, kind, happenedAt, deviceAt, skewMs, payload, ...(signature ? { signature } : {}) };
}

/** @returns how the round ends; null when only this one event is at fault */
async function noteFailure(
  db: TillDb,
  event: KeptEvent,
  error: unknown,
): Promise<{ kind: "unreachable" | "refused"; words: string } | null> {
  if (!(error instanceof ApiError)) return { kind: "unreachable", words: "The server cannot be reached." };
  const { status, code } = error.problem;
  if (status === 401 || status === 403) return { kind: "refused", words: error.message };
  if (status === 429 || status >= 500 || code === "busy") return { kind: "unreachable", words: error.message };
  await db.events.update(event.id, { problem: error.message });
  return null;
}

/** Pause before the next try: doubles from one second to twenty, so that a shop is soon in step again, and never ends. */
export function backOffMs(failures: number, random = Math.random()): number {
  return Math.min(20_000, 1000 * 2 ** Math.min(failures, 6)) * (0.75 + random / 2);
}
