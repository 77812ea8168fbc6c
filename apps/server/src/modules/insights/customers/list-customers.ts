import { decideApi, type OutputOf } from "@selvedge/contract";
import type { Ctx } from "../../../platform/context.ts";
import { notFound } from "../../../platform/errors.ts";
import { decodeCursor, likePattern, pageOf } from "../../../platform/pages.ts";
import { command, query } from "../../../platform/runner.ts";
import { findChampion } from "../registry/find-champion.ts";
import { refreshSegments as refreshSegmentsStep } from "./refresh-segments.ts";
import { notBought, segments, segmentWords } from "./segment-words.ts";

type View = OutputOf<typeof decideApi.listCustomerInsights>["items"][number];
type Row = Omit<View, "segmentName" | "segmentAction" | "currency"> & { sortKey: string };

/** Who never bought has no row: the segment of those is told here. */
const columns = (ctx: Ctx) => ctx.sql`
  p.id as "customerId", p.name as "customerName", p.code as "customerCode", p.phone, p.email, p.kind as "customerKind",
  coalesce(c.segment, ${notBought.segment}) as segment,
  coalesce(c.segment_since, (p.created_at at time zone 'UTC')::date) as "segmentSince",
  c.recency_days as "recencyDays", coalesce(c.purchases, 0) as purchases, coalesce(c.sales_minor, 0) as "salesMinor",
  c.recency_score as "recencyScore", c.frequency_score as "frequencyScore", c.monetary_score as "monetaryScore", c.cluster,
  c.last_on as "lastOn", c.clv_minor as "clvMinor", c.expected_purchases as "expectedPurchases",
  c.alive_probability as "aliveProbability", c.churn_probability as "churnProbability",
  coalesce(c.churn_reasons, '[]') as "churnReasons", c.next_order_low_on as "nextOrderLowOn",
  c.next_order_on as "nextOrderOn", c.next_order_high_on as "nextOrderHighOn", c.next_order_overdue as "nextOrderOverdue"`;

function viewOf(ctx: Ctx, { sortKey: _key, ...row }: Row): View {
  const words = segmentWords(row.segment);
  return { ...row, segmentName: words.name, segmentAction: words.action, currency: ctx.tenant.currency };
}

/** One number to sort by, greatest first; where it is not known it is the least. */
const sortKeys = (ctx: Ctx) => ({
  churn: ctx.sql`coalesce(c.churn_probability, -1)`,
  // What may be lost and can still be kept: who is gone for good comes last.
  risk: ctx.sql`coalesce(c.churn_probability * coalesce(c.alive_probability, 0.5) * c.sales_minor, -1)`,
  value: ctx.sql`coalesce(c.clv_minor, -1)::float8`,
  sales: ctx.sql`coalesce(c.sales_minor, 0)::float8`,
  next_order: ctx.sql`coalesce(-extract(epoch from c.next_order_on)::float8, -1e15)`,
});

export const listCustomerInsights = query(decideApi.listCustomerInsights, async (ctx, input) => {
  const { sql, tenantId } = ctx;
  const after = decodeCursor(input.cursor, 2);
  const key = sortKeys(ctx)[input.sort];
  const rows = await sql<Row[]>`
    select ${columns(ctx)}, (${key})::text as "sortKey"
    from party p left join customer_insight c on c.tenant_id = p.tenant_id and c.customer_id = p.id
    where p.tenant_id = ${tenantId} and p.is_customer and p.status = 'active'
      ${input.customerKind ? sql`and p.kind = ${input.customerKind}` : sql``}
      ${input.segment ? sql`and coalesce(c.segment, ${notBought.segment}) = ${input.segment}` : sql``}
      ${input.overdue !== undefined ? sql`and coalesce(c.next_order_overdue, false) = ${input.overdue}` : sql``}
      ${input.leastChurn !== undefined ? sql`and c.churn_probability >= ${input.leastChurn}` : sql``}
      ${input.q ? sql`and (p.name ilike ${likePattern(input.q)} or p.code ilike ${likePattern(input.q)})` : sql``}
      ${after ? sql`and (${key}, p.id) < (${String(after[0])}::text::float8, ${String(after[1])}::uuid)` : sql``}
    order by ${key} desc, p.id desc limit ${input.limit + 1}`;
  return pageOf(
    rows,
    input.limit,
    (row) => [row.sortKey, row.customerId],
    (row) => viewOf(ctx, row),
  );
});

export const getCustomerInsight = query(decideApi.getCustomerInsight, async (ctx, input) => {
  const { sql, tenantId } = ctx;
  const [row] = await sql<Row[]>`
    select ${columns(ctx)}, '' as "sortKey"
    from party p left join customer_insight c on c.tenant_id = p.tenant_id and c.customer_id = p.id
    where p.tenant_id = ${tenantId} and p.id = ${input.customerId} and p.is_customer`;
  if (!row) throw notFound("customer");
  const moves = await sql<{ on: string; from: string | null; to: string }[]>`
    select moved_on as "on", from_segment as "from", to_segment as "to" from segment_move
    where tenant_id = ${tenantId} and customer_id = ${input.customerId} order by moved_on desc limit 20`;
  return {
    ...viewOf(ctx, row),
    moves: moves.map((m) => ({
      on: m.on,
      fromName: m.from === null ? null : segmentWords(m.from).name,
      toName: segmentWords(m.to).name,
    })),
  };
});

type Segments = OutputOf<typeof decideApi.listSegments>;
type SegmentRow = Omit<Segments["items"][number], "name" | "action">;

export const listSegments = query(decideApi.listSegments, async (ctx, input) => {
  const { sql, tenantId } = ctx;
  const rows = await sql<SegmentRow[]>`
    with member as (
      select coalesce(c.segment, ${notBought.segment}) as segment, c.sales_minor, c.clv_minor, c.churn_probability
      from party p left join customer_insight c on c.tenant_id = p.tenant_id and c.customer_id = p.id
      where p.tenant_id = ${tenantId} and p.is_customer and p.status = 'active' and p.kind = ${input.customerKind}
    ), moved as (
      select m.from_segment, m.to_segment from segment_move m
      join party p on p.tenant_id = m.tenant_id and p.id = m.customer_id and p.kind = ${input.customerKind}
      where m.tenant_id = ${tenantId} and m.moved_on > ${ctx.today}::date - 30
    )
    select m.segment, count(*)::int as customers, coalesce(sum(m.sales_minor), 0)::bigint as "salesMinor",
           coalesce(sum(m.clv_minor), 0)::bigint as "clvMinor", avg(m.churn_probability) as churn,
           (select count(*)::int from moved v where v.to_segment = m.segment) as "movedIn30",
           (select count(*)::int from moved v where v.from_segment = m.segment) as "movedOut30"
    from member m group by m.segment`;
  const clusters = await sql<(Omit<Segments["clusters"][number], "mostly"> & { mostly: string })[]>`
    select cluster, count(*)::int as customers, avg(recency_days)::float8 as "recencyDays", avg(purchases)::float8 as purchases,
           avg(sales_minor)::bigint as "salesMinor", mode() within group (order by segment) as mostly
    from customer_insight
    where tenant_id = ${tenantId} and customer_kind = ${input.customerKind} and cluster is not null
    group by cluster order by avg(sales_minor) desc`;
  const [run] = await sql<NonNullable<Segments["run"]>[]>`
    select r.id, r.cut_off_on as "cutOffOn", m.metrics from learning_model m
    join learning_run r on r.tenant_id = m.tenant_id and r.id = m.run_id
    where m.tenant_id = ${tenantId} and m.kind = 'segments' and m.scope = ${input.customerKind} and m.status = 'champion'`;
  const byKey = new Map(rows.map((row) => [row.segment, row]));
  const none = { customers: 0, salesMinor: 0, clvMinor: 0, churn: null, movedIn30: 0, movedOut30: 0 };
  return {
    currency: ctx.tenant.currency,
    items: segments.map((words) => ({ ...none, ...byKey.get(words.segment), ...words })),
    clusters: clusters.map((c) => ({ ...c, mostly: segmentWords(c.mostly).name })),
    run: run ?? null,
  };
});

export const refreshSegments = command(decideApi.refreshSegments, (ctx) => refreshSegmentsStep(ctx, null));

export const getChurnQuality = query(decideApi.getChurnQuality, async (ctx, input) => {
  const champion = await findChampion(ctx, "churn", input.customerKind);
  const { churnAuc = null, churnBrier = null, churnNaiveBrier = null } = champion?.metrics ?? {};
  return {
    ...{ method: champion?.name ?? null, cutOffOn: champion?.cutOffOn ?? null },
    ...{ auc: churnAuc, brier: churnBrier, naiveBrier: churnNaiveBrier },
  };
});
