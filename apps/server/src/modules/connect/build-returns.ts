import type { ReturnReason } from "@selvedge/contract";
import { invariant } from "@selvedge/domain";
import { newId } from "../../platform/ids.ts";
import type { DocumentLine } from "../billing/index.ts";
import type { PastShipment } from "../fulfilment/index.ts";
import type { PastMove } from "../inventory/index.ts";
import type { BuiltSale, PastNumbers, PastSale } from "./build-documents.ts";
import { invoiceLinesOf } from "./build-documents.ts";

/** Whole lines of a past sale that came back to where it shipped from, were credited and paid back by the way they came. */
export interface PastReturn {
  /** The sale as it was given, in this batch or an earlier one. */
  sale: PastSale;
  /** invoice: the credit note's number; shipment: the return's. */
  numbers: PastNumbers;
  at: string;
  on: string;
  reason: string;
  cause?: ReturnReason | undefined;
  /** Positions in the sale's lines, with what one piece cost when it left. */
  lines: readonly { line: number; unitCostMinor: number }[];
}

/** Everything a past return becomes, ready for the modules that own its parts. Its order is the sale's. */
export interface BuiltReturn {
  back: PastReturn;
  built: BuiltSale;
  creditNoteId: string;
  shipmentId: string;
  paymentId: string | null;
  lines: (DocumentLine & { unitCostMinor: number })[];
  /** Positive. */
  creditMinor: number;
}

/** Credits the lines at the sale's own amounts and tax. */
export function buildReturn(posted: ReadonlyMap<PastSale, BuiltSale>, back: PastReturn): BuiltReturn {
  const built = posted.get(back.sale);
  invariant(built !== undefined, "a past return follows its sale");
  const invoiced = invoiceLinesOf(built, new Map());
  const lines = back.lines.map(({ line, unitCostMinor }) => ({
    ...creditOf(invoiced[line]!, unitCostMinor),
    unitCostMinor,
  }));
  const creditMinor = -lines.reduce((sum, l) => sum + l.totalMinor, 0) + 0;
  const paymentId = built.paymentId && creditMinor !== 0 ? newId() : null;
  return { back, built, creditNoteId: newId(), shipmentId: newId(), paymentId, lines, creditMinor };
}

function creditOf(line: DocumentLine, unitCostMinor: number): DocumentLine {
  const minus = (amount: number) => -amount + 0;
  return {
    ...line,
    qty: minus(line.qty),
    discountMinor: minus(line.discountMinor),
    taxableMinor: minus(line.taxableMinor),
    taxMinor: minus(line.taxMinor),
    totalMinor: minus(line.totalMinor),
    costMinor: minus(line.qty * unitCostMinor),
    taxTrace: line.taxTrace.map((t) => ({ ...t, taxableMinor: minus(t.taxableMinor), taxMinor: minus(t.taxMinor) })),
  };
}

export function returnMovesOf({ back, built, shipmentId, lines }: BuiltReturn, customerLocationId: string): PastMove[] {
  return lines.map((l) => ({
    skuId: l.skuId,
    fromLocationId: customerLocationId,
    toLocationId: built.sale.locationId,
    qty: -l.qty,
    unitCostMinor: l.unitCostMinor,
    reason: "return",
    documentType: "shipment",
    documentId: shipmentId,
    lineId: l.orderLineId,
    on: back.on,
    at: back.at,
  }));
}

export function returnShipmentOf({ back, built, shipmentId, lines }: BuiltReturn): PastShipment {
  return {
    id: shipmentId,
    number: back.numbers.shipment,
    orderId: built.order.id,
    locationId: built.sale.locationId,
    kind: "return",
    cause: back.cause,
    on: back.on,
    at: back.at,
    lines: lines.map((l) => ({
      ...{ id: newId(), orderLineId: l.orderLineId, skuId: l.skuId, qty: -l.qty, costMinor: -l.costMinor },
    })),
  };
}

/** The credit note, as billing takes it. */
export function creditNoteOf({ back, built, creditNoteId, shipmentId, lines }: BuiltReturn) {
  const { order } = built;
  return {
    ...{ id: creditNoteId, kind: "credit_note" as const, number: back.numbers.invoice, orderId: order.id, shipmentId },
    ...{ originalInvoiceId: built.invoiceId, customerId: order.customerId },
    buyer: { name: order.buyerName, taxNumber: order.buyerTaxNumber },
    ...{ placeOfSupply: order.buyerPlace, on: back.on, dueOn: back.on, reason: back.reason },
    lines: lines.map(({ unitCostMinor: _, ...line }) => line),
  };
}

export function creditClaimOf({ back, built, creditNoteId, creditMinor, paymentId }: BuiltReturn) {
  const { order } = built;
  return {
    ...{ customerId: order.customerId, documentType: "credit_note" as const, documentId: creditNoteId },
    ...{ documentNumber: back.numbers.invoice, orderId: order.id, on: back.on, dueOn: back.on },
    ...{ amountMinor: -creditMinor, paymentId },
  };
}

export function moneyBackOf({ back, built, creditMinor, paymentId }: BuiltReturn) {
  if (!paymentId || !built.sale.settled) return [];
  return [
    {
      ...{ id: paymentId, direction: "out" as const, method: built.sale.settled, amountMinor: creditMinor },
      ...{ customerId: built.order.customerId, orderId: built.order.id, on: back.on, at: back.at },
      refundsPaymentId: built.paymentId,
    },
  ];
}
