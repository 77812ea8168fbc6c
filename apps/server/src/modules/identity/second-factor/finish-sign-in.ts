import { accountApi } from "@selvedge/contract";
import { AppError } from "../../../platform/errors.ts";
import { command } from "../../../platform/runner.ts";
import { tellUser } from "../accounts/own-security.ts";
import { findUser, openSession, sendSession } from "../sessions/session.ts";
import { assertMayTry, codeKeys, noteFailure, notePassed } from "../sessions/throttle.ts";
import { readTicket, spendTicket, type Ticket } from "../sessions/tickets.ts";
import { takeBackupCode, takeTotp } from "./totp.ts";

interface HalfDone {
  t: string;
  u: string;
}

/** Second step of a sign-in. A wrong code counts against the account, whichever ticket it came with. */
export const finishSignIn = command(
  accountApi.finishSignIn,
  async (ctx, { code }, ticket: Ticket<HalfDone>) => {
    const user = await findUser(ctx, ticket.u);
    if (user?.status !== "active") throw new AppError("sign_in_failed");
    const isTotp = await takeTotp(ctx, user.id, code);
    if (!isTotp && !(await takeBackupCode(ctx, user.id, code))) {
      await noteFailure(ctx, codeKeys(user.id));
      ctx.emit({
        type: "identity.sign_in_refused",
        entityType: "user",
        entityId: user.id,
        after: { step: 2, ip: ctx.request?.ip ?? null },
      });
      ctx.refuseAfterCommit(
        new AppError("sign_in_failed", "This code is not right.", { fields: [{ path: "code", message: "Not right" }] }),
      );
      return undefined as never;
    }
    // Of many guesses at once the later ones find the account locked, also the one that is right.
    await assertMayTry(ctx, codeKeys(user.id));
    await spendTicket(ctx, ticket);
    await notePassed(ctx, codeKeys(user.id));
    if (!isTotp) await tellUser(ctx, user, "A backup code was used to sign in", "It cannot be used again.");
    return openSession(ctx, user, "second_factor");
  },
  {
    async prepare(runtime, input) {
      const ticket = await readTicket<HalfDone>("second-factor", input.ticket);
      await assertMayTry({ sql: runtime.sql, now: runtime.now() }, codeKeys(ticket.u));
      return { tenantId: ticket.t, prepared: ticket };
    },
    reply: sendSession,
  },
);
