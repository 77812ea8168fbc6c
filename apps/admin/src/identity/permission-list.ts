import { type accessApi, type OutputOf, type Permission, permissionGroups, permissions } from "@selvedge/contract";
import type { Translate } from "../i18n/i18n.ts";

export type Role = OutputOf<typeof accessApi.listRoles>["items"][number];
export type Limits = NonNullable<Role["grants"][number]["limits"]>;

/** A role's name: those that come with Selvedge in the person's language, own ones as they were named. */
export const roleName = (t: Translate, role: Pick<Role, "name" | "builtIn">): string =>
  role.builtIn ? t(role.name) : role.name;

/** Every permission by what one works on, as the matrix and a role's page list them. */
export const groupedPermissions: readonly { name: string; permissions: readonly Permission[] }[] = permissionGroups.map(
  ({ name, areas }) => ({ name, permissions: permissions.filter((p) => areas.includes(p.split(".")[0]!)) }),
);

/** How a role comes by a permission: of its own, from roles it builds on, or not at all. */
export interface Held {
  own: { limits: Limits | null } | null;
  /** Names of the roles that hand it down. */
  from: readonly string[];
}

/** What a role holds of each permission it holds at all. */
export function heldBy(role: Pick<Role, "grants" | "inherited">): ReadonlyMap<string, Held> {
  const all = new Map<string, Held>(role.grants.map((g) => [g.permission, { own: { limits: g.limits }, from: [] }]));
  for (const { permission, from } of role.inherited) {
    const held = all.get(permission) ?? { own: null, from: [] };
    all.set(permission, { ...held, from: [...held.from, from] });
  }
  return all;
}

/** What some roles hand down, their own parents' permissions with them: permission -> names of those roles. */
export function handedDown(parents: readonly string[], roles: readonly Role[]): ReadonlyMap<string, readonly string[]> {
  const from = new Map<string, string[]>();
  for (const role of roles.filter((r) => parents.includes(r.code))) {
    for (const permission of role.permissions) from.set(permission, [...(from.get(permission) ?? []), role.name]);
  }
  return from;
}

/** Roles that a role may build on: not itself, nor what builds on it. */
export function possibleParents(role: Role | null, roles: readonly Role[]): Role[] {
  const under = new Set(role ? [role.code] : []);
  for (let grown = -1; grown !== under.size; ) {
    grown = under.size;
    for (const r of roles) if (r.parents.some((code) => under.has(code))) under.add(r.code);
  }
  return roles.filter((r) => r.code !== "owner" && !under.has(r.code));
}
