import { decideApi, type OutputOf } from "@selvedge/contract";
import type { Ctx } from "../../../platform/context.ts";
import { notFound } from "../../../platform/errors.ts";
import { decodeCursor, likePattern, pageOf } from "../../../platform/pages.ts";
import { query } from "../../../platform/runner.ts";
import { adviseSizeStep } from "../../shop/index.ts";
import { servedFits, servedReturns, UNUSUAL } from "./served-fits.ts";

type Item = OutputOf<typeof decideApi.listStyleFits>["items"][number];

const shown = (ctx: Ctx, show: "small" | "large" | "often" | undefined) =>
  show === "often" ? ctx.sql`and r.unusual >= ${UNUSUAL}` : show ? ctx.sql`and f.verdict = ${show}` : ctx.sql``;

export const listStyleFits = query(decideApi.listStyleFits, async (ctx, input) => {
  const { sql, tenantId } = ctx;
  const after = decodeCursor(input.cursor, 2);
  const rows = await sql<(Item & { rateText: string })[]>`
    select y.id as "styleId", y.code as "styleCode", y.name as "styleName", g.name as "categoryName", w.hex,
           '/media/' || w.tenant_id || '/' || w.picture_file_id as "pictureUrl",
           case when f.style_id is not null then json_build_object('verdict', f.verdict, 'step', f.step, 'pieces', f.pieces,
             'small', f.small_qty, 'large', f.large_qty, 'offset', f.size_offset, 'standardError', f.standard_error,
             'certainty', f.certainty, 'sizes', f.sizes) end as cut,
           r.pieces, r.returned_qty as "returnedQty", r.rate as "returnRate", r.category_rate as "categoryRate",
           coalesce(r.unusual >= ${UNUSUAL}, false) as "isUnusual", r.reasons, r.rate::text as "rateText"
    from ${servedReturns(ctx)} r
    join style y on y.tenant_id = r.tenant_id and y.id = r.style_id
    left join category g on g.tenant_id = y.tenant_id and g.id = y.category_id
    left join ${servedFits(ctx)} f on f.style_id = r.style_id
    left join lateral (
      select c.hex, c.picture_file_id, c.tenant_id from colourway c
      where c.tenant_id = y.tenant_id and c.style_id = y.id and c.status = 'active' order by c.position, c.id limit 1
    ) w on true
    where r.tenant_id = ${tenantId} ${shown(ctx, input.show)}
      ${input.q ? sql`and (y.name ilike ${likePattern(input.q)} or y.code ilike ${likePattern(input.q)})` : sql``}
      ${after ? sql`and (r.rate, y.id) < (${String(after[0])}::text::float8, ${String(after[1])}::uuid)` : sql``}
    order by r.rate desc, y.id desc limit ${input.limit + 1}`;
  return pageOf(
    rows,
    input.limit,
    (row) => [row.rateText, row.styleId],
    ({ rateText: _text, ...row }) => row,
  );
});

type Quality = OutputOf<typeof decideApi.getFitQuality>;

export const getFitQuality = query(decideApi.getFitQuality, async (ctx) => {
  const { sql, tenantId } = ctx;
  const scales = await sql<(Quality["scales"][number] & { cutOffOn: string })[]>`
    select m.scope as scale, coalesce(z.name, m.scope) as "scaleName", m.metrics, r.cut_off_on as "cutOffOn" from learning_model m
    join learning_run r on r.tenant_id = m.tenant_id and r.id = m.run_id
    left join size_scale z on z.tenant_id = m.tenant_id and z.code = m.scope
    where m.tenant_id = ${tenantId} and m.kind = 'fit' and m.status = 'champion' order by m.scope`;
  const [sums] = await sql<{ pieces: number; returnedQty: number; often: number }[]>`
    select coalesce(sum(r.pieces), 0)::int as pieces, coalesce(sum(r.returned_qty), 0)::int as "returnedQty",
           count(*) filter (where r.unusual >= ${UNUSUAL})::int as often
    from ${servedReturns(ctx)} r`;
  const reasons = await sql<{ reason: Quality["reasons"][number]["reason"]; pieces: number }[]>`
    select e->>'reason' as reason, sum((e->>'pieces')::int)::int as pieces
    from ${servedReturns(ctx)} r cross join lateral jsonb_array_elements(r.reasons) e group by 1 order by 2 desc, 1`;
  const [cuts] = await sql<{ small: number; large: number }[]>`
    select count(*) filter (where f.verdict = 'small')::int as small, count(*) filter (where f.verdict = 'large')::int as large
    from ${servedFits(ctx)} f`;
  return {
    cutOffOn: scales.reduce<string | null>((last, s) => (last === null || s.cutOffOn > last ? s.cutOffOn : last), null),
    scales: scales.map(({ scale, scaleName, metrics }) => ({ scale, scaleName, metrics })),
    ...sums!,
    reasons: reasons.map((r) => ({ ...r, share: sums!.pieces > 0 ? r.pieces / sums!.pieces : 0 })),
    ...cuts!,
  };
});

export const getSizeAdvice = query(decideApi.getSizeAdvice, async (ctx, input) => {
  const { sql, tenantId } = ctx;
  const [style] =
    await sql`select 1 from style where tenant_id = ${tenantId} and id = ${input.styleId} and kind = 'goods'`;
  if (!style) throw notFound("style");
  if (input.customerId) {
    const [customer] = await sql`
      select 1 from party where tenant_id = ${tenantId} and id = ${input.customerId} and is_customer`;
    if (!customer) throw notFound("customer");
  }
  return adviseSizeStep(ctx, input.styleId, input.customerId ?? null);
});
