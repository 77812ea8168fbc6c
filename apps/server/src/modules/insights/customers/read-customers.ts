import { dayNumber } from "@selvedge/domain";
import type { Ctx } from "../../../platform/context.ts";
import { dataHashOf } from "../data-hash.ts";
import { type FeatureProfile, profileFeature } from "../features/profile.ts";
import type { LearningRun, ReadFeatures } from "../training/learner.ts";
import type { CustomerHistory } from "./customer-features.ts";
import type { CustomerKind } from "./refresh-segments.ts";
import type { CustomersTask } from "./score-customers.ts";

interface PurchaseRow {
  customerId: string;
  kind: CustomerKind;
  on: string;
  salesMinor: number;
  marginMinor: number;
  discountShare: number;
  returnedShare: number;
}

/** Purchases per customer and day up to the cut-off: one row each, in the business's currency. */
export async function readCustomers(ctx: Ctx, run: LearningRun<unknown>): Promise<ReadFeatures<CustomersTask>> {
  const { sql, tenantId } = ctx;
  const rows = await sql<PurchaseRow[]>`
    select o.customer_id as "customerId", p.kind, o.placed_on as "on", sum(l.taxable_minor)::bigint as "salesMinor",
           sum(l.taxable_minor - coalesce(c.cost_minor, 0))::bigint as "marginMinor",
           coalesce(sum(l.discount_minor)::float8 / nullif(sum(l.gross_minor), 0), 0) as "discountShare",
           coalesce(sum(l.returned_qty)::float8 / nullif(sum(l.qty), 0), 0) as "returnedShare"
    from sales_order o
    join party p on p.tenant_id = o.tenant_id and p.id = o.customer_id and p.is_customer and p.status = 'active'
    join sales_order_line l on l.tenant_id = o.tenant_id and l.order_id = o.id and l.qty > 0
    left join lateral (
      select sum(i.cost_minor)::bigint as cost_minor from invoice_line i
      where i.tenant_id = l.tenant_id and i.order_line_id = l.id and i.qty > 0
    ) c on true
    where o.tenant_id = ${tenantId} and o.status not in ('draft', 'cancelled') and o.placed_on <= ${run.cutOffOn}
      and o.currency = ${ctx.tenant.currency}
    group by 1, 2, 3 having sum(l.taxable_minor) > 0
    order by 1, 3`;
  const byKind: Record<CustomerKind, CustomerHistory[]> = { person: [], company: [] };
  for (const row of rows) {
    const list = byKind[row.kind];
    if (list.at(-1)?.customerId !== row.customerId) list.push(emptyHistory(row.customerId));
    const history = list.at(-1)!;
    history.days.push(dayNumber(row.on));
    history.salesMinor.push(row.salesMinor);
    history.marginMinor.push(row.marginMinor);
    history.discountShare.push(row.discountShare);
    history.returnedShare.push(row.returnedShare);
  }
  const today = dayNumber(run.cutOffOn) + 1;
  const tasks = (["person", "company"] as const)
    .filter((kind) => byKind[kind].length > 0)
    .map((customerKind) => ({ customerKind, histories: byKind[customerKind], today, seed: run.seed }));
  return { tasks, dataHash: dataHashOf(rows), dataRows: rows.length, profiles: profilesOf(rows) };
}

const emptyHistory = (customerId: string): CustomerHistory => ({
  ...{ customerId, days: [], salesMinor: [], marginMinor: [], discountShare: [], returnedShare: [] },
});

function profilesOf(rows: readonly PurchaseRow[]): FeatureProfile[] {
  const newest = rows.reduce<string | null>((last, row) => (last === null || row.on > last ? row.on : last), null);
  return [
    profileFeature(
      "purchase_sales",
      rows.map((r) => r.salesMinor / 100),
      newest,
    ),
    profileFeature(
      "purchase_margin",
      rows.map((r) => r.marginMinor / 100),
      newest,
    ),
    profileFeature(
      "purchase_discount_share",
      rows.map((r) => r.discountShare),
      newest,
    ),
    profileFeature(
      "purchase_returned_share",
      rows.map((r) => r.returnedShare),
      newest,
    ),
  ];
}
