import { billingApi } from "@selvedge/contract";
import type { PaymentStatus } from "@selvedge/domain";
import { whereWithin } from "../../platform/access/within.ts";
import { decodeCursor, likePattern, pageOf } from "../../platform/pages.ts";
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
  sort_at: string;
}

export const listPayments = query(billingApi.listPayments, async (ctx, input) => {
  const { sql, tenantId } = ctx;
  const after = decodeCursor(input.cursor, 2);
  const like = input.q ? likePattern(input.q) : null;
  const rows = await sql<Row[]>`
    select p.id, p.direction, p.method, p.provider_ref, p.status, p.amount_minor, p.currency, c.name as customer_name,
           p.order_id, o.number as order_number, p.failure_reason, p.paid_on, p.created_at, p.created_at::text as sort_at
    from payment p
    left join party c on c.tenant_id = p.tenant_id and c.id = p.customer_id
    left join sales_order o on o.tenant_id = p.tenant_id and o.id = p.order_id
    where p.tenant_id = ${tenantId}
      ${whereWithin(ctx, "payments.payment.read", { location: sql`o.location_id`, channel: sql`o.channel_id`, customer: sql`p.customer_id` })}
      ${input.orderId ? sql`and p.order_id = ${input.orderId}` : sql``}
      ${input.customerId ? sql`and p.customer_id = ${input.customerId}` : sql``}
      ${like ? sql`and (o.number ilike ${like} or c.name ilike ${like} or p.provider_ref ilike ${like})` : sql``}
      ${after ? sql`and (p.created_at, p.id) < (${String(after[0])}::text::timestamptz, ${String(after[1])}::text::uuid)` : sql``}
    order by p.created_at desc, p.id desc limit ${input.limit + 1}`;
  return pageOf(
    rows,
    input.limit,
    (r) => [r.sort_at, r.id],
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
