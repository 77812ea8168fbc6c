import { type Runtime, systemActor } from "../../../platform/context.ts";
import { jsonRows } from "../../../platform/db.ts";
import { newId } from "../../../platform/ids.ts";
import { inTransaction } from "../../../platform/runner.ts";

interface Use {
  key_id: string;
  last_used_at: Date;
  last_address: string | null;
  requests: number;
}

const EVERY_MS = 60_000;

/**
 * Counts the use of keys in memory and writes it once a minute, one statement per business: a key that calls a thousand
 * times a second costs no row lock. What a process counted in its last minute is lost when it is killed.
 */
export function recordKeyUse(runtime: Runtime, everyMs = EVERY_MS) {
  const tenants = new Map<string, Map<string, Use>>();
  const timer = setInterval(() => void flush(), everyMs);
  timer.unref();

  async function flush(): Promise<void> {
    const counted = [...tenants];
    tenants.clear();
    for (const [tenantId, uses] of counted) {
      await write(tenantId, [...uses.values()]).catch((error: unknown) =>
        runtime.log.warn({ err: error, tenantId }, "the use of keys was not recorded"),
      );
    }
  }

  async function write(tenantId: string, uses: readonly Use[]): Promise<void> {
    // In one order, so that two processes that write the same keys do not wait for each other in a circle.
    const rows = [...uses].sort((a, b) => a.key_id.localeCompare(b.key_id));
    const call = { tenantId, actor: systemActor, requestId: `key-use-${newId()}` };
    await inTransaction(
      runtime,
      call,
      { name: "identity.record_key_use" },
      ({ sql }) => sql`
      insert into api_key_use (tenant_id, key_id, last_used_at, last_address, requests)
      select ${tenantId}, u.key_id, u.last_used_at, u.last_address, u.requests
      from jsonb_to_recordset(${jsonRows(sql, rows)}::jsonb)
        as u(key_id uuid, last_used_at timestamptz, last_address text, requests bigint)
      on conflict (tenant_id, key_id) do update
      set last_used_at = greatest(api_key_use.last_used_at, excluded.last_used_at),
          last_address = coalesce(excluded.last_address, api_key_use.last_address),
          requests = api_key_use.requests + excluded.requests`,
    );
  }

  return {
    note(tenantId: string, keyId: string, address: string | null): void {
      const uses = tenants.get(tenantId) ?? new Map<string, Use>();
      tenants.set(tenantId, uses);
      const before = uses.get(keyId);
      uses.set(keyId, {
        key_id: keyId,
        last_used_at: runtime.now(),
        last_address: address ?? before?.last_address ?? null,
        requests: (before?.requests ?? 0) + 1,
      });
    },
    flush,
    async stop(): Promise<void> {
      clearInterval(timer);
      await flush();
    },
  };
}
