import type { decideApi } from "@selvedge/contract";
import type { Ctx } from "../../../platform/context.ts";
import { type EventFact, subscribe } from "../../../platform/events.ts";

/** A few tens of kilobytes an event. */
const STYLES_PER_EVENT = 200;
const PER_LIST = 8;

/** Says what goes with what, for every style, as soon as another model serves: areas below learning hear of it only so. */
export async function tellCompanions(ctx: Ctx, event: EventFact): Promise<void> {
  const companions = await readCompanions(ctx, event.entityId);
  const toldAt = ctx.now.toISOString();
  for (let i = 0; i < companions.length; i += STYLES_PER_EVENT) {
    const after: decideApi.CompanionsLearned = { toldAt, companions: companions.slice(i, i + STYLES_PER_EVENT) };
    ctx.emit({ type: "insights.companions_learned", entityType: "learning_model", entityId: event.entityId, after });
  }
}

/** Styles with nothing beside them are told as well: what went with them before does so no more. */
async function readCompanions(ctx: Ctx, modelId: string): Promise<decideApi.CompanionsLearned["companions"]> {
  const { sql, tenantId } = ctx;
  return sql<decideApi.CompanionsLearned["companions"]>`
    with listed as (
      select r.context::uuid as style_id, r.kind, to_json(array_agg(r.style_id order by r.rank)) as ids
      from learning_model m
      join recommendation r on r.tenant_id = m.tenant_id and r.run_id = m.run_id and r.kind in ('look', 'together', 'alike')
        and r.rank <= ${PER_LIST}
      where m.tenant_id = ${tenantId} and m.id = ${modelId} group by 1, 2
    )
    select y.id as "styleId", coalesce(k.ids, '[]') as look, coalesce(t.ids, '[]') as together, coalesce(a.ids, '[]') as alike
    from style y
    left join listed k on k.style_id = y.id and k.kind = 'look'
    left join listed t on t.style_id = y.id and t.kind = 'together'
    left join listed a on a.style_id = y.id and a.kind = 'alike'
    where y.tenant_id = ${tenantId} and y.kind = 'goods' and y.status in ('active', 'markdown', 'discontinued')
    order by y.id`;
}

const servesRecommendations = (event: { after?: unknown }): boolean =>
  (event.after as { kind?: string } | null)?.kind === "recommendations";

for (const type of ["insights.model_promoted", "insights.model_rolled_back"]) {
  subscribe(type, "insights/tell_companions", tellCompanions, servesRecommendations);
}
