import { forecastApi, type OutputOf } from "@selvedge/contract";
import { decodeCursor, likePattern, pageOf } from "../../../platform/pages.ts";
import { query } from "../../../platform/runner.ts";
import { findChampion } from "../registry/find-champion.ts";

type View = OutputOf<typeof forecastApi.listNewStyleForecasts>["items"][number];
interface Row extends Omit<View, "weeks"> {
  mean: number[];
  lower80: number[];
  upper80: number[];
  unitsText: string;
}

export const listNewStyleForecasts = query(forecastApi.listNewStyleForecasts, async (ctx, input) => {
  const { sql, tenantId } = ctx;
  const champion = await findChampion(ctx, "new_styles");
  if (!champion) return { items: [], nextCursor: null };
  const after = decodeCursor(input.cursor, 2);
  const like = input.q ? likePattern(input.q) : null;
  const rows = await sql<Row[]>`
    select f.style_id as "styleId", y.code as "styleCode", y.name as "styleName", c.name as "categoryName", f.weeks_sold as "weeksSold",
           f.units_sold as "unitsSold", f.mean, f.lower80, f.upper80, f.units, f.low80, f.high80, f.correction, f.units::text as "unitsText",
           (select coalesce(jsonb_agg(jsonb_build_object('styleId', o.id, 'name', o.name, 'weight', l.weight) order by l.weight desc), '[]')
            from jsonb_to_recordset(f.likened) as l("styleId" uuid, weight float8)
            join style o on o.tenant_id = f.tenant_id and o.id = l."styleId") as likened
    from new_style_forecast f
    join style y on y.tenant_id = f.tenant_id and y.id = f.style_id
    left join category c on c.tenant_id = y.tenant_id and c.id = y.category_id
    where f.tenant_id = ${tenantId} and f.run_id = ${champion.runId}
      ${like ? sql`and (y.name ilike ${like} or y.code ilike ${like})` : sql``}
      ${after ? sql`and (f.units, f.style_id) < (${String(after[0])}::text::float8, ${String(after[1])}::uuid)` : sql``}
    order by f.units desc, f.style_id desc limit ${input.limit + 1}`;
  return pageOf(
    rows,
    input.limit,
    (r) => [r.unitsText, r.styleId],
    ({ mean, lower80, upper80, unitsText: _text, ...row }) => ({
      ...row,
      weeks: mean.map((m, i) => ({ mean: m, lower80: lower80[i]!, upper80: upper80[i]! })),
    }),
  );
});
