import { accessApi } from "@selvedge/contract";
import { AppError } from "../../../platform/errors.ts";
import { command } from "../../../platform/runner.ts";
import { lockOwnRole } from "./change-role.ts";
import { getRoleView } from "./list-roles.ts";

/** Deletes a role that is of no use to anybody. */
export const deleteRole = command(accessApi.deleteRole, async (ctx, input) => {
  const { sql, tenantId } = ctx;
  await ctx.changeConfig();
  await lockOwnRole(ctx, input.id);
  const before = await getRoleView(ctx, input.id);
  const [used] = await sql<{ holders: number; heirs: number }[]>`
    select (select count(*)::int from user_role where tenant_id = ${tenantId} and role_id = ${input.id}) as holders,
           (select count(*)::int from role_parent where tenant_id = ${tenantId} and parent_id = ${input.id}) as heirs`;
  if (used!.holders > 0)
    throw new AppError("wrong_state", "Users hold this role; give them another first.", { details: { ...used } });
  if (used!.heirs > 0)
    throw new AppError("wrong_state", "Other roles inherit from this one; change those first.", {
      details: { ...used },
    });
  await sql`delete from role where tenant_id = ${tenantId} and id = ${input.id}`;
  ctx.emit({ type: "identity.role_deleted", entityType: "role", entityId: input.id, before });
  return {};
});
