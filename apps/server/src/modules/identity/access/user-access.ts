import type { accessApi, OutputOf } from "@selvedge/contract";
import { isEverywhere, type Reach } from "@selvedge/domain";
import type { Ctx } from "../../../platform/context.ts";
import { notFound } from "../../../platform/errors.ts";
import { accessOfUser } from "./access-of-user.ts";

type AccessView = OutputOf<typeof accessApi.getUserAccess>;

/** What permissions add up to, as answers show it; no limits: everywhere. */
export function viewEffective(effective: ReadonlyMap<string, readonly Reach[]>): AccessView["effective"] {
  return [...effective]
    .map(([permission, reaches]) => ({
      permission,
      limits: reaches.some(isEverywhere) ? [] : reaches.map((r) => viewLimits(r)!),
    }))
    .sort((a, b) => a.permission.localeCompare(b.permission));
}

function viewLimits(reach: Reach | null): AccessView["assignments"][number]["limits"] {
  if (reach === null || isEverywhere(reach)) return null;
  const { locationIds, channelIds, ownAccounts } = reach;
  return { locationIds: locationIds && [...locationIds], channelIds: channelIds && [...channelIds], ownAccounts };
}

/** @throws not_found */
export async function getAccessView(ctx: Ctx, userId: string): Promise<AccessView> {
  const [access, [user]] = await Promise.all([
    accessOfUser(ctx, userId),
    ctx.sql<{ name: string; version: number }[]>`
      select name, version from user_account where tenant_id = ${ctx.tenantId} and id = ${userId}`,
  ]);
  if (!access || !user) throw notFound("user");
  return {
    userId,
    name: user.name,
    assignments: access.assignments.map(({ role, roleName, limits }) => ({
      role,
      roleName,
      limits: viewLimits(limits),
    })),
    effective: viewEffective(access.effective),
    version: user.version,
  };
}
