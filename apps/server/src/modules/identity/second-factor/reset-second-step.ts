import { accountApi } from "@selvedge/contract";
import type { Ctx } from "../../../platform/context.ts";
import { AppError, notFound } from "../../../platform/errors.ts";
import { command } from "../../../platform/runner.ts";
import { sendLink } from "../accounts/mail-links.ts";
import { assertConfirmed } from "../accounts/own-security.ts";
import { endSessions } from "../sessions/ended-sessions.ts";
import { assertMayRule } from "../users/assert-may-rule.ts";

/** How somebody made sure that it is the person who lost the second step, and not who stole the rest. */
export interface IdentityCheck {
  checkedBy: "in_person" | "video" | "known_number" | "operator";
  note?: string | undefined;
}

/** Who holds people's access vouches for the person, after a fresh proof of who they are themselves. */
export const resetSecondStep = command(accountApi.resetSecondStep, async (ctx, { id, checkedBy, note }) => {
  await assertConfirmed(ctx);
  if (id === ctx.actor.id)
    throw new AppError("wrong_state", "Your own second step is changed in your account; a backup code lets you in.");
  await assertMayRule(ctx, id);
  await takeSecondStepAway(ctx, id, { checkedBy, note });
  return {};
});

/**
 * Brings a person back to where an invitation brings somebody: vouched for, and to prove the mail box anew. App, backup codes,
 * passkeys and the password stop counting, every session ends, and a link to choose a password is sent (ASVS 5.0, 6.4.4).
 * @throws not_found; wrong_state for who has no second step or is not active
 */
export async function takeSecondStepAway(ctx: Ctx, userId: string, check: IdentityCheck): Promise<void> {
  const { sql, tenantId } = ctx;
  const [user] = await sql<
    { id: string; name: string; email: string; status: string; totp: boolean; passkeys: number }[]
  >`
    select id, name, email, status, totp_confirmed_at is not null as totp,
           (select count(*)::int from passkey p where p.tenant_id = u.tenant_id and p.user_id = u.id) as passkeys
    from user_account u where tenant_id = ${tenantId} and id = ${userId} for update`;
  if (!user) throw notFound("user");
  const { totp, passkeys } = user;
  if (user.status !== "active" || !(totp || passkeys > 0))
    throw new AppError("wrong_state", `${user.name} has no second step to take away.`);
  await ctx.changeConfig();
  await sql`update user_account set totp_secret = null, totp_confirmed_at = null, password_hash = null, version = version + 1
            where tenant_id = ${tenantId} and id = ${userId}`;
  await sql`delete from backup_code where tenant_id = ${tenantId} and user_id = ${userId}`;
  await sql`delete from passkey where tenant_id = ${tenantId} and user_id = ${userId}`;
  await endSessions(ctx, userId, { but: null }, "second_step_reset");
  ctx.emit({
    type: "identity.second_step_reset",
    entityType: "user",
    entityId: userId,
    before: { totp, passkeys },
    after: { totp: false, passkeys: 0, checkedBy: check.checkedBy, ...(check.note ? { note: check.note } : {}) },
  });
  await sendLink(ctx, "reset_password", user, {
    subject: "Your second step of sign-in was taken away",
    body: [
      `Hello ${user.name},`,
      "the authenticator app and passkeys of your account do not count any more, because you said that you lost them. Choose a new password, sign in, and set up a second step again.",
      "If you did not ask for this, tell whoever runs the business at once: somebody may be pretending to be you.",
    ],
  });
}
