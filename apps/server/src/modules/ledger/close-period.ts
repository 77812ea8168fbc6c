import { ledgerApi } from "@selvedge/contract";
import { addDays, lastDayOfMonth } from "@selvedge/domain";
import type { Ctx } from "../../platform/context.ts";
import { jsonRows } from "../../platform/db.ts";
import { fieldError } from "../../platform/errors.ts";
import { newId } from "../../platform/ids.ts";
import { command } from "../../platform/runner.ts";

interface Period {
  id: string;
  startsOn: string;
  endsOn: string;
}

/**
 * Closes the books up to a day, month by month: nothing posts on or before it any more. Postings under way finish
 * first, later ones wait and are then refused (the same lock is taken, shared, by every posting). The balances at each
 * end are kept, so that statements need not read closed lines again.
 */
export const closePeriod = command(ledgerApi.closePeriod, async (ctx, input) => {
  const { sql, tenantId } = ctx;
  if (input.upTo > ctx.today) throw fieldError("upTo", "Not after today: days to come cannot be closed");
  await sql`select pg_advisory_xact_lock(hashtextextended(${tenantId}::text, 11))`;
  const [known] = await sql<{ closed: string | null; first: string | null }[]>`
    select (select max(ends_on) from fiscal_period where tenant_id = ${tenantId} and closed_at is not null) as closed,
           (select min(posted_on) from journal_entry where tenant_id = ${tenantId}) as first`;
  const periods = monthsUpTo(input.upTo, known!.closed, known!.first);
  if (periods.length === 0) return { closedPeriods: 0 };
  await sql`
    insert into fiscal_period (tenant_id, id, starts_on, ends_on, closed_at)
    select ${tenantId}, p.id, p."startsOn", p."endsOn", ${ctx.now}
    from jsonb_to_recordset(${jsonRows(sql, periods)}::jsonb) as p(id uuid, "startsOn" date, "endsOn" date)`;
  await keepBalances(ctx, periods, known!.closed);
  for (const { id, startsOn, endsOn } of periods) {
    const after = { startsOn, endsOn, closedAt: ctx.now.toISOString() };
    ctx.emit({ type: "ledger.period_closed", entityType: "fiscal_period", entityId: id, after });
  }
  return { closedPeriods: periods.length };
});

/** The months still open up to a day, cut at it. The very first reaches back for ever. */
function monthsUpTo(upTo: string, closed: string | null, first: string | null): Period[] {
  const periods: Period[] = [];
  let startsOn = closed === null ? (first !== null && first < upTo ? first : upTo) : addDays(closed, 1);
  while (startsOn <= upTo) {
    const monthEnd = lastDayOfMonth(startsOn);
    const endsOn = monthEnd < upTo ? monthEnd : upTo;
    const begins = closed === null && periods.length === 0 ? "-infinity" : startsOn;
    periods.push({ id: newId(), startsOn: begins, endsOn });
    startsOn = addDays(endsOn, 1);
  }
  return periods;
}

/** Every account's debits and credits of all time at each period's end, from the last kept ones and the lines since. */
async function keepBalances(ctx: Ctx, periods: readonly Period[], closed: string | null): Promise<void> {
  const { sql, tenantId } = ctx;
  await sql`
    insert into account_balance (tenant_id, account_id, ends_on, debit_minor, credit_minor)
    select ${tenantId}, a.id, p."endsOn",
           (coalesce(b.debit_minor, 0) + sum(moved.debit) over upto)::bigint,
           (coalesce(b.credit_minor, 0) + sum(moved.credit) over upto)::bigint
    from jsonb_to_recordset(${jsonRows(sql, periods)}::jsonb) as p("startsOn" date, "endsOn" date)
    cross join (select id from account where tenant_id = ${tenantId}) a
    left join account_balance b on b.tenant_id = ${tenantId} and b.account_id = a.id and b.ends_on = ${closed}::date
    cross join lateral (
      select coalesce(sum(l.debit_minor), 0) as debit, coalesce(sum(l.credit_minor), 0) as credit from journal_line l
      where l.tenant_id = ${tenantId} and l.account_id = a.id and l.posted_on between p."startsOn" and p."endsOn"
    ) moved
    window upto as (partition by a.id order by p."endsOn")`;
}
