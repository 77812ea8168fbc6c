import type { Ctx } from "../../platform/context.ts";
import { AppError } from "../../platform/errors.ts";
import { newId } from "../../platform/ids.ts";
import type { DocumentLine } from "../billing/index.ts";
import type { KnownSku } from "../catalog/index.ts";
import type { PastMove } from "../inventory/index.ts";
import type { PastOrder, PastOrderLine } from "../sales/index.ts";
import { calculateDocumentTax } from "../tax/index.ts";

export interface PastChannel {
  id: string;
  currency: string;
  priceMode: "inclusive" | "exclusive";
}

/** A line of a past sale, as signed as it was: what came back has a negative quantity. */
export interface PastSaleLine {
  sku: KnownSku;
  qty: number;
  unitPriceMinor: number;
  /** qty x price before discount, in the sign of qty. */
  grossMinor: number;
  discountMinor: number;
}

/** Numbers of a past sale's documents where they are not the sale's own. */
export interface PastNumbers {
  invoice: string;
  shipment: string;
}

/** A past sale or return, whatever brought it: a file, or the demo's generator. */
export interface PastSale {
  number: string;
  credit: boolean;
  at: string;
  on: string;
  channel: PastChannel;
  locationId: string;
  customer: { id: string; name: string; taxNumber: string | null } | null;
  buyerName: string | null;
  buyerPlace: string | null;
  /** none: prices carry no tax and none is charged again. */
  taxTreatment: "none" | "inclusive" | "exclusive";
  /** How it was settled on its day; null leaves it open, due after so many days. */
  settled: "cash" | "card" | "upi" | "bank" | "sandbox" | "import" | null;
  /** When the money came, if not on the sale's day. */
  paidOn?: string;
  paidAt?: string;
  numbers?: PastNumbers;
  termsDays: number;
  lines: readonly PastSaleLine[];
}

/** Everything a past sale becomes, ready for the modules that own its parts. */
export interface BuiltSale {
  order: PastOrder;
  kind: "invoice" | "credit_note";
  invoiceId: string;
  shipmentId: string;
  paymentId: string | null;
  sale: PastSale;
  lines: (PastOrderLine & { sku: KnownSku })[];
}

/** Taxes a past sale by the rules in force on its day and lays out its order. */
export async function buildSale(ctx: Ctx, sale: PastSale): Promise<BuiltSale> {
  const orderId = newId();
  const amounts = sale.taxTreatment === "none" ? untaxed(sale) : await taxed(ctx, sale, sale.taxTreatment);
  const lines = sale.lines.map((line, i) => ({
    id: newId(),
    sku: line.sku,
    skuId: line.sku.id,
    qty: line.qty,
    unitPriceMinor: line.unitPriceMinor,
    ...amounts[i]!,
  }));
  const sum = (pick: (l: PastOrderLine) => number) => lines.reduce((total, l) => total + pick(l), 0);
  const totalMinor = sum((l) => l.totalMinor);
  const order: PastOrder = {
    id: orderId,
    number: sale.number,
    channelId: sale.channel.id,
    customerId: sale.customer?.id ?? null,
    locationId: sale.locationId,
    status: sale.credit ? "returned" : "completed",
    currency: sale.channel.currency,
    priceMode: sale.taxTreatment === "none" ? sale.channel.priceMode : sale.taxTreatment,
    on: sale.on,
    at: sale.at,
    buyerName: sale.customer?.name ?? sale.buyerName,
    buyerPlace: sale.buyerPlace,
    buyerTaxNumber: sale.customer?.taxNumber ?? null,
    grossMinor: sum((l) => l.grossMinor),
    discountMinor: sum((l) => l.discountMinor),
    taxableMinor: sum((l) => l.taxableMinor),
    taxMinor: sum((l) => l.taxMinor),
    totalMinor,
    paidMinor: sale.settled ? totalMinor : 0,
    externalRef: null,
    lines,
  };
  const kind = totalMinor < 0 || (totalMinor === 0 && sale.credit) ? "credit_note" : "invoice";
  const paymentId = sale.settled && totalMinor !== 0 ? newId() : null;
  return { order, kind, invoiceId: newId(), shipmentId: newId(), paymentId, sale, lines };
}

type Amounts = Pick<
  PastOrderLine,
  "grossMinor" | "discountMinor" | "taxableMinor" | "taxMinor" | "totalMinor" | "taxTrace"
>;

function untaxed(sale: PastSale): Amounts[] {
  return sale.lines.map(({ grossMinor, discountMinor }) => {
    const net = grossMinor - discountMinor;
    return { grossMinor, discountMinor, taxableMinor: net, taxMinor: 0, totalMinor: net, taxTrace: [] };
  });
}

async function taxed(ctx: Ctx, sale: PastSale, priceMode: "inclusive" | "exclusive"): Promise<Amounts[]> {
  const { tenant } = ctx;
  const sellerPlace = tenant.state ? `${tenant.country}-${tenant.state}` : tenant.country;
  const document = await calculateDocumentTax(ctx, {
    sellerPlace,
    buyerPlace: sale.buyerPlace ?? sellerPlace,
    buyerTaxStatus: sale.customer?.taxNumber ? "registered" : "unregistered",
    priceMode,
    supplyOn: sale.on,
    rounding: "line",
    deadBandPolicy: "force_high",
    lines: sale.lines.map((l, i) => ({
      lineId: String(i),
      qty: l.qty,
      grossMinor: l.grossMinor,
      discountMinor: l.discountMinor,
      taxClass: l.sku.taxClass,
      ...(l.sku.hsnCode ? { hsnCode: l.sku.hsnCode } : {}),
    })),
  });
  return document.lines.map((l) => ({
    grossMinor: l.grossMinor,
    discountMinor: l.discountMinor,
    taxableMinor: l.taxableMinor,
    taxMinor: l.taxMinor,
    totalMinor: l.totalMinor,
    taxTrace: l.components,
  }));
}

/** The goods of a sale as moves: out to the customer, or back from one. Services move nothing. */
export function movesOf(built: BuiltSale, customerLocationId: string): PastMove[] {
  const { sale, shipmentId } = built;
  return built.lines
    .filter((l) => l.sku.kind === "goods")
    .map((l) => ({
      skuId: l.skuId,
      fromLocationId: l.qty > 0 ? sale.locationId : customerLocationId,
      toLocationId: l.qty > 0 ? customerLocationId : sale.locationId,
      qty: Math.abs(l.qty),
      reason: l.qty > 0 ? ("shipment" as const) : ("return" as const),
      documentType: "shipment",
      documentId: shipmentId,
      lineId: l.id,
      on: sale.on,
      at: sale.at,
    }));
}

/** Invoice lines at the sale's own amounts, with what each line cost. */
export function invoiceLinesOf(built: BuiltSale, costByLine: ReadonlyMap<string, number>): DocumentLine[] {
  return built.lines.map((l) => ({
    orderLineId: l.id,
    skuId: l.skuId,
    description: l.sku.description,
    hsnCode: l.sku.hsnCode,
    qty: l.qty,
    unitPriceMinor: l.unitPriceMinor,
    discountMinor: l.discountMinor,
    taxableMinor: l.taxableMinor,
    taxMinor: l.taxMinor,
    totalMinor: l.totalMinor,
    costMinor: costByLine.get(l.id) ?? 0,
    taxTrace: l.taxTrace as DocumentLine["taxTrace"],
  }));
}

export function mustFind<T>(map: ReadonlyMap<string, T>, key: string, what: string): T {
  const found = map.get(key);
  if (found === undefined) throw new AppError("not_found", `The ${what} ${key} is not there.`);
  return found;
}
