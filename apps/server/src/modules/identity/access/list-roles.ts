import { accessApi, type OutputOf } from "@selvedge/contract";
import { expandRole, isEverywhere } from "@selvedge/domain";
import type { Ctx } from "../../../platform/context.ts";
import { notFound } from "../../../platform/errors.ts";
import { query } from "../../../platform/runner.ts";
import { loadRoles, type RoleGrants } from "./load-roles.ts";

export type RoleView = OutputOf<typeof accessApi.createRole>;

type Holders = ReadonlyMap<string, { id: string; name: string }[]>;

async function holdersOf(ctx: Ctx): Promise<Holders> {
  const rows = await ctx.sql<{ roleId: string; id: string; name: string }[]>`
    select x.role_id as "roleId", u.id, u.name from user_role x
    join user_account u on u.tenant_id = x.tenant_id and u.id = x.user_id and u.status = 'active'
    where x.tenant_id = ${ctx.tenantId} order by u.name, u.id`;
  return new Map(
    [...Map.groupBy(rows, (r) => r.roleId)].map(([roleId, users]) => [
      roleId,
      users.map(({ id, name }) => ({ id, name })),
    ]),
  );
}

function viewRole(role: RoleGrants, roles: ReadonlyMap<string, RoleGrants>, holders: Holders): RoleView {
  const inherited = expandRole(role.id, roles)
    .filter((r) => r.id !== role.id)
    .flatMap((from) => [...from.grants.keys()].map((permission) => ({ permission, from: from.name })));
  return {
    id: role.id,
    code: role.code,
    name: role.name,
    description: role.description,
    builtIn: role.builtIn,
    parents: role.parentIds.map((id) => roles.get(id)!.code),
    grants: [...role.grants].map(([permission, reach]) => ({
      permission,
      limits: isEverywhere(reach)
        ? null
        : { ...reach, locationIds: copy(reach.locationIds), channelIds: copy(reach.channelIds) },
    })),
    permissions: [...new Set([...role.grants.keys(), ...inherited.map((i) => i.permission)])],
    inherited,
    users: holders.get(role.id) ?? [],
    secondFactorRequired: role.secondFactorRequired,
    version: role.version,
  };
}

function copy(ids: readonly string[] | null): string[] | null {
  return ids && [...ids];
}

/** One role as the screens and answers show it. @throws not_found */
export async function getRoleView(ctx: Ctx, roleId: string): Promise<RoleView> {
  const [roles, holders] = await Promise.all([loadRoles(ctx), holdersOf(ctx)]);
  const role = roles.get(roleId);
  if (!role) throw notFound("role");
  return viewRole(role, roles, holders);
}

export const listRoles = query(accessApi.listRoles, async (ctx) => {
  const [roles, holders] = await Promise.all([loadRoles(ctx), holdersOf(ctx)]);
  return { items: [...roles.values()].map((role) => viewRole(role, roles, holders)) };
});
