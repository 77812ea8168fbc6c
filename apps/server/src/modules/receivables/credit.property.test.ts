import { billingApi, salesApi } from "@selvedge/contract";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestWorld, type TestWorld } from "../../testing/open-test-tenant.ts";
import { type Clock, doStep, openTrade, type Step, step, type Trade } from "../billing/testing/trade-history.ts";

const clock: Clock = { now: new Date("2026-01-10T06:00:00Z") };
let world: TestWorld;
beforeAll(async () => {
  world = await openTestWorld({ now: () => clock.now });
});
afterAll(() => world.close());

/** What happens to money and credit; closing and stock work belong to other properties. */
const moneyStep = step.filter((s) => !["close", "adjust", "receive"].includes(s.kind));
const limit = fc.constantFrom(300_000, 900_000, 2_500_000, 20_000_000);

test("Feature: garment-business-management, Property 15: Payment Reconciliation and Credit Updates", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(moneyStep, { minLength: 4, maxLength: 14 }),
      limit,
      limit,
      async (steps, first, third) => {
        const limits = [first, null, third];
        const trade = await openTrade(world, clock, limits);
        let known = await modelCredits(trade, limits);
        for (const s of steps) {
          const total = await totalOf(trade, s);
          const outcome = await doStep(trade, s);
          if (s.kind === "place" && s.customer !== null && total !== null) {
            const { availableMinor } = known[s.customer]!;
            const owed = total - Math.floor((total * s.paidPercent) / 100);
            const covered = availableMinor === null || owed === 0 || owed <= availableMinor;
            if (outcome === null) expect(covered).toBe(true);
            if (outcome instanceof Error && outcome.code === "credit_exceeded") expect(covered).toBe(false);
          }
          known = await modelCredits(trade, limits);
          const read = await Promise.all(trade.customerIds.map((id) => trade.tenant.run(billingApi.getCredit, { id })));
          expect(read.map(({ currency: _currency, ...credit }) => credit)).toEqual(known);
        }
        await checkApplications(trade);
      },
    ),
    { numRuns: 100 },
  );
}, 240_000);

/** What the step's order would cost; null when it cannot even be priced. */
async function totalOf(trade: Trade, s: Step): Promise<number | null> {
  if (s.kind !== "place" || s.customer === null) return null;
  const quote = trade.tenant.run(salesApi.priceOrder, {
    channelId: trade.shop.channels[s.channel],
    customerId: trade.customerIds[s.customer]!,
    ...(s.orderDiscountMinor > 0 ? { discountMinor: s.orderDiscountMinor } : {}),
    lines: s.lines.map((l) => ({
      skuId: trade.shop.skuIds[l.sku]!,
      qty: l.qty,
      ...(l.priceMinor === null ? {} : { unitPriceMinor: l.priceMinor }),
      ...(l.discountMinor > 0 ? { discountMinor: l.discountMinor } : {}),
    })),
  });
  return quote.then(
    (q) => q.totalMinor,
    () => null,
  );
}

/** Each customer's credit from documents and money alone, without looking at what was kept of how they were matched. */
async function modelCredits({ tenant, customerIds }: Trade, limits: readonly (number | null)[]) {
  const { tenantId } = tenant;
  const rows = await world.admin<{ id: string; claimed: number; paid: number; unmatched: number; ordered: number }[]>`
    select c.id,
      (select coalesce(sum(total_minor), 0)::bigint from invoice where tenant_id = ${tenantId} and customer_id = c.id) as claimed,
      (select coalesce(sum(case direction when 'in' then amount_minor else -amount_minor end), 0)::bigint from payment
        where tenant_id = ${tenantId} and customer_id = c.id and status = 'captured') as paid,
      (select coalesce(sum(p.amount_minor
          - (select coalesce(sum(amount_minor), 0) from payment_application where tenant_id = p.tenant_id and payment_id = p.id)
          - (select coalesce(sum(amount_minor), 0) from payment b where b.tenant_id = p.tenant_id and b.order_id = p.order_id
               and b.refunds_payment_id = p.id)), 0)::bigint
        from payment p
        where p.tenant_id = ${tenantId} and p.customer_id = c.id and p.direction = 'in' and p.status = 'captured') as unmatched,
      (select coalesce(sum(o.total_minor - (select coalesce(sum(total_minor), 0) from invoice i
          where i.tenant_id = o.tenant_id and i.order_id = o.id and i.kind = 'invoice')), 0)::bigint
        from sales_order o
        where o.tenant_id = ${tenantId} and o.customer_id = c.id
          and o.status in ('pending', 'confirmed', 'allocated', 'picking', 'packed', 'partially_shipped', 'on_hold')) as ordered
    from unnest(${customerIds}::uuid[]) with ordinality as c(id, nth) order by c.nth`;
  return rows.map(({ claimed, paid, unmatched, ordered }, i) => {
    const limitMinor = limits[i] ?? null;
    const openInvoicesMinor = claimed - paid + unmatched;
    return {
      limitMinor,
      hold: false,
      openInvoicesMinor,
      openOrdersMinor: ordered,
      unappliedMinor: unmatched,
      availableMinor: limitMinor === null ? null : limitMinor - openInvoicesMinor - ordered + unmatched,
    };
  });
}

/** No document is over-applied, no payment used twice, and what is left of each is what was not matched. */
async function checkApplications({ tenant }: Trade) {
  const { tenantId } = tenant;
  const documents = await world.admin`
    select r.id from receivable r
    left join lateral (
      select coalesce(sum(amount_minor) filter (where receivable_id = r.id), 0)
             - coalesce(sum(amount_minor) filter (where credit_receivable_id = r.id), 0) as applied
      from payment_application a where a.tenant_id = r.tenant_id and (a.receivable_id = r.id or a.credit_receivable_id = r.id)
    ) a on true
    where r.tenant_id = ${tenantId} and (r.open_minor <> r.amount_minor - a.applied
      or (r.amount_minor >= 0 and (a.applied < 0 or a.applied > r.amount_minor))
      or (r.amount_minor < 0 and (a.applied > 0 or a.applied < r.amount_minor)))`;
  expect([...documents]).toEqual([]);
  const payments = await world.admin`
    select p.id from payment p
    left join lateral (select coalesce(sum(amount_minor), 0) as applied from payment_application a
      where a.tenant_id = p.tenant_id and a.payment_id = p.id) a on true
    left join lateral (select coalesce(sum(amount_minor), 0) as given_back from payment b
      where b.tenant_id = p.tenant_id and b.refunds_payment_id = p.id) b on true
    where p.tenant_id = ${tenantId} and p.direction = 'in'
      and (a.applied + b.given_back > p.amount_minor or p.unapplied_minor <> p.amount_minor - a.applied - b.given_back)`;
  expect([...payments]).toEqual([]);
}
