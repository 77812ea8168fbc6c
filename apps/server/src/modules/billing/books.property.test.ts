import { ledgerApi } from "@selvedge/contract";
import { addDays } from "@selvedge/domain";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestWorld, type TestWorld } from "../../testing/open-test-tenant.ts";
import { type Clock, doStep, openTrade, step, type Trade } from "./testing/trade-history.ts";

const clock: Clock = { now: new Date("2026-01-10T06:00:00Z") };
let world: TestWorld;
beforeAll(async () => {
  world = await openTestWorld({ now: () => clock.now });
});
afterAll(() => world.close());

test("Feature: garment-business-management, Property 14: Automated Financial Record Updates", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 14 }), fc.nat({ max: 60 }), async (steps, daysBack) => {
      const trade = await openTrade(world, clock);
      for (const s of steps) {
        const before = await countFacts(trade);
        const refusal = await doStep(trade, s);
        if (refusal) expect(await countFacts(trade), `${s.kind} refused: nothing posted`).toEqual(before);
      }
      await checkEntries(trade);
      await checkStock(trade, daysBack);
      await checkSubledgers(trade);
      await checkClosed(trade);
    }),
    { numRuns: 100 },
  );
}, 240_000);

async function countFacts({ tenant }: Trade) {
  const [row] = await world.admin`
    select (select count(*) from journal_entry where tenant_id = ${tenant.tenantId})::int as entries,
           (select count(*) from stock_move where tenant_id = ${tenant.tenantId})::int as moves,
           (select count(*) from payment where tenant_id = ${tenant.tenantId})::int as payments,
           (select count(*) from invoice where tenant_id = ${tenant.tenantId})::int as invoices,
           (select count(*) from event where tenant_id = ${tenant.tenantId})::int as events`;
  return row;
}

/** Each thing that happened has its entry, of its amount, and no entry is without its document. */
async function checkEntries({ tenant }: Trade) {
  const { tenantId } = tenant;
  const off = await world.admin`
    with fact as (
      select id, 'captured' as purpose, amount_minor as minor from payment where tenant_id = ${tenantId} and direction = 'in'
      union all select id, 'refunded', amount_minor from payment where tenant_id = ${tenantId} and direction = 'out'
      union all select id, 'applied', abs(amount_minor) from payment_application where tenant_id = ${tenantId} and payment_id is not null
      union all select id, 'issued', abs(total_minor) from invoice where tenant_id = ${tenantId} and total_minor <> 0
      union all
      select document_id, case when document_type = 'shipment' then 'cost_of_goods' else 'stock' end, abs(sum(
        case when t.kind in ('supplier', 'customer', 'adjustment') then -m.value_minor else m.value_minor end))
      from stock_move m
      join location t on t.tenant_id = m.tenant_id and t.id = m.to_location_id
      where m.tenant_id = ${tenantId} group by document_id, document_type
      having sum(case when t.kind in ('supplier', 'customer', 'adjustment') then -m.value_minor else m.value_minor end) <> 0
    ), posted as (
      select e.document_id as id, case when e.document_type in ('payment', 'payment_application', 'invoice', 'credit_note', 'shipment')
        then e.purpose else 'stock' end as purpose, sum(l.debit_minor) as minor, sum(l.debit_minor - l.credit_minor) as balance
      from journal_entry e join journal_line l on l.tenant_id = e.tenant_id and l.entry_id = e.id
      where e.tenant_id = ${tenantId} group by 1, 2
    )
    select f.*, p.* from fact f full join posted p using (id, purpose)
    where f.minor is distinct from p.minor or p.balance <> 0`;
  expect([...off], "each fact is posted once, at its amount").toEqual([]);
}

async function checkStock({ tenant }: Trade, daysBack: number) {
  const today = clock.now.toISOString().slice(0, 10);
  for (const asOf of [today, addDays(today, -daysBack)]) {
    const valued = await tenant.run(ledgerApi.getStockValuation, { asOf });
    const [raw] = await world.admin<{ qty: number; value: number }[]>`
      select coalesce(sum(case when t.kind in ('supplier', 'customer', 'adjustment') then -m.qty else m.qty end), 0)::int as qty,
        coalesce(sum(case when t.kind in ('supplier', 'customer', 'adjustment') then -m.value_minor else m.value_minor end), 0)::bigint as value
      from stock_move m
      join location f on f.tenant_id = m.tenant_id and f.id = m.from_location_id
      join location t on t.tenant_id = m.tenant_id and t.id = m.to_location_id
      where m.tenant_id = ${tenant.tenantId} and m.moved_on <= ${asOf}
        and (f.kind in ('supplier', 'customer', 'adjustment')) <> (t.kind in ('supplier', 'customer', 'adjustment'))`;
    expect(valued.totalQty).toBe(raw!.qty);
    expect(valued.totalValueMinor).toBe(raw!.value);
    expect(valued.ledgerMinor, `inventory account = stock valuation on ${asOf}`).toBe(raw!.value);
  }
}

/** The control accounts are the sums of their documents, customer by customer. */
async function checkSubledgers({ tenant }: Trade) {
  const { tenantId } = tenant;
  const off = await world.admin`
    with ledger as (
      select a.account_role as role, l.party_id, sum(l.debit_minor - l.credit_minor) as minor
      from journal_line l join account a on a.tenant_id = l.tenant_id and a.id = l.account_id
      where l.tenant_id = ${tenantId} and a.account_role in ('receivable', 'customer_advance') group by 1, 2
    ), documents as (
      select 'receivable' as role, customer_id as party_id, sum(open_minor) as minor from receivable where tenant_id = ${tenantId} group by 2
      union all
      select 'customer_advance', customer_id, -sum(unapplied_minor) from payment where tenant_id = ${tenantId} group by 2
    )
    select * from ledger l full join documents d on d.role = l.role and d.party_id is not distinct from l.party_id
    where coalesce(l.minor, 0) <> coalesce(d.minor, 0)`;
  expect([...off], "receivables and advances tie to the ledger").toEqual([]);
}

/** Nothing was posted into a closed period after it closed, and nothing can be. */
async function checkClosed({ tenant, closedUpTo }: Trade) {
  const late = await world.admin`
    select e.id from journal_entry e
    join fiscal_period p on p.tenant_id = e.tenant_id and e.posted_on between p.starts_on and p.ends_on
    join event closing on closing.tenant_id = p.tenant_id and closing.entity_id = p.id
    join event posting on posting.tenant_id = e.tenant_id and posting.entity_id = e.id
    where e.tenant_id = ${tenant.tenantId} and posting.id > closing.id`;
  expect([...late]).toEqual([]);
  if (closedUpTo === null) return;
  const { items } = await tenant.run(ledgerApi.listAccounts, {});
  const idOf = (role: string) => items.find((a) => a.accountRole === role)!.id;
  const lines = [
    { accountId: idOf("cash"), debitMinor: 1 },
    { accountId: idOf("other_income"), creditMinor: 1 },
  ];
  await expect(tenant.run(ledgerApi.postJournal, { postedOn: closedUpTo, memo: "Late", lines })).rejects.toMatchObject({
    code: "period_closed",
  });
}
