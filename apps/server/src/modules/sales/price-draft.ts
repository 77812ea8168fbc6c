import { basketTaxDocument, deadBandStep } from "@selvedge/domain";
import type { Ctx } from "../../platform/context.ts";
import { AppError } from "../../platform/errors.ts";
import { findSkusForOrder } from "../catalog/index.ts";
import { getCustomerForOrder } from "../party/index.ts";
import { type PricedLine, priceManyLines, readPricesEarly } from "../pricing/index.ts";
import { calculateDocumentTax } from "../tax/index.ts";
import { getChannelAndLocation } from "./open-channels.ts";

/** What an order asks for, as placing and quoting share it. */
export interface OrderDraft {
  channelId: string;
  customerId?: string | undefined;
  locationId?: string | undefined;
  buyerName?: string | undefined;
  buyerTaxNumber?: string | undefined;
  shipTo?: { country: string; state?: string | undefined } | undefined;
  lines: readonly {
    skuId: string;
    qty: number;
    unitPriceMinor?: number | undefined;
    discountMinor?: number | undefined;
  }[];
  discountMinor?: number | undefined;
  /** Coupons the buyer named, in upper case. */
  coupons?: readonly string[] | undefined;
}

/** Who buys, from where, what: everything about a draft that must be read before it is priced. */
export async function readDraft(ctx: Ctx, draft: OrderDraft, options: { alreadySold?: boolean } = {}) {
  const skuIds = draft.lines.map((l) => l.skuId);
  const place = getChannelAndLocation(ctx, draft.channelId, draft.locationId);
  const [{ channel, location }, customer, skus, prices] = await Promise.all([
    place,
    draft.customerId ? getCustomerForOrder(ctx, draft.customerId) : null,
    findSkusForOrder(ctx, skuIds),
    place.then(({ channel: { kind, currency, priceMode } }) =>
      readPricesEarly(ctx, {
        ...{ channelKind: kind, currency, priceMode, on: ctx.today, customerId: draft.customerId ?? null, skuIds },
      }),
    ),
  ]);
  const bySku = new Map(skus.map((s) => [s.id, s]));
  const lines = draft.lines.map((line, i) => {
    const sku = bySku.get(line.skuId);
    if (!sku) {
      const message = "There is no such SKU.";
      throw new AppError("not_found", message, { fields: [{ path: `lines.${i}.skuId`, message }] });
    }
    if (sku.status !== "active" && !options.alreadySold)
      throw new AppError(
        "wrong_state",
        `${sku.code} is ${sku.status === "draft" ? "still a draft" : "archived"} and cannot be sold.`,
      );
    return { ...line, sku };
  });
  return { channel, location, customer, lines, prices };
}

export type ReadDraft = Awaited<ReturnType<typeof readDraft>>;

/** Prices and taxes lines that were read. No statement, as prices were read with the goods; tax rules are configuration. */
export async function priceDraft(ctx: Ctx, draft: OrderDraft, read: ReadDraft) {
  return (await priceDrafts(ctx, [{ draft, read }]))[0]!;
}

/** Prices and taxes several drafts. */
export async function priceDrafts(ctx: Ctx, drafts: readonly { draft: OrderDraft; read: ReadDraft }[]) {
  const prices = await priceManyLines(
    ctx,
    drafts.map(({ draft, read }) => ({
      channelKind: read.channel.kind,
      currency: read.channel.currency,
      priceMode: read.channel.priceMode,
      customer: read.customer ? { id: read.customer.id, priceTier: read.customer.priceTier } : null,
      at: ctx.now,
      on: ctx.today,
      coupons: draft.coupons,
      lines: read.lines.map((l) => ({
        skuId: l.skuId,
        styleId: l.sku.styleId,
        categoryId: l.sku.categoryId,
        qty: l.qty,
        ...(l.unitPriceMinor === undefined ? {} : { unitPriceMinor: l.unitPriceMinor }),
      })),
    })),
    [...new Set(drafts.map(({ read }) => read.prices))],
  );
  return Promise.all(drafts.map(({ draft, read }, i) => taxDraft(ctx, draft, read, prices[i]!)));
}

async function taxDraft(ctx: Ctx, draft: OrderDraft, read: ReadDraft, prices: readonly PricedLine[]) {
  const { channel, location, customer, lines } = read;
  const { tenant } = ctx;
  assertDiscounts(draft, prices);
  const taxNumber = draft.buyerTaxNumber ?? customer?.taxNumber ?? null;
  const document = basketTaxDocument(
    {
      seller: tenant,
      goodsFrom: location,
      buyer: { country: customer?.country ?? null, state: customer?.state ?? null, taxNumber },
      shipTo: draft.shipTo ?? null,
      overCounter: !draft.shipTo && (channel.kind === "retail" || !customer),
    },
    lines.map((l, i) => ({
      qty: l.qty,
      grossMinor: prices[i]!.grossMinor,
      discountMinor: prices[i]!.discountMinor + (l.discountMinor ?? 0),
      taxClass: l.sku.taxClass,
      hsnCode: l.sku.hsnCode,
    })),
    { priceMode: channel.priceMode, on: ctx.today, documentDiscountMinor: draft.discountMinor ?? 0 },
  );
  const taxed = await calculateDocumentTax(ctx, document);
  return {
    buyerPlace: document.buyerPlace,
    buyerTaxNumber: taxNumber,
    grossMinor: taxed.lines.reduce((sum, l) => sum + l.grossMinor, 0),
    discountMinor: taxed.lines.reduce((sum, l) => sum + l.discountMinor, 0),
    taxableMinor: taxed.taxableMinor,
    taxMinor: taxed.taxMinor,
    totalMinor: taxed.totalMinor,
    components: taxed.components,
    lines: lines.map((l, i) => ({
      skuId: l.skuId,
      qty: l.qty,
      unitPriceMinor: prices[i]!.unitPriceMinor,
      grossMinor: taxed.lines[i]!.grossMinor,
      discountMinor: taxed.lines[i]!.discountMinor,
      taxableMinor: taxed.lines[i]!.taxableMinor,
      taxMinor: taxed.lines[i]!.taxMinor,
      totalMinor: taxed.lines[i]!.totalMinor,
      priceTrace: [...prices[i]!.trace, ...deadBandStep(taxed.lines[i]!)] as Record<string, unknown>[],
      taxTrace: taxed.lines[i]!.components as unknown as Record<string, unknown>[],
    })),
  };
}

/** A discount is at most what it is taken from: refused where it is more than the line, or the order, costs. */
function assertDiscounts(draft: OrderDraft, prices: readonly { grossMinor: number; discountMinor: number }[]): void {
  const refuse = (path: string) => {
    const message = "The discount is more than this costs";
    throw new AppError("validation_failed", message, { fields: [{ path, message }] });
  };
  let leftMinor = 0;
  prices.forEach((price, i) => {
    const netMinor = price.grossMinor - price.discountMinor - (draft.lines[i]?.discountMinor ?? 0);
    if (netMinor < 0) refuse(`lines.${i}.discountMinor`);
    leftMinor += netMinor;
  });
  if ((draft.discountMinor ?? 0) > leftMinor) refuse("discountMinor");
}
