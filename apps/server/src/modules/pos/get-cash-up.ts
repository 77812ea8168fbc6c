import { tillApi } from "@selvedge/contract";
import { addDays, reportShift, startOfDate } from "@selvedge/domain";
import { query } from "../../platform/runner.ts";
import { shiftFactOf } from "./read-shift-report.ts";

interface CashUpRow {
  id: string;
  code: string;
  name: string;
  location_name: string;
  shifts: number;
  open_shifts: number;
  kind: tillApi.TillEventKind | null;
  payload: Record<string, unknown> | null;
}

/** A day's money, till by till: the shifts that were opened on it. */
export const getCashUp = query(tillApi.getCashUp, async (ctx, input) => {
  const on = input.on ?? ctx.today;
  const { timeZone } = ctx.tenant;
  const rows = await ctx.sql<CashUpRow[]>`
    with shift as (
      select * from till_session where tenant_id = ${ctx.tenantId}
        and opened_at >= ${startOfDate(on, timeZone)} and opened_at < ${startOfDate(addDays(on, 1), timeZone)}
    )
    select t.id, t.code, t.name, l.name as location_name, n.shifts, n.open_shifts, e.kind, e.payload
    from till t join location l on l.tenant_id = t.tenant_id and l.id = t.location_id
    cross join lateral (
      select count(*)::int as shifts, count(*) filter (where closed_at is null)::int as open_shifts
      from shift where till_id = t.id) n
    left join shift s on s.till_id = t.id
    left join till_event e on e.tenant_id = t.tenant_id and e.session_id = s.id
    where t.tenant_id = ${ctx.tenantId} and (t.status = 'active' or n.shifts > 0)
    order by t.code, e.happened_at, e.counter`;
  const byTill = new Map<string, CashUpRow[]>();
  for (const row of rows) byTill.set(row.id, [...(byTill.get(row.id) ?? []), row]);
  const factsOf = (some: readonly CashUpRow[]) =>
    some.flatMap((r) => (r.kind && r.payload ? (shiftFactOf(r.kind, r.payload) ?? []) : []));
  const tills = [...byTill.values()].map((some) => {
    const { id, code, name, location_name: locationName, shifts, open_shifts: openShifts } = some[0]!;
    return { id, code, name, locationName, shifts, openShifts, report: daysReport(factsOf(some)) };
  });
  return { on, currency: ctx.tenant.currency, tills, total: daysReport(factsOf(rows)) };
});

type Facts = Parameters<typeof reportShift>[0];

/** Several shifts of a day as one: their floats and counts add up. */
function daysReport(facts: Facts) {
  const counts = facts.filter((f) => f.kind === "shift_closed");
  const report = reportShift(facts.filter((f) => f.kind !== "shift_closed"));
  const countedMinor = counts.reduce((sum, f) => sum + f.countedMinor, 0);
  const isWhole = counts.length > 0 && counts.length === facts.filter((f) => f.kind === "shift_opened").length;
  return {
    ...report,
    countedMinor: isWhole ? countedMinor : null,
    differenceMinor: isWhole ? countedMinor - report.expectedMinor : null,
  };
}
