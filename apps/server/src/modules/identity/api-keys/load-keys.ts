import type { Reach } from "@selvedge/domain";
import type { Actor } from "../../../platform/context.ts";
import { AppError } from "../../../platform/errors.ts";
import { identifyFor } from "../access/identify-for.ts";
import { type Open, toReach } from "../access/load-roles.ts";

/** A key that works, save that its time may be over. */
export interface LiveKey {
  id: string;
  prefix: string;
  secretHash: string;
  scopes: readonly string[];
  limits: Reach;
  requestsPerMinute: number;
  expiresAt: Date | null;
  makerId: string | null;
}

/** Every key of the business that works, by prefix; kept until one is made, changed or revoked. */
export function loadKeys(open: Open): Promise<ReadonlyMap<string, LiveKey>> {
  return open.cached("identity api keys", async () => {
    const rows = await open.sql<(Omit<LiveKey, "limits"> & { limits: unknown })[]>`
      select id, prefix, secret_hash as "secretHash", scopes, limits, requests_per_minute as "requestsPerMinute",
             expires_at as "expiresAt", created_by as "makerId"
      from api_key where tenant_id = ${open.tenantId} and revoked_at is null and (expires_at is null or expires_at > ${open.now})`;
    return new Map(rows.map((row) => [row.prefix, { ...row, limits: toReach(row.limits) }]));
  });
}

/** @throws not_signed_in for a key that is over */
export function assertInTime(key: LiveKey, now: Date): void {
  if (key.expiresAt && key.expiresAt <= now)
    throw new AppError("not_signed_in", "This key has expired; ask for a new one.");
}

/**
 * What a key may do now: its scopes, as far as its limits and whoever made it go.
 * @throws not_signed_in for one that was revoked, is over, or whose maker is not active any more
 */
export async function identifyKey(open: Open, prefix: string): Promise<Actor> {
  const key = (await loadKeys(open)).get(prefix);
  if (!key) throw unknownKey();
  assertInTime(key, open.now);
  if (!key.makerId) throw makerGone();
  return identifyFor(open, { type: "api_key", id: key.id }, { personId: key.makerId, ...key }, makerGone);
}

export const unknownKey = () => new AppError("not_signed_in", "This key is not known here, or was revoked.");
const makerGone = () =>
  new AppError("not_signed_in", "Whoever made this key is not active any more; have somebody rotate it.");
