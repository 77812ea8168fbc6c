/** Room for this site's data on the device, in bytes, as the browser tells it. */
export interface Room {
  usedBytes: number;
  quotaBytes: number;
}

/** Null where the browser does not say. */
export async function readRoom(): Promise<Room | null> {
  const told = await globalThis.navigator?.storage?.estimate?.().catch(() => null);
  return told?.usage === undefined || !told.quota ? null : { usedBytes: told.usage, quotaBytes: told.quota };
}

const SCARCE_SHARE = 0.85;
const SCARCE_BYTES = 40_000_000;

/** Whether it is time to make room: a day's sales are a few megabytes, pictures and facts the rest. */
export const isScarce = (room: Room): boolean =>
  room.usedBytes > room.quotaBytes * SCARCE_SHARE || room.quotaBytes - room.usedBytes < SCARCE_BYTES;

/** Whether a write failed because the device is full; Dexie wraps what the browser threw. */
export function isFull(error: unknown): boolean {
  for (
    let at = error as { name?: string; inner?: unknown } | null | undefined, depth = 0;
    at && depth < 4;
    depth += 1
  ) {
    if (at.name === "QuotaExceededError") return true;
    at = at.inner as typeof at;
  }
  return false;
}
