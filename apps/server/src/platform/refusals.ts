import type { Actor, Runtime } from "./context.ts";
import { inTransaction } from "./runner.ts";

/** Somebody asked for what is not theirs to have. */
export interface Refusal {
  tenantId: string;
  actor: Actor;
  /** The door: method and route. */
  what: string;
  /** Error code, such as not_permitted. */
  code: string;
  permission?: string | undefined;
  ip: string;
  requestId: string;
  /** Whose account it was about, where the actor is nobody yet (sign-in). */
  userId?: string | undefined;
}

interface Counted {
  first: Refusal;
  /** How many since the last entry of the trail. */
  count: number;
  since: Date;
}

export interface RefusalRecorder {
  note(refusal: Refusal): void;
  /** Writes what was only counted so far. */
  flush(): Promise<void>;
  stop(): Promise<void>;
}

const EVERY_MS = 60_000;
/** Different refusals of a business that get an entry of their own per minute and process; the rest share one. */
const MOST_KINDS = 20;

/**
 * Records refusals in the audit trail without letting an attacker fill it: the first of its kind at once, the same again
 * within the minute as one entry with their number, and past a number of kinds all others as one. A business gets at
 * most 2 × (20 + 1) entries a minute per process, whatever is thrown at it.
 */
export function recordRefusals(runtime: Runtime, everyMs = EVERY_MS): RefusalRecorder {
  const tenants = new Map<string, Map<string, Counted>>();
  const writing = new Set<Promise<void>>();
  const timer = setInterval(() => void flush(), everyMs);
  timer.unref();

  function write(refusal: Refusal, count: number, since: Date): void {
    const work = record(runtime, refusal, count, since)
      .catch((error: unknown) =>
        runtime.log.warn({ err: error, tenantId: refusal.tenantId }, "a refusal was not recorded"),
      )
      .finally(() => writing.delete(work));
    writing.add(work);
  }

  function note(refusal: Refusal): void {
    const kinds = tenants.get(refusal.tenantId) ?? new Map<string, Counted>();
    tenants.set(refusal.tenantId, kinds);
    const own = [refusal.actor.id ?? refusal.userId ?? refusal.ip, refusal.what, refusal.code].join(" ");
    const key = kinds.has(own) || kinds.size < MOST_KINDS ? own : "others";
    const known = kinds.get(key);
    if (known) {
      known.count += 1;
      return;
    }
    const first = key === "others" ? { ...refusal, what: "many doors" } : refusal;
    kinds.set(key, { first, count: 0, since: runtime.now() });
    write(first, 1, runtime.now());
  }

  async function flush(): Promise<void> {
    for (const kinds of tenants.values()) {
      for (const { first, count, since } of kinds.values()) if (count > 0) write(first, count, since);
    }
    tenants.clear();
    await Promise.allSettled(writing);
  }

  return {
    note,
    flush,
    async stop() {
      clearInterval(timer);
      await flush();
    },
  };
}

/** Which record an entry is about, where it is not a person. */
const kindOfActor: Partial<Record<Actor["type"], string>> = { api_key: "api_key", app: "oauth_grant" };

async function record(runtime: Runtime, refusal: Refusal, count: number, since: Date): Promise<void> {
  const { tenantId, actor, requestId, what, code, permission, ip, userId } = refusal;
  const about = actor.id ?? userId;
  const kind = (actor.id && kindOfActor[actor.type]) ?? "user";
  await inTransaction(runtime, { tenantId, actor, requestId }, { name: "audit.record_refusal" }, async (ctx) =>
    ctx.emit({
      type: "audit.request_refused",
      entityType: about ? kind : "tenant",
      entityId: about ?? tenantId,
      after: { what, code, permission: permission ?? null, ip, count, since: since.toISOString() },
    }),
  );
}
