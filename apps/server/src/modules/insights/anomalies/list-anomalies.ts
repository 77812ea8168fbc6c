import { decideApi, type OutputOf } from "@selvedge/contract";
import { addDays } from "@selvedge/domain";
import type { Ctx } from "../../../platform/context.ts";
import { notFound } from "../../../platform/errors.ts";
import { decodeCursor, likePattern, pageOf } from "../../../platform/pages.ts";
import { query } from "../../../platform/runner.ts";

type View = OutputOf<typeof decideApi.listAnomalies>["items"][number];

interface Row extends Omit<View, "currency" | "decidedAt" | "createdAt"> {
  decidedAt: Date | null;
  createdAt: Date;
  scoreText: string;
  locationId: string | null;
  channelId: string | null;
  eventKey: string;
}

const columns = (ctx: Ctx) => ctx.sql`
  a.id, a.number, a.kind, a.happened_on as "happenedOn", a.score, a.reasons, a.facts, a.worth_minor as "worthMinor",
  a.style_id as "styleId", y.name as "styleName", l.name as "locationName", h.name as "channelName",
  a.customer_id as "customerId", p.name as "customerName", u.name as "userName", a.status, a.assignee_id as "assigneeId",
  s.name as "assigneeName", a.reason, d.name as "decidedByName", a.decided_at as "decidedAt", a.created_at as "createdAt",
  a.version, a.score::text as "scoreText", a.location_id as "locationId", a.channel_id as "channelId", a.event_key as "eventKey"
  from anomaly_case a
  left join style y on y.tenant_id = a.tenant_id and y.id = a.style_id
  left join location l on l.tenant_id = a.tenant_id and l.id = a.location_id
  left join channel h on h.tenant_id = a.tenant_id and h.id = a.channel_id
  left join party p on p.tenant_id = a.tenant_id and p.id = a.customer_id
  left join user_account u on u.tenant_id = a.tenant_id and u.id = a.user_id
  left join user_account s on s.tenant_id = a.tenant_id and s.id = a.assignee_id
  left join user_account d on d.tenant_id = a.tenant_id and d.id = a.decided_by`;

function viewOf(ctx: Ctx, { scoreText: _s, locationId: _l, channelId: _c, eventKey: _k, ...row }: Row): View {
  return {
    ...row,
    currency: ctx.tenant.currency,
    decidedAt: row.decidedAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
  };
}

export const listAnomalies = query(decideApi.listAnomalies, async (ctx, input) => {
  const { sql, tenantId } = ctx;
  const worst = input.sort === "worst";
  const after = decodeCursor(input.cursor, 2);
  const like = input.q ? likePattern(input.q) : null;
  const behind = worst
    ? sql`and (a.score, a.id) < (${String(after?.[0])}::text::float8, ${String(after?.[1])}::uuid)`
    : sql`and (a.happened_on, a.id) < (${String(after?.[0])}::date, ${String(after?.[1])}::uuid)`;
  const rows = await sql<Row[]>`
    select ${columns(ctx)}
    where a.tenant_id = ${tenantId}
      ${input.kind ? sql`and a.kind = ${input.kind}` : sql``}
      ${input.status ? sql`and a.status = ${input.status}` : sql``}
      ${like ? sql`and (a.number ilike ${like} or y.name ilike ${like} or l.name ilike ${like} or p.name ilike ${like})` : sql``}
      ${after ? behind : sql``}
    order by ${worst ? sql`a.score desc, a.id desc` : sql`a.happened_on desc, a.id desc`} limit ${input.limit + 1}`;
  return pageOf(
    rows,
    input.limit,
    (row) => [worst ? row.scoreText : row.happenedOn, row.id],
    (row) => viewOf(ctx, row),
  );
});

type Full = OutputOf<typeof decideApi.getAnomaly>;

export const getAnomaly = query(decideApi.getAnomaly, async (ctx, input) => {
  const { sql, tenantId } = ctx;
  const [row] = await sql<Row[]>`select ${columns(ctx)} where a.tenant_id = ${tenantId} and a.id = ${input.id}`;
  if (!row) throw notFound("case");
  const notes = await sql<(Omit<Full["notes"][number], "at"> & { at: Date })[]>`
    select n.id, n.note, n.from_status as "fromStatus", n.to_status as "toStatus", u.name as "byName", n.at
    from anomaly_note n left join user_account u on u.tenant_id = n.tenant_id and u.id = n.by_id
    where n.tenant_id = ${tenantId} and n.case_id = ${row.id} order by n.id`;
  const [threshold] = await sql<NonNullable<Full["threshold"]>[]>`
    select learnt_threshold as learnt, threshold as now, verdicts from anomaly_threshold
    where tenant_id = ${tenantId} and kind = ${row.kind}`;
  return {
    ...viewOf(ctx, row),
    notes: notes.map((n) => ({ ...n, at: n.at.toISOString() })),
    orders: await ordersBehind(ctx, row),
    threshold: threshold ?? null,
  };
});

/** The orders a case is about, greatest first. */
function ordersBehind(ctx: Ctx, row: Row): Promise<Full["orders"]> {
  const { sql, tenantId } = ctx;
  const from = row.kind === "refund" ? `${row.happenedOn.slice(0, 7)}-01` : row.happenedOn;
  return sql<Full["orders"]>`
    select o.id, o.number, o.placed_on as "placedOn", o.total_minor as "totalMinor" from sales_order o
    where o.tenant_id = ${tenantId} and o.placed_on between ${from} and ${addDays(row.happenedOn, 0)} and ${row.kind !== "stock"}
      ${row.locationId ? sql`and o.location_id = ${row.locationId}` : sql``}
      ${row.channelId ? sql`and o.channel_id = ${row.channelId}` : sql``}
      ${row.customerId ? sql`and o.customer_id = ${row.customerId}` : sql``}
      ${row.kind === "void" ? sql`and o.status = 'cancelled'` : sql``}
      ${row.kind === "discount" ? sql`and o.discount_minor > 0` : sql``}
      ${
        row.styleId
          ? sql`and exists (
              select from sales_order_line l join sku k on k.tenant_id = l.tenant_id and k.id = l.sku_id and k.style_id = ${row.styleId}
              where l.tenant_id = o.tenant_id and l.order_id = o.id)`
          : sql``
      }
    order by o.total_minor desc, o.id limit 20`;
}
