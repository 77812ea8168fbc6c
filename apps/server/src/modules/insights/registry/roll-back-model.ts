import { learningApi } from "@selvedge/contract";
import type { Ctx } from "../../../platform/context.ts";
import { AppError, notFound } from "../../../platform/errors.ts";
import { command } from "../../../platform/runner.ts";
import { findModel } from "./model-row.ts";
import { recordPromotion } from "./record-promotion.ts";

/**
 * Takes the champion out of use and has the one it took the place of serve again. Until a person promotes another, newly
 * trained models stay challengers.
 * @throws not_found; wrong_state when it does not serve, or none came before it
 */
export async function rollBackModel(ctx: Ctx, modelId: string, reason: string | null) {
  const { sql, tenantId } = ctx;
  const model = await findModel(ctx, modelId, true);
  if (!model) throw notFound("model");
  const [now] = await sql<{ status: string }[]>`
    select status from learning_model where tenant_id = ${tenantId} and id = ${modelId}`;
  if (now?.status !== "champion") {
    throw new AppError("wrong_state", "Only the model in use can be taken back. Promote the one you want instead.");
  }
  // The one that this champion took the place of when it last came to serve; by a roll back it came from a later one.
  const [before] = await sql<{ id: string }[]>`
    select p.previous_model_id as id from learning_promotion p
    where p.tenant_id = ${tenantId} and p.model_id = ${modelId} and p.action <> 'roll_back' and p.previous_model_id is not null
    order by p.at desc, p.id desc limit 1`;
  if (!before) throw new AppError("wrong_state", "No model served before this one. Train another first.");
  const { kind, scope } = model;
  await recordPromotion(ctx, {
    kind,
    scope,
    modelId: before.id,
    previousModelId: modelId,
    action: "roll_back",
    reason,
  });
  return { modelId: before.id, previousModelId: modelId };
}

export const rollBackLearningModel = command(learningApi.rollBackLearningModel, (ctx, input) =>
  rollBackModel(ctx, input.id, input.reason ?? null),
);
