import type { Ctx } from "../../../platform/context.ts";
import { AppError } from "../../../platform/errors.ts";
import { type Addressee, mailPerson } from "./mail-person.ts";

/** So long after proving who it is, a person may change how they sign in. */
export const CONFIRMED_MINUTES = 10;

export interface OwnAccount {
  id: string;
  name: string;
  email: string;
  totp: boolean;
  passwordHash: string | null;
}

/** The account of the person who asks. @throws not_permitted for a key or a program, which have none */
export async function assertUser(ctx: Ctx): Promise<OwnAccount> {
  const [row] =
    ctx.actor.type === "user"
      ? await ctx.sql<OwnAccount[]>`
          select id, name, email, totp_confirmed_at is not null as totp, password_hash as "passwordHash" from user_account
          where tenant_id = ${ctx.tenantId} and id = ${ctx.actor.id} for update`
      : [];
  if (!row) throw new AppError("not_permitted", "Only a person who is signed in has an account to change.");
  return row;
}

/** Until when this session may change how its person signs in; null when it must be confirmed first. */
export async function confirmedUntil(ctx: Ctx): Promise<Date | null> {
  const { sessionId } = ctx.actor;
  if (!sessionId) return null;
  const [row] = await ctx.sql<{ confirmed_at: Date }[]>`
    select confirmed_at from user_session where tenant_id = ${ctx.tenantId} and id = ${sessionId}`;
  const until = row ? new Date(row.confirmed_at.getTime() + CONFIRMED_MINUTES * 60_000) : null;
  return until && until > ctx.now ? until : null;
}

/** @throws confirm_identity unless the person proved who they are within the last minutes */
export async function assertConfirmed(ctx: Ctx): Promise<void> {
  if (!(await confirmedUntil(ctx))) throw new AppError("confirm_identity");
}

/** Tells a person of a change of how they sign in, so that one they did not make is seen. */
export async function tellUser(ctx: Ctx, user: Addressee, title: string, what: string) {
  await mailPerson(ctx, user, {
    subject: title,
    body: [what, "If this was not your doing, change your password now and tell whoever runs the business."],
  });
}
