import { accessApi } from "@selvedge/contract";
import type { Reach } from "@selvedge/domain";
import type { Ctx } from "../../../platform/context.ts";
import { jsonRows } from "../../../platform/db.ts";
import { AppError, fieldError, notFound } from "../../../platform/errors.ts";
import { command } from "../../../platform/runner.ts";
import { accessOfUser } from "./access-of-user.ts";
import { assertMayGive } from "./assert-may-give.ts";
import { getAccessView } from "./user-access.ts";
import { assertLimitsExist, roleIdsOf } from "./write-role.ts";

export interface RoleForUser {
  role: string;
  limits: Reach | null;
}

/**
 * Gives a user exactly these roles, whoever asks: for sign-up, and for what was decided before. Doors call
 * {@link setAssignments}.
 * @throws validation_failed, wrong_state when no owner would be left
 */
export async function writeAssignments(ctx: Ctx, userId: string, assignments: readonly RoleForUser[]): Promise<void> {
  const codes = assignments.map((a) => a.role);
  if (new Set(codes).size < codes.length) throw fieldError("assignments", "A role is named twice.");
  const unlimited = assignments.find((a) => a.role === "owner" && a.limits);
  if (unlimited) throw fieldError("assignments", "An owner cannot be limited; give another role.");
  await ctx.changeConfig();
  const { sql, tenantId } = ctx;
  const limits = assignments.map((a) => a.limits);
  await assertLimitsExist(ctx, limits, "assignments");
  const roleIds = await roleIdsOf(ctx, codes, "assignments");
  const rows = assignments.map((a, i) => ({ role_id: roleIds[i]!, limits: a.limits }));
  await sql`delete from user_role where tenant_id = ${tenantId} and user_id = ${userId}`;
  await sql`
    insert into user_role (tenant_id, user_id, role_id, limits)
    select ${tenantId}, ${userId}, r.role_id, nullif(r.limits, 'null'::jsonb)
    from jsonb_to_recordset(${jsonRows(sql, rows)}::jsonb) as r(role_id uuid, limits jsonb)`;
  await assertOwnerLeft(ctx);
}

/**
 * The same by a person: nobody gives what they do not hold, nor takes from who holds more than they do.
 * @throws not_permitted besides
 */
export async function setAssignments(ctx: Ctx, userId: string, assignments: readonly RoleForUser[]): Promise<void> {
  const before = await accessOfUser(ctx, userId);
  if (!before) throw notFound("user");
  assertMayGive(ctx.actor, before.effective, "assignments");
  await writeAssignments(ctx, userId, assignments);
  const after = await accessOfUser(ctx, userId);
  assertMayGive(ctx.actor, after!.effective, "assignments");
}

/** @throws wrong_state */
export async function assertOwnerLeft(ctx: Ctx): Promise<void> {
  const [owner] = await ctx.sql`
    select 1 from user_account u join user_role x on x.tenant_id = u.tenant_id and x.user_id = u.id
    join role r on r.tenant_id = x.tenant_id and r.id = x.role_id
    where u.tenant_id = ${ctx.tenantId} and u.status = 'active' and r.code = 'owner' limit 1`;
  if (!owner) throw new AppError("wrong_state", "A business keeps at least one active owner; make another one first.");
}

export const setUserAccess = command(accessApi.setUserAccess, async (ctx, input) => {
  const { sql, tenantId } = ctx;
  const [locked] = await sql<{ version: number }[]>`
    select version from user_account where tenant_id = ${tenantId} and id = ${input.id} for update`;
  if (!locked) throw notFound("user");
  if (input.version !== undefined && input.version !== locked.version) throw new AppError("stale_version");
  const before = await getAccessView(ctx, input.id);
  await setAssignments(ctx, input.id, input.assignments);
  await sql`update user_account set version = version + 1 where tenant_id = ${tenantId} and id = ${input.id}`;
  const after = await getAccessView(ctx, input.id);
  ctx.emit({
    type: "identity.user_access_changed",
    entityType: "user",
    entityId: input.id,
    before: { assignments: before.assignments },
    after: { assignments: after.assignments },
  });
  return after;
});
