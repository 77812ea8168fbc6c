import { ledgerApi } from "@selvedge/contract";
import { addDays, daysBetween } from "@selvedge/domain";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestWorld, type TestWorld } from "../../testing/open-test-tenant.ts";
import { type Clock, doStep, openTrade, step, type Trade } from "../billing/testing/trade-history.ts";

const clock: Clock = { now: new Date("2026-01-10T06:00:00Z") };
let world: TestWorld;
beforeAll(async () => {
  world = await openTestWorld({ now: () => clock.now });
});
afterAll(() => world.close());

test("Feature: garment-business-management, Property 34: Real-Time Dashboard KPIs", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { minLength: 4, maxLength: 12 }),
      fc.constantFrom(1, 7, 30, 45),
      fc.integer({ min: 0, max: 23 }),
      async (steps, days, hour) => {
        const trade = await openTrade(world, clock);
        // In Kolkata it is tomorrow already from 18:30 UTC on.
        clock.now = new Date(`2026-01-10T${String(hour).padStart(2, "0")}:10:00Z`);
        for (const s of steps) {
          await doStep(trade, s);
          if (s.kind === "place" || s.kind === "sell") await check(trade, days);
        }
        await check(trade, days);
      },
    ),
    { numRuns: 100 },
  );
}, 240_000);

interface Order {
  id: string;
  at: Date;
  channel: string;
  taxable: number;
  units: number;
}

async function check({ tenant }: Trade, days: number) {
  const { tenantId } = tenant;
  const [shown, orders, margins, [standing]] = await Promise.all([
    tenant.run(ledgerApi.getDashboard, { days }),
    world.admin<Order[]>`
      select o.id, o.placed_at as at, o.channel_id as channel, sum(l.taxable_minor)::bigint as taxable, sum(l.qty)::int as units
      from sales_order o join sales_order_line l on l.order_id = o.id
      where o.tenant_id = ${tenantId} and o.status not in ('draft', 'cancelled') group by o.id, o.placed_at, o.channel_id`,
    world.admin<{ on: string; margin: number }[]>`
      select i.issued_on as on, (i.taxable_minor - (case i.kind when 'invoice' then 1 else -1 end) * sum(s.cost_minor))::bigint as margin
      from invoice i join shipment_line s on s.shipment_id = i.shipment_id
      where i.tenant_id = ${tenantId} group by i.id, i.issued_on, i.taxable_minor, i.kind`,
    world.admin`
      select (select coalesce(sum(case when t.kind in ('supplier', 'customer', 'adjustment') then -m.value_minor else m.value_minor end), 0)::bigint
               from stock_move m join location t on t.id = m.to_location_id where m.tenant_id = ${tenantId}) as "stockValueMinor",
             (select coalesce(sum(l.debit_minor - l.credit_minor), 0)::bigint from journal_line l
               join account a on a.id = l.account_id and a.account_role = 'receivable' where l.tenant_id = ${tenantId}) as "receivablesMinor",
             (select count(*)::int from sales_order where tenant_id = ${tenantId}
               and status not in ('draft', 'shipped', 'delivered', 'completed', 'cancelled', 'returned')) as "openOrders"`,
  ]);
  const zone = new Intl.DateTimeFormat("en-CA", { timeZone: "Asia/Kolkata" });
  const to = zone.format(clock.now);
  expect(shown.to).toBe(to);
  expect(daysBetween(shown.from, shown.to) + 1).toBe(days);
  const inSpan = (from: string, until: string) =>
    orders.filter((o) => zone.format(o.at) >= from && zone.format(o.at) <= until);
  const total = (list: readonly Order[], of: (o: Order) => number) => list.reduce((sum, o) => sum + of(o), 0);
  const now = inSpan(shown.from, to);
  const before = inSpan(addDays(shown.from, -days), addDays(shown.from, -1));
  const averageOf = (list: readonly Order[]) =>
    list.length === 0 ? 0 : Math.round(total(list, (o) => o.taxable) / list.length);
  expect(shown.sales).toEqual({ value: total(now, (o) => o.taxable), before: total(before, (o) => o.taxable) });
  expect(shown.orders).toEqual({ value: now.length, before: before.length });
  expect(shown.units).toEqual({ value: total(now, (o) => o.units), before: total(before, (o) => o.units) });
  expect(shown.averageOrder).toEqual({ value: averageOf(now), before: averageOf(before) });
  const marginIn = (from: string, until: string) =>
    margins.filter((m) => m.on >= from && m.on <= until).reduce((sum, m) => sum + m.margin, 0);
  expect(shown.margin).toEqual({
    value: marginIn(shown.from, to),
    before: marginIn(addDays(shown.from, -days), addDays(shown.from, -1)),
  });
  expect(shown).toMatchObject({ ...standing });
  expect(shown.daily).toHaveLength(days);
  for (const day of shown.daily) {
    const placed = inSpan(day.on, day.on);
    expect(day).toMatchObject({ salesMinor: total(placed, (o) => o.taxable), orders: placed.length });
  }
  for (const channel of shown.byChannel) {
    const placed = now.filter((o) => o.channel === channel.channelId);
    expect(channel).toMatchObject({ salesMinor: total(placed, (o) => o.taxable), orders: placed.length });
  }
  expect(shown.byChannel.reduce((sum, c) => sum + c.salesMinor, 0)).toBe(shown.sales.value);
  expect(shown.topStyles.reduce((sum, s) => sum + s.salesMinor, 0)).toBe(shown.sales.value);
}
