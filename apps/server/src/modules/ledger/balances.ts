import type { Ctx } from "../../platform/context.ts";
import { type AccountRow, getChart } from "./accounts.ts";

/** Debits and credits of an account, minor units. */
export interface Movement {
  debitMinor: number;
  creditMinor: number;
}

interface BalanceRow {
  on: string;
  account_id: string;
  debit: number;
  credit: number;
  from_closed: boolean;
}

/**
 * Every account's debits and credits of all time at the end of each of some days, by account id. A day begins at the
 * last closed period's kept balances, or at the day before it in the list, whichever is later, and adds the lines
 * since: each line is read at most once, by the index on account and day.
 * @param days ascending
 */
export async function balancesAt(ctx: Ctx, days: readonly string[]): Promise<Map<string, Movement>[]> {
  const { sql, tenantId } = ctx;
  const rows = await sql<BalanceRow[]>`
    with day as (
      select d.on, d.nth, lag(d.on) over (order by d.nth) as previous,
             (select max(p.ends_on) from fiscal_period p
              where p.tenant_id = ${tenantId} and p.closed_at is not null and p.ends_on <= d.on) as closed
      from unnest(${[...days]}::date[]) with ordinality as d("on", nth)
    ), since as (
      select *, closed is not null and (previous is null or closed >= previous) as from_closed,
             greatest(closed, previous, '-infinity'::date) as after
      from day
    )
    select s.on, a.id as account_id, s.from_closed,
           (coalesce(b.debit_minor, 0) + moved.debit)::bigint as debit,
           (coalesce(b.credit_minor, 0) + moved.credit)::bigint as credit
    from since s
    cross join (select id from account where tenant_id = ${tenantId}) a
    left join account_balance b
      on b.tenant_id = ${tenantId} and b.account_id = a.id and b.ends_on = s.closed and s.from_closed
    cross join lateral (
      select coalesce(sum(l.debit_minor), 0) as debit, coalesce(sum(l.credit_minor), 0) as credit from journal_line l
      where l.tenant_id = ${tenantId} and l.account_id = a.id and l.posted_on > s.after and l.posted_on <= s.on
    ) moved
    order by s.nth`;
  const balances: Map<string, Movement>[] = [];
  for (const day of days) {
    const before = balances.at(-1);
    const now = new Map<string, Movement>();
    for (const row of rows) {
      if (row.on !== day) continue;
      const base = row.from_closed ? undefined : before?.get(row.account_id);
      now.set(row.account_id, {
        debitMinor: (base?.debitMinor ?? 0) + row.debit,
        creditMinor: (base?.creditMinor ?? 0) + row.credit,
      });
    }
    balances.push(now);
  }
  return balances;
}

/** What each account moved in each of some spans of days (both ends included), by account id. */
export async function movementsIn(
  ctx: Ctx,
  spans: readonly { from: string; to: string }[],
  types: readonly AccountRow["type"][],
): Promise<Map<string, Movement>[]> {
  const { sql, tenantId } = ctx;
  const froms = spans.map((s) => s.from);
  const tos = spans.map((s) => s.to);
  const rows = await sql<{ nth: number; account_id: string; debit: number; credit: number }[]>`
    select s.nth::int as nth, a.id as account_id, moved.debit::bigint as debit, moved.credit::bigint as credit
    from unnest(${froms}::date[], ${tos}::date[]) with ordinality as s("from", "to", nth)
    cross join (select id from account where tenant_id = ${tenantId} and type = any(${[...types]})) a
    cross join lateral (
      select coalesce(sum(l.debit_minor), 0) as debit, coalesce(sum(l.credit_minor), 0) as credit from journal_line l
      where l.tenant_id = ${tenantId} and l.account_id = a.id and l.posted_on between s."from" and s."to"
    ) moved`;
  return spans.map(
    (_, i) =>
      new Map(
        rows
          .filter((row) => row.nth === i + 1)
          .map((row) => [row.account_id, { debitMinor: row.debit, creditMinor: row.credit }]),
      ),
  );
}

/** The balance of the account with a role at the end of a day, debits less credits. */
export async function balanceOfRole(ctx: Ctx, role: string, on: string): Promise<number> {
  const chart = await getChart(ctx);
  const id = chart.idOfRole.get(role);
  if (id === undefined) return 0;
  const [row] = await ctx.sql<{ balance: number }[]>`
    with closed as (
      select ends_on, debit_minor - credit_minor as balance from account_balance
      where tenant_id = ${ctx.tenantId} and account_id = ${id} and ends_on <= ${on}
      order by ends_on desc limit 1
    )
    select (coalesce((select balance from closed), 0) + coalesce(sum(debit_minor - credit_minor), 0))::bigint as balance
    from journal_line
    where tenant_id = ${ctx.tenantId} and account_id = ${id} and posted_on <= ${on}
      and posted_on > coalesce((select ends_on from closed), '-infinity')`;
  return row!.balance;
}
