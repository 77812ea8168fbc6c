import type { tillApi } from "@selvedge/contract";
import { reportShift, type ShiftFact, type ShiftReport } from "@selvedge/domain";
import type { Ctx } from "../../platform/context.ts";

export interface ShiftEventRow {
  id: string;
  counter: number;
  kind: tillApi.TillEventKind;
  happenedAt: Date;
  status: "booked" | "waiting" | "held";
  receiptNumber: string | null;
  orderId: string | null;
  payload: Record<string, unknown>;
}

/** What an event says for the shift report, taken from what the till wrote; null for what is no money. */
export function shiftFactOf(kind: tillApi.TillEventKind, payload: Record<string, unknown>): ShiftFact | null {
  const n = (key: string) => Number(payload[key] ?? 0);
  if (kind === "shift_opened") return { kind, floatMinor: n("floatMinor") };
  if (kind === "shift_closed") return { kind, countedMinor: n("countedMinor") };
  if (kind === "cash_moved") {
    return { kind, direction: payload["direction"] === "in" ? "in" : "out", amountMinor: n("amountMinor") };
  }
  if (kind !== "sale") return null;
  const pieces = (key: string) =>
    ((payload[key] ?? []) as { qty: number }[]).reduce((sum, l) => sum + Number(l.qty), 0);
  return {
    kind,
    totalMinor: n("totalMinor"),
    taxMinor: n("taxMinor"),
    discountMinor: n("discountMinor"),
    roundingMinor: n("roundingMinor"),
    returnedMinor: n("returnedMinor"),
    pieces: pieces("lines"),
    returnedPieces: pieces("returns"),
    tenders: (payload["tenders"] ?? []) as { method: string; amountMinor: number }[],
  };
}

/** A shift's events and its report: everything that arrived counts, booked or kept, as the money did change hands. */
export async function readShiftReport(
  ctx: Ctx,
  sessionId: string,
): Promise<{ events: ShiftEventRow[]; report: ShiftReport }> {
  const events = await ctx.sql<ShiftEventRow[]>`
    select id, counter, kind, happened_at as "happenedAt", status, receipt_number as "receiptNumber", order_id as "orderId", payload
    from till_event where tenant_id = ${ctx.tenantId} and session_id = ${sessionId} order by happened_at, counter`;
  const facts = events.flatMap((e) => shiftFactOf(e.kind, e.payload) ?? []);
  return { events, report: reportShift(facts) };
}
