import { learningApi, type OutputOf } from "@selvedge/contract";
import { notFound } from "../../../platform/errors.ts";
import { decodeCursor, likePattern, pageOf } from "../../../platform/pages.ts";
import { query } from "../../../platform/runner.ts";
import { findChampion } from "./find-champion.ts";
import { findModel, type ModelRow, modelColumns, modelView } from "./model-row.ts";

type PromotionView = OutputOf<typeof learningApi.getLearningModel>["promotions"][number];

export const listLearningModels = query(learningApi.listLearningModels, async (ctx, input) => {
  const { sql, tenantId } = ctx;
  const after = decodeCursor(input.cursor, 2);
  const rows = await sql<ModelRow[]>`
    select ${modelColumns(ctx)} from learning_model m
    join learning_run r on r.tenant_id = m.tenant_id and r.id = m.run_id
    where m.tenant_id = ${tenantId}
      ${input.kind ? sql`and m.kind = ${input.kind}` : sql``}
      ${input.scope ? sql`and m.scope = ${input.scope}` : sql``}
      ${input.status ? sql`and m.status = ${input.status}` : sql``}
      ${input.q ? sql`and (m.name ilike ${likePattern(input.q)} or m.kind ilike ${likePattern(input.q)})` : sql``}
      ${after ? sql`and (m.created_at, m.id) < (${String(after[0])}::timestamptz, ${String(after[1])}::uuid)` : sql``}
    order by m.created_at desc, m.id desc limit ${input.limit + 1}`;
  return pageOf(rows, input.limit, (m) => [m.cursorAt, m.id], modelView);
});

export const getLearningModel = query(learningApi.getLearningModel, async (ctx, input) => {
  const { sql, tenantId } = ctx;
  const model = await findModel(ctx, input.id);
  if (!model) throw notFound("model");
  const champion = await findChampion(ctx, model.kind, model.scope);
  const promotions = await sql<(Omit<PromotionView, "at"> & { at: Date })[]>`
    select p.id, p.action, p.model_id as "modelId", m.version, b.version as "previousVersion", p.reason, u.name as "byName", p.at
    from learning_promotion p
    join learning_model m on m.tenant_id = p.tenant_id and m.id = p.model_id
    left join learning_model b on b.tenant_id = p.tenant_id and b.id = p.previous_model_id
    left join user_account u on u.tenant_id = p.tenant_id and u.id = p.actor_id
    where p.tenant_id = ${tenantId} and p.kind = ${model.kind} and p.scope = ${model.scope}
    order by p.at desc, p.id desc limit 50`;
  return {
    model: modelView(model),
    champion: champion ? modelView(champion) : null,
    promotions: promotions.map((p) => ({ ...p, at: p.at.toISOString() })),
  };
});
