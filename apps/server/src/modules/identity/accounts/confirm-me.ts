import { accountApi } from "@selvedge/contract";
import type { Ctx } from "../../../platform/context.ts";
import { AppError, fieldError } from "../../../platform/errors.ts";
import { passwordMatches } from "../../../platform/hash-password.ts";
import { command, inTransaction } from "../../../platform/runner.ts";
import { takeBackupCode, takeTotp } from "../second-factor/totp.ts";
import { assertMayTry, codeKeys, noteFailure, notePassed } from "../sessions/throttle.ts";
import { assertUser, CONFIRMED_MINUTES, type OwnAccount } from "./own-security.ts";

/** Proves who it is again: by a code where a second step is set up, else by the password. */
export const confirmMe = command(
  accountApi.confirmMe,
  async (ctx, input, passwordRight: boolean) => {
    const user = await assertUser(ctx);
    if (!ctx.actor.sessionId) throw new AppError("not_permitted", "Only a signed-in person can confirm who they are.");
    if (!(await proves(ctx, user, input, passwordRight))) {
      await noteFailure(ctx, keysOf(user.id));
      ctx.emit({ type: "identity.confirmation_refused", entityType: "user", entityId: user.id });
      const path = input.code === undefined ? "password" : "code";
      ctx.refuseAfterCommit(fieldError(path, refusalWords(user, path)));
      return undefined as never;
    }
    await notePassed(ctx, keysOf(user.id));
    await ctx.sql`update user_session set confirmed_at = ${ctx.now} where tenant_id = ${ctx.tenantId} and id = ${ctx.actor.sessionId}`;
    return { confirmedUntil: new Date(ctx.now.getTime() + CONFIRMED_MINUTES * 60_000).toISOString() };
  },
  {
    async prepare(runtime, input, call) {
      const tenantId = call.tenantId!;
      await assertMayTry({ sql: runtime.sql, now: runtime.now() }, keysOf(call.actor.id));
      if (input.password === undefined) return { tenantId, prepared: false };
      const within = { ...call, tenantId, idempotencyKey: undefined };
      const known = await inTransaction(runtime, within, { name: "identity.confirm_me", readOnly: true }, readOwnHash);
      return { tenantId, prepared: await passwordMatches(known, input.password) };
    },
  },
);

const keysOf = (userId: string | null) => codeKeys(`confirm ${userId}`);

function refusalWords(user: OwnAccount, path: "password" | "code"): string {
  if (path === "code") return "This code is not right";
  return user.totp ? "Give the code of your authenticator app" : "This password is not right";
}

async function readOwnHash({ sql, tenantId, actor }: Ctx): Promise<string | null> {
  const [row] = await sql<{ hash: string | null }[]>`
    select password_hash as hash from user_account where tenant_id = ${tenantId} and id = ${actor.id}`;
  return row?.hash ?? null;
}

/** A stolen password alone must not take the second step away. */
async function proves(ctx: Ctx, user: OwnAccount, input: { code?: string | undefined }, passwordRight: boolean) {
  if (input.code === undefined) return passwordRight && !user.totp;
  return (await takeTotp(ctx, user.id, input.code)) || takeBackupCode(ctx, user.id, input.code);
}
