import type { decideApi } from "@selvedge/contract";
import type { FitModel } from "@selvedge/learn";
import type { Ctx } from "../../../platform/context.ts";
import { type EventFact, subscribe } from "../../../platform/events.ts";
import { readModelContent } from "../registry/find-champion.ts";

const STYLES_PER_EVENT = 200;

/** Says how the styles of a size scale are cut, as soon as another model of it serves: areas below learning hear of it only so. */
export async function tellFits(ctx: Ctx, event: Pick<EventFact, "entityId">): Promise<void> {
  const { sql, tenantId } = ctx;
  const content = await readModelContent<{ scaleId: string; model: FitModel }>(ctx, event.entityId);
  if (!content) return;
  const { steps, people } = content.model;
  const styles = await sql<decideApi.FitsLearned["styles"]>`
    select f.style_id as "styleId", f.size_offset as "offset", f.standard_error as "standardError", f.verdict, f.step, f.pieces,
           f.small_qty as "smallQty", f.large_qty as "largeQty"
    from learning_model m
    join style_fit f on f.tenant_id = m.tenant_id and f.run_id = m.run_id and f.size_scale_id = ${content.scaleId}
    where m.tenant_id = ${tenantId} and m.id = ${event.entityId} order by f.style_id`;
  const toldAt = ctx.now.toISOString();
  for (let i = 0; i < styles.length; i += STYLES_PER_EVENT) {
    const after: decideApi.FitsLearned = {
      toldAt,
      model: { steps, people },
      styles: styles.slice(i, i + STYLES_PER_EVENT),
    };
    ctx.emit({ type: "insights.fits_learned", entityType: "learning_model", entityId: event.entityId, after });
  }
}

const servesFit = (event: { after?: unknown }): boolean => (event.after as { kind?: string } | null)?.kind === "fit";
for (const type of ["insights.model_promoted", "insights.model_rolled_back"]) {
  subscribe(type, "insights/tell_fits", tellFits, servesFit);
}
