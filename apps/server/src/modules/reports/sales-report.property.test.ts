import { ledgerApi } from "@selvedge/contract";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestWorld, type TestWorld } from "../../testing/open-test-tenant.ts";
import { type Clock, doStep, openTrade, step, type Trade } from "../billing/testing/trade-history.ts";

const { getSalesReport, salesDimensions } = ledgerApi;
const clock: Clock = { now: new Date("2026-01-10T06:00:00Z") };
let world: TestWorld;
beforeAll(async () => {
  world = await openTestWorld({ now: () => clock.now });
});
afterAll(() => world.close());

const dimension = fc.constantFrom(...salesDimensions);
const ask = fc.record({
  by: dimension,
  thenBy: fc.option(dimension, { nil: undefined }),
  /** Days on which something was billed, by number, so that the ends of a span fall on them. */
  fromDay: fc.option(fc.nat({ max: 20 }), { nil: undefined }),
  toDay: fc.option(fc.nat({ max: 20 }), { nil: undefined }),
  channelKind: fc.option(fc.constantFrom("wholesale" as const, "retail" as const, "web" as const), { nil: undefined }),
});

/** Sales, returns and the passing of days; stock is plentiful. */
const tradeStep = step.filter((s) => ["place", "sell", "ship", "return", "wait", "receive"].includes(s.kind));

test("Feature: garment-business-management, Property 31: Multi-Dimensional Sales Reporting", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(tradeStep, { minLength: 5, maxLength: 14 }),
      fc.array(ask, { minLength: 1, maxLength: 4 }),
      async (steps, asks) => {
        const trade = await openTrade(world, clock);
        for (const s of steps) await doStep(trade, s);
        const lines = await readLines(trade);
        const days = [...new Set(["2026-01-10", ...lines.map((l) => l.day)])];
        for (const { by, thenBy, fromDay, toDay, channelKind } of asks) {
          const dayOf = (n: number | undefined) => (n === undefined ? undefined : days[n % days.length]);
          const [from, to] = inOrder(dayOf(fromDay), dayOf(toDay));
          const report = await trade.tenant.run(getSalesReport, { by, thenBy, from, to, channelKind, limit: 1000 });
          const wanted = lines.filter(
            (l) => (!from || l.day >= from) && (!to || l.day <= to) && (!channelKind || l.kind === channelKind),
          );
          expect(report.total).toEqual(measure(wanted));
          expect(report.truncated).toBe(false);
          const cells = new Map<string, Line[]>();
          for (const line of wanted) {
            const key = JSON.stringify([line[by], thenBy ? line[thenBy] : null]);
            cells.set(key, [...(cells.get(key) ?? []), line]);
          }
          expect(report.rows).toHaveLength(cells.size);
          for (const { key, label, thenKey, thenLabel, ...measures } of report.rows) {
            expect(label).not.toBe("");
            expect(thenLabel === null).toBe(thenBy === undefined);
            expect(measures).toEqual(measure(cells.get(JSON.stringify([key, thenKey])) ?? []));
            expect(measures.netMinor).toBe(measures.grossMinor - measures.discountMinor);
          }
        }
      },
    ),
    { numRuns: 100 },
  );
}, 240_000);

function inOrder(a: string | undefined, b: string | undefined): [string | undefined, string | undefined] {
  return a !== undefined && b !== undefined && a > b ? [b, a] : [a, b];
}

interface Line extends Record<(typeof salesDimensions)[number], string> {
  kind: string;
  orderId: string;
  customerId: string | null;
  qty: number;
  priceMode: string;
  discount: number;
  taxable: number;
  tax: number;
  total: number;
  cost: number;
}

/** Every line that was invoiced or credited with every dimension, to be grouped by hand. */
async function readLines({ tenant }: Trade): Promise<Line[]> {
  return world.admin<Line[]>`
    select i.issued_on::text as day, left(i.issued_on::text, 7) as month, o.channel_id::text as channel,
           o.location_id::text as location, coalesce(y.category_id::text, '') as category, y.id::text as style,
           lower(k.name) as colour, s.size, coalesce(i.customer_id::text, '') as customer, c.kind, o.id as "orderId",
           i.customer_id as "customerId", l.qty, o.price_mode as "priceMode", l.discount_minor as discount,
           l.taxable_minor as taxable, l.tax_minor as tax, l.total_minor as total, m.cost
    from invoice_line l
    join invoice i on i.id = l.invoice_id
    join sales_order o on o.id = i.order_id
    join channel c on c.id = o.channel_id
    join sku s on s.id = l.sku_id
    join style y on y.id = s.style_id
    join colourway k on k.id = s.colourway_id
    join lateral (select (sign(l.qty) * sum(cost_minor))::bigint as cost from shipment_line x
      where x.shipment_id = i.shipment_id and x.order_line_id = l.order_line_id) m on true
    where l.tenant_id = ${tenant.tenantId}`;
}

function measure(lines: readonly Line[]) {
  const sum = (of: (line: Line) => number) => lines.reduce((total, line) => total + of(line), 0);
  /** A discount on a price with tax, less its share of the tax; halves away from zero, as numeric rounds. */
  const discountOf = ({ priceMode, discount, taxable, total }: Line) => {
    if (priceMode === "exclusive" || discount === 0 || total === 0) return discount;
    const share = (discount * taxable) / total;
    return Math.sign(share) * Math.round(Math.abs(share));
  };
  const [net, discount, cost] = [sum((l) => l.taxable), sum(discountOf), sum((l) => l.cost)];
  return {
    orders: new Set(lines.map((l) => l.orderId)).size,
    customers: new Set(lines.flatMap((l) => l.customerId ?? [])).size,
    units: sum((l) => l.qty),
    grossMinor: net + discount,
    discountMinor: discount,
    netMinor: net,
    taxMinor: sum((l) => l.tax),
    costMinor: cost,
    marginMinor: net - cost,
  };
}
