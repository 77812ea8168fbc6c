import type { ReturnReason } from "@selvedge/contract";

/** Our own places: the warehouse, which also ships wholesale and the online shop, and the two shops. */
export type Place = "main" | "bandra" | "pune";
export type SimChannel = "wholesale" | "web" | "bandra" | "pune";

/** A SKU of the simulation: indexes into the style range. */
export interface SimSku {
  style: number;
  colour: number;
  size: number;
  /** Share of its style's demand: colour's share times size's, by channel. */
  shares: Readonly<Record<SimChannel, number>>;
}

export interface SimMove {
  kind: "move";
  reason: "opening" | "receipt" | "transfer" | "count";
  /** Instant with its offset. */
  at: string;
  on: string;
  from: Place | "supplier";
  to: Place | "adjustment";
  lines: { sku: number; qty: number; unitCostMinor: number | null }[];
}

export interface SimLine {
  sku: number;
  qty: number;
  unitPriceMinor: number;
  discountMinor: number;
  /** What the pieces cost, oldest first. */
  costMinor: number;
  /** How many sizes larger the wearer needs than was taken, the style's cut included; null where size does not matter. */
  gap: number | null;
}

export interface SimSale {
  kind: "sale";
  at: string;
  on: string;
  channel: SimChannel;
  place: Place;
  /** Index of the account (wholesale) or of the consumer; null for a stranger. */
  customer: number | null;
  /** State of India the goods go to. */
  state: string;
  method: "cash" | "card" | "upi" | "bank" | null;
  /** When the money came; null: it is still owed. */
  paidOn: string | null;
  termsDays: number;
  lines: SimLine[];
}

/** Whole lines of an earlier sale that come back to where it shipped from. */
export interface SimReturn {
  kind: "return";
  at: string;
  on: string;
  sale: SimSale;
  lines: number[];
  cause: ReturnReason;
}

export type SimDocument = SimMove | SimSale | SimReturn;
