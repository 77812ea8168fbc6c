import type { Reach } from "@selvedge/domain";
import { type Actor, type Ctx, may } from "../../../platform/context.ts";
import { newId } from "../../../platform/ids.ts";
import { writeAssignments } from "../access/set-user-access.ts";
import { getUserView, type UserView } from "./user-view.ts";

/** Whether the program itself acts, and nobody who came to a door of it. */
export const isProgram = (actor: Actor): boolean => actor.type === "system" && may(actor, "*");

/** Adds a user; one without a password is invited. @throws duplicate e-mail; validation_failed for an unknown role */
export async function insertUser(
  ctx: Ctx,
  input: {
    name: string;
    email: string;
    passwordHash: string | null;
    roles: readonly string[];
    /** How far a role goes, by its code; everywhere when it is not named. */
    limits?: Readonly<Record<string, Reach>> | undefined;
  },
): Promise<UserView> {
  const { sql, tenantId } = ctx;
  const userId = newId();
  // Whom the program itself adds (the demo) has nobody who would read the mail that confirms an address.
  const verifiedAt = isProgram(ctx.actor) ? ctx.now : null;
  await sql`insert into user_account (tenant_id, id, email, name, password_hash, status, email_verified_at)
            values (${tenantId}, ${userId}, ${input.email}, ${input.name}, ${input.passwordHash},
                    ${input.passwordHash === null ? "invited" : "active"}, ${verifiedAt})`;
  await writeAssignments(
    ctx,
    userId,
    [...new Set(input.roles)].map((role) => ({ role, limits: input.limits?.[role] ?? null })),
  );
  const user = await getUserView(ctx, userId);
  ctx.emit({ type: "identity.user_created", entityType: "user", entityId: userId, after: user });
  return user;
}
