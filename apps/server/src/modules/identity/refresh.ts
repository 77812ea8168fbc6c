import { tenancyApi } from "@selvedge/contract";
import { AppError } from "../../platform/errors.ts";
import { command } from "../../platform/runner.ts";
import { findUser, hashOf, issueSession, REFRESH_COOKIE, REFRESH_PATH, tenantOfRefreshToken } from "./session.ts";
import { sendSession } from "./sign-in.ts";

interface TokenRow {
  family_id: string;
  user_id: string;
  expires_at: Date;
  used_at: Date | null;
  revoked_at: Date | null;
}

/** Two tabs may present one token at the same moment; later than this it is a theft. */
const SAME_MOMENT_MS = 10_000;

export const refreshSession = command(
  tenancyApi.refreshSession,
  async (ctx, _input, token: string) => {
    const { sql, tenantId, now } = ctx;
    const [row] = await sql<TokenRow[]>`
      select family_id, user_id, expires_at, used_at, revoked_at from refresh_token
      where tenant_id = ${tenantId} and token_hash = ${hashOf(token)} for update`;
    if (!row || row.revoked_at || row.expires_at <= now) throw new AppError("session_revoked");
    if (row.used_at && now.getTime() - row.used_at.getTime() > SAME_MOMENT_MS) {
      await sql`update refresh_token set revoked_at = now()
                where tenant_id = ${tenantId} and family_id = ${row.family_id} and revoked_at is null`;
      ctx.emit({
        type: "identity.refresh_token_reused",
        entityType: "user",
        entityId: row.user_id,
        after: { familyId: row.family_id },
      });
      ctx.refuseAfterCommit(
        new AppError("session_revoked", "This session was used from two places and has been ended. Sign in again."),
      );
      return undefined as never;
    }
    const user = await findUser(ctx, row.user_id);
    if (user?.status !== "active") throw new AppError("session_revoked");
    await sql`update refresh_token set used_at = coalesce(used_at, ${now}) where tenant_id = ${tenantId} and token_hash = ${hashOf(token)}`;
    return issueSession(ctx, user, row.family_id);
  },
  {
    async prepare(_runtime, _input, call) {
      const token = call.request?.cookies[REFRESH_COOKIE];
      return { tenantId: tenantOfRefreshToken(token), prepared: token! };
    },
    reply: sendSession,
  },
);

export const signOut = command(
  tenancyApi.signOut,
  async (ctx, input, token: string) => {
    const { sql, tenantId } = ctx;
    const [row] = await sql<{ family_id: string; user_id: string }[]>`
      select family_id, user_id from refresh_token where tenant_id = ${tenantId} and token_hash = ${hashOf(token)}`;
    if (!row) return {};
    await sql`
      update refresh_token set revoked_at = now()
      where tenant_id = ${tenantId} and revoked_at is null
        and ${input.everywhere ? sql`user_id = ${row.user_id}` : sql`family_id = ${row.family_id}`}`;
    ctx.emit({
      type: "identity.signed_out",
      entityType: "user",
      entityId: row.user_id,
      after: { everywhere: input.everywhere },
    });
    return {};
  },
  {
    async prepare(_runtime, _input, call) {
      const token = call.request?.cookies[REFRESH_COOKIE];
      return { tenantId: tenantOfRefreshToken(token), prepared: token! };
    },
    reply(result, head) {
      head.clearCookie(REFRESH_COOKIE, { path: REFRESH_PATH });
      return result;
    },
  },
);
