import { accountApi } from "@selvedge/contract";
import type { Ctx } from "../../../platform/context.ts";
import { fieldError } from "../../../platform/errors.ts";
import { command, query } from "../../../platform/runner.ts";

const IDLE_MINUTES = 24 * 60;

/** After how long without use a session of the business ends. */
export function readIdleMinutes(ctx: Ctx): number {
  const set = ctx.tenant.settings["idleMinutes"];
  return typeof set === "number" ? set : IDLE_MINUTES;
}

async function readPolicy(ctx: Ctx) {
  const roles = await ctx.sql<{ code: string }[]>`
    select code from role where tenant_id = ${ctx.tenantId} and requires_second_factor order by code limit 200`;
  return { idleMinutes: readIdleMinutes(ctx), rolesWithSecondFactor: roles.map((r) => r.code) };
}

export const getSignInPolicy = query(accountApi.getSignInPolicy, readPolicy);

/** Who lacks the second step that their role now asks for may do nothing but add one, from the next request on. */
export const changeSignInPolicy = command(accountApi.changeSignInPolicy, async (ctx, input) => {
  const { sql, tenantId } = ctx;
  const before = await readPolicy(ctx);
  await ctx.changeConfig();
  const known =
    await sql`select 1 from role where tenant_id = ${tenantId} and code = any(${input.rolesWithSecondFactor})`;
  if (known.length !== new Set(input.rolesWithSecondFactor).size) {
    throw fieldError("rolesWithSecondFactor", "One of these roles does not exist");
  }
  await sql`update tenant set settings = settings || jsonb_build_object('idleMinutes', ${input.idleMinutes}::int) where id = ${tenantId}`;
  await sql`update role set requires_second_factor = code = any(${input.rolesWithSecondFactor})
            where tenant_id = ${tenantId} and requires_second_factor <> (code = any(${input.rolesWithSecondFactor}))`;
  await ctx.reloadTenant();
  const after = await readPolicy(ctx);
  ctx.emit({ type: "identity.sign_in_policy_changed", entityType: "tenant", entityId: tenantId, before, after });
  return after;
});
