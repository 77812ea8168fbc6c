import { decideApi, partyApi, salesApi } from "@selvedge/contract";
import { addDays } from "@selvedge/domain";
import { findSegment, fitRfm, measureRfm, type RfmModel, rfmSegmentation } from "@selvedge/learn";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { findReaction, subscribersOf } from "../../../platform/events.ts";
import { newId } from "../../../platform/ids.ts";
import { aStockedShop, type StockedShop } from "../../../testing/a-shop.ts";
import { openTestWorld, type TestTenant, type TestWorld } from "../../../testing/open-test-tenant.ts";
import { refreshSegments } from "./refresh-segments.ts";

const today = "2026-04-01";
let world: TestWorld;
let shop: TestTenant;
let goods: StockedShop;
const customerIds: string[] = [];
const CUSTOMERS = 9;

beforeAll(async () => {
  world = await openTestWorld({ now: () => new Date(`${today}T06:30:00Z`) });
  shop = await world.openTenant();
  goods = await aStockedShop(shop, { qty: 1000 });
  for (let i = 0; i < CUSTOMERS; i += 1) {
    const { id } = await shop.run(partyApi.createCustomer, {
      kind: i < 6 ? "person" : "company",
      name: `Customer ${i}`,
    });
    customerIds.push(id);
  }
  for (const kind of ["person", "company"] as const) await learnBorders(kind);
});
afterAll(() => world?.close());

/** Borders as a nightly run would leave them, from a population of its own. */
async function learnBorders(kind: "person" | "company"): Promise<void> {
  const people = Array.from({ length: 60 }, (_, i) => ({
    ...{
      customerId: `${i}`,
      recencyDays: (i * 17) % 400,
      frequency: 1 + ((i * 7) % 12),
      monetaryMinor: 90_000 * (1 + ((i * 13) % 25)),
    },
  }));
  const model = fitRfm(people);
  if (!model.ok) throw new Error(model.detail);
  await world.admin`
    insert into segment_model (tenant_id, customer_kind, borders) values (${shop.tenantId}, ${kind}, ${world.admin.json(model.value as never)})
    on conflict (tenant_id, customer_kind) do update set borders = excluded.borders`;
}

interface Purchase {
  customer: number;
  daysAgo: number;
  totalMinor: number;
  cancelled: boolean;
}

const aPurchase: fc.Arbitrary<Purchase> = fc.record({
  customer: fc.integer({ min: 0, max: CUSTOMERS - 1 }),
  daysAgo: fc.integer({ min: 0, max: 500 }),
  totalMinor: fc.integer({ min: 10_000, max: 900_000 }),
  cancelled: fc.boolean(),
});

/** Orders as sales leaves them, in the order given. */
async function post(purchases: readonly Purchase[]): Promise<void> {
  for (const p of purchases) {
    const on = addDays(today, -p.daysAgo);
    await world.admin`
      insert into sales_order (tenant_id, id, number, channel_id, customer_id, location_id, status, currency, price_mode, placed_on, placed_at,
                               gross_minor, discount_minor, taxable_minor, tax_minor, total_minor)
      values (${shop.tenantId}, ${newId()}, ${newId()}, ${goods.channels.web}, ${customerIds[p.customer]!}, ${goods.warehouseId},
              ${p.cancelled ? "cancelled" : "completed"}, 'INR', 'inclusive', ${on}, ${`${on}T10:00:00Z`}, ${p.totalMinor}, 0, ${p.totalMinor}, 0, ${p.totalMinor})`;
  }
}

const clear = async () => {
  for (const table of ["segment_move", "customer_insight"]) await world.admin.unsafe(`delete from ${table}`);
  await world.admin`delete from sales_order o where not exists (select from sales_order_line l where l.order_id = o.id)`;
};

/** What the rules say, told from the purchases alone. */
function expectedSegments(purchases: readonly Purchase[], models: Record<string, RfmModel>): string[] {
  return customerIds.map((customerId, customer) => {
    const own = purchases.filter((p) => p.customer === customer && !p.cancelled);
    if (own.length === 0) return "not_bought";
    const activity = {
      ...{
        customerId,
        recencyDays: Math.min(...own.map((p) => p.daysAgo)),
        frequency: new Set(own.map((p) => p.daysAgo)).size,
      },
      monetaryMinor: own.reduce((sum, p) => sum + p.totalMinor, 0),
    };
    return findSegment(rfmSegmentation, measureRfm(models[customer < 6 ? "person" : "company"]!, activity).measures);
  });
}

async function shownSegments(): Promise<string[]> {
  const { items } = await shop.run(decideApi.listCustomerInsights, { limit: 200 });
  const byId = Map.groupBy(items, (row) => row.customerId);
  return customerIds.map((id) => {
    expect(byId.get(id), "every active customer once").toHaveLength(1);
    return byId.get(id)![0]!.segment;
  });
}

async function readModels(): Promise<Record<string, RfmModel>> {
  const rows = await world.admin<{ kind: string; borders: RfmModel }[]>`
    select customer_kind as kind, borders from segment_model where tenant_id = ${shop.tenantId}`;
  return Object.fromEntries(rows.map((row) => [row.kind, row.borders]));
}

test("Feature: garment-business-management, Property 13: Automatic Customer Segmentation", async () => {
  const models = await readModels();
  await fc.assert(
    fc.asyncProperty(
      fc.array(aPurchase, { maxLength: 14 }),
      fc.array(aPurchase, { minLength: 1, maxLength: 3 }),
      fc.shuffledSubarray([...Array(CUSTOMERS).keys()], { minLength: CUSTOMERS }),
      async (history, later, order) => {
        await clear();
        await post(history);
        // All at once, and one by one in any order, tell the same.
        await shop.step((ctx) => refreshSegments(ctx, null));
        const atOnce = await shownSegments();
        expect(atOnce).toEqual(expectedSegments(history, models));
        for (const customer of order) await shop.step((ctx) => refreshSegments(ctx, [customerIds[customer]!]));
        expect(await shownSegments()).toEqual(atOnce);
        // Membership follows after every purchase.
        const all = [...history];
        for (const purchase of later) {
          all.push(purchase);
          await post([purchase]);
          await shop.step((ctx) => refreshSegments(ctx, [customerIds[purchase.customer]!]));
          expect(await shownSegments()).toEqual(expectedSegments(all, models));
        }
        // A repeat changes nothing.
        const before = await world.admin`select *, xmin::text from customer_insight order by customer_id`;
        expect(await shop.step((ctx) => refreshSegments(ctx, null))).toMatchObject({ moved: 0 });
        expect(await world.admin`select *, xmin::text from customer_insight order by customer_id`).toEqual(before);
        const segments = await Promise.all(
          (["person", "company"] as const).map((customerKind) => shop.run(decideApi.listSegments, { customerKind })),
        );
        expect(segments.flatMap((s) => s.items).reduce((sum, s) => sum + s.customers, 0)).toBe(CUSTOMERS);
      },
    ),
    { numRuns: 100 },
  );
}, 240_000);

test("an order placed at the door moves its buyer", async () => {
  await clear();
  await shop.run(salesApi.placeOrder, {
    ...{ channelId: goods.channels.web, customerId: customerIds[0]!, payment: { method: "card" } },
    lines: [{ skuId: goods.skuIds[0]!, qty: 1 }],
  });
  const [event] = await world.admin<{ uid: string; entity_id: string; after: unknown }[]>`
    select uid, entity_id, after from event where tenant_id = ${shop.tenantId} and type = 'sales.order_placed' order by id desc limit 1`;
  const reaction = findReaction("insights/segment_of_buyer", "sales.order_placed")!;
  await shop.step((ctx) =>
    reaction(ctx, {
      uid: event!.uid,
      type: "sales.order_placed",
      entityType: "sales_order",
      entityId: event!.entity_id,
      after: event!.after,
    }),
  );
  expect((await shownSegments())[0]).toBe("new");
});

test("an order of nobody known costs no job", () => {
  const placed = (customerId: string | null) =>
    subscribersOf({ type: "sales.order_placed", entityType: "sales_order", entityId: "k", after: { customerId } });
  expect(placed("somebody")).toContain("insights/segment_of_buyer");
  expect(placed(null)).toEqual([]);
});
