import { tenancyApi } from "@selvedge/contract";
import type { Ctx, Runtime } from "../../../platform/context.ts";
import { AppError } from "../../../platform/errors.ts";
import { hashPassword, isOutdated, passwordMatches } from "../../../platform/hash-password.ts";
import { type Call, command } from "../../../platform/runner.ts";
import { findUser, openSession, sendSession, type UserRow } from "./session.ts";
import { assertMayTry, noteFailure, notePassed, signInKeys } from "./throttle.ts";
import { makeTicket } from "./tickets.ts";

interface Candidate {
  tenant_id: string;
  user_id: string;
  password_hash: string | null;
  status: string;
}

/** What was found out before the transaction: whose password it is, if anybody's. */
interface Found {
  userId: string;
  right: boolean;
  /** The password hashed as it is done now, where the kept hash is of an older kind. */
  newHash: string | null;
}

const failed = () => new AppError("sign_in_failed");

export const signIn = command(
  tenancyApi.signIn,
  async (ctx, _input, found: Found) => {
    const user = await findUser(ctx, found.userId);
    if (!found.right || user?.status !== "active") {
      ctx.emit({
        type: "identity.sign_in_refused",
        entityType: "user",
        entityId: found.userId,
        after: { ip: ctx.request?.ip ?? null },
      });
      ctx.refuseAfterCommit(failed());
      return undefined as never;
    }
    if (found.newHash) {
      await ctx.sql`update user_account set password_hash = ${found.newHash}
                    where tenant_id = ${ctx.tenantId} and id = ${user.id}`;
    }
    const methods = await secondStepsOf(ctx, user);
    if (methods.length > 0) {
      const ticket = await makeTicket("second-factor", { t: ctx.tenantId, u: user.id }, ctx.now);
      ctx.refuseAfterCommit(new AppError("second_factor_needed", undefined, { details: { ticket, methods } }));
      return undefined as never;
    }
    return openSession(ctx, user, "password");
  },
  {
    prepare: (runtime, input, call) => findOut(runtime, input, call),
    reply: sendSession,
  },
);

/** By what the user may take the second step; none: the password is enough. */
export async function secondStepsOf(ctx: Ctx, user: Pick<UserRow, "id">): Promise<string[]> {
  const [row] = await ctx.sql<{ totp: boolean; codes: boolean; passkeys: boolean }[]>`
    select u.totp_confirmed_at is not null as totp,
           exists (select 1 from backup_code b where b.tenant_id = u.tenant_id and b.user_id = u.id and b.used_at is null) as codes,
           exists (select 1 from passkey p where p.tenant_id = u.tenant_id and p.user_id = u.id) as passkeys
    from user_account u where u.tenant_id = ${ctx.tenantId} and u.id = ${user.id}`;
  if (!row || !(row.totp || row.passkeys)) return [];
  return [...(row.totp ? ["totp"] : []), ...(row.codes ? ["backup_code"] : []), ...(row.passkeys ? ["passkey"] : [])];
}

async function findOut(
  runtime: Runtime,
  input: { email: string; password: string; tenant?: string | undefined },
  call: Call,
) {
  const keys = signInKeys(input.email, call.request?.ip ?? "");
  const at = { sql: runtime.sql, now: runtime.now() };
  await assertMayTry(at, keys);
  const candidates = await runtime.sql<Candidate[]>`
    select tenant_id, user_id, password_hash, status from app.find_sign_in(${input.email}, ${input.tenant ?? null})`;
  const open = candidates.filter((c) => c.password_hash !== null).slice(0, 5);
  const fits = await firstFit(open, input.password);
  const right = fits?.status === "active";
  // Of many guesses at once the later ones find the account locked, also the one that is right.
  if (right) await assertMayTry({ sql: runtime.sql, now: runtime.now() }, keys);
  await (right ? notePassed(at, keys) : noteFailure(at, keys));
  const chosen = fits ?? candidates[0];
  if (!chosen) throw failed();
  const newHash = right && isOutdated(fits.password_hash!) ? await hashPassword(input.password) : null;
  return { tenantId: chosen.tenant_id, prepared: { userId: chosen.user_id, right, newHash } };
}

/** The account whose password it is. One verification is made also where there is no account to verify against. */
async function firstFit(open: readonly Candidate[], password: string): Promise<Candidate | null> {
  for (const candidate of open) {
    if (await passwordMatches(candidate.password_hash, password)) return candidate;
  }
  if (open.length === 0) await passwordMatches(null, password);
  return null;
}
