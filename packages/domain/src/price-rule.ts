/** Where a list price comes from. The earlier wins: a contract over the customer's tier, that over the channel, all over base. */
export type PriceSource = "contract" | "tier" | "channel" | "base";

/** One price of a style, or of one SKU of it, from a quantity up. */
export type ListPriceRule = {
  kind: "list";
  id: string;
  source: PriceSource;
  currency: string;
  /** Whether the price holds tax; lists of the other mode than the query's are left out. */
  priceMode?: "inclusive" | "exclusive";
  /** Set exactly one: all sizes and colours of a style, or one SKU. A SKU's own price beats its style's. */
  styleId?: string;
  skuId?: string;
  /** For source "channel": which channel. On a tier's or contract's list it narrows the list to that channel. */
  channel?: string;
  /** For source "tier". */
  customerTier?: string;
  /** For source "contract". */
  customerId?: string;
  /** From how many units; 1 when left out. */
  minQty?: number;
  unitPriceMinor: number;
  /** The SKU is never sold below this, whatever list or promotion. */
  floorMinor?: number | null;
  /** First and last date, both included; null or left out = open. */
  validFrom?: string | null;
  validTo?: string | null;
};

export type PromotionEffect =
  | { kind: "percent"; basisPoints: number }
  /** Off each unit. */
  | { kind: "amount"; amountMinor: number };

export type PromotionRule = {
  kind: "promotion";
  id: string;
  effect: PromotionEffect;
  /** Conditions; an empty or left-out list puts none. The goods match by any of style, SKU and category. */
  channels?: readonly string[];
  customerTiers?: readonly string[];
  styleIds?: readonly string[];
  skuIds?: readonly string[];
  categoryIds?: readonly string[];
  currency?: string;
  minQty?: number;
  /** ISO instants: startsAt included, endsAt not. */
  startsAt: string;
  endsAt: string;
  /** May be granted together with other stackable ones. */
  stackable: boolean;
  /** Lower is applied first. */
  priority: number;
};

export type PriceRule = ListPriceRule | PromotionRule;

export type PriceQuery = {
  channel: string;
  customerTier?: string | null;
  customerId?: string | null;
  skuId: string;
  styleId: string;
  categoryIds?: readonly string[];
  /** Units that count for quantity breaks: of this SKU, or over all sizes and colours of the style (the caller's choice). */
  qty: number;
  /** Business date for list prices. */
  on: string;
  /** Instant (ISO 8601) for promotions. */
  at: string;
  currency: string;
  priceMode?: "inclusive" | "exclusive";
  /** At most so many promotions together; 1 when left out. */
  maxPromotions?: number;
  /** Highest price the law allows (India's MRP); beats the floor. */
  ceilingMinor?: number | null;
};

/** A step of the reckoning as it is kept on the document line: enough to reckon again without the rules. */
export type AppliedRule =
  | { kind: "list"; ruleId: string; source: PriceSource; minQty: number; unitPriceMinor: number }
  | { kind: "promotion"; ruleId: string; effect: PromotionEffect; unitPriceMinor: number }
  | { kind: "floor"; ruleId: string; floorMinor: number; unitPriceMinor: number }
  | { kind: "ceiling"; ceilingMinor: number; unitPriceMinor: number };

export type ResolvedPrice = {
  unitPriceMinor: number;
  /** List price before promotions, floor and ceiling. */
  listPriceMinor: number;
  /** In order of application; unitPriceMinor of each is the price after that step. */
  applied: AppliedRule[];
};
