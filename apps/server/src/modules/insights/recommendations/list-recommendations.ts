import { decideApi, type OutputOf, type ParsedInputOf } from "@selvedge/contract";
import { businessDate } from "@selvedge/domain";
import type { Ctx } from "../../../platform/context.ts";
import { decodeCursor, likePattern, pageOf } from "../../../platform/pages.ts";
import { query } from "../../../platform/runner.ts";

type Input = ParsedInputOf<typeof decideApi.listRecommendations>;
type Item = OutputOf<typeof decideApi.listRecommendations>["items"][number];

/** What a customer took so few days ago is not offered again. */
const JUST_BOUGHT_DAYS = 30;

/**
 * What to show, best first, in one statement: the lists of the model in use, popular goods behind them, less what is not
 * there to be had, archived, in the basket or just bought. Whoever is new gets what sells where they are.
 */
export async function readRecommendations(ctx: Ctx, input: Input): Promise<Item[]> {
  const { sql, tenantId } = ctx;
  const basket = input.styleIds?.split(",") ?? [];
  const customerId = input.customerId ?? null;
  const since = businessDate(new Date(ctx.now.getTime() - JUST_BOUGHT_DAYS * 86_400_000), ctx.tenant.timeZone);
  return sql<Item[]>`
    with run as (
      select run_id from learning_model
      where tenant_id = ${tenantId} and kind = 'recommendations' and scope = 'all' and status = 'champion'
    ), here as (
      select kind, location_id from channel where tenant_id = ${tenantId} and id = ${input.channelId ?? null}::uuid
    ), asked as (
      select 0 as turn, ${input.kind} as kind, c as context from unnest(${contextsOf(input, basket)}::text[]) c
      union all select 1, 'customer', ${customerId}::text where ${customerId}::text is not null and ${input.kind} <> 'customer'
      union all select 2, 'popular', coalesce((select kind from here), '')
      union all select 3, 'popular', ''
    ), candidate as (
      select distinct on (r.style_id) r.style_id, a.turn, r.kind, r.reason, s.score
      from asked a
      join run on true
      join recommendation r on r.tenant_id = ${tenantId} and r.run_id = run.run_id and r.kind = a.kind and r.context = a.context
      cross join lateral (
        select sum(o.score) as score from recommendation o
        where o.tenant_id = ${tenantId} and o.run_id = run.run_id and o.kind = r.kind and o.style_id = r.style_id
          and o.context in (select context from asked b where b.turn = a.turn)
      ) s
      where r.style_id <> all (${basket}::uuid[])
      order by r.style_id, a.turn, s.score desc
    )
    select y.id as "styleId", y.code as "styleCode", y.name as "styleName", w.id as "colourwayId", w.name as "colourName", w.hex,
           '/media/' || w.tenant_id || '/' || w.picture_file_id as "pictureUrl", t.available as "availableQty", c.score,
           c.kind as source, c.reason
    from candidate c
    join style y on y.tenant_id = ${tenantId} and y.id = c.style_id and y.kind = 'goods' and y.status in ('active', 'markdown')
    cross join lateral (
      select k.colourway_id, sum(l.on_hand_qty - l.reserved_qty)::int as qty,
             (sum(sum(l.on_hand_qty - l.reserved_qty)) over ())::int as available
      from sku k
      join colourway w on w.tenant_id = k.tenant_id and w.id = k.colourway_id and w.status = 'active'
      join stock_level l on l.tenant_id = k.tenant_id and l.sku_id = k.id and l.on_hand_qty > l.reserved_qty
      join location p on p.tenant_id = l.tenant_id and p.id = l.location_id and p.status = 'active'
        and p.kind in ('warehouse', 'shop', 'van', 'consignment')
      where k.tenant_id = ${tenantId} and k.style_id = y.id and k.status = 'active'
        and (not exists (select from here) or l.location_id = (select location_id from here))
      group by k.colourway_id order by 2 desc, k.colourway_id limit 1
    ) t
    join colourway w on w.tenant_id = ${tenantId} and w.id = t.colourway_id
    where not exists (
      select from sales_order o
      join sales_order_line l on l.tenant_id = o.tenant_id and l.order_id = o.id and l.qty > l.returned_qty
      join sku k on k.tenant_id = l.tenant_id and k.id = l.sku_id and k.style_id = y.id
      where o.tenant_id = ${tenantId} and o.customer_id = ${customerId}::uuid and o.placed_on > ${since}::date
        and o.status not in ('draft', 'cancelled'))
    order by c.turn, c.score desc, y.id limit ${input.limit}`;
}

/** The lists that are asked first: those of the styles looked at, or the customer's own. */
function contextsOf(input: Input, basket: readonly string[]): string[] {
  if (input.kind === "customer") return input.customerId ? [input.customerId] : [];
  return input.kind === "popular" ? [] : [...new Set(basket)];
}

export const listRecommendations = query(decideApi.listRecommendations, async (ctx, input) => ({
  items: await readRecommendations(ctx, input),
}));

type Quality = OutputOf<typeof decideApi.getRecommendationQuality>;

export const getRecommendationQuality = query(decideApi.getRecommendationQuality, async (ctx) => {
  const { sql, tenantId } = ctx;
  const [run] = await sql<NonNullable<Quality["run"]>[]>`
    select r.id, r.cut_off_on as "cutOffOn", m.metrics from learning_model m
    join learning_run r on r.tenant_id = m.tenant_id and r.id = m.run_id
    where m.tenant_id = ${tenantId} and m.kind = 'recommendations' and m.scope = 'all' and m.status = 'champion'`;
  if (!run) return { run: null, styles: 0, customers: 0, pairs: 0 };
  const [counts] = await sql<Omit<Quality, "run">[]>`
    select count(distinct context) filter (where kind = 'alike')::int as styles,
           count(distinct context) filter (where kind = 'customer')::int as customers,
           count(*) filter (where kind = 'together')::int as pairs
    from recommendation where tenant_id = ${tenantId} and run_id = ${run.id}`;
  return { run, ...counts! };
});

type Pair = OutputOf<typeof decideApi.listCompanions>["items"][number];

export const listCompanions = query(decideApi.listCompanions, async (ctx, input) => {
  const { sql, tenantId } = ctx;
  const after = decodeCursor(input.cursor, 3);
  const rows = await sql<(Pair & { scoreText: string })[]>`
    select a.id as "styleId", a.name as "styleName", b.id as "withStyleId", b.name as "withStyleName", r.score, r.reason,
           r.score::text as "scoreText"
    from recommendation r
    join learning_model m on m.tenant_id = r.tenant_id and m.run_id = r.run_id and m.kind = 'recommendations' and m.status = 'champion'
    join style a on a.tenant_id = r.tenant_id and a.id = r.context::uuid
    join style b on b.tenant_id = r.tenant_id and b.id = r.style_id
    where r.tenant_id = ${tenantId} and r.kind = 'together'
      ${input.q ? sql`and (a.name ilike ${likePattern(input.q)} or b.name ilike ${likePattern(input.q)})` : sql``}
      ${after ? sql`and (r.score, a.id, b.id) < (${String(after[0])}::text::float8, ${String(after[1])}::uuid, ${String(after[2])}::uuid)` : sql``}
    order by r.score desc, a.id desc, b.id desc limit ${input.limit + 1}`;
  return pageOf(
    rows,
    input.limit,
    (row) => [row.scoreText, row.styleId, row.withStyleId],
    ({ scoreText: _text, ...row }) => row,
  );
});
