import { accessApi, builtInRoles } from "@selvedge/contract";
import { everywhere, expandRole, intersectReach, joinReaches, type Reach } from "@selvedge/domain";
import type { Identify } from "../../../platform/context.ts";

/** What reading roles and access needs of a transaction. */
export type Open = Parameters<Identify>[0];

export interface RoleGrants {
  id: string;
  code: string;
  name: string;
  description: string;
  builtIn: boolean;
  secondFactorRequired: boolean;
  parentIds: readonly string[];
  /** Permission -> how far this role itself gives it. */
  grants: ReadonlyMap<string, Reach>;
  version: number;
}

interface RoleRow extends Omit<RoleGrants, "grants"> {
  permissions: string[];
  limits: Record<string, unknown>;
}

/** Every role of the business by id; kept until a role changes. */
export function loadRoles(open: Open): Promise<ReadonlyMap<string, RoleGrants>> {
  return open.cached("identity roles", async () => {
    const rows = await open.sql<RoleRow[]>`
      select r.id, r.code, r.name, r.description, r.built_in as "builtIn",
             r.requires_second_factor as "secondFactorRequired", r.permissions, r.limits, r.version,
             array(select p.parent_id from role_parent p where p.tenant_id = r.tenant_id and p.role_id = r.id
                   order by p.parent_id) as "parentIds"
      from role r where r.tenant_id = ${open.tenantId} order by r.name, r.id`;
    return new Map(rows.map((row) => [row.id, toGrants(row)]));
  });
}

function toGrants({ permissions, limits, ...role }: RoleRow): RoleGrants {
  const given = (role.builtIn ? builtInRoles[role.code]?.permissions : undefined) ?? permissions;
  return { ...role, grants: new Map(given.map((p) => [p, toReach(limits[p])])) };
}

/** A limit as kept, as a reach; none is everywhere. */
export function toReach(limits: unknown): Reach {
  return limits === null || limits === undefined ? everywhere : accessApi.Limits.parse(limits);
}

/** Everything that some roles, each under its own limit, add up to: permission -> reaches. */
export function addUp(
  roles: ReadonlyMap<string, RoleGrants>,
  held: readonly { roleId: string; limits: Reach }[],
): Map<string, Reach[]> {
  const all = new Map<string, Reach[]>();
  for (const { roleId, limits } of held) {
    for (const role of expandRole(roleId, roles)) {
      for (const [permission, reach] of role.grants) {
        const both = intersectReach(reach, limits);
        if (both) all.set(permission, [...(all.get(permission) ?? []), both]);
      }
    }
  }
  for (const [permission, reaches] of all) all.set(permission, joinReaches(reaches));
  return all;
}
