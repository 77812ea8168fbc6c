import { billingApi, type ParsedInputOf } from "@selvedge/contract";
import type { PaymentStatus } from "@selvedge/domain";
import { whereWithin } from "../../platform/access/within.ts";
import type { Tx } from "../../platform/db.ts";
import { keysetOf, likePattern, pageOf, type SortKey } from "../../platform/pages.ts";
import { query } from "../../platform/runner.ts";

interface Row {
  id: string;
  direction: "in" | "out";
  method: string;
  provider_ref: string | null;
  status: PaymentStatus;
  amount_minor: number;
  currency: string;
  customer_name: string | null;
  order_id: string | null;
  order_number: string | null;
  failure_reason: string | null;
  paid_on: string;
  created_at: Date;
  cursor_key: string;
}

/** By amount, money given back counts as less than none, as it stands in the list. */
function sortKeyOf(sql: Tx, sort: ParsedInputOf<typeof billingApi.listPayments>["sort"]): SortKey {
  if (sort === "newest" || sort === "oldest")
    return { key: sql`p.created_at`, cast: "timestamptz", descending: sort === "newest" };
  const key = sql`(case when p.direction = 'out' then -p.amount_minor else p.amount_minor end)`;
  return { key, cast: "bigint", descending: sort === "amount_high" };
}

export const listPayments = query(billingApi.listPayments, async (ctx, input) => {
  const { sql, tenantId } = ctx;
  const keyset = keysetOf(sql, sortKeyOf(sql, input.sort), sql`p.id`, input.cursor);
  const like = input.q ? likePattern(input.q) : null;
  const rows = await sql<Row[]>`
    select p.id, p.direction, p.method, p.provider_ref, p.status, p.amount_minor, p.currency, c.name as customer_name,
           p.order_id, o.number as order_number, p.failure_reason, p.paid_on, p.created_at, ${keyset.cursorKey} as cursor_key
    from payment p
    left join party c on c.tenant_id = p.tenant_id and c.id = p.customer_id
    left join sales_order o on o.tenant_id = p.tenant_id and o.id = p.order_id
    where p.tenant_id = ${tenantId}
      ${whereWithin(ctx, "payments.payment.read", { location: sql`o.location_id`, channel: sql`o.channel_id`, customer: sql`p.customer_id` })}
      ${input.orderId ? sql`and p.order_id = ${input.orderId}` : sql``}
      ${input.customerId ? sql`and p.customer_id = ${input.customerId}` : sql``}
      ${like ? sql`and (o.number ilike ${like} or c.name ilike ${like} or p.provider_ref ilike ${like})` : sql``}
      ${keyset.after}
    order by ${keyset.order} limit ${input.limit + 1}`;
  return pageOf(
    rows,
    input.limit,
    (r) => [r.cursor_key, r.id],
    (r) => ({
      id: r.id,
      direction: r.direction,
      method: r.method,
      providerRef: r.provider_ref,
      status: r.status,
      amountMinor: r.amount_minor,
      currency: r.currency,
      customerName: r.customer_name,
      orderId: r.order_id,
      orderNumber: r.order_number,
      failureReason: r.failure_reason,
      paidOn: r.paid_on,
      createdAt: r.created_at.toISOString(),
    }),
  );
});
