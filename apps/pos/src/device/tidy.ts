import { getMeta, setMeta, type TillDb } from "./till-db.ts";
import { makeId } from "./write-event.ts";

const DAY_MS = 86_400_000;
const EVENTS_DAYS = 90;
const RECEIPTS_DAYS = 400;

/**
 * Makes room, once a day: events that were delivered three months ago and belong to no open shift, and receipts that nobody
 * brings goods back on any more (the server has them all). What waits to be delivered stays, however old. Keys begin with
 * their time, so the old ones are a range.
 */
export async function tidy(db: TillDb, now = Date.now()): Promise<void> {
  const last = await getMeta(db, "tidiedAt");
  if (last && now - Date.parse(last) < DAY_MS) return;
  await drop(db, now, { events: EVENTS_DAYS, receipts: RECEIPTS_DAYS });
}

/** Makes as much room as can be made without losing anything that the server does not have. */
export const tidyHard = (db: TillDb, now = Date.now()): Promise<void> => drop(db, now, { events: 2, receipts: 45 });

async function drop(db: TillDb, now: number, days: { events: number; receipts: number }): Promise<void> {
  await db.transaction("rw", [db.meta, db.events, db.receipts], async () => {
    const shift = await getMeta(db, "openShift");
    await db.events
      .where("id")
      .below(makeId(now - days.events * DAY_MS))
      .filter((event) => event.delivered === 1 && event.sessionId !== shift?.sessionId)
      .delete();
    await db.receipts
      .where("soldAt")
      .below(new Date(now - days.receipts * DAY_MS).toISOString())
      .delete();
    await setMeta(db, "tidiedAt", new Date(now).toISOString());
  });
}
