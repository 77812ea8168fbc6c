import { createHash } from "node:crypto";
import { tillApi } from "@selvedge/contract";
import type { Ctx } from "../../platform/context.ts";
import { jsonRows } from "../../platform/db.ts";
import { AppError } from "../../platform/errors.ts";
import { newId } from "../../platform/ids.ts";
import { command } from "../../platform/runner.ts";
import { bookCustomer } from "./book-customer.ts";
import { bookSale } from "./book-sale.ts";
import { bookCashMove, bookShiftClose, bookShiftOpen } from "./book-shift.ts";
import { type Booked, type Booking, datedContext, inSavepoint, lockSale, type Outcome } from "./booking.ts";
import { type Device, findDevice, getDevice, isAsWritten } from "./device.ts";
import { sendReceipt } from "./send-receipt.ts";

type TillEvent = tillApi.TillEvent;
type TillEventKind = tillApi.TillEventKind;
type Status = "booked" | "waiting" | "held";

/**
 * What happened at a till arrives: once, twice, late, out of order. The first time it is booked; every other time it is
 * answered as the first. It is never refused: what is odd is booked and becomes a review task, what cannot be booked is kept.
 */
export const recordTillEvent = command(tillApi.recordTillEvent, async (ctx, input) => {
  const device = await getDevice(ctx, { evenRevoked: true });
  const taken = await takeIn(ctx, device, input, { altered: isAsWritten(device, input) === false });
  return { id: input.id, ...taken, serverAt: ctx.now.toISOString() };
});

interface Taken {
  status: Status;
  /** False when it had arrived before. */
  isNew: boolean;
  reviews: tillApi.ReviewKind[];
  customerId: string | null;
}

/**
 * Takes an event of a device in, however it came.
 * @throws idempotency_mismatch when it arrived before with other contents; nothing is changed then
 */
export async function takeIn(
  ctx: Ctx,
  device: Device,
  event: TillEvent,
  options: { altered: boolean },
): Promise<Taken> {
  // Whoever waits for this sale looks either before it or behind it, never past it: see `lockSale`.
  if (event.kind === "sale") await lockSale(ctx, event.id);
  const isNew = await insertEvent(ctx, device, event);
  if (isNew) {
    const clash = await findClash(ctx, device, event);
    await bookEvent(ctx, device, event, { clash, ...options });
    await bookWaiting(ctx, event.id);
  }
  const { hash, ...stored } = await readStored(ctx, event.id);
  if (!isNew && hash !== hashOf(event)) {
    throw new AppError("idempotency_mismatch", "This event arrived before with other contents.");
  }
  return { ...stored, isNew };
}

const hashOf = (event: TillEvent) => createHash("sha256").update(JSON.stringify(event)).digest("hex");

/** The row that makes it once: of two deliveries at the same time the second waits here and finds it written. */
async function insertEvent(ctx: Ctx, device: Device, event: TillEvent): Promise<boolean> {
  const session = event.payload["sessionId"];
  const sessionId = typeof session === "string" && /^[0-9a-f-]{36}$/.test(session) ? session : null;
  const made = await ctx.sql`
    insert into till_event (tenant_id, id, device_id, till_id, counter, kind, session_id, happened_at, received_at, payload,
                            payload_hash, status, reason)
    values (${ctx.tenantId}, ${event.id}, ${device.id}, ${device.tillId}, ${event.counter}, ${event.kind}, ${sessionId},
            ${new Date(event.happenedAt)}, ${ctx.now}, ${ctx.sql.json(event.payload as never)}, ${hashOf(event)}, 'held', 'new')
    on conflict (tenant_id, id) do nothing returning 1`;
  return made.length > 0;
}

async function findClash(ctx: Ctx, device: Device, event: TillEvent): Promise<boolean> {
  const other = await ctx.sql`
    select 1 from till_event where tenant_id = ${ctx.tenantId} and device_id = ${device.id} and counter = ${event.counter}
      and id <> ${event.id} limit 1`;
  return other.length > 0;
}

const books: { [K in TillEventKind]: (booking: Booking, payload: never) => Promise<Booked> } = {
  shift_opened: bookShiftOpen,
  sale: bookSale,
  cash_moved: bookCashMove,
  shift_closed: bookShiftClose,
  customer_added: bookCustomer,
  receipt_sent: sendReceipt,
};

/** Books one event whose row is there, and writes what came of it. */
export async function bookEvent(
  ctx: Ctx,
  device: Device,
  event: TillEvent,
  options: { clash?: boolean; altered?: boolean; force?: boolean } = {},
): Promise<Outcome> {
  const reviews: Booking["reviews"] = new Map();
  if (options.clash) reviews.set("counter_clash", { counter: event.counter });
  if (options.altered) reviews.set("altered", { counter: event.counter });
  const dated = await datedContext(ctx, event, reviews);
  const booking: Booking = { ctx: dated, device, event, force: options.force ?? false, reviews };
  if (device.revokedAt && new Date(event.happenedAt) > device.revokedAt) {
    reviews.set("device_revoked", { revokedAt: device.revokedAt.toISOString() });
  }
  const outcome = await inSavepoint(ctx, booking, (b) => {
    const parsed = tillApi.tillPayloads[event.kind].safeParse(event.payload);
    if (!parsed.success) {
      const issue = parsed.error.issues[0];
      throw new AppError(
        "validation_failed",
        `The till wrote ${issue?.path.join(".") || "it"} in a way not understood.`,
      );
    }
    return books[event.kind](b, parsed.data as never);
  });
  if (outcome.status === "held") reviews.set("held", { reason: outcome.reason });
  if (outcome.status === "waiting") reviews.set("receipt_unknown", { saleId: outcome.waitsFor });
  await writeOutcome(ctx, event, outcome);
  await writeReviews(ctx, device, event, reviews);
  ctx.emit({
    type: outcome.status === "booked" ? "pos.event_booked" : "pos.event_kept",
    entityType: "till_event",
    entityId: event.id,
    after: { kind: event.kind, tillId: device.tillId, counter: event.counter, status: outcome.status },
  });
  return outcome;
}

async function writeOutcome(ctx: Ctx, event: TillEvent, outcome: Outcome): Promise<void> {
  const booked = outcome.status === "booked" ? outcome.booked : {};
  const receipt = event.payload["receiptNumber"];
  await ctx.sql`
    update till_event set status = ${outcome.status}, reason = ${outcome.status === "held" ? outcome.reason : null},
      waits_for = ${outcome.status === "waiting" ? outcome.waitsFor : null},
      receipt_number = ${booked.receiptNumber ?? (typeof receipt === "string" ? receipt.slice(0, 40) : null)},
      order_id = ${booked.orderId ?? null}, customer_id = ${booked.customerId ?? null}
    where tenant_id = ${ctx.tenantId} and id = ${event.id}`;
}

async function writeReviews(ctx: Ctx, device: Device, event: TillEvent, reviews: Booking["reviews"]): Promise<void> {
  if (reviews.size === 0) return;
  const rows = [...reviews].map(([kind, details]) => ({ id: newId(), kind, details }));
  await ctx.sql`
    insert into till_review (tenant_id, id, till_id, event_id, kind, details, opened_at)
    select ${ctx.tenantId}, r.id, ${device.tillId}, ${event.id}, r.kind, r.details, ${ctx.now}
    from jsonb_to_recordset(${jsonRows(ctx.sql, rows)}::jsonb) as r(id uuid, kind text, details jsonb)
    on conflict (tenant_id, event_id, kind) do nothing`;
  for (const { id, kind } of rows) {
    ctx.emit({
      type: "pos.review_opened",
      entityType: "till_review",
      entityId: id,
      after: { kind, tillId: device.tillId, eventId: event.id },
    });
  }
}

/** What waited for this event can go on now. */
async function bookWaiting(ctx: Ctx, eventId: string): Promise<void> {
  const waiting = await ctx.sql<{ id: string }[]>`
    select id from till_event where tenant_id = ${ctx.tenantId} and waits_for = ${eventId} and status = 'waiting'
    order by happened_at, id for update`;
  for (const { id } of waiting) {
    const outcome = await bookStored(ctx, id);
    if (outcome.status !== "booked") continue;
    // An exchange may be waited for itself.
    await bookWaiting(ctx, id);
    await ctx.sql`
      update till_review set resolved_at = ${ctx.now}, resolved_by = ${ctx.actor.id}, note = 'The receipt arrived.'
      where tenant_id = ${ctx.tenantId} and event_id = ${id} and kind = 'receipt_unknown' and resolved_at is null`;
  }
}

interface StoredEvent {
  id: string;
  counter: number;
  kind: TillEventKind;
  happened_at: Date;
  payload: Record<string, unknown>;
  device_id: string;
}

/** Tries an event again that was kept, with the device it came from. */
export async function bookStored(ctx: Ctx, id: string, options: { force?: boolean } = {}): Promise<Outcome> {
  const [row] = await ctx.sql<StoredEvent[]>`
    select id, counter, kind, happened_at, payload, device_id from till_event
    where tenant_id = ${ctx.tenantId} and id = ${id} for update`;
  const device = await findDevice(ctx, row!.device_id);
  const happenedAt = row!.happened_at.toISOString();
  const { id: eventId, counter, kind, payload } = row!;
  return bookEvent(
    ctx,
    device!,
    { id: eventId, counter, kind, payload, happenedAt, deviceAt: happenedAt, skewMs: 0 },
    options,
  );
}

async function readStored(ctx: Ctx, id: string) {
  const [row] = await ctx.sql<
    { status: Status; hash: string; customerId: string | null; reviews: tillApi.ReviewKind[] }[]
  >`
    select e.status, e.payload_hash as hash, e.customer_id as "customerId",
           array(select r.kind from till_review r where r.tenant_id = e.tenant_id and r.event_id = e.id order by r.kind) as reviews
    from till_event e where e.tenant_id = ${ctx.tenantId} and e.id = ${id}`;
  return row!;
}
