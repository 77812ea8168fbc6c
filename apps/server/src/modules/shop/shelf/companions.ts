import { decideApi } from "@selvedge/contract";
import type { Ctx } from "../../../platform/context.ts";
import { jsonRows } from "../../../platform/db.ts";
import type { EventFact } from "../../../platform/events.ts";

/** Ids of styles that go with one, the best first. */
export interface Companions {
  look: string[];
  together: string[];
  alike: string[];
}

const none: Companions = { look: [], together: [], alike: [] };

/** What learning last said goes with a style; empty lists until it has said so. */
export async function readCompanions(ctx: Ctx, styleId: string): Promise<Companions> {
  const [row] = await ctx.sql<Companions[]>`
    select to_json(look) as look, to_json(together) as together, to_json(alike) as alike from shop_companion
    where tenant_id = ${ctx.tenantId} and style_id = ${styleId}`;
  return row ?? none;
}

/** Keeps what learning told; of a style that is gone meanwhile nothing is kept, and nothing older than what is known. */
export async function keepCompanions(ctx: Ctx, event: EventFact): Promise<void> {
  const { sql, tenantId } = ctx;
  const { companions, toldAt } = decideApi.CompanionsLearned.parse(event.after);
  await sql`
    insert into shop_companion (tenant_id, style_id, look, together, alike, told_at)
    select ${tenantId}, s.id, r.look, r.together, r.alike, ${toldAt}::timestamptz
    from jsonb_to_recordset(${jsonRows(sql, companions)}::jsonb)
      as r("styleId" uuid, look uuid[], together uuid[], alike uuid[])
    join style s on s.tenant_id = ${tenantId} and s.id = r."styleId"
    on conflict (tenant_id, style_id) do update
      set look = excluded.look, together = excluded.together, alike = excluded.alike, told_at = excluded.told_at
      where shop_companion.told_at <= excluded.told_at`;
  ctx.emit({
    type: "shop.companions_kept",
    entityType: "shop",
    entityId: tenantId,
    after: { styles: companions.length },
  });
}
