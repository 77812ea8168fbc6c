import fc from "fast-check";
import { expect, it } from "vitest";
import { createRng } from "../rng.ts";
import { fitBoughtTogether } from "./bought-together.ts";
import { fitHybrid, type HybridModel, rankHybrid, recommendHybrid } from "./hybrid.ts";
import { scoreContextPopularity } from "./popularity.ts";
import { type CustomerItems, type PurchaseHistory, tabulateCustomers } from "./purchase-history.ts";

const ITEMS = 24;
const TODAY = 200;

/** Random baskets, plus one planted pair that is nearly always bought together. */
function drawHistory(seed: number, pair: readonly [number, number]): PurchaseHistory {
  const rng = createRng(seed);
  const rows: [customer: number, item: number, day: number, basket: number][] = [];
  for (let basket = 0; basket < 90; basket++) {
    const customer = rng.below(25);
    const day = rng.below(TODAY);
    for (let k = 0; k < 2; k++) rows.push([customer, rng.below(ITEMS), day, basket]);
    if (basket % 4 === 0) for (const item of pair) rows.push([customer, item, day, basket]);
  }
  const column = (at: 0 | 1 | 2 | 3) => rows.map((row) => row[at]);
  return {
    customerCount: 27,
    itemCount: ITEMS,
    customers: column(0),
    items: column(1),
    days: column(2),
    baskets: column(3),
  };
}

const nobody: CustomerItems = {
  items: new Int32Array(0),
  counts: new Float64Array(0),
  lastDays: new Float64Array(0),
  firstDays: new Float64Array(0),
};

function fit(history: PurchaseHistory): HybridModel {
  const model = fitHybrid(history, { today: TODAY, rounds: 10 }, createRng(1));
  if (!model.ok) throw new Error(model.detail);
  return model.value;
}

it("Feature: garment-business-management, Property 22: Relevant Product Recommendations", () => {
  fc.assert(
    fc.property(
      fc.integer(),
      fc.uniqueArray(fc.nat(ITEMS - 1), { minLength: 2, maxLength: 2 }),
      fc.uniqueArray(fc.nat(ITEMS - 1), { maxLength: 8 }),
      fc.uniqueArray(fc.nat(ITEMS - 1), { maxLength: 4 }),
      fc.nat(24),
      (seed, planted, unavailable, lately, customer) => {
        const [a, b] = planted as [number, number];
        const history = drawHistory(seed, [a, b]);
        const model = fit(history);
        const filter = { isAvailable: (item: number) => !unavailable.includes(item), justBought: new Set(lately) };
        const profile = tabulateCustomers(history)[customer]!;
        const list = recommendHybrid(model, profile, 8, filter);
        // Never what cannot be had or was just bought; each once; best first; the same for the same seed and as the bare ranking.
        for (const { item, score, reasons } of list) {
          expect(unavailable).not.toContain(item);
          expect(lately).not.toContain(item);
          expect(Number.isFinite(score)).toBe(true);
          for (const reason of reasons) expect(Number.isFinite(reason.contribution)).toBe(true);
        }
        expect(new Set(list.map(({ item }) => item)).size).toBe(list.length);
        for (let i = 1; i < list.length; i++) expect(list[i]!.score).toBeLessThanOrEqual(list[i - 1]!.score);
        if (profile.items.length > 0)
          expect(rankHybrid(model, profile, 8, filter)).toEqual(list.map(({ item }) => item));
        const fresh = recommendHybrid(model, profile, 8, { ...filter, freshOnly: true });
        for (const { item } of fresh) expect(Array.from(profile.items)).not.toContain(item);

        // The planted pair leads to each other first.
        const together = fitBoughtTogether(history);
        if (!together.ok) throw new Error(together.detail);
        expect(together.value.companions[a]![0]!.item).toBe(b);
        expect(together.value.companions[b]![0]!.item).toBe(a);

        // Somebody new gets the popular items of the context, in its order.
        const contexts = Array.from(history.customers, (u) => u % 2);
        const popular = scoreContextPopularity(history, contexts, 1, { today: TODAY, windowDays: 60 });
        const cold = recommendHybrid(model, nobody, 5, { isAvailable: filter.isAvailable }, popular);
        const expected = Array.from(popular.keys())
          .filter((item) => popular[item]! > 0 && filter.isAvailable(item))
          .sort((x, y) => popular[y]! - popular[x]! || x - y);
        expect(cold.map(({ item }) => item)).toEqual(expected.slice(0, 5));
      },
    ),
    { numRuns: 100 },
  );
});

it("recommendations change when history does", () => {
  const history = drawHistory(7, [1, 2]);
  const profile = {
    items: Int32Array.of(5),
    counts: Float64Array.of(1),
    lastDays: Float64Array.of(190),
    firstDays: Float64Array.of(190),
  };
  const filter = { isAvailable: () => true, freshOnly: true };
  // Many customers now buy 5 and 20 together.
  const more = (column: ArrayLike<number>, value: (k: number) => number) => [
    ...Array.from(column),
    ...Array.from({ length: 40 }, (_, k) => value(k)),
  ];
  const changed: PurchaseHistory = {
    ...{
      customerCount: 27,
      itemCount: ITEMS,
      customers: more(history.customers, (k) => k >> 1),
      items: more(history.items, (k) => (k % 2 ? 20 : 5)),
    },
    ...{ days: more(history.days, (k) => 100 + 4 * (k >> 1)), baskets: more(history.baskets!, (k) => 1000 + (k >> 1)) },
  };
  const before = rankHybrid(fit(history), profile, 5, filter);
  const after = rankHybrid(fit(changed), profile, 5, filter);
  expect(after).not.toEqual(before);
  expect(after.indexOf(20)).toBeGreaterThanOrEqual(0);
});

it("a model survives JSON; a history without a past before the horizon still serves", () => {
  const history = drawHistory(3, [1, 2]);
  const filter = { isAvailable: () => true };
  const profile = tabulateCustomers(history)[4]!;
  const model = fit(history);
  expect(rankHybrid(JSON.parse(JSON.stringify(model)) as HybridModel, profile, 9, filter)).toEqual(
    rankHybrid(model, profile, 9, filter),
  );
  // An item that came after the fit is in the customer's past: it is passed over.
  const later = { ...profile, items: Int32Array.from([...profile.items.slice(1), 999]) };
  const list = recommendHybrid(model, later, 5, filter);
  expect(list.length).toBe(5);
  for (const { item, score } of list) expect(item < ITEMS && Number.isFinite(score)).toBe(true);
  const young = fitHybrid({ ...history, days: Array.from(history.days, () => 199) }, { today: TODAY }, createRng(1));
  expect(young.ok && rankHybrid(young.value, profile, 3, filter).length).toBe(3);
  expect(fitHybrid({ ...history, items: [] }, { today: TODAY }, createRng(1))).toMatchObject({
    ok: false,
    reason: "empty",
  });
  expect(fitHybrid(history, { today: -5 }, createRng(1))).toMatchObject({ ok: false, reason: "empty" });
});
