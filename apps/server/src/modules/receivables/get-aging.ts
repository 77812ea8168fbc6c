import { billingApi } from "@selvedge/contract";
import { whereWithin } from "../../platform/access/within.ts";
import type { Query, Row } from "../../platform/db.ts";
import { query } from "../../platform/runner.ts";

interface Owed {
  customer_id: string | null;
  customer_name: string | null;
  not_due: number;
  days30: number;
  days60: number;
  days90: number;
  older: number;
  total: number;
  grand_total: number;
}

/** Open documents by days past due on the business's today; open credit notes lower the bucket they fall in. */
export const getAging = query(billingApi.getAging, async (ctx, input) => {
  const { sql, tenantId, today } = ctx;
  const ofOrder = (side: Query<Row[]>) =>
    sql`(select ${side} from sales_order o where o.tenant_id = ${tenantId} and o.id = receivable.order_id)`;
  const rows = await sql<Owed[]>`
    with owed as (
      select customer_id,
        coalesce(sum(open_minor) filter (where due_on >= ${today}::date), 0)::bigint as not_due,
        coalesce(sum(open_minor) filter (where ${today}::date - due_on between 1 and 30), 0)::bigint as days30,
        coalesce(sum(open_minor) filter (where ${today}::date - due_on between 31 and 60), 0)::bigint as days60,
        coalesce(sum(open_minor) filter (where ${today}::date - due_on between 61 and 90), 0)::bigint as days90,
        coalesce(sum(open_minor) filter (where ${today}::date - due_on > 90), 0)::bigint as older,
        sum(open_minor)::bigint as total
      from receivable where tenant_id = ${tenantId} and open_minor <> 0
        ${whereWithin(ctx, "receivables.balance.read", {
          location: ofOrder(sql`o.location_id`),
          channel: ofOrder(sql`o.channel_id`),
          customer: sql`customer_id`,
        })}
      group by customer_id
    )
    select o.*, p.name as customer_name, (sum(o.total) over ())::bigint as grand_total
    from owed o left join party p on p.tenant_id = ${tenantId} and p.id = o.customer_id
    order by o.total desc, o.customer_id limit ${input.limit}`;
  return {
    currency: ctx.tenant.currency,
    items: rows.map((r) => ({
      customerId: r.customer_id,
      customerName: r.customer_name ?? "Without a customer",
      notDueMinor: r.not_due,
      days1to30Minor: r.days30,
      days31to60Minor: r.days60,
      days61to90Minor: r.days90,
      over90Minor: r.older,
      totalMinor: r.total,
    })),
    totalMinor: rows[0]?.grand_total ?? 0,
  };
});
