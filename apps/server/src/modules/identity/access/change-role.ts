import { accessApi } from "@selvedge/contract";
import type { Ctx } from "../../../platform/context.ts";
import { AppError, notFound } from "../../../platform/errors.ts";
import { command } from "../../../platform/runner.ts";
import { getRoleView } from "./list-roles.ts";
import { addUp, loadRoles, toReach } from "./load-roles.ts";
import { assertMayMake, setGrants, setParents } from "./write-role.ts";

/** Locks a role of the business's own making. @throws wrong_state for a built-in one */
export async function lockOwnRole(ctx: Ctx, roleId: string): Promise<{ version: number }> {
  const [role] = await ctx.sql<{ version: number; built_in: boolean }[]>`
    select version, built_in from role where tenant_id = ${ctx.tenantId} and id = ${roleId} for update`;
  if (!role) throw notFound("role");
  if (role.built_in) throw new AppError("wrong_state", "Built-in roles stay as they are; make a copy and change that.");
  return role;
}

/** Changes name, parents or grants; each holder feels it at the next request. */
export const changeRole = command(accessApi.changeRole, async (ctx, input) => {
  const { sql, tenantId } = ctx;
  await ctx.changeConfig();
  const locked = await lockOwnRole(ctx, input.id);
  if (input.version !== undefined && input.version !== locked.version) throw new AppError("stale_version");
  const before = await getRoleView(ctx, input.id);
  const gave = addUp(await loadRoles(ctx), [{ roleId: input.id, limits: toReach(null) }]);
  await sql`update role set name = ${input.name ?? before.name}, description = ${input.description ?? before.description},
              version = version + 1
            where tenant_id = ${tenantId} and id = ${input.id}`;
  if (input.grants) await setGrants(ctx, input.id, input.grants);
  if (input.parents) await setParents(ctx, input.id, input.parents);
  await assertMayMake(ctx, input.id, gave);
  const after = await getRoleView(ctx, input.id);
  ctx.emit({ type: "identity.role_changed", entityType: "role", entityId: input.id, before, after });
  return after;
});
