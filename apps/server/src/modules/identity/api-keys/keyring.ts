import { timingSafeEqual } from "node:crypto";
import { type Runtime, systemActor } from "../../../platform/context.ts";
import type { Caller } from "../../../platform/http/operations.ts";
import { newId } from "../../../platform/ids.ts";
import { inTransaction } from "../../../platform/runner.ts";
import { hashOf } from "../sessions/session.ts";
import { readKeyText } from "./key-text.ts";
import { assertInTime, identifyKey, type LiveKey, loadKeys, unknownKey } from "./load-keys.ts";
import { recordKeyUse } from "./record-key-use.ts";

export interface Keyring {
  /**
   * Who sends a key. Whether it still works, and for what, is asked again inside each transaction.
   * @throws not_signed_in
   */
  callerOf(text: string, address: string | null): Promise<Caller & { expiresAt: null }>;
  /** Writes down the uses that were only counted so far. */
  flush(): Promise<void>;
  stop(): Promise<void>;
}

interface Known {
  at: number;
  keys: ReadonlyMap<string, LiveKey>;
}

/** For so long a process believes what it read of a business's keys, for the hash and the number of requests only. */
const BELIEVED_MS = 10_000;
const MOST_TENANTS = 5_000;

/** Finds keys, and counts their use. One per process. */
export function openKeyring(runtime: Runtime): Keyring {
  const known = new Map<string, Known>();
  const use = recordKeyUse(runtime);

  async function keysOf(tenantId: string, prefix: string): Promise<ReadonlyMap<string, LiveKey>> {
    const found = known.get(tenantId);
    if (found && Date.now() - found.at < BELIEVED_MS && found.keys.has(prefix)) return found.keys;
    const call = { tenantId, actor: systemActor, requestId: `key-${newId()}` };
    const keys = await inTransaction(runtime, call, { name: "identity.find_api_key", readOnly: true }, loadKeys);
    known.delete(tenantId);
    if (keys.size > 0) known.set(tenantId, { at: Date.now(), keys });
    const oldest = known.size > MOST_TENANTS ? known.keys().next().value : undefined;
    if (oldest !== undefined) known.delete(oldest);
    return keys;
  }

  return {
    async callerOf(text, address) {
      const parts = readKeyText(text);
      if (!parts) throw unknownKey();
      const { tenantId, prefix } = parts;
      const key = (await keysOf(tenantId, prefix)).get(prefix);
      if (!key || !timingSafeEqual(Buffer.from(key.secretHash), Buffer.from(hashOf(text)))) throw unknownKey();
      assertInTime(key, runtime.now());
      use.note(tenantId, key.id, address);
      return {
        tenantId,
        actor: { type: "api_key", id: key.id, permissions: new Set() },
        identify: (open) => identifyKey(open, prefix),
        requestsPerMinute: key.requestsPerMinute,
        expiresAt: null,
      };
    },
    flush: use.flush,
    stop: use.stop,
  };
}
