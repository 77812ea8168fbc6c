import { learningApi } from "@selvedge/contract";
import type { Ctx } from "../../../platform/context.ts";
import { AppError, notFound } from "../../../platform/errors.ts";
import { command } from "../../../platform/runner.ts";
import { findChampion } from "./find-champion.ts";
import { findModel } from "./model-row.ts";
import { recordPromotion } from "./record-promotion.ts";

/** Has a model serve from now on. @throws not_found, wrong_state when it serves already */
export async function promoteModel(ctx: Ctx, modelId: string, reason: string | null) {
  const model = await findModel(ctx, modelId, true);
  if (!model) throw notFound("model");
  const champion = await findChampion(ctx, model.kind, model.scope);
  if (champion?.id === modelId) throw new AppError("wrong_state", "This model serves already.");
  const previousModelId = champion?.id ?? null;
  const { kind, scope } = model;
  await recordPromotion(ctx, { kind, scope, modelId, previousModelId, action: "promote", reason });
  return { modelId, previousModelId };
}

export const promoteLearningModel = command(learningApi.promoteLearningModel, (ctx, input) =>
  promoteModel(ctx, input.id, input.reason ?? null),
);
