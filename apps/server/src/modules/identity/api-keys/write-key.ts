import type { Reach } from "@selvedge/domain";
import type { Ctx } from "../../../platform/context.ts";
import { jsonRows } from "../../../platform/db.ts";
import { AppError, fieldError } from "../../../platform/errors.ts";
import { newId } from "../../../platform/ids.ts";
import { assertConfirmed, assertUser } from "../accounts/own-security.ts";
import { hashOf } from "../sessions/session.ts";
import { newKeyText } from "./key-text.ts";

/** A business that needs more has forgotten to revoke some. */
const MOST_KEYS = 200;

export interface NewKey {
  name: string;
  scopes: readonly string[];
  limits: Reach | null;
  requestsPerMinute: number;
  expiresAt: Date | null;
}

/**
 * Only a person makes keys, and one who has just proved who they are: a key outlives the session it was made in.
 * @throws not_permitted for a key or an app, confirm_identity
 */
export async function assertMayMakeKeys(ctx: Ctx): Promise<string> {
  const user = await assertUser(ctx);
  await assertConfirmed(ctx);
  return user.id;
}

/** @returns the new key's id, and the key itself, which is kept nowhere */
export async function insertKey(ctx: Ctx, makerId: string, key: NewKey): Promise<{ id: string; secret: string }> {
  const { sql, tenantId, now } = ctx;
  const [live] = await sql<{ n: number }[]>`
    select count(*)::int as n from api_key
    where tenant_id = ${tenantId} and revoked_at is null and (expires_at is null or expires_at > ${now})`;
  if (live!.n >= MOST_KEYS)
    throw new AppError("wrong_state", `A business has at most ${MOST_KEYS} keys that work; revoke one first.`);
  await ctx.changeConfig();
  const id = newId();
  const { text, prefix } = newKeyText(tenantId);
  await sql`
    insert into api_key (tenant_id, id, name, prefix, secret_hash, scopes, limits, requests_per_minute, expires_at, created_by, created_at)
    values (${tenantId}, ${id}, ${key.name}, ${prefix}, ${hashOf(text)}, ${[...key.scopes]},
            ${key.limits === null ? null : jsonRows(sql, key.limits as never)}, ${key.requestsPerMinute}, ${key.expiresAt}, ${makerId}, ${now})`;
  return { id, secret: text };
}

/** When a key is to stop working. @throws validation_failed for a time that is over */
export function readExpiry(ctx: Ctx, given: string | null | undefined): Date | null {
  if (!given) return null;
  const at = new Date(given);
  if (at <= ctx.now) throw fieldError("expiresAt", "This time is over; choose a later one");
  return at;
}
