import { catalogApi, type InputOf, type OutputOf, partyApi, type pricingApi } from "@selvedge/contract";
import { type AppliedRule, addDays, percentOf, reprice } from "@selvedge/domain";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { pieceMinor } from "../../../../../packages/domain/src/testing/arbitraries.ts";
import { openTestWorld, type TestTenant, type TestWorld } from "../../testing/open-test-tenant.ts";
import type { Style } from "../catalog/index.ts";
import { sizeScaleId } from "../catalog/testing/style-input.ts";
import { type PriceLinesInput, priceLines } from "./price-lines.ts";
import { createPriceList, listPriceLists } from "./price-lists.ts";
import { createPromotion } from "./promotions.ts";
import { setPrices } from "./set-prices.ts";

type PriceList = OutputOf<typeof pricingApi.listPriceLists>["items"][number];
const rank = { contract: 3, tier: 2, channel: 1, base: 0 };
const day = "2026-06-01";
const at = new Date("2026-06-01T06:00:00Z");

let world: TestWorld;
let tenant: TestTenant;
let lists: PriceList[];
let customers: PriceLinesInput["customer"][];
let scaleId: string;
let round = 0;
beforeAll(async () => {
  world = await openTestWorld();
  tenant = await world.openTenant();
  scaleId = await sizeScaleId(tenant);
  const [gold, plain] = await Promise.all(
    ["Gold", "Plain"].map((name) => tenant.run(partyApi.createCustomer, { kind: "company", name })),
  );
  customers = [null, { id: gold!.id, priceTier: "gold" }, { id: plain!.id, priceTier: null }];
  const add = (code: string, input: Omit<InputOf<typeof pricingApi.createPriceList>, "code" | "name" | "currency">) =>
    tenant.run(createPriceList, { code, name: code, currency: "INR", ...input });
  await add("RETAIL", { kind: "channel", channelKind: "retail", priceMode: "inclusive" });
  await add("GOLD", { kind: "tier", priceTier: "gold", priceMode: "exclusive" });
  await add("GOLD-WEB", { kind: "tier", priceTier: "gold", channelKind: "web", priceMode: "inclusive" });
  await add("CONTRACT", { kind: "contract", customerId: plain!.id, priceMode: "exclusive" });
  lists = (await tenant.run(listPriceLists, {})).items;
});
afterAll(() => world?.close());

const aPrice = fc.record({
  list: fc.nat(),
  sku: fc.constantFrom(null, 0, 1),
  minQty: fc.constantFrom(1, 3, 12),
  unitPriceMinor: pieceMinor,
  floorShare: fc.constantFrom(0, 0, 50, 100),
  from: fc.constantFrom(undefined, -10, 0, 1),
  to: fc.constantFrom(undefined, 20, 0, -1),
});
type Price = typeof aPrice extends fc.Arbitrary<infer T> ? T : never;
const aPromotion = fc.record({
  percent: fc.boolean(),
  size: fc.integer({ min: 1, max: 9000 }),
  channel: fc.constantFrom(undefined, "wholesale" as const, "retail" as const),
  // Milliseconds from the instant of pricing; it begins at its start and is over at its end.
  span: fc.constantFrom([-3_600_000, 3_600_000], [-3_600_000, 1], [0, 1], [1, 2], [-1, 0]),
  stackable: fc.boolean(),
});
type Promotion = typeof aPromotion extends fc.Arbitrary<infer T> ? T : never;
const aQuery = fc.record({
  channel: fc.constantFrom("wholesale", "retail", "web"),
  exclusive: fc.boolean(),
  customer: fc.nat({ max: 2 }),
  sku: fc.nat({ max: 1 }),
  qty: fc.constantFrom<number>(1, 2, 3, 11, 12, 40),
  other: fc.constantFrom(0, 1, 9),
});
type Query = typeof aQuery extends fc.Arbitrary<infer T> ? T : never;

const listOf = (price: Price) => lists[price.list % lists.length]!;
const floorOf = (price: Price) => Math.floor((price.unitPriceMinor * price.floorShare) / 100);

function holds(price: Price, query: Query): boolean {
  const list = listOf(price);
  const who = customers[query.customer] ?? null;
  if (price.sku !== null && price.sku !== query.sku) return false;
  if ((price.from ?? -99) > 0 || (price.to ?? 99) < 0) return false;
  if (list.kind === "base") return true;
  if ((list.priceMode === "exclusive") !== query.exclusive) return false;
  if (list.channelKind !== null && list.channelKind !== query.channel) return false;
  if (list.kind === "tier") return who?.priceTier === list.priceTier;
  return list.kind === "channel" || who?.id === list.customerId;
}

/** How strongly a price holds, as text that sorts: source, SKU over style, break, first day, then the lower price. */
const strength = (price: Price) =>
  [
    rank[listOf(price).kind],
    price.sku === null ? 0 : 1,
    String(price.minQty).padStart(3, "0"),
    String((price.from ?? -99) + 100).padStart(3, "0"),
    String(10 ** 12 - price.unitPriceMinor),
  ].join("|");

/** The list price by the definition: at every break up to the quantity the strongest holds, and the lowest of those wins. */
function listPriceOf(prices: readonly Price[], query: Query): number | null {
  const holding = prices.filter((price) => holds(price, query) && price.minQty <= query.qty + query.other);
  const candidates = [...new Set(holding.map((price) => price.minQty))].map((reach) => {
    const within = holding.filter((price) => price.minQty <= reach);
    return within.reduce((best, price) => (strength(price) > strength(best) ? price : best)).unitPriceMinor;
  });
  return candidates.length === 0 ? null : Math.min(...candidates);
}

const off = (price: number, { percent, size }: Promotion) =>
  Math.max(0, price - (percent ? percentOf(price, size) : size));

/** The least that any allowed set of promotions gives: one alone, or up to three stackable ones, in order of making. */
function promotedPrice(listPrice: number, promotions: readonly Promotion[], query: Query): number {
  const granted = promotions.filter(
    (p) => p.span[0]! <= 0 && p.span[1]! > 0 && (p.channel === undefined || p.channel === query.channel),
  );
  const alone = granted.map((p) => off(listPrice, p));
  const stackable = granted.filter((p) => p.stackable);
  const stacked = Array.from({ length: 2 ** stackable.length }, (_, mask) =>
    stackable.filter((_p, i) => mask & (2 ** i)),
  )
    .filter((set) => set.length <= 3)
    .map((set) => set.reduce(off, listPrice));
  return Math.min(listPrice, ...alone, ...stacked);
}

async function openStyle(prices: readonly Price[], promotions: readonly Promotion[]): Promise<Style> {
  const style = await tenant.run(catalogApi.createStyle, {
    ...{ code: `P${round}`, name: "Kurta", taxClass: "apparel", sizeScaleId: scaleId, sizes: ["S", "M"] },
    colourways: [{ code: "IND", name: "Indigo", hex: "#1f2a44" }],
  });
  const [colourway] = style.colourways;
  for (const price of prices) {
    const { sku, minQty, unitPriceMinor, from, to } = price;
    await tenant.run(setPrices, {
      priceListId: listOf(price).id,
      styleId: style.id,
      prices: [
        {
          ...{ minQty, unitPriceMinor, floorMinor: floorOf(price) || undefined },
          skuId: sku === null ? undefined : colourway!.skus[sku]!.id,
          validFrom: from === undefined ? undefined : addDays(day, from),
          validTo: to === undefined ? undefined : addDays(day, to),
        },
      ],
    });
  }
  for (const [i, { percent, size, channel, span, stackable }] of promotions.entries()) {
    await tenant.run(createPromotion, {
      ...{ code: `P${round}-${i}`, name: "Promotion", styleIds: [style.id], stackable },
      ...(percent ? { kind: "percent", percentBasisPoints: size } : { kind: "amount", amountMinor: size }),
      channelKinds: channel ? [channel] : [],
      startsAt: new Date(at.getTime() + span[0]!).toISOString(),
      endsAt: new Date(at.getTime() + span[1]!).toISOString(),
    });
  }
  return style;
}

async function ask(style: Style, query: Query) {
  const skus = style.colourways[0]!.skus;
  const line = (sku: number, qty: number) => ({ skuId: skus[sku]!.id, styleId: style.id, categoryId: null, qty });
  const lines = [line(query.sku, query.qty)];
  // Pieces of another size count for the break of this one. They need a price of their own, so it is agreed.
  if (query.other > 0) lines.push({ ...line(1 - query.sku, query.other), ...{ unitPriceMinor: 1 } });
  const [priced] = await tenant.step((ctx) =>
    priceLines(ctx, {
      ...{ channelKind: query.channel, currency: "INR", at, on: day, lines },
      priceMode: query.exclusive ? "exclusive" : "inclusive",
      customer: customers[query.customer] ?? null,
    }),
  );
  return priced!;
}

test("Feature: garment-business-management, Property 8: Channel-Specific Pricing Application", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc
        .uniqueArray(aPrice, {
          maxLength: 7,
          selector: (p) => `${p.list % 6} ${p.sku} ${p.minQty} ${p.from}`,
        })
        .map((prices) => prices.filter((p) => (p.from ?? -99) <= (p.to ?? 99))),
      fc.array(aPromotion, { maxLength: 4 }),
      fc.array(aQuery, { minLength: 2, maxLength: 4 }),
      async (prices, promotions, queries) => {
        round += 1;
        expect(lists).toHaveLength(6);
        const style = await openStyle(prices, promotions);
        for (const query of queries) {
          const listPrice = listPriceOf(prices, query);
          if (listPrice === null) {
            await expect(ask(style, query)).rejects.toMatchObject({ code: "no_price" });
            continue;
          }
          const floor = Math.max(0, ...prices.filter((price) => holds(price, query)).map(floorOf));
          const net = Math.max(promotedPrice(listPrice, promotions, query), floor);
          const priced = await ask(style, query);
          expect(priced.grossMinor - priced.discountMinor).toBe(net * query.qty);
          expect(priced.unitPriceMinor).toBe(Math.max(listPrice, net));
          expect(priced.discountMinor).toBeGreaterThanOrEqual(0);
          expect(reprice(priced.trace as AppliedRule[])).toBe(net);
          const more = await ask(style, { ...query, qty: query.qty * 2 });
          expect(more.grossMinor - more.discountMinor).toBeLessThanOrEqual(net * query.qty * 2);
        }
      },
    ),
    { numRuns: 100 },
  );
}, 180_000);
