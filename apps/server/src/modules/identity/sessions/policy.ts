import { accountApi, type OutputOf } from "@selvedge/contract";
import type { Ctx } from "../../../platform/context.ts";
import { fieldError } from "../../../platform/errors.ts";
import { command, query } from "../../../platform/runner.ts";
import { isEverybodyAsked } from "../second-factor/required.ts";

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

/** The policy, and how far it has come among the people. */
async function viewPolicy(ctx: Ctx): Promise<OutputOf<typeof accountApi.getSignInPolicy>> {
  const [count] = await ctx.sql<{ people: number; peopleWithSecondFactor: number; ownersWithout: number }[]>`
    select count(*)::int as people, (count(*) filter (where u.has))::int as "peopleWithSecondFactor",
           (count(*) filter (where u.is_owner and not u.has))::int as "ownersWithout"
    from (select a.totp_confirmed_at is not null
                   or exists (select 1 from passkey p where p.tenant_id = a.tenant_id and p.user_id = a.id) as has,
                 exists (select 1 from user_role x join role r on r.tenant_id = x.tenant_id and r.id = x.role_id
                         where x.tenant_id = a.tenant_id and x.user_id = a.id and r.code = 'owner') as is_owner
          from user_account a where a.tenant_id = ${ctx.tenantId} and a.status = 'active') u`;
  return { ...(await readPolicy(ctx)), everybodyNeedsSecondFactor: isEverybodyAsked(), ...count! };
}

export const getSignInPolicy = query(accountApi.getSignInPolicy, viewPolicy);

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
  return viewPolicy(ctx);
});
