import type { tillApi } from "@selvedge/contract";
import { businessDate } from "@selvedge/domain";
import type { Ctx, NewEvent } from "../../platform/context.ts";
import { AppError, fromDatabase, isRetryable } from "../../platform/errors.ts";
import type { Device } from "./device.ts";

/** What a booking notices, as it goes: each kind once per event. */
export interface Booking {
  /** Dated when the event happened at the till (within what clock and closed books allow). */
  ctx: Ctx;
  device: Device;
  event: tillApi.TillEvent;
  /** Book it even where a fact it needs never came. */
  force: boolean;
  reviews: Map<tillApi.ReviewKind, Record<string, unknown>>;
}

export interface Booked {
  orderId?: string | null;
  customerId?: string | null;
  receiptNumber?: string | null;
  sessionId?: string | null;
}

/** Needs a fact that is still on its way from another till; it is tried again when that arrives. */
export class StillWaiting extends Error {
  readonly eventId: string;
  constructor(eventId: string) {
    super("waits for a receipt that has not arrived yet");
    this.name = "StillWaiting";
    this.eventId = eventId;
  }
}

export type Outcome =
  | { status: "booked"; booked: Booked }
  | { status: "waiting"; waitsFor: string }
  | { status: "held"; reason: string };

/**
 * Books inside a savepoint: what cannot be booked leaves nothing behind, and the event itself stays, to be seen and tried
 * again. Only what the runner would try again anyway (deadlock, lost connection) goes up.
 */
export async function inSavepoint(
  outer: Ctx,
  booking: Booking,
  book: (b: Booking) => Promise<Booked>,
): Promise<Outcome> {
  const told: NewEvent[] = [];
  const jobs: Parameters<Ctx["enqueue"]>[0][] = [];
  const inner: Ctx = Object.create(booking.ctx, {
    emit: { value: (event: NewEvent) => told.push(event) },
    enqueue: { value: (job: (typeof jobs)[number]) => jobs.push(job) },
  });
  await outer.sql`savepoint booking`;
  try {
    const booked = await book({ ...booking, ctx: inner });
    await outer.sql`release savepoint booking`;
    for (const event of told) outer.emit(event);
    for (const job of jobs) outer.enqueue(job);
    return { status: "booked", booked };
  } catch (error) {
    if (isRetryable(error) || isLost(error)) throw error;
    await outer.sql`rollback to savepoint booking`;
    if (error instanceof StillWaiting) return { status: "waiting", waitsFor: error.eventId };
    const known = error instanceof AppError ? error : fromDatabase(error);
    if (!known) outer.log.error({ err: error, eventId: booking.event.id }, "a till's event could not be booked");
    return { status: "held", reason: known?.message ?? "It could not be booked because of a fault on our side." };
  }
}

const isLost = (error: unknown) =>
  /^(CONNECTION|ECONN|57P0|08)/.test(String((error as { code?: unknown })?.code ?? ""));

const CLOCK_TOLERANCE_MS = 2 * 60_000;

/**
 * The context in which the event counts: at its own instant and business date, never in the future, and never in books
 * that are closed: then it counts today, and somebody is told.
 */
export async function datedContext(ctx: Ctx, event: tillApi.TillEvent, reviews: Booking["reviews"]): Promise<Ctx> {
  const happenedAt = new Date(event.happenedAt);
  if (happenedAt.getTime() > ctx.now.getTime() + CLOCK_TOLERANCE_MS) {
    reviews.set("clock_off", { happenedAt: event.happenedAt, receivedAt: ctx.now.toISOString() });
  }
  const now = happenedAt < ctx.now ? happenedAt : ctx.now;
  const day = businessDate(now, ctx.tenant.timeZone);
  const [books] = await ctx.sql<{ closed: string | null }[]>`
    select max(ends_on) as closed from fiscal_period where tenant_id = ${ctx.tenantId} and closed_at is not null`;
  const isClosed = books?.closed != null && day <= books.closed;
  if (isClosed) reviews.set("books_closed", { on: day, bookedOn: ctx.today });
  return Object.create(ctx, { now: { value: now }, today: { value: isClosed ? ctx.today : day } });
}

/**
 * One at a time: the arrival of a sale, and whoever asks whether it has arrived. Without it a return and its sale that
 * arrive at the same moment would each miss the other, and the return would wait for ever.
 */
export async function lockSale(ctx: Ctx, saleId: string): Promise<void> {
  await ctx.sql`select pg_advisory_xact_lock(hashtextextended(${ctx.tenantId} || ${saleId}, 41))`;
}
