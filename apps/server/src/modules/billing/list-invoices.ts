import { billingApi, type OutputOf, type ParsedInputOf } from "@selvedge/contract";
import { whereWithin } from "../../platform/access/within.ts";
import type { Tx } from "../../platform/db.ts";
import { keysetOf, likePattern, pageOf, type SortKey } from "../../platform/pages.ts";
import { query } from "../../platform/runner.ts";

type Item = OutputOf<typeof billingApi.listInvoices>["items"][number];
type Row = Item & { cursorKey: string };
type Sort = ParsedInputOf<typeof billingApi.listInvoices>["sort"];

function sortKeyOf(sql: Tx, sort: Sort): SortKey {
  if (sort === "newest" || sort === "oldest")
    return { key: sql`i.issued_on`, cast: "date", descending: sort === "newest" };
  if (sort === "due_first" || sort === "due_last")
    return { key: sql`i.due_on`, cast: "date", descending: sort === "due_last" };
  const key = sort.startsWith("total") ? sql`i.total_minor` : sql`coalesce(r.open_minor, 0)`;
  return { key, cast: "bigint", descending: sort.endsWith("high") };
}

/** Invoices and credit notes. Search finds by number, order or buyer. */
export const listInvoices = query(billingApi.listInvoices, async (ctx, input) => {
  const { sql, tenantId, today } = ctx;
  const keyset = keysetOf(sql, sortKeyOf(sql, input.sort), sql`i.id`, input.cursor);
  const like = input.q ? likePattern(input.q) : null;
  const owed = sql`r.open_minor > 0 ${input.state === "overdue" ? sql`and r.due_on < ${today}::date` : sql``}`;
  const rows = await sql<Row[]>`
    select i.id, i.kind, i.number, i.order_id as "orderId", o.number as "orderNumber",
           coalesce(i.buyer->>'name', p.name) as "customerName", i.issued_on as "issuedOn", i.due_on as "dueOn",
           i.total_minor as "totalMinor", coalesce(r.open_minor, 0) as "openMinor", i.currency,
           coalesce(r.open_minor, 0) > 0 and i.due_on < ${today}::date as overdue,
           ${keyset.cursorKey} as "cursorKey"
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
      ${keyset.after}
    order by ${keyset.order} limit ${input.limit + 1}`;
  return pageOf(
    rows,
    input.limit,
    (r) => [r.cursorKey, r.id],
    ({ cursorKey: _cursorKey, ...item }): Item => item,
  );
});
