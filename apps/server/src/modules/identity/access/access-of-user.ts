import { isEverywhere, type Reach } from "@selvedge/domain";
import type { Actor } from "../../../platform/context.ts";
import { AppError } from "../../../platform/errors.ts";
import { addUp, loadRoles, type Open, toReach } from "./load-roles.ts";

export interface Assignment {
  roleId: string;
  role: string;
  roleName: string;
  limits: Reach | null;
}

export interface UserAccess {
  userId: string;
  name: string;
  active: boolean;
  assignments: readonly Assignment[];
  /** Permission -> how far; one whole reach where it goes everywhere. */
  effective: ReadonlyMap<string, readonly Reach[]>;
}

interface UserRow {
  name: string;
  status: string;
  held: { roleId: string; limits: unknown }[];
}

/** What a user may do now, null for nobody; kept until a role or a user changes. */
export function accessOfUser(open: Open, userId: string): Promise<UserAccess | null> {
  return open.cached(`identity access ${userId}`, async () => {
    const [rows, roles] = await Promise.all([
      open.sql<UserRow[]>`
        select u.name, u.status,
               coalesce((select jsonb_agg(jsonb_build_object('roleId', x.role_id, 'limits', x.limits))
                         from user_role x where x.tenant_id = u.tenant_id and x.user_id = u.id), '[]') as held
        from user_account u where u.tenant_id = ${open.tenantId} and u.id = ${userId}`,
      loadRoles(open),
    ]);
    const [row] = rows;
    if (!row) return null;
    const assignments = row.held
      .map(({ roleId, limits }) => {
        const role = roles.get(roleId)!;
        return { roleId, role: role.code, roleName: role.name, limits: limits === null ? null : toReach(limits) };
      })
      .sort((a, b) => a.roleName.localeCompare(b.roleName));
    const effective = addUp(
      roles,
      row.held.map((h) => ({ roleId: h.roleId, limits: toReach(h.limits) })),
    );
    return { userId, name: row.name, active: row.status === "active", assignments, effective };
  });
}

/** The actor that a set of permissions makes; those without a limit are not named in its reach. */
export function actorOf(who: Pick<Actor, "type" | "id">, effective: ReadonlyMap<string, readonly Reach[]>): Actor {
  const limited = [...effective].filter(([, reaches]) => !reaches.some(isEverywhere));
  return { ...who, permissions: new Set(effective.keys()), reach: new Map(limited) };
}

/** @throws not_signed_in for a user who is gone or deactivated */
export async function identifyUser(open: Open, userId: string): Promise<Actor> {
  const access = await accessOfUser(open, userId);
  if (!access?.active) throw new AppError("not_signed_in", "This user is not active any more.");
  return open.cached(`identity actor ${userId}`, async () => actorOf({ type: "user", id: userId }, access.effective));
}
