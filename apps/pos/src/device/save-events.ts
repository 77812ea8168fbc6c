import type { tillApi } from "@selvedge/contract";
import { envelopeOf } from "./deliver.ts";
import { getMeta, type TillDb } from "./till-db.ts";

/** What waits on this device as a file that the admin takes in, should the device never deliver it itself. */
export async function saveEvents(db: TillDb, now = new Date()): Promise<tillApi.SavedEvents> {
  const identity = await getMeta(db, "identity");
  if (!identity) throw new Error("this till is not paired");
  const waiting = await db.events.where("delivered").equals(0).sortBy("counter");
  const { tillId, deviceId, series } = identity;
  return {
    format: "selvedge-till-events",
    ...{ tillId, deviceId, series, savedAt: now.toISOString() },
    events: waiting.map(envelopeOf),
  };
}
