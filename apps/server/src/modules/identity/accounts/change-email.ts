import { accountApi } from "@selvedge/contract";
import type { Ctx } from "../../../platform/context.ts";
import { AppError, fieldError } from "../../../platform/errors.ts";
import { command } from "../../../platform/runner.ts";
import { endSessions } from "../sessions/ended-sessions.ts";
import { dropLinks, sendLink, spendLink, tenantOfLink } from "./mail-links.ts";
import { assertConfirmed, assertUser, type OwnAccount, tellUser } from "./own-security.ts";

/** At most one mail a minute leaves for an address that nobody has proved to be theirs. */
const WAIT_SECONDS = 60;

/**
 * Asks the new address whether it is the person's, and tells the old one. Nothing changes until the new one answers, and
 * only there is it said when the address belongs to somebody else: who asks need not have learnt that.
 */
export const changeEmail = command(accountApi.changeEmail, async (ctx, { email }) => {
  const user = await assertUser(ctx);
  await assertConfirmed(ctx);
  if (email === user.email) throw fieldError("email", "This is your address already");
  await assertNotJustSent(ctx, user.id);
  await sendLink(ctx, "change_email", { ...user, email });
  await tellUser(
    ctx,
    user,
    "Your e-mail address is to be changed",
    `The new one is ${email}. Until it is confirmed by a link that went there, you sign in with this one.`,
  );
  ctx.emit({
    type: "identity.email_change_asked",
    entityType: "user",
    entityId: user.id,
    before: { email: user.email },
    after: { email },
  });
  return {};
});

async function assertNotJustSent({ sql, tenantId, now }: Ctx, userId: string): Promise<void> {
  const [sent] = await sql`
    select 1 from mail_link where tenant_id = ${tenantId} and user_id = ${userId} and kind = 'change_email'
      and created_at > ${new Date(now.getTime() - WAIT_SECONDS * 1000)}`;
  if (!sent) return;
  throw new AppError("too_many_requests", "A mail left a moment ago; wait a minute.", {
    details: { retryAfterSeconds: WAIT_SECONDS },
  });
}

/** Leaves the address as it is; the link that went to the new one stops working. */
export const keepEmail = command(accountApi.keepEmail, async (ctx) => {
  const user = await assertUser(ctx);
  const dropped = await dropLinks(ctx, "change_email", user.id);
  if (dropped > 0) ctx.emit({ type: "identity.email_kept", entityType: "user", entityId: user.id });
  return {};
});

/** The new address answers: from now on it signs in, everybody signed in by the old one signs in anew, and the old one is told. */
export const confirmEmail = command(
  accountApi.confirmEmail,
  async (ctx, { token }) => {
    const { userId, email } = await spendLink(ctx, "change_email", token);
    const before = await lockActive(ctx, userId);
    if (await belongsToAnother(ctx, userId, email)) {
      throw new AppError("duplicate", "This address belongs to another account of the business.");
    }
    // Who opens the link of their own mail box is the person, whoever is signed in on that device.
    ctx.actAs(userId);
    await ctx.changeConfig();
    await ctx.sql`
      update user_account set email = ${email}, email_verified_at = ${ctx.now}, version = version + 1
      where tenant_id = ${ctx.tenantId} and id = ${userId}`;
    await endSessions(ctx, userId, { but: null }, "email_changed");
    ctx.emit({
      type: "identity.email_changed",
      entityType: "user",
      entityId: userId,
      before: { email: before.email },
      after: { email },
    });
    await tellUser(
      ctx,
      before,
      "Your e-mail address was changed",
      `You sign in with ${email} now. You are signed out on every device.`,
    );
    return { email };
  },
  { prepare: async (_runtime, { token }) => ({ tenantId: tenantOfLink(token), prepared: undefined }) },
);

async function lockActive(ctx: Ctx, userId: string): Promise<Pick<OwnAccount, "id" | "name" | "email">> {
  const [user] = await ctx.sql<OwnAccount[]>`
    select id, name, email from user_account
    where tenant_id = ${ctx.tenantId} and id = ${userId} and status = 'active' for update`;
  if (!user) throw new AppError("link_expired", "This account is not active any more. Ask whoever runs the business.");
  return user;
}

async function belongsToAnother({ sql, tenantId }: Ctx, userId: string, email: string): Promise<boolean> {
  const [other] = await sql`
    select 1 from user_account where tenant_id = ${tenantId} and email_key = lower(${email}) and id <> ${userId}`;
  return other !== undefined;
}
