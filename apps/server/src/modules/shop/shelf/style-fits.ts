import { decideApi } from "@selvedge/contract";
import type { Ctx } from "../../../platform/context.ts";
import { jsonRows } from "../../../platform/db.ts";
import type { EventFact } from "../../../platform/events.ts";

/** Keeps how styles are cut, as learning told it; nothing of a style that is gone meanwhile, and nothing older than what is known. */
export async function keepFits(ctx: Ctx, event: Pick<EventFact, "after">): Promise<void> {
  const { sql, tenantId } = ctx;
  const { styles, model, toldAt } = decideApi.FitsLearned.parse(event.after);
  await sql`
    insert into shop_style_fit (tenant_id, style_id, size_offset, standard_error, verdict, step, pieces, small_qty, large_qty, model, told_at)
    select ${tenantId}, s.id, r."offset", r."standardError", r.verdict, r.step, r.pieces, r."smallQty", r."largeQty",
           ${sql.json(model)}, ${toldAt}::timestamptz
    from jsonb_to_recordset(${jsonRows(sql, styles)}::jsonb) as r("styleId" uuid, "offset" float8, "standardError" float8, verdict text,
      step int, pieces int, "smallQty" int, "largeQty" int)
    join style s on s.tenant_id = ${tenantId} and s.id = r."styleId"
    on conflict (tenant_id, style_id) do update
      set size_offset = excluded.size_offset, standard_error = excluded.standard_error, verdict = excluded.verdict, step = excluded.step,
          pieces = excluded.pieces, small_qty = excluded.small_qty, large_qty = excluded.large_qty, model = excluded.model,
          told_at = excluded.told_at
      where shop_style_fit.told_at <= excluded.told_at`;
  ctx.emit({ type: "shop.fits_kept", entityType: "shop", entityId: tenantId, after: { styles: styles.length } });
}
