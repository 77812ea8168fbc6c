import { addDays } from "@selvedge/domain";
import type { Ctx } from "../../../platform/context.ts";
import type { Offer } from "../suggestions/offer-suggestions.ts";

interface OverdueRow {
  customerId: string;
  lastOn: string;
  dueOn: string;
  daysLate: number;
  purchases: number;
  meanMarginMinor: number;
  alive: number;
  churn: number | null;
  naiveBrier: number | null;
  brier: number | null;
}

const MOST_CALLS = 40;

/** Wholesale customers whose next order should have come: what a usual order earns, as likely as they are still ours. */
export async function overdueOffers(ctx: Ctx): Promise<Offer[]> {
  const { sql, tenantId } = ctx;
  const rows = await sql<OverdueRow[]>`
    select c.customer_id as "customerId", c.last_on as "lastOn", c.next_order_on as "dueOn",
           (${ctx.today}::date - c.next_order_on)::int as "daysLate", c.purchases, m.mean_margin_minor as "meanMarginMinor",
           coalesce(c.alive_probability, 0.5) as alive, c.churn_probability as churn,
           (v.metrics->>'churnNaiveBrier')::float8 as "naiveBrier", (v.metrics->>'churnBrier')::float8 as brier
    from customer_insight c
    cross join lateral (
      select (coalesce(sum(l.taxable_minor - l.cost_minor), 0) / greatest(1, count(distinct i.id)))::bigint as mean_margin_minor
      from invoice i join invoice_line l on l.tenant_id = i.tenant_id and l.invoice_id = i.id
      where i.tenant_id = ${tenantId} and i.customer_id = c.customer_id and i.kind = 'invoice'
    ) m
    left join learning_model v on v.tenant_id = c.tenant_id and v.kind = 'churn' and v.scope = 'company' and v.status = 'champion'
    where c.tenant_id = ${tenantId} and c.customer_kind = 'company' and c.next_order_overdue
      and c.last_on > ${ctx.today}::date - 365 and m.mean_margin_minor > 0
    order by c.alive_probability * m.mean_margin_minor desc nulls last, c.customer_id limit ${MOST_CALLS}`;
  return rows.map((row) => ({
    need: `call:${row.customerId}`,
    subjectType: "customer",
    subjectId: row.customerId,
    action: { kind: "call_customer", callBy: addDays(ctx.today, 7) },
    drivers: [
      { factor: "days past the usual next order", value: row.daysLate, unit: "days" },
      { factor: "orders so far", value: row.purchases, unit: "orders" },
      { factor: "margin of a usual order", value: row.meanMarginMinor, unit: "money" },
      { factor: "still a customer", value: row.alive, unit: "share" },
    ],
    confidence: {
      ...{ level: 0.8, measure: row.brier === null ? null : "brier", ours: row.brier, naive: row.naiveBrier },
      note: "worth of one usual order, as likely as they are still a customer",
    },
    worthMinor: Math.round(row.meanMarginMinor * row.alive),
    worthLowMinor: 0,
    worthHighMinor: row.meanMarginMinor,
  }));
}
