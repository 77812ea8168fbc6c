import { hash } from "node:crypto";
import type { Endpoint, FieldIssue, OutputOf, ParsedInputOf } from "@selvedge/contract";
import { businessDate } from "@selvedge/domain";
import type { z } from "zod";
import { type Door, type Guard, guardOf } from "./access/guard.ts";
import type { Actor, Ctx, Identify, NewEvent, NewJob, RequestMeta, Runtime, TenantSettings } from "./context.ts";
import type { Tx } from "./db.ts";
import { AppError, fromDatabase, isRetryable } from "./errors.ts";
import { subscribersOf } from "./events.ts";
import { newId } from "./ids.ts";
import { keptRefusal, refusalIn } from "./kept-refusal.ts";
import { metrics } from "./metrics.ts";
import { nextLooseNumber } from "./numbering.ts";
import { cachedByVersion } from "./tenant-cache.ts";

/** Who calls, for whom, and with which key. */
export interface Call {
  tenantId: string | null;
  /** Who it is; `identify`, where given, says what they may do. */
  actor: Actor;
  identify?: Identify | undefined;
  requestId: string;
  idempotencyKey?: string | undefined;
  request?: RequestMeta | undefined;
}

/**
 * Work before the transaction of a public command: which tenant it is for, anything slow it needs, and who acts where
 * that is not the caller of HTTP (a shopper).
 */
export type Prepare<E extends Endpoint, P> = (
  runtime: Runtime,
  input: ParsedInputOf<E>,
  call: Call,
) => Promise<{ tenantId: string; prepared: P; actor?: Actor }>;

/** Sets cookies and headers on the way out of HTTP. */
export interface ReplyHead {
  setCookie(name: string, value: string, options: { maxAgeSeconds: number; path: string }): void;
  clearCookie(name: string, options: { path: string }): void;
}

export interface Operation<E extends Endpoint = Endpoint> {
  endpoint: E;
  /** Everything from permission to commit. @throws AppError when refused, with nothing changed. */
  execute: (runtime: Runtime, call: Call, rawInput: unknown) => Promise<OutputOf<E>>;
  /** Moves secrets of the result into cookies before it is sent. */
  reply?: (result: OutputOf<E>, head: ReplyHead) => OutputOf<E>;
}

interface Options<E extends Endpoint, P> {
  prepare?: Prepare<E, P>;
  /** What a repeat under the same idempotency key is answered with, where the first answer held a secret shown once. */
  remembered?: (result: OutputOf<E>) => OutputOf<E>;
  reply?: (result: OutputOf<E>, head: ReplyHead) => OutputOf<E>;
}

/** A door that changes something: permission, validation, one transaction, idempotency, retry. */
export function command<E extends Endpoint, P = undefined>(
  endpoint: E,
  run: (ctx: Ctx, input: ParsedInputOf<E>, prepared: P) => Promise<OutputOf<E>>,
  options: Options<E, P> = {},
): Operation<E> {
  return operation(endpoint, "command", run, options);
}

/** A door that only reads: permission, validation, one read-only transaction. */
export function query<E extends Endpoint, P = undefined>(
  endpoint: E,
  run: (ctx: Ctx, input: ParsedInputOf<E>, prepared: P) => Promise<OutputOf<E>>,
  options: Options<E, P> = {},
): Operation<E> {
  return operation(endpoint, "query", run, options);
}

function operation<E extends Endpoint, P>(
  endpoint: E,
  kind: "command" | "query",
  run: (ctx: Ctx, input: ParsedInputOf<E>, prepared: P) => Promise<OutputOf<E>>,
  options: Options<E, P>,
): Operation<E> {
  return {
    endpoint,
    ...(options.reply ? { reply: options.reply } : {}),
    async execute(runtime, call, rawInput) {
      if (endpoint.access !== "public" && call.tenantId === null) throw new AppError("not_signed_in");
      const parsed = endpoint.input.safeParse(rawInput);
      const guard = guardOf(endpoint, rawInput);
      // The permission is asked before the input is judged, and before anything slow is done for the caller.
      if (!parsed.success || options.prepare) await assertMayEnter(runtime, call, endpoint, rawInput);
      const input = parsed.success ? (parsed.data as ParsedInputOf<E>) : refuseInput(parsed.error);
      const ready = options.prepare
        ? await options.prepare(runtime, input, call)
        : { tenantId: call.tenantId, prepared: undefined as P, actor: call.actor };
      if (ready.tenantId === null) throw new AppError("not_signed_in");
      return inTransaction(
        runtime,
        { ...call, tenantId: ready.tenantId, actor: ready.actor ?? call.actor },
        { name: endpoint.name, readOnly: kind === "query", input: rawInput, guard, remembered: options.remembered },
        (ctx) => run(ctx, input, ready.prepared),
      );
    },
  };
}

/**
 * Asks only whether a caller may enter, for doors that do not run through a command: uploads, downloads, PDFs.
 * @throws not_signed_in, not_permitted, not_found
 */
export async function assertMayEnter(runtime: Runtime, call: Call, door: Door, rawInput: unknown): Promise<void> {
  const { tenantId } = call;
  if (door.access === "public") return;
  if (tenantId === null) throw new AppError("not_signed_in");
  await inTransaction(
    runtime,
    { ...call, tenantId, idempotencyKey: undefined },
    { name: door.name, readOnly: true, guard: guardOf(door, rawInput) },
    async () => undefined,
  );
}

function refuseInput(error: z.ZodError): never {
  const fields = error.issues.slice(0, 50).map(toFieldIssue);
  throw new AppError("validation_failed", fields.map((f) => `${f.path || "body"}: ${f.message}`).join("; "), {
    fields,
  });
}

function toFieldIssue(issue: z.core.$ZodIssue): FieldIssue {
  return { path: issue.path.join("."), message: issue.message };
}

interface Begun {
  config_version: number;
  known_hash: string | null;
  known_response: unknown;
}

const MOST_TRIES = 6;

interface What {
  name: string;
  readOnly?: boolean;
  /** Everything read is of one moment, however long the reading takes. */
  snapshot?: boolean;
  /** Not run again when the database gives up on it: its source is a stream that is read once. */
  once?: boolean;
  input?: unknown;
  /** See {@link Options}; as it was when left out. */
  remembered?: ((result: never) => unknown) | undefined;
  /** What the caller must be allowed to do, and may see of the result. */
  guard?: Guard;
}

/**
 * Opens the one transaction of a command, query or job: tenant wall up, idempotency answered, events and jobs written
 * with it; serialization failures and deadlocks are run again.
 * @throws AppError; nothing is changed then, save by `refuseAfterCommit`.
 */
export async function inTransaction<T>(
  runtime: Runtime,
  call: Call & { tenantId: string },
  what: What,
  run: (ctx: Ctx) => Promise<T>,
): Promise<T> {
  const key = what.readOnly ? undefined : call.idempotencyKey;
  const digest = key ? hash("sha256", `${what.name} ${JSON.stringify(what.input)}`, "hex") : null;
  const stop = metrics.commandSeconds.startTimer({ command: what.name });
  for (let attempt = 1; ; attempt += 1) {
    try {
      const done = await attemptOnce(runtime, call, what, key ?? null, digest, run);
      stop({ outcome: "done" });
      if (done.eventCount > 0) runtime.committed(call.tenantId);
      if (done.refusal) throw done.refusal;
      return done.result;
    } catch (error) {
      if (isRetryable(error) && attempt < MOST_TRIES && !what.once) {
        metrics.retries.inc({ command: what.name });
        await new Promise((r) => setTimeout(r, Math.random() * 10 * 2 ** attempt));
        continue;
      }
      stop({ outcome: "refused" });
      if (error instanceof AppError) throw error;
      const known = isRetryable(error) ? new AppError("busy") : fromDatabase(error);
      if (!known) throw error;
      runtime.log.debug({ err: error, command: what.name, requestId: call.requestId }, "refused by the database");
      throw known;
    }
  }
}

function modeOf(what: What): string {
  return `${what.snapshot ? "isolation level repeatable read " : ""}${what.readOnly ? "read only" : "read write"}`;
}

async function attemptOnce<T>(
  runtime: Runtime,
  call: Call & { tenantId: string },
  what: What,
  key: string | null,
  digest: string | null,
  run: (ctx: Ctx) => Promise<T>,
): Promise<{ result: T; eventCount: number; refusal: AppError | null }> {
  return (await runtime.sql.begin(modeOf(what), async (sql) => {
    const [begun] = await sql<Begun[]>`select * from app.begin_command(${call.tenantId}, ${key}, ${!what.readOnly})`;
    const opened = await openContext(runtime, call, sql as unknown as Tx, begun?.config_version ?? 0);
    const { ctx } = opened;
    await what.guard?.enter(ctx);
    if (begun && begun.known_hash !== null) {
      if (begun.known_hash !== digest) throw new AppError("idempotency_mismatch");
      const refusal = refusalIn(begun.known_response);
      return { result: shown(begun.known_response as T), eventCount: 0, refusal };
    }
    const result = await run(ctx);
    const { events, jobs } = opened;
    const refusal = opened.refusal();
    const kept = refusal ? keptRefusal(refusal) : what.remembered ? what.remembered(result as never) : result;
    if (events.length > 0 || jobs.length > 0 || key !== null) {
      const finished = sql`select app.finish_command(
        ${events.length > 0 ? sql.json(events as never) : null}::jsonb, ${jobs.length > 0 ? sql.json(jobs as never) : null}::jsonb,
        ${ctx.actor.type}, ${ctx.actor.id}::uuid, ${call.requestId},
        ${key}, ${what.name}, ${digest}, ${key !== null ? sql.json(kept as never) : null}::jsonb)`;
      // Sent with the commit that follows at once. Should it fail, the commit is a rollback and `begin` throws why.
      finished.catch(() => {});
    }
    return { result: shown(result), eventCount: events.length, refusal };

    function shown(value: T): T {
      return what.guard ? what.guard.leave(ctx.actor, value) : value;
    }
  })) as { result: T; eventCount: number; refusal: AppError | null };
}

async function openContext(runtime: Runtime, call: Call & { tenantId: string }, sql: Tx, configVersion: number) {
  const events: (NewEvent & { uid: string })[] = [];
  const jobs: object[] = [];
  let refusal: AppError | null = null;
  let configChanging = configVersion === 0;
  const { tenantId } = call;
  const cached = <T>(name: string, load: () => Promise<T>): Promise<T> =>
    configChanging ? load() : cachedByVersion(tenantId, name, configVersion, load);
  let tenant = await cached("tenant", () => loadTenant(sql, tenantId));
  const now = runtime.now();
  let actor = call.identify ? await call.identify({ sql, tenantId, cached, now }) : call.actor;
  let today: string | null = null;
  const ctx: Ctx = {
    sql,
    tenantId,
    get tenant() {
      return tenant;
    },
    get actor() {
      return actor;
    },
    lend(permission) {
      const reach = new Map(actor.reach);
      reach.delete(permission);
      actor = { ...actor, permissions: new Set([...actor.permissions, permission]), reach };
    },
    actAs(userId) {
      actor = { ...actor, type: "user", id: userId };
    },
    requestId: call.requestId,
    request: call.request ?? null,
    log: runtime.log,
    now,
    get today() {
      today ??= businessDate(now, tenant.timeZone);
      return today;
    },
    emit(event) {
      const uid = newId();
      events.push({ uid, before: null, after: null, ...event });
      for (const subscriber of subscribersOf(event)) {
        const { type, entityType, entityId, after } = event;
        jobs.push({
          task: "react",
          payload: { tenantId, subscriber, event: { uid, type, entityType, entityId, after } },
        });
      }
    },
    enqueue(job: NewJob) {
      const { payload, ...rest } = job;
      jobs.push({ ...rest, payload: { tenantId, payload } });
    },
    cached,
    async changeConfig() {
      configChanging = true;
      await sql`update tenant set config_version = config_version + 1 where id = ${tenantId}`;
    },
    async reloadTenant() {
      tenant = await loadTenant(sql, tenantId);
    },
    nextLooseNumber: (series, prefix) => nextLooseNumber(runtime, tenantId, series, prefix),
    refuseAfterCommit(error) {
      refusal = error;
    },
  };
  return { ctx, events, jobs, refusal: () => refusal };
}

const noTenant: Omit<TenantSettings, "id"> = {
  slug: "",
  name: "",
  legalName: "",
  country: "",
  state: null,
  taxNumber: null,
  currency: "",
  locale: "en",
  timeZone: "UTC",
  costMethod: "fifo",
  fiscalYearStartMonth: 1,
  gtinPrefix: null,
  skuPattern: "{style}-{colour}-{size}",
  settings: {},
};

/** The settings row; blank settings while sign-up is still making it. */
async function loadTenant(sql: Tx, tenantId: string): Promise<TenantSettings> {
  const [row] = await sql<TenantSettings[]>`
    select id, slug, name, legal_name as "legalName", country, state, tax_number as "taxNumber", currency, locale,
           time_zone as "timeZone", cost_method as "costMethod", fiscal_year_start_month as "fiscalYearStartMonth",
           gtin_prefix as "gtinPrefix", sku_pattern as "skuPattern", settings
    from tenant where id = ${tenantId}`;
  return row ?? { id: tenantId, ...noTenant };
}
