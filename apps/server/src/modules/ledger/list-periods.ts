import { ledgerApi } from "@selvedge/contract";
import { addDays } from "@selvedge/domain";
import { query } from "../../platform/runner.ts";

interface Row {
  id: string;
  startsOn: string | null;
  endsOn: string;
  closedAt: Date;
}

/** Twenty years of months. */
const mostPeriods = 240;

export const listPeriods = query(ledgerApi.listPeriods, async (ctx) => {
  const rows = await ctx.sql<Row[]>`
    select id, nullif(starts_on, '-infinity') as "startsOn", ends_on as "endsOn", closed_at as "closedAt"
    from fiscal_period where tenant_id = ${ctx.tenantId} and closed_at is not null
    order by fiscal_period.starts_on desc limit ${mostPeriods}`;
  return {
    openFrom: rows[0] ? addDays(rows[0].endsOn, 1) : null,
    items: rows.map((row) => ({ ...row, closedAt: row.closedAt.toISOString() })),
  };
});
