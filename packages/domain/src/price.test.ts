import { describe, expect, it } from "vitest";
import { reprice, resolvePrice } from "./price.ts";
import type { ListPriceRule, PriceQuery, PriceRule, PromotionRule } from "./price-rule.ts";

const query: PriceQuery = {
  channel: "web",
  customerTier: "gold",
  customerId: "c1",
  skuId: "sku1",
  styleId: "style1",
  categoryIds: ["shirts"],
  qty: 1,
  on: "2026-03-10",
  at: "2026-03-10T10:00:00Z",
  currency: "INR",
};
let next = 0;
function list(rule: Partial<ListPriceRule> & { unitPriceMinor: number }): ListPriceRule {
  next += 1;
  return {
    kind: "list",
    id: `p${next}`,
    source: "base",
    currency: "INR",
    styleId: rule.skuId ? undefined : "style1",
    ...rule,
  };
}
function promotion(rule: Partial<PromotionRule> & Pick<PromotionRule, "id" | "effect">): PromotionRule {
  return {
    kind: "promotion",
    startsAt: "2026-03-01T00:00:00Z",
    endsAt: "2026-04-01T00:00:00Z",
    stackable: false,
    priority: 100,
    ...rule,
  };
}
const price = (rules: PriceRule[], asked: Partial<PriceQuery> = {}) => resolvePrice({ ...query, ...asked }, rules);
const percent = (basisPoints: number) => ({ kind: "percent", basisPoints }) as const;
const amount = (amountMinor: number) => ({ kind: "amount", amountMinor }) as const;

const base = list({ unitPriceMinor: 1000 });
const web = list({ unitPriceMinor: 950, source: "channel", channel: "web" });
const gold = list({ unitPriceMinor: 980, source: "tier", customerTier: "gold" });
const contract = list({ unitPriceMinor: 990, source: "contract", customerId: "c1" });

describe("which list wins", () => {
  it("contract over tier over channel over base, even where the winner is dearer", () => {
    expect(price([base, web, gold, contract])?.unitPriceMinor).toBe(990);
    expect(price([base, web, gold])?.unitPriceMinor).toBe(980);
    expect(price([base, web])?.unitPriceMinor).toBe(950);
    expect(price([base])?.unitPriceMinor).toBe(1000);
  });
  it("none of another customer, tier, channel, currency or price mode", () => {
    const asked = { customerId: "c2", customerTier: "silver", channel: "retail" };
    expect(price([base, web, gold, contract], asked)?.unitPriceMinor).toBe(1000);
    expect(price([contract], { customerId: null })).toBeNull();
    expect(price([base], { currency: "USD" })).toBeNull();
    expect(price([{ ...base, priceMode: "inclusive" }], { priceMode: "exclusive" })).toBeNull();
    expect(price([{ ...base, priceMode: "inclusive" }], { priceMode: "inclusive" })?.unitPriceMinor).toBe(1000);
  });
  it("the SKU's own price over its style's within one list", () => {
    const plusSize = list({ unitPriceMinor: 1100, skuId: "sku1" });
    expect(price([base, plusSize])?.unitPriceMinor).toBe(1100);
    expect(price([base, plusSize], { skuId: "sku2" })?.unitPriceMinor).toBe(1000);
  });
  it("only prices in force on the date, the later start over the earlier", () => {
    const spring = list({ unitPriceMinor: 900, validFrom: "2026-03-10", validTo: "2026-03-20" });
    expect(price([base, spring], { on: "2026-03-09" })?.unitPriceMinor).toBe(1000);
    expect(price([base, spring], { on: "2026-03-10" })?.unitPriceMinor).toBe(900);
    expect(price([base, spring], { on: "2026-03-20" })?.unitPriceMinor).toBe(900);
    expect(price([base, spring], { on: "2026-03-21" })?.unitPriceMinor).toBe(1000);
  });
  it("one of two equal rules, the same whatever their order", () => {
    const twin = { ...base, id: "p0-twin" };
    expect(price([base, twin])?.applied).toEqual(price([twin, base])?.applied);
  });
  it("null when no list has a price", () => {
    expect(price([])).toBeNull();
    expect(price([base], { styleId: "other", skuId: "other" })).toBeNull();
  });
});

describe("quantity breaks", () => {
  const ten = list({ unitPriceMinor: 900, minQty: 10 });
  it("hold from their quantity up", () => {
    expect(price([base, ten], { qty: 9 })?.unitPriceMinor).toBe(1000);
    expect(price([base, ten], { qty: 10 })?.unitPriceMinor).toBe(900);
  });
  it("never raise the price, also where somebody typed a dearer break", () => {
    const mistyped = list({ unitPriceMinor: 9000, minQty: 50 });
    expect(price([base, ten, mistyped], { qty: 60 })?.unitPriceMinor).toBe(900);
    const dearContract = list({ unitPriceMinor: 1200, source: "contract", customerId: "c1", minQty: 20 });
    expect(price([base, dearContract], { qty: 20 })?.unitPriceMinor).toBe(1000);
  });
});

describe("promotions", () => {
  it("apply in their time, channel and goods", () => {
    const tenOff = promotion({ id: "a", effect: percent(1000) });
    expect(price([base, tenOff])?.unitPriceMinor).toBe(900);
    expect(price([base, tenOff], { at: "2026-04-01T00:00:00Z" })?.unitPriceMinor).toBe(1000);
    expect(price([base, tenOff], { at: "2026-03-01T00:00:00Z" })?.unitPriceMinor).toBe(900);
    expect(price([base, tenOff], { at: "2026-03-01T00:00:00.000Z" })?.unitPriceMinor).toBe(900);
    expect(price([base, tenOff], { at: "2026-04-01T00:00:00.000Z" })?.unitPriceMinor).toBe(1000);
    expect(price([base, { ...tenOff, channels: ["retail"] }])?.unitPriceMinor).toBe(1000);
    expect(price([base, { ...tenOff, categoryIds: ["shirts"] }])?.unitPriceMinor).toBe(900);
    expect(price([base, { ...tenOff, styleIds: ["style2"], skuIds: ["sku1"] }])?.unitPriceMinor).toBe(900);
    expect(price([base, { ...tenOff, styleIds: ["style2"] }])?.unitPriceMinor).toBe(1000);
    expect(price([base, { ...tenOff, minQty: 3 }])?.unitPriceMinor).toBe(1000);
  });
  it("the best one alone where only one may be granted", () => {
    const rules = [base, promotion({ id: "a", effect: percent(1000) }), promotion({ id: "b", effect: amount(150) })];
    const found = price(rules);
    expect(found?.unitPriceMinor).toBe(850);
    expect(found?.applied.map((step) => step.kind)).toEqual(["list", "promotion"]);
  });
  it("stack only where all are stackable, up to the limit, in order of priority", () => {
    const a = promotion({ id: "a", effect: percent(1000), stackable: true, priority: 2 });
    const b = promotion({ id: "b", effect: amount(100), stackable: true, priority: 1 });
    const c = promotion({ id: "c", effect: percent(500), stackable: true, priority: 3 });
    const lonely = promotion({ id: "d", effect: amount(180) });
    expect(price([base, a, b, c, lonely], { maxPromotions: 2 })?.unitPriceMinor).toBe(810);
    expect(price([base, a, b, c, lonely], { maxPromotions: 3 })?.unitPriceMinor).toBe(769);
    expect(price([base, a, b, c, lonely], { maxPromotions: 1 })?.unitPriceMinor).toBe(820);
    expect(price([base, a, b, c, lonely], { maxPromotions: 0 })?.unitPriceMinor).toBe(1000);
  });
  it("never take a price below nothing", () => {
    expect(price([base, promotion({ id: "a", effect: amount(5000) })])?.unitPriceMinor).toBe(0);
  });
});

describe("floor and ceiling", () => {
  it("the floor holds against promotions and the ceiling against all", () => {
    const floored = list({ unitPriceMinor: 1000, floorMinor: 950 });
    const half = promotion({ id: "a", effect: percent(5000) });
    const found = price([floored, half]);
    expect(found?.unitPriceMinor).toBe(950);
    expect(found?.applied.map((step) => step.kind)).toEqual(["list", "promotion", "floor"]);
    expect(price([floored], { ceilingMinor: 900 })?.unitPriceMinor).toBe(900);
  });
  it("any list's floor holds, whichever list wins", () => {
    const floored = list({ unitPriceMinor: 1000, floorMinor: 985 });
    expect(price([floored, gold])?.unitPriceMinor).toBe(985);
  });
});

it("repricing with the recorded rules gives the same number", () => {
  const found = price(
    [
      list({ unitPriceMinor: 999, floorMinor: 700 }),
      promotion({ id: "a", effect: percent(3333), stackable: true }),
      promotion({ id: "b", effect: amount(1), stackable: true }),
    ],
    { maxPromotions: 5, ceilingMinor: 690 },
  );
  expect(reprice(found!.applied)).toBe(found!.unitPriceMinor);
  expect(() => reprice([])).toThrow(/list price/);
});
