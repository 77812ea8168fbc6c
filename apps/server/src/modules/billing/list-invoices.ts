import { billingApi, type OutputOf } from "@selvedge/contract";
import { whereWithin } from "../../platform/access/within.ts";
import { decodeCursor, likePattern, pageOf } from "../../platform/pages.ts";
import { query } from "../../platform/runner.ts";

type Row = OutputOf<typeof billingApi.listInvoices>["items"][number];

/** Invoices and credit notes, newest first. Search finds by number, order or buyer. */
export const listInvoices = query(billingApi.listInvoices, async (ctx, input) => {
  const { sql, tenantId, today } = ctx;
  const after = decodeCursor(input.cursor, 2);
  const like = input.q ? likePattern(input.q) : null;
  const owed = sql`r.open_minor > 0 ${input.state === "overdue" ? sql`and r.due_on < ${today}::date` : sql``}`;
  const rows = await sql<Row[]>`
    select i.id, i.kind, i.number, i.order_id as "orderId", o.number as "orderNumber",
           coalesce(i.buyer->>'name', p.name) as "customerName", i.issued_on as "issuedOn", i.due_on as "dueOn",
           i.total_minor as "totalMinor", coalesce(r.open_minor, 0) as "openMinor", i.currency,
           coalesce(r.open_minor, 0) > 0 and i.due_on < ${today}::date as overdue
    from invoice i
    join sales_order o on o.tenant_id = i.tenant_id and o.id = i.order_id
    left join party p on p.tenant_id = i.tenant_id and p.id = i.customer_id
    left join receivable r on r.tenant_id = i.tenant_id and r.document_id = i.id
    where i.tenant_id = ${tenantId}
      ${whereWithin(ctx, "billing.invoice.read", { location: sql`o.location_id`, channel: sql`o.channel_id`, customer: sql`i.customer_id` })}
      ${input.kind ? sql`and i.kind = ${input.kind}` : sql``}
      ${input.customerId ? sql`and i.customer_id = ${input.customerId}` : sql``}
      ${input.orderId ? sql`and i.order_id = ${input.orderId}` : sql``}
      ${input.state === "all" ? sql`` : sql`and ${owed}`}
      ${like ? sql`and (i.number ilike ${like} or o.number ilike ${like} or i.buyer->>'name' ilike ${like} or p.name ilike ${like})` : sql``}
      ${after ? sql`and (i.issued_on, i.id) < (${String(after[0])}::text::date, ${String(after[1])}::text::uuid)` : sql``}
    order by i.issued_on desc, i.id desc limit ${input.limit + 1}`;
  return pageOf(
    rows,
    input.limit,
    (r) => [r.issuedOn, r.id],
    (r) => r,
  );
});
