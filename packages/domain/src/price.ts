import { invariant } from "./invariant.ts";
import { percentOf } from "./money.ts";
import type {
  AppliedRule,
  ListPriceRule,
  PriceQuery,
  PriceRule,
  PriceSource,
  PromotionEffect,
  PromotionRule,
  ResolvedPrice,
} from "./price-rule.ts";

const sourceRank: Readonly<Record<PriceSource, number>> = { contract: 3, tier: 2, channel: 1, base: 0 };

/** Rules sorted once for look-up by goods; a till keeps thousands of prices and asks for one SKU at a time. */
type PriceIndex = {
  byStyle: Map<string, ListPriceRule[]>;
  bySku: Map<string, ListPriceRule[]>;
  promotions: TimedPromotion[];
};
/** Instants as numbers: as text, "10:00:00Z" and "10:00:00.000Z" would compare wrongly. */
type TimedPromotion = PromotionRule & { startMillis: number; endMillis: number };
const indexes = new WeakMap<readonly PriceRule[], PriceIndex>();

/**
 * The price of one unit, or null when no list has one. Contract beats tier beats channel beats base, and within a
 * source the SKU's own price beats its style's. Quantity breaks never raise the unit price: the answer is the lowest
 * of what each break up to the quantity would give. Then promotions (the best that may be granted), floor, ceiling.
 * The rules are indexed once per array: treat such an array as frozen.
 */
export function resolvePrice(query: PriceQuery, rules: readonly PriceRule[]): ResolvedPrice | null {
  invariant(query.qty > 0, "a price is asked for a positive quantity");
  const index = priceIndex(rules);
  const matching = listRulesFor(query, index);
  const list = lowestOfBreaks(query, matching);
  if (!list) return null;
  const applied: AppliedRule[] = [
    {
      kind: "list",
      ruleId: list.id,
      source: list.source,
      minQty: list.minQty ?? 1,
      unitPriceMinor: list.unitPriceMinor,
    },
  ];
  let price = list.unitPriceMinor;
  for (const promotion of bestPromotions(query, price, index.promotions)) {
    price = withEffect(price, promotion.effect);
    applied.push({ kind: "promotion", ruleId: promotion.id, effect: promotion.effect, unitPriceMinor: price });
  }
  const floor = highestFloor(matching);
  if (floor && price < floor.floorMinor) {
    price = floor.floorMinor;
    applied.push({ kind: "floor", ruleId: floor.ruleId, floorMinor: price, unitPriceMinor: price });
  }
  if (query.ceilingMinor != null && price > query.ceilingMinor) {
    price = query.ceilingMinor;
    applied.push({ kind: "ceiling", ceilingMinor: price, unitPriceMinor: price });
  }
  return { unitPriceMinor: price, listPriceMinor: list.unitPriceMinor, applied };
}

/** The unit price that a line's recorded rules give; the same number as when they were applied. */
export function reprice(applied: readonly AppliedRule[]): number {
  const [first, ...rest] = applied;
  invariant(first?.kind === "list", "a price begins with its list price");
  let price = first.unitPriceMinor;
  for (const rule of rest) {
    if (rule.kind === "promotion") price = withEffect(price, rule.effect);
    else if (rule.kind === "floor") price = Math.max(price, rule.floorMinor);
    else if (rule.kind === "ceiling") price = Math.min(price, rule.ceilingMinor);
  }
  return price;
}

function priceIndex(rules: readonly PriceRule[]): PriceIndex {
  const known = indexes.get(rules);
  if (known) return known;
  const index: PriceIndex = { byStyle: new Map(), bySku: new Map(), promotions: [] };
  for (const rule of rules) {
    if (rule.kind === "promotion") {
      const startMillis = Date.parse(rule.startsAt);
      const endMillis = Date.parse(rule.endsAt);
      index.promotions.push({ ...rule, startMillis, endMillis });
      continue;
    }
    const [map, key] = rule.skuId === undefined ? [index.byStyle, rule.styleId] : [index.bySku, rule.skuId];
    invariant(key !== undefined, `price ${rule.id} names neither a style nor a SKU`);
    const list = map.get(key);
    if (list) list.push(rule);
    else map.set(key, [rule]);
  }
  index.promotions.sort((a, b) => a.priority - b.priority || compareText(a.id, b.id));
  indexes.set(rules, index);
  return index;
}

/** List prices in force for the query, whatever their quantity. */
function listRulesFor(query: PriceQuery, index: PriceIndex): ListPriceRule[] {
  const own = index.bySku.get(query.skuId) ?? [];
  const style = index.byStyle.get(query.styleId) ?? [];
  return [...own, ...style].filter((rule) => holdsFor(rule, query));
}

function holdsFor(rule: ListPriceRule, query: PriceQuery): boolean {
  if (rule.currency !== query.currency) return false;
  if (rule.priceMode !== undefined && query.priceMode !== undefined && rule.priceMode !== query.priceMode) return false;
  if (rule.validFrom != null && query.on < rule.validFrom) return false;
  if (rule.validTo != null && query.on > rule.validTo) return false;
  if (rule.channel !== undefined && rule.channel !== query.channel) return false;
  switch (rule.source) {
    case "contract":
      return rule.customerId !== undefined && rule.customerId === query.customerId;
    case "tier":
      return rule.customerTier !== undefined && rule.customerTier === query.customerTier;
    case "channel":
      return rule.channel !== undefined;
    case "base":
      return true;
  }
}

/** The cheapest of the prices that would hold at each quantity break up to the quantity asked. */
function lowestOfBreaks(query: PriceQuery, rules: readonly ListPriceRule[]): ListPriceRule | null {
  const sorted = rules.filter((rule) => (rule.minQty ?? 1) <= query.qty).sort(byBreak);
  let winner: ListPriceRule | null = null;
  let lowest: ListPriceRule | null = null;
  for (let i = 0; i < sorted.length; i++) {
    const rule = sorted[i]!;
    if (!winner || beats(rule, winner)) winner = rule;
    const next = sorted[i + 1];
    const isLastOfBreak = !next || byBreak(rule, next) !== 0;
    if (isLastOfBreak && (!lowest || winner.unitPriceMinor < lowest.unitPriceMinor)) lowest = winner;
  }
  return lowest;
}

function byBreak(a: ListPriceRule, b: ListPriceRule): number {
  return (a.minQty ?? 1) - (b.minQty ?? 1);
}

/** Source, then SKU over style, then the higher break, the later start, the lower price; the id settles what is left. */
function beats(a: ListPriceRule, b: ListPriceRule): boolean {
  const order =
    sourceRank[a.source] - sourceRank[b.source] ||
    Number(a.skuId !== undefined) - Number(b.skuId !== undefined) ||
    (a.minQty ?? 1) - (b.minQty ?? 1) ||
    compareText(a.validFrom ?? "", b.validFrom ?? "") ||
    b.unitPriceMinor - a.unitPriceMinor ||
    compareText(b.id, a.id);
  return order > 0;
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The highest floor of any list in force for the goods: it must not depend on the quantity, or breaks could raise a price. */
function highestFloor(rules: readonly ListPriceRule[]): { ruleId: string; floorMinor: number } | null {
  let highest: { ruleId: string; floorMinor: number } | null = null;
  for (const { id, floorMinor } of rules) {
    if (floorMinor != null && (!highest || floorMinor > highest.floorMinor)) highest = { ruleId: id, floorMinor };
  }
  return highest;
}

function withEffect(priceMinor: number, effect: PromotionEffect): number {
  const off = effect.kind === "percent" ? percentOf(priceMinor, effect.basisPoints) : effect.amountMinor;
  return Math.max(0, priceMinor - off);
}

/** The promotions that help the buyer most: one alone, or up to the allowed number of stackable ones together. */
function bestPromotions(query: PriceQuery, priceMinor: number, promotions: readonly TimedPromotion[]): PromotionRule[] {
  const limit = query.maxPromotions ?? 1;
  if (limit < 1 || promotions.length === 0) return [];
  const at = Date.parse(query.at);
  const usable = promotions.filter((promotion) => isGranted(promotion, query, at));
  let best: Stack = { priceMinor, promotions: [] };
  for (const promotion of usable) {
    const price = withEffect(priceMinor, promotion.effect);
    if (price < best.priceMinor) best = { priceMinor: price, promotions: [promotion] };
  }
  for (const stack of bestStacks(usable, priceMinor, limit)) if (stack.priceMinor < best.priceMinor) best = stack;
  return best.promotions;
}

type Stack = { priceMinor: number; promotions: PromotionRule[] };

/**
 * The lowest price with 0, 1, 2 ... stackable promotions, applied in order of priority. A lower price stays lower
 * through every effect, so keeping the best stack of each size finds the best of all sets.
 */
function bestStacks(usable: readonly PromotionRule[], priceMinor: number, limit: number): Stack[] {
  const stacks: Stack[] = [{ priceMinor, promotions: [] }];
  for (const promotion of usable) {
    if (!promotion.stackable) continue;
    for (let size = Math.min(stacks.length, limit); size >= 1; size--) {
      const smaller = stacks[size - 1]!;
      const price = withEffect(smaller.priceMinor, promotion.effect);
      const known = stacks[size];
      if (!known || price < known.priceMinor) {
        stacks[size] = { priceMinor: price, promotions: [...smaller.promotions, promotion] };
      }
    }
  }
  return stacks;
}

function isGranted(promotion: TimedPromotion, query: PriceQuery, at: number): boolean {
  const { startMillis, endMillis, styleIds, skuIds, categoryIds } = promotion;
  if (!(at >= startMillis && at < endMillis)) return false;
  if (query.qty < (promotion.minQty ?? 1)) return false;
  if (promotion.currency !== undefined && promotion.currency !== query.currency) return false;
  if (promotion.channels?.length && !promotion.channels.includes(query.channel)) return false;
  if (promotion.customerTiers?.length && !promotion.customerTiers.includes(query.customerTier ?? "")) return false;
  if (!styleIds?.length && !skuIds?.length && !categoryIds?.length) return true;
  return (
    styleIds?.includes(query.styleId) === true ||
    skuIds?.includes(query.skuId) === true ||
    (query.categoryIds ?? []).some((id) => categoryIds?.includes(id))
  );
}
