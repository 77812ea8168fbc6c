import type { Ctx } from "../../platform/context.ts";
import { notFound } from "../../platform/errors.ts";

/** Renames a channel or has it ship from another location. @throws not_found */
export async function changeChannel(
  ctx: Ctx,
  channelId: string,
  change: { name?: string; locationId?: string },
): Promise<void> {
  await ctx.changeConfig();
  const [row] = await ctx.sql<{ name: string; locationId: string }[]>`
    update channel set name = coalesce(${change.name ?? null}, name),
                       location_id = coalesce(${change.locationId ?? null}, location_id), version = version + 1
    where tenant_id = ${ctx.tenantId} and id = ${channelId}
    returning name, location_id as "locationId"`;
  if (!row) throw notFound("channel");
  ctx.emit({ type: "sales.channel_changed", entityType: "channel", entityId: channelId, after: { ...row } });
}
