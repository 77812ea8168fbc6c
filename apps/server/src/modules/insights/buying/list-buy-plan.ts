import { decideApi, type OutputOf } from "@selvedge/contract";
import type { Ctx } from "../../../platform/context.ts";
import { AppError, notFound } from "../../../platform/errors.ts";
import { decodeCursor, likePattern, pageOf } from "../../../platform/pages.ts";
import { query } from "../../../platform/runner.ts";
import { findChampion } from "../registry/find-champion.ts";
import { readSizeShares } from "../size-curves/read-size-shares.ts";
import { readBuyingRules, ruleFor } from "./buying-rules.ts";

type List = OutputOf<typeof decideApi.listBuyPlan>;
type StyleRow = List["items"][number];

/** Styles of a run with what would be bought; `fits` says whether it is among the best that a budget pays for. */
const stylesOf = (ctx: Ctx, runId: string, budgetMinor: number | null) => ctx.sql`
  with line as (
    select style_id, sum(greatest(position_qty, 0))::int as position_qty, sum(proposed_qty)::int as qty, sum(per_day) as per_day,
           sum(proposed_qty * unit_cost_minor)::bigint as cost, sum(worth_minor)::bigint as worth,
           count(*) filter (where position_qty <= reorder_point and per_day > 0)::int as below
    from buy_plan_line where tenant_id = ${ctx.tenantId} and run_id = ${runId} group by 1
  ), bought as (
    select *, sum(cost) over (order by worth::float8 / greatest(cost, 1) desc, style_id) <= coalesce(${budgetMinor}::bigint, 9e18) as fits
    from line where qty > 0
  )
  select y.id as "styleId", y.name as "styleName", y.code as "styleCode", coalesce(w.hex, '#888888') as hex,
         '/media/' || w.tenant_id || '/' || w.picture_file_id as "pictureUrl", b.position_qty as "positionQty", b.qty as "proposedQty",
         b.per_day * 7 as "perWeek", case when b.per_day > 0 then b.position_qty / (b.per_day * 7) end as "coverWeeks",
         b.cost as "costMinor", b.worth as "worthMinor", b.below as "skusBelow", s.id as "suggestionId"
  from bought b
  join style y on y.tenant_id = ${ctx.tenantId} and y.id = b.style_id
  left join lateral (
    select c.tenant_id, c.hex, c.picture_file_id from colourway c
    where c.tenant_id = ${ctx.tenantId} and c.style_id = y.id and c.status = 'active' order by c.position, c.code limit 1) w on true
  left join suggestion s on s.tenant_id = ${ctx.tenantId} and s.need = 'reorder:' || y.id and s.status = 'open'
  where b.fits`;

export const listBuyPlan = query(decideApi.listBuyPlan, async (ctx, input) => {
  const { sql, tenantId } = ctx;
  const { currency } = ctx.tenant;
  const champion = await findChampion(ctx, "buy_plan");
  const none = { qty: 0, costMinor: 0, worthMinor: 0, styles: 0 };
  if (!champion) return { items: [], nextCursor: null, currency, run: null, totals: none };
  const after = decodeCursor(input.cursor, 2);
  const like = input.q ? likePattern(input.q) : null;
  const styles = stylesOf(ctx, champion.runId, input.budgetMinor ?? null);
  const rows = await sql<StyleRow[]>`
    select * from (${styles}) t where true
      ${like ? sql`and (t."styleName" ilike ${like} or t."styleCode" ilike ${like})` : sql``}
      ${after ? sql`and (t."worthMinor", t."styleId") < (${Number(after[0])}::bigint, ${String(after[1])}::uuid)` : sql``}
    order by t."worthMinor" desc, t."styleId" desc limit ${input.limit + 1}`;
  const [totals] = await sql<List["totals"][]>`
    select coalesce(sum("proposedQty"), 0)::int as qty, coalesce(sum("costMinor"), 0)::bigint as "costMinor",
           coalesce(sum("worthMinor"), 0)::bigint as "worthMinor", count(*)::int as styles from (${styles}) t`;
  const [run] = await sql<{ id: string; cutOffOn: string; finishedAt: Date | null }[]>`
    select id, cut_off_on as "cutOffOn", finished_at as "finishedAt" from learning_run
    where tenant_id = ${tenantId} and id = ${champion.runId}`;
  return {
    ...pageOf(
      rows,
      input.limit,
      (row) => [row.worthMinor, row.styleId],
      (row) => row,
    ),
    ...{ currency, totals: totals ?? none },
    run: run ? { ...run, finishedAt: run.finishedAt?.toISOString() ?? null, metrics: champion.metrics } : null,
  };
});

type Full = OutputOf<typeof decideApi.getBuyPlan>;

export const getBuyPlan = query(decideApi.getBuyPlan, async (ctx, input) => {
  const { sql, tenantId } = ctx;
  const champion = await findChampion(ctx, "buy_plan");
  if (!champion) throw new AppError("not_found", "No buy plan has been made yet.");
  const lines = await sql<Full["lines"]>`
    select b.sku_id as "skuId", k.code as "skuCode", k.colourway_id as "colourwayId", k.size, b.per_day as "perDay",
           b.reorder_point as "reorderPoint", b.safety_stock_qty as "safetyStockQty", b.order_qty as "orderQty",
           b.position_qty as "positionQty", b.inbound_qty as "inboundQty", b.proposed_qty as "proposedQty",
           b.unit_cost_minor as "unitCostMinor", b.worth_minor as "worthMinor"
    from buy_plan_line b join sku k on k.tenant_id = b.tenant_id and k.id = b.sku_id
    where b.tenant_id = ${tenantId} and b.run_id = ${champion.runId} and b.style_id = ${input.styleId}
    order by k.colourway_id, k.size_position`;
  if (lines.length === 0) throw notFound("style in the plan");
  const [style] = await sql<(StyleRow & { categoryId: string | null; scaleCode: string; sizes: string[] })[]>`
    select y.id as "styleId", y.name as "styleName", y.code as "styleCode", coalesce(w.hex, '#888888') as hex,
           '/media/' || w.tenant_id || '/' || w.picture_file_id as "pictureUrl", y.category_id as "categoryId", z.code as "scaleCode", z.sizes, s.id as "suggestionId"
    from style y
    join size_scale z on z.tenant_id = y.tenant_id and z.id = y.size_scale_id
    left join lateral (
      select c.tenant_id, c.hex, c.picture_file_id from colourway c
      where c.tenant_id = y.tenant_id and c.style_id = y.id and c.status = 'active' order by c.position, c.code limit 1) w on true
    left join suggestion s on s.tenant_id = y.tenant_id and s.need = 'reorder:' || y.id and s.status = 'open'
    where y.tenant_id = ${tenantId} and y.id = ${input.styleId}`;
  const colourways = await sql<Full["colourways"]>`
    select id, name, hex from colourway where tenant_id = ${tenantId} and style_id = ${input.styleId} and status = 'active'
    order by position, code`;
  const sum = (of: (line: Full["lines"][number]) => number) => lines.reduce((total, line) => total + of(line), 0);
  const { categoryId, scaleCode, sizes: scale, ...rest } = style!;
  const sizes = scale.filter((size) => lines.some((line) => line.size === size));
  const perWeek = sum((line) => line.perDay) * 7;
  const positionQty = sum((line) => Math.max(0, line.positionQty));
  return {
    style: {
      ...rest,
      ...{ positionQty, perWeek, coverWeeks: perWeek > 0 ? positionQty / perWeek : null },
      proposedQty: sum((line) => line.proposedQty),
      costMinor: sum((line) => line.proposedQty * line.unitCostMinor!),
      worthMinor: sum((line) => line.worthMinor),
      skusBelow: lines.filter((line) => line.perDay > 0 && line.positionQty <= line.reorderPoint).length,
    },
    rule: ruleFor(await readBuyingRules(ctx), input.styleId, categoryId),
    ...{ currency: ctx.tenant.currency, colourways: colourways, sizes, lines },
    sizeCurve: await curveOf(ctx, { scaleCode, categoryId, sizes, styleId: input.styleId }),
  };
});

/** The learnt curve over the sizes this style has, beside what it sold itself. */
async function curveOf(
  ctx: Ctx,
  of: { scaleCode: string; categoryId: string | null; sizes: readonly string[]; styleId: string },
): Promise<Full["sizeCurve"]> {
  const learnt = await readSizeShares(ctx, { scaleCode: of.scaleCode, categoryId: of.categoryId, locationId: null });
  if (!learnt) return [];
  const sold = await ctx.sql<{ size: string; qty: number }[]>`
    select k.size, sum(l.qty)::int as qty from sales_order_line l
    join sku k on k.tenant_id = l.tenant_id and k.id = l.sku_id and k.style_id = ${of.styleId}
    where l.tenant_id = ${ctx.tenantId} and l.qty > 0 group by 1`;
  const soldOf = (size: string) => sold.find((row) => row.size === size)?.qty ?? 0;
  const curve = of.sizes.map((size) => learnt.sizes.find((s) => s.size === size)?.share ?? 0);
  const [all, whole] = [of.sizes.reduce((sum, size) => sum + soldOf(size), 0), curve.reduce((sum, v) => sum + v, 0)];
  return of.sizes.map((size, i) => ({
    ...{ size, share: whole > 0 ? curve[i]! / whole : 0 },
    soldShare: all > 0 ? soldOf(size) / all : 0,
  }));
}
