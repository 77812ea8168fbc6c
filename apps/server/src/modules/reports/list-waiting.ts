import { ledgerApi, type OutputOf, type Permission, salesApi } from "@selvedge/contract";
import { reachOf, whereWithin } from "../../platform/access/within.ts";
import { type Ctx, may } from "../../platform/context.ts";
import type { Query } from "../../platform/db.ts";
import { query } from "../../platform/runner.ts";

type Waiting = OutputOf<typeof ledgerApi.listWaiting>["items"][number];
type Part = { permission: Permission; count: () => Query<Waiting[]> };

/**
 * What waits for whoever asks. A kind is counted when their role may do something about it. Orders and invoices are cut to the role's
 * reach; the other kinds speak of the whole business and are left out for who is limited.
 */
export const listWaiting = query(ledgerApi.listWaiting, async (ctx) => {
  const mine = partsOf(ctx).filter(({ permission }) => may(ctx.actor, permission));
  const found = await Promise.all(mine.map(({ count }) => count()));
  return { items: found.flat().filter(({ count }) => count > 0) };
});

function partsOf(ctx: Ctx): Part[] {
  const { sql, tenantId, today } = ctx;
  const orders = (kind: Waiting["kind"], permission: Permission, statuses: readonly string[]): Part => ({
    permission,
    count: () => sql<Waiting[]>`
      select ${kind}::text as kind, count(*)::int as count, null::bigint as "amountMinor" from sales_order o
      where o.tenant_id = ${tenantId} and o.status = any(${[...statuses]})
        ${whereWithin(ctx, permission, { location: sql`o.location_id`, channel: sql`o.channel_id`, customer: sql`o.customer_id` })}`,
  });
  const whole = (kind: Waiting["kind"], permission: Permission, open: object): Part[] => {
    const count = () => sql<Waiting[]>`
      select ${kind}::text as kind, count(*)::int as count, null::bigint as "amountMinor" from ${open}`;
    return reachOf(ctx.actor, permission) === null ? [{ permission, count }] : [];
  };
  const alerts = (kind: "low" | "out") =>
    sql`stock_alert where tenant_id = ${tenantId} and kind = ${kind} and resolved_at is null`;
  return [
    orders("orders_to_confirm", "sales.order.confirm", ["pending"]),
    orders("orders_to_ship", "fulfilment.shipment.ship", salesApi.orderStages.to_ship),
    orders("orders_on_hold", "sales.order.confirm", ["on_hold"]),
    ...whole(
      "returns_asked",
      "shop.return.answer",
      sql`return_request where tenant_id = ${tenantId} and status = 'asked'`,
    ),
    ...whole(
      "till_reviews",
      "pos.review.resolve",
      sql`till_review where tenant_id = ${tenantId} and resolved_at is null`,
    ),
    {
      permission: "receivables.balance.read",
      count: () => sql<Waiting[]>`
        select 'invoices_overdue' as kind, count(*)::int as count, coalesce(sum(r.open_minor), 0)::bigint as "amountMinor"
        from receivable r
        where r.tenant_id = ${tenantId} and r.open_minor > 0 and r.due_on < ${today} and r.currency = ${ctx.tenant.currency}
          ${whereWithin(ctx, "receivables.balance.read", { customer: sql`r.customer_id` })}`,
    },
    ...whole("stock_out", "inventory.stock.receive", alerts("out")),
    ...whole("stock_low", "inventory.stock.receive", alerts("low")),
    ...whole(
      "suggestions",
      "insights.suggestion.decide",
      sql`suggestion where tenant_id = ${tenantId} and status = 'open'`,
    ),
    ...whole("anomalies", "insights.anomaly.read", sql`anomaly_case where tenant_id = ${tenantId} and status = 'open'`),
    ...whole(
      "imports_checked",
      "connect.import.run",
      sql`import_job where tenant_id = ${tenantId} and status = 'checked'`,
    ),
  ];
}
