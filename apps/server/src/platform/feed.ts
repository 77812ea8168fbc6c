import type { FeedMessage } from "@selvedge/contract";
import { eventsFor } from "./access/events-for.ts";
import { type Actor, type Ctx, type Identify, type Runtime, systemActor } from "./context.ts";
import type { Tx } from "./db.ts";
import { AppError } from "./errors.ts";
import { metrics } from "./metrics.ts";
import { inTransaction } from "./runner.ts";

/**
 * The live feed. Events of a tenant are read in windows of transaction ids that are all finished (below the snapshot's
 * xmin) and sent in the order of their ids inside a window: nothing that commits late is skipped, and two changes of
 * one row arrive in the order in which they happened (their ids are drawn while the row is locked).
 */
export interface Feed {
  /** The cursor of now: what comes after it is news. */
  subscribe(
    caller: FeedCaller,
    cursor: string | undefined,
    types: readonly string[] | undefined,
    send: Send,
    /** Called when the caller is nobody any more. */
    shut: () => void,
  ): Promise<() => void>;
  /** Says that something of this tenant committed in this process. */
  signal(tenantId: string): void;
  stop(): Promise<void>;
}

/** Whose eyes the events go past; asked anew for each window, so that a changed role holds at once. */
export interface FeedCaller {
  tenantId: string;
  actor: Actor;
  identify?: Identify | undefined;
}

export type Send = (message: FeedMessage) => void;

interface Subscriber {
  types: ReadonlySet<string> | null;
  send: Send;
  shut: () => void;
  caller: FeedCaller;
  /** Events of transactions below this were sent. */
  from: bigint;
}

interface EventRow {
  uid: string;
  type: string;
  entity_type: string;
  entity_id: string;
  before: unknown;
  after: unknown;
  at: Date;
  id: string;
  xid: string;
}

const PAGE = 1000;
const POLL_MS = 400;

/** The cursor that a list was read at; changes after it come by the feed. Read it before the list. */
export async function feedCursorNow(
  sql: <T extends object[]>(t: TemplateStringsArray) => PromiseLike<T>,
): Promise<string> {
  const [row] = await sql<{ xmin: string }[]>`select pg_snapshot_xmin(pg_current_snapshot())::text as xmin`;
  return row!.xmin;
}

export function startFeed(runtime: Runtime): Feed {
  const tenants = new Map<string, Set<Subscriber>>();
  const running = new Map<string, Promise<void>>();
  const again = new Set<string>();
  let stopped = false;

  const timer = setInterval(() => {
    for (const tenantId of tenants.keys()) poke(tenantId);
  }, POLL_MS);
  timer.unref();

  function poke(tenantId: string): void {
    if (stopped || !tenants.has(tenantId)) return;
    if (running.has(tenantId)) {
      again.add(tenantId);
      return;
    }
    const work = drain(tenantId)
      .catch((error: unknown) => runtime.log.warn({ err: error, tenantId }, "feed could not read; it tries again"))
      .finally(() => {
        running.delete(tenantId);
        if (again.delete(tenantId)) poke(tenantId);
      });
    running.set(tenantId, work);
  }

  async function drain(tenantId: string): Promise<void> {
    const subscribers = [...(tenants.get(tenantId) ?? [])];
    if (subscribers.length === 0) return;
    const lowest = subscribers.reduce((least, s) => (s.from < least ? s.from : least), subscribers[0]!.from);
    const upTo = await readWindow(runtime, tenantId, lowest, async (ctx, rows) => {
      for (const subscriber of subscribers) await deliver(ctx, subscriber, rows);
    });
    for (const subscriber of subscribers) {
      if (upTo > subscriber.from) {
        subscriber.from = upTo;
        subscriber.send({ type: "cursor", cursor: String(upTo) });
      }
    }
  }

  return {
    async subscribe(caller, cursor, types, send, shut) {
      const { tenantId } = caller;
      if (cursor !== undefined && !/^\d{1,19}$/.test(cursor))
        throw new AppError("validation_failed", "This cursor is not one of the feed's.");
      const now = await currentXmin(runtime, caller);
      const from = cursor === undefined ? now : BigInt(cursor);
      if (from > now) throw new AppError("validation_failed", "This cursor lies in the future; load afresh.");
      const subscriber: Subscriber = { types: types ? new Set(types) : null, send, shut, caller, from };
      const set = tenants.get(tenantId) ?? new Set();
      tenants.set(tenantId, set);
      set.add(subscriber);
      metrics.feedClients.inc();
      send({ type: "ready", cursor: String(from) });
      poke(tenantId);
      let gone = false;
      return () => {
        if (gone) return;
        gone = true;
        metrics.feedClients.dec();
        set.delete(subscriber);
        if (set.size === 0) tenants.delete(tenantId);
      };
    },
    signal: poke,
    async stop() {
      stopped = true;
      clearInterval(timer);
      await Promise.allSettled(running.values());
    },
  };
}

async function deliver(ctx: Ctx, subscriber: Subscriber, rows: readonly EventRow[]): Promise<void> {
  const wanted = rows.filter(
    (row) => BigInt(row.xid) >= subscriber.from && (!subscriber.types || subscriber.types.has(row.type)),
  );
  if (wanted.length === 0) return;
  const { identify, actor: known } = subscriber.caller;
  const actor = identify ? await identify(ctx).catch(() => null) : known;
  if (!actor) return subscriber.shut();
  for (const row of await eventsFor(ctx, actor, wanted)) {
    subscriber.send({
      type: "event",
      event: {
        uid: row.uid,
        type: row.type,
        entityType: row.entity_type,
        entityId: row.entity_id,
        before: row.before,
        after: row.after,
        at: row.at.toISOString(),
      },
    });
  }
}

/** Reads every event of finished transactions from `from` on, in pages by id; returns where the next window begins. */
async function readWindow(
  runtime: Runtime,
  tenantId: string,
  from: bigint,
  onRows: (ctx: Ctx, rows: EventRow[]) => Promise<void>,
): Promise<bigint> {
  const call = { tenantId, actor: systemActor, requestId: "feed" };
  return inTransaction(runtime, call, { name: "platform.read_feed", readOnly: true }, async (ctx) => {
    const { sql } = ctx;
    const [head] = await sql<{ xmin: string }[]>`select pg_snapshot_xmin(pg_current_snapshot())::text as xmin`;
    const upTo = await cutBeforeOvertaken(sql, tenantId, from, head!.xmin);
    let afterId = "0";
    for (;;) {
      const rows = await sql<EventRow[]>`
        select uid, type, entity_type, entity_id, before, after, at, id::text as id, xid::text as xid
        from event
        where tenant_id = ${tenantId} and xid >= ${String(from)}::text::xid8 and xid < ${upTo}::text::xid8 and id > ${afterId}::text::bigint
        order by event.id limit ${PAGE}`;
      if (rows.length > 0) await onRows(ctx, rows);
      if (rows.length < PAGE) return BigInt(upTo);
      afterId = rows.at(-1)!.id;
    }
  });
}

/**
 * Shortens a window so that no event overtakes an earlier one of the same entity. A transaction that got its id early
 * and then waited for a row may commit after a younger one that held the row; while a third, aged between them, still
 * runs, xmin lies between the two, and the window would hold the later event without the earlier.
 */
async function cutBeforeOvertaken(sql: Tx, tenantId: string, from: bigint, xmin: string): Promise<string> {
  let upTo = xmin;
  for (;;) {
    const [cut] = await sql<{ xid: string | null }[]>`
      select min(late.xid)::text as xid
      from event early
      join event late on late.tenant_id = early.tenant_id and late.entity_id = early.entity_id and late.id > early.id
        and late.xid >= ${String(from)}::text::xid8 and late.xid < ${upTo}::text::xid8
      where early.tenant_id = ${tenantId} and early.xid >= ${upTo}::text::xid8`;
    if (!cut?.xid) return upTo;
    upTo = cut.xid;
  }
}

async function currentXmin(runtime: Runtime, caller: FeedCaller): Promise<bigint> {
  const call = { ...caller, requestId: "feed" };
  return inTransaction(runtime, call, { name: "platform.feed_cursor", readOnly: true }, async ({ sql }) =>
    BigInt(await feedCursorNow(sql as never)),
  );
}
