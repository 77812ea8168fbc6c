import type { tillApi } from "@selvedge/contract";
import { businessDate, reportShift, type ShiftFact, type ShiftReport } from "@selvedge/domain";
import { getMeta, type KeptEvent, type TillDb } from "./till-db.ts";
import { makeId, writeEvent } from "./write-event.ts";

export async function openShift(db: TillDb, cashierId: string, floatMinor: number): Promise<void> {
  if (await getMeta(db, "openShift")) throw new Error("a shift is open already");
  const sessionId = makeId();
  await writeEvent(db, "shift_opened", () => ({ sessionId, cashierId, floatMinor }));
}

/** What the drawer held at the start of the last shift; the next one usually begins with as much. Null before the first. */
export async function lastFloat(db: TillDb): Promise<number | null> {
  const last = await db.events
    .orderBy("counter")
    .reverse()
    .filter((event) => event.kind === "shift_opened")
    .first();
  return last ? Number(last.payload["floatMinor"]) : null;
}

export type CashMove = Pick<tillApi.TillPayload<"cash_moved">, "direction" | "purpose" | "amountMinor" | "note">;

export async function moveCash(db: TillDb, cashierId: string, move: CashMove, timeZone: string): Promise<void> {
  const shift = await getMeta(db, "openShift");
  if (!shift) throw new Error("no shift is open");
  const { sessionId } = shift;
  await writeEvent(db, "cash_moved", ({ at }) => ({
    ...move,
    ...{ sessionId, cashierId, movedOn: businessDate(at, timeZone) },
  }));
}

/** The facts of a shift's report, as this device wrote them down. */
export function factOf(event: Pick<KeptEvent, "kind" | "payload">): ShiftFact | null {
  if (event.kind === "customer_added" || event.kind === "receipt_sent") return null;
  if (event.kind !== "sale") return { kind: event.kind, ...event.payload } as unknown as ShiftFact;
  const sale = event.payload as unknown as tillApi.TillSale;
  return {
    kind: "sale",
    ...{ totalMinor: sale.totalMinor, taxMinor: sale.taxMinor, discountMinor: sale.discountMinor },
    ...{ returnedMinor: sale.returnedMinor, roundingMinor: sale.roundingMinor, tenders: sale.tenders },
    pieces: sale.lines.reduce((sum, l) => sum + l.qty, 0),
    returnedPieces: sale.returns.reduce((sum, r) => sum + r.qty, 0),
  };
}

export async function readShift(db: TillDb, sessionId: string): Promise<{ events: KeptEvent[]; report: ShiftReport }> {
  const events = await db.events.where("sessionId").equals(sessionId).sortBy("counter");
  return { events, report: reportShift(events.flatMap((e) => factOf(e) ?? [])) };
}

/** Closes the shift by a blind count: what should be there is reckoned only now. @returns the Z report */
export async function closeShift(
  db: TillDb,
  cashierId: string,
  count: { countedMinor: number; counted: [number, number][]; note: string | null },
  timeZone: string,
): Promise<{ report: ShiftReport; sessionId: string; zNumber: number }> {
  const shift = await getMeta(db, "openShift");
  if (!shift) throw new Error("no shift is open");
  const { sessionId } = shift;
  const { report } = await readShift(db, sessionId);
  const event = await writeEvent(db, "shift_closed", ({ zNumber, at }) => ({
    ...{ sessionId, cashierId, zNumber, expectedMinor: report.expectedMinor, ...count },
    closedOn: businessDate(at, timeZone),
  }));
  return { report: (await readShift(db, sessionId)).report, sessionId, zNumber: event.payload.zNumber };
}
