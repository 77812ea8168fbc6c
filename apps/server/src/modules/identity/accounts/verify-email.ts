import { accountApi } from "@selvedge/contract";
import { AppError } from "../../../platform/errors.ts";
import { command } from "../../../platform/runner.ts";
import { sendLink, spendLink, tenantOfLink } from "./mail-links.ts";
import { assertUser } from "./own-security.ts";

export const verifyEmail = command(
  accountApi.verifyEmail,
  async (ctx, { token }) => {
    const link = await spendLink(ctx, "verify_email", token);
    const [user] = await ctx.sql<{ email: string }[]>`
      update user_account set email_verified_at = ${ctx.now}
      where tenant_id = ${ctx.tenantId} and id = ${link.userId} and email = ${link.email} returning email`;
    if (!user) throw new AppError("link_expired", "The address was changed meanwhile. Ask for a new link.");
    ctx.actAs(link.userId);
    ctx.emit({
      type: "identity.email_verified",
      entityType: "user",
      entityId: link.userId,
      after: { email: user.email },
    });
    return user;
  },
  { prepare: async (_runtime, { token }) => ({ tenantId: tenantOfLink(token), prepared: undefined }) },
);

export const sendVerification = command(accountApi.sendVerification, async (ctx) => {
  await sendLink(ctx, "verify_email", await assertUser(ctx));
  return {};
});
