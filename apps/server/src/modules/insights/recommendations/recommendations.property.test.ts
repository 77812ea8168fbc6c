import { catalogApi, decideApi, partyApi } from "@selvedge/contract";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { newId } from "../../../platform/ids.ts";
import { aStockedShop, type StockedShop } from "../../../testing/a-shop.ts";
import { openTestWorld, type TestTenant, type TestWorld } from "../../../testing/open-test-tenant.ts";
import { buildRecommendations } from "./build-recommendations.ts";
import { writeRecommendations } from "./learn-recommendations.ts";
import type { RecommendTask } from "./recommend-task.ts";

const today = "2026-04-01";
const TODAY = 20_544;
const STYLES = 8;
let world: TestWorld;
let shop: TestTenant;
const goods: StockedShop[] = [];
let customerId: string;
let strangerId: string;

beforeAll(async () => {
  world = await openTestWorld({ now: () => new Date(`${today}T06:30:00Z`) });
  shop = await world.openTenant();
  for (let i = 0; i < STYLES; i += 1) goods.push(await aStockedShop(shop, { code: `ST-${i}`, qty: 5 }));
  customerId = (await shop.run(partyApi.createCustomer, { kind: "person", name: "Asha" })).id;
  strangerId = (await shop.run(partyApi.createCustomer, { kind: "person", name: "New here" })).id;
});
afterAll(() => world?.close());

const styleIds = () => goods.map((g) => g.styleId);

interface World {
  /** Baskets of styles; the planted pair stands in many of them. */
  baskets: number[][];
  plantedPair: [number, number];
  statuses: ("active" | "markdown" | "discontinued" | "archived")[];
  stock: boolean[];
  justBought: number[];
}

const aWorld: fc.Arbitrary<World> = fc
  .shuffledSubarray([...Array(STYLES).keys()], { minLength: STYLES })
  .chain(([first, second]) =>
    fc.record({
      plantedPair: fc.constant<[number, number]>([first!, second!]),
      baskets: fc.array(fc.uniqueArray(fc.integer({ min: 0, max: STYLES - 1 }), { minLength: 1, maxLength: 3 }), {
        ...{ minLength: 30, maxLength: 60 },
      }),
      statuses: fc.array(
        fc.constantFrom<World["statuses"][number]>(
          "active",
          "active",
          "active",
          "markdown",
          "discontinued",
          "archived",
        ),
        {
          ...{ minLength: STYLES, maxLength: STYLES },
        },
      ),
      stock: fc.array(fc.boolean(), { minLength: STYLES, maxLength: STYLES }),
      justBought: fc.uniqueArray(fc.integer({ min: 0, max: STYLES - 1 }), { maxLength: 3 }),
    }),
  );

/** The nightly task over these baskets; the planted pair alone fills as many baskets again. */
function taskOf({ baskets, plantedPair }: World): RecommendTask {
  const all = [...baskets, ...baskets.map(() => [...plantedPair])];
  const lines = all.flatMap((basket, b) => basket.map((style) => ({ style, basket: b })));
  return {
    ...{ styleIds: styleIds(), customerIds: [customerId], channelKinds: ["web"], today: TODAY, seed: 7 },
    items: Int32Array.from(lines, (l) => l.style),
    customers: Int32Array.from(lines, (l) => (l.basket % 5 === 0 ? 0 : -1)),
    baskets: Int32Array.from(lines, (l) => l.basket),
    days: Int32Array.from(lines, (l) => TODAY - 1 - (l.basket % 100)),
    channels: new Int32Array(lines.length),
    words: goods.map((_, i) => [`kind ${i % 3}`, `colour ${i % 2}`]),
    categories: Int32Array.from(goods, (_, i) => i % 3),
    isOffered: goods.map(() => true),
  };
}

async function set(w: World): Promise<void> {
  const { admin } = world;
  for (const [i, g] of goods.entries()) {
    await admin`update style set status = ${w.statuses[i]!} where id = ${g.styleId}`;
    await admin`update stock_level set on_hand_qty = ${w.stock[i] ? 5 : 0}, reserved_qty = 0 where sku_id = any(${g.skuIds}::uuid[])`;
  }
  await admin`delete from sales_order_line where tenant_id = ${shop.tenantId}`;
  await admin`delete from sales_order where tenant_id = ${shop.tenantId}`;
  for (const style of w.justBought) await buy(style);
  const runId = newId();
  await admin`delete from recommendation`;
  await admin`
    insert into learning_run (tenant_id, id, kind, trigger, cut_off_on, seed, status, finished_at)
    values (${shop.tenantId}, ${runId}, 'recommendations', 'person', ${today}, 1, 'done', now())`;
  const result = buildRecommendations(taskOf(w));
  const run = { id: runId, kind: "recommendations", cutOffOn: today, parameters: {}, seed: 1 };
  await shop.step((ctx) => writeRecommendations(ctx, run, [result]));
  await admin`update learning_model set status = 'retired' where kind = 'recommendations'`;
  await admin`update learning_model set status = 'champion' where run_id = ${runId}`;
}

async function buy(style: number): Promise<void> {
  const orderId = newId();
  await world.admin`
    insert into sales_order (tenant_id, id, number, channel_id, customer_id, location_id, status, currency, price_mode, placed_on, placed_at,
                             gross_minor, discount_minor, taxable_minor, tax_minor, total_minor)
    values (${shop.tenantId}, ${orderId}, ${orderId}, ${goods[0]!.channels.web}, ${customerId}, ${goods[0]!.warehouseId}, 'completed', 'INR',
            'inclusive', '2026-03-25', '2026-03-25T10:00:00Z', 1000, 0, 1000, 0, 1000)`;
  await world.admin`
    insert into sales_order_line (tenant_id, id, order_id, line_no, sku_id, qty, unit_price_minor, gross_minor, discount_minor, taxable_minor, tax_minor, total_minor)
    values (${shop.tenantId}, ${newId()}, ${orderId}, 1, ${goods[style]!.skuIds[0]!}, 1, 1000, 1000, 0, 1000, 0, 1000)`;
}

const mayShow = (w: World, i: number) => (w.statuses[i] === "active" || w.statuses[i] === "markdown") && w.stock[i]!;

test("Feature: garment-business-management, Property 22: Relevant Product Recommendations", async () => {
  await fc.assert(
    fc.asyncProperty(aWorld, fc.integer({ min: 0, max: STYLES - 1 }), async (w, looked) => {
      await set(w);
      const ask = (input: object) => shop.run(decideApi.listRecommendations, { limit: 30, ...input } as never);
      const numberOf = (styleId: string) => styleIds().indexOf(styleId);
      const asked = [
        { kind: "customer", customerId },
        { kind: "popular", customerId },
        { kind: "together", styleIds: styleIds()[looked]!, customerId },
        { kind: "look", styleIds: styleIds()[looked]!, customerId },
        { kind: "alike", styleIds: styleIds()[looked]!, customerId },
      ];
      for (const input of asked) {
        const { items } = await ask(input);
        const shown = items.map((item) => numberOf(item.styleId));
        // Never unavailable, archived, in the basket or just bought; each once.
        expect(shown.filter((i) => !mayShow(w, i) || w.justBought.includes(i))).toEqual([]);
        if (input.styleIds) expect(shown).not.toContain(looked);
        expect(new Set(shown).size).toBe(shown.length);
        // Scores are ordered within what was asked for.
        const own = items.filter((item) => item.source === input.kind).map((item) => item.score);
        expect(own).toEqual([...own].sort((a, b) => b - a));
      }
      // The planted pair ranks first, where it may be shown.
      const [first, second] = w.plantedPair;
      const companions = await ask({ kind: "together", styleIds: styleIds()[first]! });
      if (mayShow(w, second)) expect(numberOf(companions.items[0]!.styleId)).toBe(second);
      // New customers get what is popular where they are: the very same list.
      const popular = await ask({ kind: "popular", channelId: goods[0]!.channels.web });
      const stranger = await ask({ kind: "customer", customerId: strangerId, channelId: goods[0]!.channels.web });
      expect(stranger.items.map((i) => i.styleId)).toEqual(popular.items.map((i) => i.styleId));
      // History changes the answer: what is bought now is gone.
      const before = await ask({ kind: "customer", customerId });
      const top = before.items[0];
      if (top) {
        await buy(numberOf(top.styleId));
        const after = await ask({ kind: "customer", customerId });
        expect(after.items.map((i) => i.styleId)).toEqual(before.items.slice(1).map((i) => i.styleId));
      }
    }),
    { numRuns: 100 },
  );
}, 300_000);

test("a style that was archived at the door is gone at once", async () => {
  const every = { statuses: goods.map(() => "active" as const), stock: goods.map(() => true), justBought: [] };
  await set({
    ...every,
    plantedPair: [0, 1],
    baskets: Array.from({ length: 40 }, (_, i) => [i % STYLES, (i + 3) % STYLES]),
  });
  const before = await shop.run(decideApi.listRecommendations, { kind: "popular", limit: 30 });
  await shop.run(catalogApi.changeStyle, { id: before.items[0]!.styleId, status: "archived" });
  const after = await shop.run(decideApi.listRecommendations, { kind: "popular", limit: 30 });
  expect(after.items.map((i) => i.styleId)).toEqual(before.items.slice(1).map((i) => i.styleId));
});
