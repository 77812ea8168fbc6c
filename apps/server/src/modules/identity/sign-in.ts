import { hash, verify } from "@node-rs/argon2";
import { tenancyApi } from "@selvedge/contract";
import { AppError } from "../../platform/errors.ts";
import { command, type ReplyHead } from "../../platform/runner.ts";
import { findUser, issueSession, type OpenedSession, REFRESH_COOKIE, REFRESH_DAYS, REFRESH_PATH } from "./session.ts";

// OWASP's floor for argon2id: 19 MiB, 2 passes, 1 lane.
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

export function hashPassword(password: string): Promise<string> {
  return hash(password, cost);
}

let decoy: Promise<string> | null = null;

/** Verifies against a hash, or against one nobody has: an unknown address takes as long as a known one. */
async function matches(passwordHash: string | null, password: string): Promise<boolean> {
  decoy ??= hashPassword("nobody's password");
  const right = await verify(passwordHash ?? (await decoy), password).catch(() => false);
  return right && passwordHash !== null;
}

interface Candidate {
  tenant_id: string;
  user_id: string;
  password_hash: string;
  status: string;
  locked_until: Date | null;
}

const FREE_TRIES = 5;

/** The refresh token leaves as a cookie that scripts cannot read; the rest is the body. */
export function sendSession(session: OpenedSession, head: ReplyHead): OpenedSession {
  const { refreshToken, ...body } = session;
  if (refreshToken)
    head.setCookie(REFRESH_COOKIE, refreshToken, { maxAgeSeconds: REFRESH_DAYS * 86_400, path: REFRESH_PATH });
  return body;
}

export const signIn = command(
  tenancyApi.signIn,
  async (ctx, _input, found: { userId: string; right: boolean }) => {
    const { sql, tenantId } = ctx;
    const user = await findUser(ctx, found.userId);
    if (!found.right || !user || user.status !== "active") {
      // Each failure past the free ones doubles the wait, up to a quarter of an hour.
      await sql`
        update user_account set failed_sign_ins = failed_sign_ins + 1,
          locked_until = case when failed_sign_ins + 1 >= ${FREE_TRIES}
            then now() + least(interval '15 minutes', interval '2 seconds' * power(2, least(failed_sign_ins + 1 - ${FREE_TRIES}, 10)))
            else locked_until end
        where tenant_id = ${tenantId} and id = ${found.userId}`;
      ctx.emit({ type: "identity.sign_in_refused", entityType: "user", entityId: found.userId });
      ctx.refuseAfterCommit(new AppError("sign_in_failed"));
      return undefined as never;
    }
    await sql`update user_account set failed_sign_ins = 0, locked_until = null
              where tenant_id = ${tenantId} and id = ${user.id} and failed_sign_ins > 0`;
    ctx.emit({
      type: "identity.signed_in",
      entityType: "user",
      entityId: user.id,
      after: { ip: ctx.request?.ip ?? null },
    });
    return issueSession(ctx, user);
  },
  {
    async prepare(runtime, input) {
      const candidates = await runtime.sql<Candidate[]>`
        select tenant_id, user_id, password_hash, status, locked_until
        from app.find_sign_in(${input.email}, ${input.tenant ?? null})`;
      const open = candidates.filter((c) => c.locked_until === null || c.locked_until <= runtime.now());
      let fits: Candidate | null = null;
      for (const candidate of open.slice(0, 5)) {
        if (await matches(candidate.password_hash, input.password)) {
          fits = candidate;
          break;
        }
      }
      const chosen = fits ?? open[0];
      if (!chosen) {
        await matches(null, input.password);
        throw new AppError("sign_in_failed");
      }
      return { tenantId: chosen.tenant_id, prepared: { userId: chosen.user_id, right: fits !== null } };
    },
    reply: sendSession,
  },
);
