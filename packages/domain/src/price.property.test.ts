import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { reprice, resolvePrice } from "./price.ts";
import type { ListPriceRule, PriceQuery, PriceRule, PromotionRule } from "./price-rule.ts";
import { pieceMinor } from "./testing/arbitraries.ts";

const channel = fc.constantFrom("wholesale", "retail", "web");
const tier = fc.constantFrom("gold", "silver");
const customer = fc.constantFrom("c1", "c2");
const date = fc.constantFrom("2026-01-01", "2026-02-01", "2026-03-01", "2026-04-01");
const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });

const listRule = fc
  .record({
    id: fc.uuid(),
    source: fc.constantFrom("contract", "tier", "channel", "base"),
    currency: fc.constantFrom("INR", "INR", "INR", "EUR"),
    ownSku: fc.boolean(),
    channel,
    customerTier: tier,
    customerId: customer,
    minQty: fc.constantFrom(undefined, 1, 3, 12, 50),
    unitPriceMinor: pieceMinor,
    floorMinor: optional(fc.integer({ min: 0, max: 200_000 })),
    validFrom: optional(date),
    validTo: optional(date),
  })
  .map((r): ListPriceRule => {
    const { id, source, currency, minQty, unitPriceMinor, floorMinor, validFrom, validTo } = r;
    const goods = r.ownSku ? { skuId: "sku1" } : { styleId: "style1" };
    const common = {
      kind: "list",
      id,
      source,
      currency,
      minQty,
      unitPriceMinor,
      floorMinor,
      validFrom,
      validTo,
    } as const;
    if (source === "contract") return { ...common, ...goods, customerId: r.customerId };
    if (source === "tier") return { ...common, ...goods, customerTier: r.customerTier };
    if (source === "channel") return { ...common, ...goods, channel: r.channel };
    return { ...common, ...goods };
  });

const promotionRule: fc.Arbitrary<PromotionRule> = fc.record({
  kind: fc.constant("promotion" as const),
  id: fc.uuid(),
  effect: fc.oneof(
    fc.record({ kind: fc.constant("percent" as const), basisPoints: fc.integer({ min: 1, max: 10_000 }) }),
    fc.record({ kind: fc.constant("amount" as const), amountMinor: fc.integer({ min: 1, max: 100_000 }) }),
  ),
  channels: fc.constantFrom([], ["web"], ["web", "retail"]),
  minQty: fc.constantFrom(undefined, 1, 5, 20),
  startsAt: fc.constantFrom("2026-01-01T00:00:00Z", "2026-02-15T00:00:00Z"),
  endsAt: fc.constantFrom("2026-02-20T00:00:00Z", "2026-05-01T00:00:00Z"),
  stackable: fc.boolean(),
  priority: fc.integer({ min: 1, max: 5 }),
});

const rulesOf = fc
  .tuple(fc.array(listRule, { maxLength: 14 }), fc.array(promotionRule, { maxLength: 6 }))
  .map(([lists, promotions]): PriceRule[] => [...lists, ...promotions]);

const queryOf: fc.Arbitrary<PriceQuery> = fc.record({
  channel,
  customerTier: fc.option(tier),
  customerId: fc.option(customer),
  skuId: fc.constant("sku1"),
  styleId: fc.constant("style1"),
  qty: fc.integer({ min: 1, max: 80 }),
  on: fc.constantFrom("2026-01-15", "2026-02-01", "2026-02-18", "2026-03-10"),
  at: fc.constantFrom("2026-01-15T09:00:00Z", "2026-02-18T09:00:00Z", "2026-03-10T09:00:00Z"),
  currency: fc.constant("INR"),
  maxPromotions: fc.integer({ min: 0, max: 4 }),
});

const runs = { numRuns: 1000 };
const ranks = { contract: 3, tier: 2, channel: 1, base: 0 };

/** Which lists speak for the query, said once more without the engine. */
function speaks(rule: PriceRule, query: PriceQuery): rule is ListPriceRule {
  if (rule.kind !== "list" || rule.currency !== query.currency) return false;
  if ((rule.validFrom ?? "") > query.on || (rule.validTo ?? "9999") < query.on) return false;
  if (rule.source === "contract") return rule.customerId === query.customerId;
  if (rule.source === "tier") return rule.customerTier === query.customerTier;
  return rule.source === "base" || rule.channel === query.channel;
}

describe("Feature: garment-business-management, Property 8: Channel-Specific Pricing Application", () => {
  it("is a function of the rules in force, whatever their order, and of nothing else", () => {
    fc.assert(
      fc.property(queryOf, rulesOf, fc.array(fc.nat(), { minLength: 20, maxLength: 20 }), (query, rules, keys) => {
        const shuffled = rules
          .map((rule, i) => ({ rule, key: keys[i % 20]! * 31 + i * 17 }))
          .sort((a, b) => (a.key % 101) - (b.key % 101))
          .map(({ rule }) => rule);
        const foreign: PriceRule[] = rules.flatMap((rule) =>
          rule.kind === "list"
            ? [{ ...rule, id: `x${rule.id}`, styleId: undefined, skuId: "another", unitPriceMinor: 1 }]
            : [],
        );
        expect(resolvePrice(query, [...foreign, ...shuffled])).toEqual(resolvePrice(query, rules));
      }),
      runs,
    );
  });

  it("takes contract over tier over channel over base", () => {
    fc.assert(
      fc.property(queryOf, rulesOf, (query, rules) => {
        const found = resolvePrice(query, rules);
        const speaking = rules.filter((rule) => speaks(rule, query)).filter((rule) => (rule.minQty ?? 1) <= query.qty);
        if (speaking.length === 0) {
          expect(found).toBeNull();
          return;
        }
        const list = found!.applied[0]!;
        expect(list.kind).toBe("list");
        if (list.kind !== "list") return;
        const top = Math.max(...speaking.map((rule) => ranks[rule.source]));
        // A lower source stands only when it was the winner at a smaller quantity, and is cheaper.
        if (ranks[list.source] < top) {
          const earlier = speaking.filter((rule) => (rule.minQty ?? 1) <= list.minQty);
          expect(Math.max(...earlier.map((rule) => ranks[rule.source]))).toBe(ranks[list.source]);
          const highest = speaking.filter((rule) => ranks[rule.source] === top);
          expect(highest.every((rule) => (rule.minQty ?? 1) > list.minQty)).toBe(true);
        }
      }),
      runs,
    );
  });

  it("more units never raise the unit price", () => {
    fc.assert(
      fc.property(queryOf, rulesOf, fc.integer({ min: 1, max: 60 }), (query, rules, more) => {
        const few = resolvePrice(query, rules);
        const many = resolvePrice({ ...query, qty: query.qty + more }, rules);
        if (few) expect(many!.unitPriceMinor).toBeLessThanOrEqual(few.unitPriceMinor);
      }),
      runs,
    );
  });

  it("stacks at most the allowed promotions, all of them stackable when several", () => {
    fc.assert(
      fc.property(queryOf, rulesOf, (query, rules) => {
        const steps = resolvePrice(query, rules)?.applied.filter((step) => step.kind === "promotion") ?? [];
        expect(steps.length).toBeLessThanOrEqual(query.maxPromotions!);
        const stackable = new Map(rules.flatMap((r) => (r.kind === "promotion" ? [[r.id, r.stackable]] : [])));
        if (steps.length > 1) for (const step of steps) expect(stackable.get(step.ruleId)).toBe(true);
        expect(new Set(steps.map((step) => step.ruleId)).size).toBe(steps.length);
      }),
      runs,
    );
  });

  it("never drops below the floor, nor above the list price without one", () => {
    fc.assert(
      fc.property(queryOf, rulesOf, (query, rules) => {
        const found = resolvePrice(query, rules);
        if (!found) return;
        const floors = rules.flatMap((rule) =>
          speaks(rule, query) && rule.floorMinor != null ? [rule.floorMinor] : [],
        );
        const floor = Math.max(0, ...floors);
        expect(found.unitPriceMinor).toBeGreaterThanOrEqual(floor);
        expect(found.unitPriceMinor).toBeLessThanOrEqual(Math.max(floor, found.listPriceMinor));
      }),
      runs,
    );
  });

  it("repricing with the recorded rules, also out of storage, gives the same number", () => {
    fc.assert(
      fc.property(queryOf, rulesOf, fc.option(fc.integer({ min: 1, max: 300_000 })), (query, rules, ceilingMinor) => {
        const found = resolvePrice({ ...query, ceilingMinor }, rules);
        if (!found) return;
        expect(reprice(JSON.parse(JSON.stringify(found.applied)))).toBe(found.unitPriceMinor);
        expect(found.applied.at(-1)?.unitPriceMinor).toBe(found.unitPriceMinor);
      }),
      runs,
    );
  });
});
