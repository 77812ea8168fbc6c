import type { accessApi, ParsedInputOf } from "@selvedge/contract";
import { makesCycle } from "@selvedge/domain";
import type { Ctx } from "../../../platform/context.ts";
import { fieldError } from "../../../platform/errors.ts";
import { assertMayGive } from "./assert-may-give.ts";
import { addUp, loadRoles, toReach } from "./load-roles.ts";

type Grants = ParsedInputOf<typeof accessApi.createRole>["grants"];

/** Ids of roles by code. @throws validation_failed for one that does not exist */
export async function roleIdsOf(ctx: Ctx, codes: readonly string[], field: string): Promise<string[]> {
  const byCode = new Map([...(await loadRoles(ctx)).values()].map((r) => [r.code, r.id]));
  return [...new Set(codes)].map((code) => {
    const id = byCode.get(code);
    if (!id) throw fieldError(field, `There is no role ${code}.`);
    return id;
  });
}

/** @throws validation_failed when a role would inherit from itself */
export async function setParents(ctx: Ctx, roleId: string, codes: readonly string[]): Promise<void> {
  const parentIds = await roleIdsOf(ctx, codes, "parents");
  const parentsOf = new Map([...(await loadRoles(ctx)).values()].map((r) => [r.id, r.parentIds]));
  if (makesCycle(roleId, parentIds, parentsOf))
    throw fieldError("parents", "A role cannot inherit from itself, not by way of another either.");
  const { sql, tenantId } = ctx;
  await sql`delete from role_parent where tenant_id = ${tenantId} and role_id = ${roleId}`;
  await sql`insert into role_parent (tenant_id, role_id, parent_id)
            select ${tenantId}, ${roleId}, p from unnest(${parentIds}::uuid[]) p`;
}

/** @throws validation_failed for a location or channel that does not exist, and for a permission named twice */
export async function setGrants(ctx: Ctx, roleId: string, grants: Grants): Promise<void> {
  const permissions = grants.map((g) => g.permission);
  if (new Set(permissions).size < permissions.length) throw fieldError("grants", "A permission is named twice.");
  await assertLimitsExist(
    ctx,
    grants.map((g) => g.limits),
    "grants",
  );
  const limits = Object.fromEntries(grants.filter((g) => g.limits).map((g) => [g.permission, g.limits]));
  await ctx.sql`update role set permissions = ${permissions}, limits = ${ctx.sql.json(limits)}
                where tenant_id = ${ctx.tenantId} and id = ${roleId}`;
}

/** @throws validation_failed for a location or channel that does not exist */
export async function assertLimitsExist(
  ctx: Ctx,
  limits: readonly ({ locationIds: readonly string[] | null; channelIds: readonly string[] | null } | null)[],
  field: string,
): Promise<void> {
  const locationIds = [...new Set(limits.flatMap((l) => l?.locationIds ?? []))];
  const channelIds = [...new Set(limits.flatMap((l) => l?.channelIds ?? []))];
  if (locationIds.length + channelIds.length === 0) return;
  const { sql, tenantId } = ctx;
  const [found] = await sql<{ locations: number; channels: number }[]>`
    select (select count(*)::int from location where tenant_id = ${tenantId} and id = any(${locationIds}::uuid[])) as locations,
           (select count(*)::int from channel where tenant_id = ${tenantId} and id = any(${channelIds}::uuid[])) as channels`;
  if (found!.locations !== locationIds.length) throw fieldError(field, "One of these locations does not exist.");
  if (found!.channels !== channelIds.length) throw fieldError(field, "One of these channels does not exist.");
}

/** The actor must hold all that the role gives now, save what it gave before. */
export async function assertMayMake(
  ctx: Ctx,
  roleId: string,
  before: ReadonlyMap<string, readonly unknown[]>,
): Promise<void> {
  const after = addUp(await loadRoles(ctx), [{ roleId, limits: toReach(null) }]);
  const added = [...after].filter(([p, reaches]) => JSON.stringify(before.get(p)) !== JSON.stringify(reaches));
  assertMayGive(ctx.actor, new Map(added), "grants");
}
