import { findSegment, measureRfm, type RfmModel, rfmSegmentation, scoreRfm } from "@selvedge/learn";
import type { Ctx } from "../../../platform/context.ts";
import { jsonRows } from "../../../platform/db.ts";

export type CustomerKind = "person" | "company";

interface Activity {
  customerId: string;
  customerKind: CustomerKind;
  purchases: number;
  salesMinor: number;
  firstOn: string;
  lastOn: string;
  recencyDays: number;
  segment: string | null;
  /** By borders; a segment given before any were learnt is no place to move from. */
  wasScored: boolean;
}

interface Scored {
  customerId: string;
  customerKind: CustomerKind;
  segment: string;
  purchases: number;
  salesMinor: number;
  firstOn: string;
  lastOn: string;
  recencyDays: number;
  recency: number | null;
  frequency: number | null;
  monetary: number | null;
}

/**
 * Gives customers (all, or those named) the one segment that the borders last learnt and their own purchases say. Each
 * answer depends on that customer alone, so order and repetition change nothing. Customers who have no purchase (any
 * more), or are no longer active, are left without a row: lists show them as not having bought.
 */
export async function refreshSegments(
  ctx: Ctx,
  customerIds: readonly string[] | null,
): Promise<{ customers: number; moved: number }> {
  const { sql, tenantId } = ctx;
  const models = await readBorders(ctx);
  const activities = await readActivity(ctx, customerIds);
  const scored = activities.map((a) => scoreOne(models[a.customerKind], a));
  await writeScored(ctx, scored);
  const present = activities.map((a) => a.customerId);
  await sql`
    delete from customer_insight
    where tenant_id = ${tenantId} and customer_id <> all (${present}::uuid[])
      ${customerIds ? sql`and customer_id = any(${[...customerIds]}::uuid[])` : sql``}`;
  const moved = activities.flatMap((a, i) => {
    const to = scored[i]!.segment;
    return a.wasScored && a.segment !== null && a.segment !== to
      ? [{ customerId: a.customerId, from: a.segment, to }]
      : [];
  });
  await recordMoves(ctx, moved);
  return { customers: scored.length, moved: moved.length };
}

/** What a customer's own purchases say, by the borders; without borders everybody who bought is simply new. */
export function scoreOne(model: RfmModel | undefined, a: Omit<Activity, "segment" | "wasScored">): Scored {
  const { customerId, customerKind, purchases, salesMinor, firstOn, lastOn, recencyDays } = a;
  const known = { customerId, customerKind, purchases, salesMinor, firstOn, lastOn, recencyDays };
  if (!model) return { ...known, segment: "new", recency: null, frequency: null, monetary: null };
  const activity = { customerId, recencyDays, frequency: purchases, monetaryMinor: salesMinor };
  return {
    ...known,
    segment: findSegment(rfmSegmentation, measureRfm(model, activity).measures),
    ...scoreRfm(model, activity),
  };
}

async function readBorders(ctx: Ctx): Promise<Partial<Record<CustomerKind, RfmModel>>> {
  const rows = await ctx.sql<{ kind: CustomerKind; borders: RfmModel }[]>`
    select customer_kind as kind, borders from segment_model where tenant_id = ${ctx.tenantId}`;
  return Object.fromEntries(rows.map((row) => [row.kind, row.borders]));
}

/** Days on which a customer bought, and for how much before tax, in the business's currency. */
function readActivity(ctx: Ctx, customerIds: readonly string[] | null): Promise<Activity[]> {
  const { sql, tenantId } = ctx;
  return sql<Activity[]>`
    select p.id as "customerId", p.kind as "customerKind", o.purchases, o.sales_minor as "salesMinor", o.first_on as "firstOn",
           o.last_on as "lastOn", greatest(0, ${ctx.today}::date - o.last_on)::int as "recencyDays", c.segment,
           c.recency_score is not null as "wasScored"
    from (
      select customer_id, count(distinct placed_on)::int as purchases, sum(taxable_minor)::bigint as sales_minor,
             min(placed_on) as first_on, max(placed_on) as last_on
      from sales_order
      where tenant_id = ${tenantId} and customer_id is not null and status not in ('draft', 'cancelled')
        and currency = ${ctx.tenant.currency} and total_minor > 0
        ${customerIds ? sql`and customer_id = any(${[...customerIds]}::uuid[])` : sql``}
      group by customer_id
    ) o
    join party p on p.tenant_id = ${tenantId} and p.id = o.customer_id and p.is_customer and p.status = 'active'
    left join customer_insight c on c.tenant_id = p.tenant_id and c.customer_id = p.id
    order by p.id`;
}

async function writeScored(ctx: Ctx, scored: readonly Scored[]): Promise<void> {
  const { sql, tenantId } = ctx;
  for (let i = 0; i < scored.length; i += 5000) {
    const rows = scored.slice(i, i + 5000);
    await sql`
      insert into customer_insight (tenant_id, customer_id, customer_kind, segment, segment_since, recency_days, purchases,
                                    sales_minor, recency_score, frequency_score, monetary_score, first_on, last_on)
      select ${tenantId}, r."customerId", r."customerKind", r.segment, ${ctx.today}::date, r."recencyDays", r.purchases,
             r."salesMinor", r.recency, r.frequency, r.monetary, r."firstOn", r."lastOn"
      from jsonb_to_recordset(${jsonRows(sql, rows)}::jsonb) as r("customerId" uuid, "customerKind" text, segment text,
        "recencyDays" int, purchases int, "salesMinor" bigint, recency int, frequency int, monetary int, "firstOn" date,
        "lastOn" date)
      on conflict (tenant_id, customer_id) do update set customer_kind = excluded.customer_kind, segment = excluded.segment,
        segment_since = case when customer_insight.segment = excluded.segment then customer_insight.segment_since
                             else excluded.segment_since end,
        recency_days = excluded.recency_days, purchases = excluded.purchases, sales_minor = excluded.sales_minor,
        recency_score = excluded.recency_score, frequency_score = excluded.frequency_score,
        monetary_score = excluded.monetary_score, first_on = excluded.first_on, last_on = excluded.last_on, updated_at = now()
      where (customer_insight.segment, customer_insight.recency_days, customer_insight.purchases, customer_insight.sales_minor,
             customer_insight.recency_score, customer_insight.frequency_score, customer_insight.monetary_score,
             customer_insight.customer_kind)
        is distinct from (excluded.segment, excluded.recency_days, excluded.purchases, excluded.sales_minor,
             excluded.recency_score, excluded.frequency_score, excluded.monetary_score, excluded.customer_kind)`;
  }
}

async function recordMoves(
  ctx: Ctx,
  moved: readonly { customerId: string; from: string; to: string }[],
): Promise<void> {
  if (moved.length === 0) return;
  const { sql, tenantId } = ctx;
  await sql`
    insert into segment_move (tenant_id, customer_id, moved_on, from_segment, to_segment)
    select ${tenantId}, r."customerId", ${ctx.today}::date, r."from", r."to"
    from jsonb_to_recordset(${jsonRows(sql, moved)}::jsonb) as r("customerId" uuid, "from" text, "to" text)
    on conflict (tenant_id, customer_id, moved_on) do update set to_segment = excluded.to_segment`;
  for (const { customerId, from, to } of moved) {
    ctx.emit({
      type: "insights.segment_changed",
      entityType: "customer",
      entityId: customerId,
      before: { segment: from },
      after: { segment: to },
    });
  }
}
