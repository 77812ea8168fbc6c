import { tenancyApi } from "@selvedge/contract";
import type { Ctx } from "../../../platform/context.ts";
import { AppError } from "../../../platform/errors.ts";
import { command } from "../../../platform/runner.ts";
import { mailPerson } from "../accounts/mail-person.ts";
import { deviceOf } from "./device.ts";
import { endSessions } from "./ended-sessions.ts";
import { readIdleMinutes } from "./policy.ts";
import {
  clearRefreshCookie,
  findUser,
  hashOf,
  issueTokens,
  refreshCookieOf,
  sendSession,
  type UserRow,
} from "./session.ts";

interface TokenRow {
  session_id: string;
  user_id: string;
  expires_at: Date;
  used_at: Date | null;
  revoked_at: Date | null;
  last_used_at: Date;
  started_at: Date;
  ended_at: Date | null;
  provider_second_step: boolean;
}

/** However often it is refreshed, a session asks for a new sign-in after so long. */
const MOST_DAYS = 30;
/** A page that was reloaded while its refresh was on the way never saw the answer and asks again with the old token. */
const LOST_ANSWER_MS = 10_000;

export const refreshSession = command(
  tenancyApi.refreshSession,
  async (ctx, _input, token: string) => {
    const row = await lockToken(ctx, token);
    if (!row || row.revoked_at || row.ended_at || row.expires_at <= ctx.now) throw new AppError("session_revoked");
    const user = await findUser(ctx, row.user_id);
    if (user?.status !== "active") throw new AppError("session_revoked");
    if (row.used_at && !(await isLostAnswer(ctx, row))) return refuseReuse(ctx, row, user);
    if (await isOver(ctx, row)) {
      await endSessions(ctx, user.id, { only: row.session_id }, "idle");
      ctx.refuseAfterCommit(
        new AppError("session_revoked", "Nobody used this session for a while, so it has ended. Sign in again."),
      );
      return undefined as never;
    }
    await ctx.sql`update refresh_token set used_at = ${ctx.now} where tenant_id = ${ctx.tenantId} and token_hash = ${hashOf(token)}`;
    await ctx.sql`
      update user_session set last_used_at = ${ctx.now}, address = ${ctx.request?.ip ?? ""}
      where tenant_id = ${ctx.tenantId} and id = ${row.session_id}`;
    return issueTokens(ctx, user, { id: row.session_id, providerSecondStep: row.provider_second_step });
  },
  {
    async prepare(_runtime, _input, call) {
      const { tenantId, token } = refreshCookieOf(call);
      return { tenantId, prepared: token };
    },
    reply: sendSession,
  },
);

async function lockToken(ctx: Ctx, token: string): Promise<TokenRow | null> {
  const [row] = await ctx.sql<TokenRow[]>`
    select f.family_id as session_id, f.user_id, f.expires_at, f.used_at, f.revoked_at, s.last_used_at, s.started_at, s.ended_at,
           s.provider_second_step
    from refresh_token f join user_session s on s.tenant_id = f.tenant_id and s.id = f.family_id
    where f.tenant_id = ${ctx.tenantId} and f.token_hash = ${hashOf(token)} for update`;
  return row ?? null;
}

/**
 * Whether a used token comes again only because a browser lost the answer: at once, from a page of ours in a browser,
 * and the token given in that answer was never used. That token is revoked then, so whoever holds it is found out.
 */
async function isLostAnswer(ctx: Ctx, row: TokenRow): Promise<boolean> {
  const fromOwnPage = ctx.request?.headers["sec-fetch-site"] === "same-origin";
  if (!fromOwnPage || ctx.now.getTime() - row.used_at!.getTime() > LOST_ANSWER_MS) return false;
  const later = await ctx.sql<{ used_at: Date | null; token_hash: string }[]>`
    select used_at, token_hash from refresh_token
    where tenant_id = ${ctx.tenantId} and family_id = ${row.session_id} and issued_at >= ${row.used_at!} and revoked_at is null`;
  const after = later.filter((t) => t.used_at === null || t.used_at > row.used_at!);
  if (after.some((t) => t.used_at !== null)) return false;
  // Marked as used long ago, not as revoked: who presents it is a thief, and the family ends.
  await ctx.sql`update refresh_token set used_at = ${new Date(0)}
                where tenant_id = ${ctx.tenantId} and token_hash = any(${after.map((t) => t.token_hash)})`;
  return true;
}

async function refuseReuse(ctx: Ctx, row: TokenRow, user: UserRow): Promise<never> {
  await endSessions(ctx, user.id, { only: row.session_id }, "reused");
  ctx.emit({
    type: "identity.refresh_token_reused",
    entityType: "user",
    entityId: user.id,
    after: { sessionId: row.session_id, ip: ctx.request?.ip ?? null },
  });
  await mailPerson(ctx, user, {
    subject: "A session of yours was ended for safety",
    body: [
      `The session on ${deviceOf(ctx.request?.userAgent ?? "")} was used from two places at once, which happens when somebody has copied it. It has been ended on both.`,
      "Sign in again. If this was not your doing, change your password and look through the devices in your profile.",
    ],
  });
  ctx.refuseAfterCommit(
    new AppError("session_revoked", "This session was used from two places and has been ended. Sign in again."),
  );
  return undefined as never;
}

async function isOver(ctx: Ctx, row: TokenRow): Promise<boolean> {
  const idleMs = readIdleMinutes(ctx) * 60_000;
  return (
    ctx.now.getTime() - row.last_used_at.getTime() > idleMs ||
    ctx.now.getTime() - row.started_at.getTime() > MOST_DAYS * 86_400_000
  );
}

export const signOut = command(
  tenancyApi.signOut,
  async (ctx, input, token: string) => {
    const row = await lockToken(ctx, token);
    if (!row || row.ended_at) return {};
    await endSessions(ctx, row.user_id, input.everywhere ? { but: null } : { only: row.session_id }, "signed_out");
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
      const { tenantId, token } = refreshCookieOf(call);
      return { tenantId, prepared: token };
    },
    reply(result, head) {
      clearRefreshCookie(head);
      return result;
    },
  },
);
