import type { Ctx } from "../../../platform/context.ts";
import { newId } from "../../../platform/ids.ts";

export interface Promotion {
  kind: string;
  scope: string;
  modelId: string;
  previousModelId: string | null;
  action: "first" | "refresh" | "promote" | "roll_back";
  reason: string | null;
}

/** Makes a model the champion of its kind and scope, retires the one before it, and writes down who did so and why. */
export async function recordPromotion(ctx: Ctx, change: Promotion): Promise<void> {
  const { sql, tenantId, actor } = ctx;
  if (change.previousModelId) {
    await sql`update learning_model set status = 'retired' where tenant_id = ${tenantId} and id = ${change.previousModelId}`;
  }
  await sql`update learning_model set status = 'champion' where tenant_id = ${tenantId} and id = ${change.modelId}`;
  await sql`
    insert into learning_promotion (tenant_id, id, kind, scope, model_id, previous_model_id, action, reason, actor_type, actor_id)
    values (${tenantId}, ${newId()}, ${change.kind}, ${change.scope}, ${change.modelId}, ${change.previousModelId},
            ${change.action}, ${change.reason}, ${actor.type}, ${actor.id})`;
  ctx.emit({
    type: change.action === "roll_back" ? "insights.model_rolled_back" : "insights.model_promoted",
    entityType: "learning_model",
    entityId: change.modelId,
    before: { championId: change.previousModelId },
    after: {
      championId: change.modelId,
      kind: change.kind,
      scope: change.scope,
      action: change.action,
      reason: change.reason,
    },
  });
}

/** How the champion of a kind and scope came to serve; null while there is none. */
export async function findNewestPromotion(ctx: Ctx, kind: string, scope: string) {
  const [row] = await ctx.sql<{ action: Promotion["action"]; modelId: string }[]>`
    select action, model_id as "modelId" from learning_promotion
    where tenant_id = ${ctx.tenantId} and kind = ${kind} and scope = ${scope} order by at desc, id desc limit 1`;
  return row ?? null;
}
