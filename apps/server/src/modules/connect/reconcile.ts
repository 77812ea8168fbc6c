import { insightsApi } from "@selvedge/contract";
import { currencyExponent } from "@selvedge/domain";
import { query } from "../../platform/runner.ts";
import { getImportRow } from "./import-job.ts";
import type { MonthSum } from "./month-sums.ts";
import { roundHalfAway } from "./understand-line.ts";

interface PostedMonth {
  month: string;
  units: number;
  revenueMinor: number;
  customers: number;
}

/** Per month, what an import left in the tables beside the plain sums over its file. */
export const getImportReconciliation = query(insightsApi.getImportReconciliation, async (ctx, input) => {
  const { sql, tenantId, tenant } = ctx;
  const row = await getImportRow(ctx, input.id);
  const file = ((row.summary?.["months"] as MonthSum[] | undefined) ?? []).map((m) => m);
  const posted = await sql<PostedMonth[]>`
    with sold as (
      select to_char(o.placed_on, 'YYYY-MM') as month, sum(l.qty)::bigint as units,
             sum(l.gross_minor - l.discount_minor)::bigint as revenue
      from sales_order o join sales_order_line l on l.tenant_id = o.tenant_id and l.order_id = o.id
      where o.tenant_id = ${tenantId} and o.import_id = ${input.id} group by 1
    ), buyers as (
      select to_char(placed_on, 'YYYY-MM') as month, count(distinct customer_id)::int as customers
      from sales_order where tenant_id = ${tenantId} and import_id = ${input.id} group by 1
    ), written_off as (
      select to_char(moved_on, 'YYYY-MM') as month, -sum(qty)::bigint as units
      from stock_move where tenant_id = ${tenantId} and import_id = ${input.id} and reason = 'adjustment' group by 1
    )
    select month, (coalesce(s.units, 0) + coalesce(w.units, 0))::bigint as units, coalesce(s.revenue, 0)::bigint as "revenueMinor",
           coalesce(b.customers, 0) as customers
    from sold s full join buyers b using (month) full join written_off w using (month) order by month`;
  const byMonth = new Map(posted.map((p) => [p.month, p]));
  const scale = 10 ** currencyExponent(tenant.currency);
  const months = file.map((f) => {
    const p = byMonth.get(f.month);
    return {
      month: f.month,
      fileLines: f.fileLines,
      rejectedLines: f.rejectedLines,
      fileUnits: f.units,
      units: p?.units ?? 0,
      fileRevenueMinor: roundHalfAway(f.revenue * scale),
      revenueMinor: p?.revenueMinor ?? 0,
      fileCustomers: f.customers,
      customers: p?.customers ?? 0,
    };
  });
  const equal =
    months.length > 0 &&
    posted.length <= months.length &&
    months.every(
      (m) => m.units === m.fileUnits && m.revenueMinor === m.fileRevenueMinor && m.customers === m.fileCustomers,
    );
  return { currency: tenant.currency, months, equal };
});
