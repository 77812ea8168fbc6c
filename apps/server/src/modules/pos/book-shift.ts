import type { tillApi } from "@selvedge/contract";
import { postFact } from "@selvedge/domain";
import { postEntries } from "../ledger/index.ts";
import type { Booked, Booking } from "./booking.ts";
import { readShiftReport } from "./read-shift-report.ts";

/** Makes the shift's row when an event of it comes before its opening. */
export async function ensureSession(booking: Booking, sessionId: string): Promise<{ closedAt: Date | null }> {
  const { ctx, device, event } = booking;
  const [row] = await ctx.sql<{ closed_at: Date | null }[]>`
    insert into till_session (tenant_id, id, till_id, device_id, opened_at)
    values (${ctx.tenantId}, ${sessionId}, ${device.tillId}, ${device.id}, ${new Date(event.happenedAt)})
    on conflict (tenant_id, id) do update
      set opened_at = case when till_session.opening_known then till_session.opened_at
                           else least(till_session.opened_at, excluded.opened_at) end
    returning closed_at`;
  return { closedAt: row!.closed_at };
}

/** A shift opens with a float. The float is the business's cash before and after, so the books do not move. */
export async function bookShiftOpen(booking: Booking, opened: tillApi.TillPayload<"shift_opened">): Promise<Booked> {
  const { ctx, event } = booking;
  await ensureSession(booking, opened.sessionId);
  await ctx.sql`
    update till_session set opened_at = ${new Date(event.happenedAt)}, opened_by = ${opened.cashierId},
      float_minor = ${opened.floatMinor}, opening_known = true
    where tenant_id = ${ctx.tenantId} and id = ${opened.sessionId}`;
  await checkClose(booking, opened.sessionId);
  return { sessionId: opened.sessionId };
}

/** Cash put into the drawer or taken out of it. To and from the shop's own safe it stays cash; the rest is posted. */
export async function bookCashMove(booking: Booking, moved: tillApi.TillPayload<"cash_moved">): Promise<Booked> {
  const { ctx, event } = booking;
  await ensureSession(booking, moved.sessionId);
  const outMinor = moved.direction === "out" ? moved.amountMinor : -moved.amountMinor;
  if (moved.purpose !== "safe" && outMinor !== 0) {
    const kind = moved.purpose === "bank" ? ("cash_banked" as const) : ("cash_spent" as const);
    await postEntries(ctx, [
      {
        documentType: "till_event",
        documentId: event.id,
        purpose: kind,
        postedOn: ctx.today,
        memo: moved.note,
        lines: postFact({ kind, amountMinor: outMinor }),
      },
    ]);
  }
  await checkClose(booking, moved.sessionId);
  return { sessionId: moved.sessionId };
}

/** The count at the end: what the drawer holds more or less than it should is posted, and the shift is closed. */
export async function bookShiftClose(booking: Booking, closed: tillApi.TillPayload<"shift_closed">): Promise<Booked> {
  const { ctx, event } = booking;
  const { sessionId, countedMinor, expectedMinor } = closed;
  await ensureSession(booking, sessionId);
  await ctx.sql`
    update till_session set closed_at = ${new Date(event.happenedAt)}, closed_by = ${closed.cashierId}, closed_on = ${ctx.today},
      expected_minor = ${expectedMinor}, counted_minor = ${countedMinor}, counted = ${ctx.sql.json(closed.counted as never)},
      z_number = ${closed.zNumber}, note = ${closed.note}
    where tenant_id = ${ctx.tenantId} and id = ${sessionId}`;
  await postEntries(ctx, [
    {
      documentType: "till_session",
      documentId: sessionId,
      purpose: "counted",
      postedOn: ctx.today,
      memo: `Till ${booking.device.tillCode}, Z ${closed.zNumber}`,
      lines: postFact({ kind: "till_counted", differenceMinor: countedMinor - expectedMinor }),
    },
  ]);
  ctx.emit({
    type: "pos.shift_closed",
    entityType: "till_session",
    entityId: sessionId,
    after: { tillId: booking.device.tillId, countedMinor, expectedMinor },
  });
  await checkClose(booking, sessionId);
  return { sessionId };
}

/**
 * Once everything up to the close has arrived, our reckoning of the drawer must be the till's own; if it is not,
 * somebody is told. Asked by each event of the shift, as they may arrive in any order.
 */
export async function checkClose(booking: Booking, sessionId: string): Promise<void> {
  const { ctx, reviews } = booking;
  const [close] = await ctx.sql<{ expected: number; missing: number }[]>`
    select s.expected_minor as expected,
           (select e.counter - (select count(*) from till_event x where x.tenant_id = e.tenant_id and x.device_id = e.device_id
                                and x.counter <= e.counter)
            from till_event e where e.tenant_id = s.tenant_id and e.session_id = s.id and e.kind = 'shift_closed' limit 1)::int as missing
    from till_session s where s.tenant_id = ${ctx.tenantId} and s.id = ${sessionId} and s.closed_at is not null`;
  if (!close || close.missing > 0) return;
  const { report } = await readShiftReport(ctx, sessionId);
  if (report.expectedMinor !== close.expected) {
    reviews.set("cash_differs", { tillMinor: close.expected, oursMinor: report.expectedMinor });
  }
}
