import type { tillApi } from "@selvedge/contract";
import {
  basketTaxDocument,
  businessDate,
  calculateTax,
  creditLine,
  type DocumentTax,
  deadBandStep,
  discountNeedsApproval,
  priceBasket,
  type TaxComponent,
} from "@selvedge/domain";
import type { Catalog, Goods } from "./catalog.ts";

export interface TicketLine {
  id: string;
  skuId: string;
  qty: number;
  /** A discount given by hand: a share of the line in hundredths of a percent, or an amount off it. */
  discount: { kind: "percent"; basisPoints: number } | { kind: "amount"; amountMinor: number } | null;
}

/** Pieces of an earlier receipt that come back on this ticket. */
export interface TicketReturn {
  saleId: string;
  receiptNumber: string;
  /** The line as it was sold, with what came back of it before. */
  sold: tillApi.TillSaleLine;
  returnedBefore: number;
  description: string;
  qty: number;
  condition: "sellable" | "damaged";
}

/** What the cashier is ringing up. */
export interface Ticket {
  lines: TicketLine[];
  returns: TicketReturn[];
  customer: tillApi.TillCustomer | null;
  note: string;
  returnReason: string;
  returnCause: tillApi.TillSale["returnCause"];
  approval: tillApi.TillSale["approval"];
  /** Parts taken already by card, UPI or cash: money that was paid is not forgotten by going back, parking or a reload. */
  tenders: tillApi.TillSale["tenders"];
}

export const emptyTicket: Ticket = {
  lines: [],
  returns: [],
  customer: null,
  note: "",
  returnReason: "",
  returnCause: null,
  approval: null,
  tenders: [],
};

export interface PricedTicketLine extends Omit<tillApi.TillSaleLine, "id"> {
  id: string;
  goods: Goods;
  promotionMinor: number;
  /** Past what this cashier may give alone. */
  needsApproval: boolean;
}

export interface PricedTicket {
  lines: PricedTicketLine[];
  /** Lines that no price list or tax rule covers here: they cannot be sold. */
  unpriced: TicketLine[];
  returns: tillApi.TillReturnLine[];
  grossMinor: number;
  discountMinor: number;
  taxableMinor: number;
  taxMinor: number;
  totalMinor: number;
  components: DocumentTax["components"];
  returnedMinor: number;
  returnedTaxMinor: number;
  /** To pay (positive) or to give back. */
  dueMinor: number;
  pieces: number;
  needsApproval: boolean;
  on: string;
}

/** Prices, promotions and tax of a ticket at an instant: the rules of packages/domain, as the server will reckon it again. */
export function priceTicket(
  ticket: Ticket,
  catalog: Catalog,
  at: Date,
  discountLimitBasisPoints: number,
): PricedTicket {
  const { head } = catalog;
  const on = businessDate(at, head.business.timeZone);
  const { customer } = ticket;
  const known = ticket.lines.flatMap((line) => {
    const goods = catalog.bySku.get(line.skuId);
    return goods ? [{ line, goods }] : [];
  });
  const prices = priceBasket(
    known.map(({ line, goods }) => ({
      skuId: line.skuId,
      styleId: goods.style.id,
      categoryIds: catalog.pathOf(goods.style.categoryId),
      qty: line.qty,
    })),
    {
      channelKind: head.channel.kind,
      currency: head.channel.currency,
      priceMode: head.channel.priceMode,
      customer: customer ? { id: customer.id, priceTier: customer.priceTier } : null,
      ...{ at: at.toISOString(), on, maxPromotions: head.business.maxPromotions },
    },
    catalog.rules,
  );
  const sellable = known.flatMap((k, i) =>
    prices[i] ? [{ ...k, price: prices[i], manualMinor: manualOf(k.line, prices[i]) }] : [],
  );
  const document = basketTaxDocument(
    {
      seller: head.business,
      goodsFrom: head.shop,
      buyer: {
        country: customer?.country ?? null,
        state: customer?.state ?? null,
        taxNumber: customer?.taxNumber ?? null,
      },
      ...{ shipTo: null, overCounter: true },
    },
    sellable.map(({ line, goods, price, manualMinor }) => ({
      qty: line.qty,
      grossMinor: price.grossMinor,
      discountMinor: price.discountMinor + manualMinor,
      taxClass: goods.sku.taxClass ?? goods.style.taxClass,
      hsnCode: goods.style.hsnCode,
    })),
    { priceMode: head.channel.priceMode, on, documentDiscountMinor: 0 },
  );
  const taxed = calculateTax(document, catalog.taxRules);
  const lines = sellable.map(({ line, goods, price, manualMinor }, i): PricedTicketLine => {
    const t = taxed.lines[i]!;
    return {
      ...{ id: line.id, skuId: line.skuId, qty: line.qty, goods, manualDiscountMinor: manualMinor },
      unitPriceMinor: price.unitPriceMinor,
      ...{
        grossMinor: t.grossMinor,
        discountMinor: t.discountMinor,
        taxableMinor: t.taxableMinor,
        taxMinor: t.taxMinor,
      },
      totalMinor: t.totalMinor,
      promotionMinor: price.discountMinor,
      priceTrace: [...price.trace, ...deadBandStep(t)] as unknown as Record<string, unknown>[],
      taxTrace: t.components as unknown as Record<string, unknown>[],
      needsApproval: discountNeedsApproval(
        manualMinor,
        price.grossMinor - price.discountMinor,
        discountLimitBasisPoints,
      ),
    };
  });
  const returns = ticket.returns.map(returnOf);
  const returnedMinor = returns.reduce((sum, r) => sum + r.totalMinor, 0);
  return {
    lines,
    unpriced: ticket.lines.filter((l) => !sellable.some((s) => s.line === l)),
    returns,
    grossMinor: lines.reduce((sum, l) => sum + l.grossMinor, 0),
    ...{ discountMinor: taxed.discountMinor, taxableMinor: taxed.taxableMinor, taxMinor: taxed.taxMinor },
    ...{ totalMinor: taxed.totalMinor, components: taxed.components, returnedMinor },
    returnedTaxMinor: returns.reduce((sum, r) => sum + r.taxMinor, 0),
    dueMinor: taxed.totalMinor - returnedMinor,
    pieces: lines.reduce((sum, l) => sum + l.qty, 0),
    needsApproval: lines.some((l) => l.needsApproval),
    on,
  };
}

function manualOf(line: TicketLine, price: { grossMinor: number; discountMinor: number }): number {
  const left = price.grossMinor - price.discountMinor;
  if (!line.discount) return 0;
  if (line.discount.kind === "amount") return Math.min(left, line.discount.amountMinor);
  return Math.min(left, Math.round((left * line.discount.basisPoints) / 10_000));
}

/** What is given back for pieces of a receipt: their share of what was paid, at the tax of that day. */
function returnOf(back: TicketReturn): tillApi.TillReturnLine {
  const { sold } = back;
  const credit = creditLine(
    { ...sold, lineId: sold.id, components: sold.taxTrace as unknown as TaxComponent[] },
    sold.qty,
    back.returnedBefore,
    back.qty,
  );
  return {
    ...{ saleId: back.saleId, lineId: sold.id, skuId: sold.skuId, qty: back.qty, condition: back.condition },
    ...{ totalMinor: credit.totalMinor, taxMinor: credit.taxMinor },
  };
}
