import type { Ctx } from "../../../platform/context.ts";

/** SQL of whether a grant `g` lets its app in: not ended, not over, and its code was redeemed (a token was ever issued). */
export const isLive = ({ sql, now }: Ctx) => sql`
  (g.revoked_at is null and g.expires_at > ${now} and g.last_used_on is not null)`;

/**
 * Ends grants at once: their codes and refresh tokens are refused, and so are their access tokens, for each process reads
 * the grant anew (the configuration's version rises).
 * @param which one grant, or every grant of an app, of a person, or of both
 * @returns the grants that were ended
 */
export async function endGrants(
  ctx: Ctx,
  which: { id: string } | { appId: string; userId?: string },
  why: "taken_back" | "ended_by_admin" | "revoked_by_app" | "reused",
): Promise<{ id: string; appId: string; userId: string }[]> {
  const { sql, tenantId, now } = ctx;
  const chosen =
    "id" in which
      ? sql`id = ${which.id}`
      : sql`app_id = ${which.appId} ${which.userId ? sql`and user_id = ${which.userId}` : sql``}`;
  const ended = await sql<{ id: string; appId: string; userId: string }[]>`
    update oauth_grant set revoked_at = ${now}, ended_why = ${why}
    where tenant_id = ${tenantId} and revoked_at is null and ${chosen} returning id, app_id as "appId", user_id as "userId"`;
  if (ended.length === 0) return [];
  await ctx.changeConfig();
  for (const { id, appId, userId } of ended)
    ctx.emit({
      type: "identity.app_access_ended",
      entityType: "oauth_grant",
      entityId: id,
      after: { appId, userId, why },
    });
  return [...ended];
}
