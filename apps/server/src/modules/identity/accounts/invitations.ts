import { accountApi } from "@selvedge/contract";
import { readBranding } from "../../../platform/branding.ts";
import { AppError, notFound } from "../../../platform/errors.ts";
import { hashPassword } from "../../../platform/hash-password.ts";
import { assertGoodPassword, assertUnbreached } from "../../../platform/passwords/assert-good-password.ts";
import { command, inTransaction, query } from "../../../platform/runner.ts";
import { accessOfUser } from "../access/access-of-user.ts";
import { assertMayGive } from "../access/assert-may-give.ts";
import { findUser, openSession, sendSession } from "../sessions/session.ts";
import { assertMayRule } from "../users/assert-may-rule.ts";
import { insertUser } from "../users/insert-user.ts";
import { findLink, sendLink, spendLink, tenantOfLink } from "./mail-links.ts";

export const inviteUser = command(accountApi.inviteUser, async (ctx, input) => {
  const user = await insertUser(ctx, { ...input, passwordHash: null });
  const access = await accessOfUser(ctx, user.id);
  assertMayGive(ctx.actor, access!.effective, "roles");
  await sendLink(ctx, "invitation", user);
  return user;
});

export const inviteAgain = command(accountApi.inviteAgain, async (ctx, { id }) => {
  const [user] = await ctx.sql<{ id: string; name: string; email: string; status: string }[]>`
    select id, name, email, status from user_account where tenant_id = ${ctx.tenantId} and id = ${id} for update`;
  if (!user) throw notFound("user");
  if (user.status !== "invited") throw new AppError("wrong_state", `${user.name} has accepted the invitation already.`);
  await assertMayRule(ctx, id);
  await sendLink(ctx, "invitation", user);
  ctx.emit({ type: "identity.user_invited_again", entityType: "user", entityId: id });
  return {};
});

export const getInvitation = query(
  accountApi.getInvitation,
  async (ctx, { token }) => {
    const link = await findLink(ctx, "invitation", token);
    const user = await findUser(ctx, link.userId);
    if (user?.status !== "invited") throw new AppError("link_expired");
    return { name: user.name, email: user.email, business: ctx.tenant.name, logoUrl: readBranding(ctx).logoUrl };
  },
  { prepare: async (_runtime, { token }) => ({ tenantId: tenantOfLink(token), prepared: undefined }) },
);

export const acceptInvitation = command(
  accountApi.acceptInvitation,
  async (ctx, { token, name }, passwordHash: string) => {
    const link = await spendLink(ctx, "invitation", token);
    await ctx.changeConfig();
    const [accepted] = await ctx.sql`
      update user_account set password_hash = ${passwordHash}, status = 'active', email_verified_at = ${ctx.now},
        name = coalesce(${name ?? null}::text, name), version = version + 1
      where tenant_id = ${ctx.tenantId} and id = ${link.userId} and status = 'invited' returning 1`;
    if (!accepted) throw new AppError("link_expired", "This invitation was taken back. Ask whoever invited you.");
    ctx.emit({
      type: "identity.invitation_accepted",
      entityType: "user",
      entityId: link.userId,
      after: { status: "active" },
    });
    const user = await findUser(ctx, link.userId);
    return openSession(ctx, user!, "invitation");
  },
  {
    async prepare(runtime, { token, password, name }, call) {
      const tenantId = tenantOfLink(token);
      const within = { ...call, tenantId };
      await inTransaction(runtime, within, { name: "identity.find_link", readOnly: true }, async (ctx) => {
        const link = await findLink(ctx, "invitation", token);
        assertGoodPassword("password", password, [link.email, name ?? "", ctx.tenant.name]);
      });
      await assertUnbreached("password", password);
      return { tenantId, prepared: await hashPassword(password) };
    },
    reply: sendSession,
  },
);
