import type { Ctx } from "../../../platform/context.ts";
import { AppError } from "../../../platform/errors.ts";
import type { Open } from "../access/load-roles.ts";

/**
 * Ends sessions of a user at once: their refresh tokens are worthless, and so are their access tokens, for every process
 * reads the ended sessions anew (the configuration's version rises, which each command reads as it begins).
 * @param which one session, every one of the user, or every one but this
 */
export async function endSessions(
  ctx: Ctx,
  userId: string,
  which: { only: string } | { but: string | null },
  why: string,
): Promise<number> {
  const { sql, tenantId, now } = ctx;
  const chosen = "only" in which ? sql`and id = ${which.only}` : which.but ? sql`and id <> ${which.but}` : sql``;
  const ended = await sql<{ id: string }[]>`
    update user_session set ended_at = ${now}, ended_why = ${why}
    where tenant_id = ${tenantId} and user_id = ${userId} and ended_at is null ${chosen} returning id`;
  if (ended.length === 0) return 0;
  await sql`update refresh_token set revoked_at = ${now}
            where tenant_id = ${tenantId} and family_id = any(${ended.map((s) => s.id)}::uuid[]) and revoked_at is null`;
  await ctx.changeConfig();
  return ended.length;
}

/** @throws session_revoked when the session has been ended; costs no SQL until one of the business's is */
export async function assertSessionLives(open: Open, sessionId: string): Promise<void> {
  const ended = await open.cached("identity ended sessions", async () => {
    // An access token lives 15 minutes; a session that ended before that has none left.
    const rows = await open.sql<{ id: string }[]>`
      select id from user_session where tenant_id = ${open.tenantId} and ended_at > now() - interval '20 minutes'`;
    return new Set(rows.map((row) => row.id));
  });
  if (ended.has(sessionId)) throw new AppError("session_revoked");
}
