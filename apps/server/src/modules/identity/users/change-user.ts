import { tenancyApi } from "@selvedge/contract";
import type { Ctx } from "../../../platform/context.ts";
import { AppError, notFound } from "../../../platform/errors.ts";
import { command } from "../../../platform/runner.ts";
import { accessOfUser } from "../access/access-of-user.ts";
import { assertOwnerLeft, setAssignments } from "../access/set-user-access.ts";
import { endSessions } from "../sessions/ended-sessions.ts";
import { assertMayRule } from "./assert-may-rule.ts";
import { getUserView, type UserView } from "./user-view.ts";

interface Locked {
  version: number;
  /** A password, or an outside provider that knows them. */
  has_way_in: boolean;
}

/** Changes name and roles, or switches a person off and on again; who is switched off is out at once. */
export const changeUser = command(tenancyApi.changeUser, async (ctx, input) => {
  const locked = await lockUser(ctx, input.id);
  if (input.version !== undefined && input.version !== locked.version) throw new AppError("stale_version");
  const before = await getUserView(ctx, input.id);
  await ctx.changeConfig();
  if (input.status === "active" && before.status === "invited") {
    throw new AppError("wrong_state", "This person becomes active by accepting the invitation; send it again instead.");
  }
  if (input.status !== undefined && input.status !== before.status) await assertMayRule(ctx, input.id);
  if (input.roles) await setRoles(ctx, input.id, input.roles);
  const status = statusAfter(input.status ?? before.status, locked.has_way_in);
  await ctx.sql`
    update user_account set name = ${input.name ?? before.name}, status = ${status}, version = version + 1
    where tenant_id = ${ctx.tenantId} and id = ${input.id}`;
  if (input.status === "deactivated") await endSessions(ctx, input.id, { but: null }, "deactivated");
  const after = await getUserView(ctx, input.id);
  await assertOwnerLeft(ctx);
  ctx.emit({ type: "identity.user_changed", entityType: "user", entityId: input.id, before, after });
  return after;
});

async function lockUser({ sql, tenantId }: Ctx, userId: string): Promise<Locked> {
  const [locked] = await sql<Locked[]>`
    select version, password_hash is not null
             or exists (select 1 from user_identity i where i.tenant_id = u.tenant_id and i.user_id = u.id) as has_way_in
    from user_account u where tenant_id = ${tenantId} and id = ${userId} for update`;
  if (!locked) throw notFound("user");
  return locked;
}

/** Who was deactivated before accepting the invitation is invited again. */
function statusAfter(status: UserView["status"], hasWayIn: boolean): UserView["status"] {
  return status === "active" && !hasWayIn ? "invited" : status;
}

/** The same roles without limits; those that a user has keep theirs. */
async function setRoles(ctx: Ctx, userId: string, codes: readonly string[]): Promise<void> {
  const had = new Map((await accessOfUser(ctx, userId))?.assignments.map((a) => [a.role, a.limits]));
  const wanted = [...new Set(codes)];
  await setAssignments(
    ctx,
    userId,
    wanted.map((role) => ({ role, limits: had.get(role) ?? null })),
  );
}
