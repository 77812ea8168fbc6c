import { accountApi } from "@selvedge/contract";
import { type Runtime, systemActor } from "../../../platform/context.ts";
import { AppError } from "../../../platform/errors.ts";
import { hashPassword } from "../../../platform/hash-password.ts";
import {
  assertGoodPassword,
  assertNewPassword,
  assertUnbreached,
} from "../../../platform/passwords/assert-good-password.ts";
import { type Call, command, inTransaction, type Operation } from "../../../platform/runner.ts";
import { endSessions } from "../sessions/ended-sessions.ts";
import { dropLinks, findLink, sendLink, spendLink, tenantOfLink } from "./mail-links.ts";
import { assertConfirmed, assertUser, tellUser } from "./own-security.ts";

/** The answer takes this long whether or not the address is known. */
const ANSWER_MS = 300;

/** Sends a link at each business that knows the address, and answers always the same. */
export const askPasswordReset: Operation<typeof accountApi.askPasswordReset> = {
  endpoint: accountApi.askPasswordReset,
  async execute(runtime, call, rawInput) {
    const parsed = accountApi.askPasswordReset.input.safeParse(rawInput);
    if (!parsed.success) {
      const fields = parsed.error.issues.map((i) => ({ path: i.path.join("."), message: i.message }));
      throw new AppError("validation_failed", "Give the e-mail address of your account.", { fields });
    }
    await Promise.all([sendLinks(runtime, call, parsed.data), new Promise((done) => setTimeout(done, ANSWER_MS))]);
    return {};
  },
};

async function sendLinks(
  runtime: Runtime,
  call: Call,
  { email, tenant }: { email: string; tenant?: string | undefined },
) {
  const found = await runtime.sql<{ tenant_id: string; user_id: string; status: string }[]>`
    select tenant_id, user_id, status from app.find_sign_in(${email}, ${tenant ?? null})`;
  for (const { tenant_id, user_id, status } of found.slice(0, 5)) {
    if (status === "deactivated") continue;
    const within = { ...call, tenantId: tenant_id, actor: systemActor };
    await inTransaction(runtime, within, { name: accountApi.askPasswordReset.name }, async (ctx) => {
      // One mail a minute is enough for anybody, and more would be a nuisance that a stranger can cause.
      const [user] = await ctx.sql<{ id: string; name: string; email: string }[]>`
        select id, name, email from user_account u where tenant_id = ${tenant_id} and id = ${user_id}
          and not exists (select 1 from mail_link l where l.tenant_id = u.tenant_id and l.user_id = u.id
                          and l.created_at > ${new Date(ctx.now.getTime() - 60_000)} and l.kind in ('reset_password', 'invitation'))`;
      if (!user) return;
      // Who never accepted the invitation gets that again: it is the same step for them.
      await sendLink(ctx, status === "invited" ? "invitation" : "reset_password", user);
      ctx.emit({
        type: "identity.password_reset_asked",
        entityType: "user",
        entityId: user.id,
        after: { ip: call.request?.ip ?? null },
      });
    });
  }
}

export const resetPassword = command(
  accountApi.resetPassword,
  async (ctx, { token }, passwordHash: string) => {
    const link = await spendLink(ctx, "reset_password", token);
    const [user] = await ctx.sql<{ id: string; name: string; email: string }[]>`
      update user_account set password_hash = ${passwordHash}, email_verified_at = coalesce(email_verified_at, ${ctx.now})
      where tenant_id = ${ctx.tenantId} and id = ${link.userId} and email = ${link.email} and status = 'active' returning id, name, email`;
    if (!user)
      throw new AppError("link_expired", "This account is not active any more. Ask whoever runs the business.");
    await endSessions(ctx, user.id, { but: null }, "password_reset");
    await dropLinks(ctx, "change_email", user.id);
    ctx.emit({ type: "identity.password_changed", entityType: "user", entityId: user.id, after: { by: "link" } });
    await tellUser(
      ctx,
      user,
      "Your password was changed",
      "It was changed by the link of a mail. You are signed out on every device.",
    );
    return {};
  },
  {
    async prepare(runtime, { token, password }, call) {
      const tenantId = tenantOfLink(token);
      const within = { ...call, tenantId };
      await inTransaction(runtime, within, { name: "identity.find_link", readOnly: true }, async (ctx) => {
        const link = await findLink(ctx, "reset_password", token);
        assertGoodPassword("password", password, [link.email, ctx.tenant.name]);
      });
      await assertUnbreached("password", password);
      return { tenantId, prepared: await hashPassword(password) };
    },
  },
);

export const changePassword = command(
  accountApi.changePassword,
  async (ctx, { password }, passwordHash: string) => {
    const user = await assertUser(ctx);
    await assertConfirmed(ctx);
    assertGoodPassword("password", password, [user.email, user.name, ctx.tenant.name]);
    await ctx.sql`update user_account set password_hash = ${passwordHash} where tenant_id = ${ctx.tenantId} and id = ${user.id}`;
    await endSessions(ctx, user.id, { but: ctx.actor.sessionId ?? null }, "password_changed");
    // A change of address that somebody else began must not outlive the password that let them.
    await dropLinks(ctx, "change_email", user.id);
    ctx.emit({ type: "identity.password_changed", entityType: "user", entityId: user.id, after: { by: "user" } });
    await tellUser(ctx, user, "Your password was changed", "Every other device was signed out.");
    return {};
  },
  {
    async prepare(_runtime, { password }, call) {
      await assertNewPassword("password", password, []);
      return { tenantId: call.tenantId!, prepared: await hashPassword(password) };
    },
  },
);
