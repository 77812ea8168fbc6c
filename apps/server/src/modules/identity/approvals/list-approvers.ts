import { accessApi, type Permission } from "@selvedge/contract";
import { isWithin } from "@selvedge/domain";
import type { Ctx } from "../../../platform/context.ts";
import { query } from "../../../platform/runner.ts";
import { accessOfUser } from "../access/access-of-user.ts";

/**
 * Whether a user may approve this act there: holds the permission, so far, and that of approving. Who is limited to
 * places approves only where a place is told.
 */
export async function mayApprove(
  ctx: Ctx,
  userId: string,
  act: Permission,
  there: { locationId?: string | undefined; channelId?: string | undefined },
): Promise<boolean> {
  const access = await accessOfUser(ctx, userId);
  if (!access?.active || !access.effective.has("identity.approval.give")) return false;
  const placed = { locationId: there.locationId ?? null, channelId: there.channelId ?? null };
  return isWithin(access.effective.get(act) ?? [], placed, userId);
}

/** Users with a PIN who may approve an act here; the till offers them by name. */
export const listApprovers = query(accessApi.listApprovers, async (ctx, input) => {
  const { act, ...there } = input;
  const rows = await ctx.sql<{ id: string; name: string }[]>`
    select u.id, u.name from approval_pin p
    join user_account u on u.tenant_id = p.tenant_id and u.id = p.user_id and u.status = 'active'
    where p.tenant_id = ${ctx.tenantId} order by u.name, u.id limit 200`;
  const able = await Promise.all(rows.map((u) => mayApprove(ctx, u.id, act, there)));
  return { items: rows.filter((_, i) => able[i]) };
});
