import { placeOfSupply } from "./place-of-supply.ts";
import { resolvePrice } from "./price.ts";
import type { AppliedRule, PriceQuery, PriceRule, ResolvedPrice } from "./price-rule.ts";
import type { TaxDocument, TaxedLine } from "./tax-document.ts";
import type { PriceMode } from "./tax-solve.ts";

/** At most so many stackable promotions on one line, where the business's settings do not say otherwise. */
export const mostPromotionsByDefault = 3;

/** A line as pricing sees it; a negative quantity is pieces that come back. */
export interface BasketLine {
  skuId: string;
  styleId: string;
  /** The style's category and those above it. */
  categoryIds: readonly string[];
  qty: number;
}

/** Who buys where and when: what decides which prices and promotions hold. */
export interface BasketTerms {
  channelKind: string;
  currency: string;
  priceMode: PriceMode;
  customer: { id: string; priceTier: string | null } | null;
  /** Instant (ISO 8601) for promotions. */
  at: string;
  /** Business date for list prices. */
  on: string;
  maxPromotions: number;
}

export interface BasketPrice {
  /** Price of a piece before promotions; grossMinor is this times the quantity. */
  unitPriceMinor: number;
  grossMinor: number;
  /** What promotions took off the line. */
  discountMinor: number;
  trace: AppliedRule[];
}

/**
 * Prices of a basket's lines, null where no list has one; server and till both ask here. Quantity breaks count the
 * pieces of the whole style over colours and sizes; a returned line counts its own.
 */
export function priceBasket(
  lines: readonly BasketLine[],
  terms: BasketTerms,
  rules: readonly PriceRule[],
): (BasketPrice | null)[] {
  const sold = new Map<string, number>();
  for (const { styleId, qty } of lines) if (qty > 0) sold.set(styleId, (sold.get(styleId) ?? 0) + qty);
  return lines.map((line) => {
    const counted = line.qty > 0 ? (sold.get(line.styleId) ?? line.qty) : -line.qty;
    const found = resolvePrice(queryOf(line, terms, counted), rules);
    return found ? priceOf(line.qty, found) : null;
  });
}

function queryOf(line: BasketLine, terms: BasketTerms, qty: number): PriceQuery {
  const { channelKind, currency, priceMode, customer, at, on, maxPromotions } = terms;
  return {
    channel: channelKind,
    customerTier: customer?.priceTier ?? null,
    customerId: customer?.id ?? null,
    skuId: line.skuId,
    styleId: line.styleId,
    categoryIds: line.categoryIds,
    ...{ qty, on, at, currency, priceMode, maxPromotions },
  };
}

function priceOf(qty: number, found: ResolvedPrice): BasketPrice {
  // A floor may lift the price above its list price; what is taken off is never less than nothing.
  const unitPriceMinor = Math.max(found.listPriceMinor, found.unitPriceMinor);
  return {
    unitPriceMinor,
    grossMinor: unitPriceMinor * qty,
    discountMinor: (unitPriceMinor - found.unitPriceMinor) * qty + 0,
    trace: found.applied,
  };
}

/** Place of a party as tax knows it: `IN-MH`, or the country where no state is recorded. */
export function taxPlace(country: string | null | undefined, state: string | null | undefined): string | null {
  if (!country) return null;
  return state ? `${country}-${state}` : country;
}

/** Seller, buyer and the way of the goods, as far as they decide the tax of a sale. */
export interface BasketSupply {
  seller: { country: string; state: string | null };
  /** Where the goods leave from. */
  goodsFrom: { country: string | null; state: string | null };
  buyer: { country: string | null; state: string | null; taxNumber: string | null } | null;
  shipTo: { country: string; state?: string | null | undefined } | null;
  /** Handed over the counter: nothing is delivered, whatever address the buyer has. */
  overCounter: boolean;
}

export interface BasketTaxLine {
  qty: number;
  grossMinor: number;
  /** Promotions and the line's own discount together. */
  discountMinor: number;
  taxClass: string;
  hsnCode?: string | null | undefined;
}

/** The tax document of a sale: how every channel judges place of supply, buyer and rounding. */
export function basketTaxDocument(
  supply: BasketSupply,
  lines: readonly BasketTaxLine[],
  terms: { priceMode: PriceMode; on: string; documentDiscountMinor: number },
): TaxDocument {
  const { seller, goodsFrom, buyer, shipTo, overCounter } = supply;
  const sellerPlace = taxPlace(seller.country, seller.state)!;
  const buyerTaxStatus = buyer?.taxNumber ? "registered" : "unregistered";
  const buyerPlace = taxPlace(buyer?.country, buyer?.state);
  const place = placeOfSupply({
    sellerPlace,
    deliveredTo: overCounter ? null : (taxPlace(shipTo?.country, shipTo?.state) ?? buyerPlace),
    ...(goodsFrom.state ? { goodsAt: taxPlace(goodsFrom.country ?? seller.country, goodsFrom.state)! } : {}),
    buyer: { taxStatus: buyerTaxStatus, place: buyerPlace },
  });
  return {
    sellerPlace,
    buyerPlace: place.place,
    buyerTaxStatus,
    priceMode: terms.priceMode,
    supplyOn: terms.on,
    rounding: "line",
    // At the till and online a price no rate fits is lowered to the band's foot; a trade price without tax never is one.
    deadBandPolicy: "snap_down",
    documentDiscountMinor: terms.documentDiscountMinor,
    lines: lines.map((line, i) => ({
      lineId: String(i),
      qty: line.qty,
      grossMinor: line.grossMinor,
      discountMinor: line.discountMinor,
      taxClass: line.taxClass,
      ...(line.hsnCode ? { hsnCode: line.hsnCode } : {}),
    })),
  };
}

/** What is written on the line when tax lowered its price out of a dead band. */
export function deadBandStep(line: TaxedLine): Record<string, unknown>[] {
  if (line.adjustedFromMinor === undefined) return [];
  return [{ rule: "dead_band", reason: line.reason, fromMinor: line.adjustedFromMinor }];
}
