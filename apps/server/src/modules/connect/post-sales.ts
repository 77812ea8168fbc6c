import { addDays, postFact } from "@selvedge/domain";
import type { Ctx } from "../../platform/context.ts";
import { newId } from "../../platform/ids.ts";
import { importInvoices } from "../billing/index.ts";
import { importShipments, type PastShipment } from "../fulfilment/index.ts";
import { type CostedDocument, getVirtualLocation, importMoves, type PastMove } from "../inventory/index.ts";
import { type NewEntry, postEntries } from "../ledger/index.ts";
import { importPayments } from "../payments/index.ts";
import { importReceivables } from "../receivables/index.ts";
import { importOrders, importReturns } from "../sales/index.ts";
import { type BuiltSale, buildSale, invoiceLinesOf, movesOf, type PastSale } from "./build-documents.ts";
import {
  type BuiltReturn,
  buildReturn,
  creditClaimOf,
  creditNoteOf,
  moneyBackOf,
  type PastReturn,
  returnMovesOf,
  returnShipmentOf,
} from "./build-returns.ts";

/** Stock that moved without a sale: opening stock, receipts, transfers, write-offs. */
export type PastStockMove = Omit<PastMove, "lineId">;

/** Something that happened: a sale, goods of an earlier sale that came back, or a move of stock. */
export type PastHappening = { sale: PastSale } | { back: PastReturn } | { move: PastStockMove };

/**
 * Posts past sales, returns and stock moves, given in order of time, as trading would have posted them: orders, moves with their
 * costs, shipments, invoices, payments, receivables and every entry, by the same domain rules, a few statements whatever
 * their number. One batch is one transaction of the caller's.
 * @param posted sales of earlier batches that something may come back of; those of this batch are added when it is given
 */
export async function postPast(
  ctx: Ctx,
  importId: string | null,
  past: readonly PastHappening[],
  posted: Map<PastSale, BuiltSale> = new Map(),
): Promise<void> {
  const customers = await getVirtualLocation(ctx, "customer");
  const sales: BuiltSale[] = [];
  const returns: BuiltReturn[] = [];
  const moves: PastMove[] = [];
  for (const one of past) {
    if ("move" in one) {
      moves.push({ ...one.move, lineId: null });
      continue;
    }
    if ("back" in one) {
      const back = buildReturn(posted, one.back);
      returns.push(back);
      moves.push(...returnMovesOf(back, customers.id));
      continue;
    }
    const built = await buildSale(ctx, one.sale);
    posted.set(one.sale, built);
    sales.push(built);
    moves.push(...movesOf(built, customers.id));
  }
  await importOrders(
    ctx,
    importId,
    sales.map((s) => s.order),
  );
  const { documents, values } = await importMoves(ctx, importId, moves);
  await importReturns(ctx, returns.map(orderReturnOf));
  const ownReturns = new Set(returns.map((r) => r.shipmentId));
  const costByLine = new Map<string, number>();
  moves.forEach((m, i) => {
    if (m.lineId && !ownReturns.has(m.documentId))
      costByLine.set(m.lineId, m.reason === "return" ? -values[i]! : values[i]!);
  });
  const shipments = sales.flatMap((s) => shipmentOf(s, costByLine));
  await importShipments(ctx, importId, [...shipments, ...returns.map(returnShipmentOf)]);
  const shipped = new Set(shipments.map((s) => s.id));
  const invoices = sales.map((s) => invoiceOf(s, shipped.has(s.shipmentId), costByLine));
  const invoiceEntries = await importInvoices(ctx, importId, [...invoices, ...returns.map(creditNoteOf)]);
  const payments = [...sales.flatMap(paymentOf), ...returns.flatMap(moneyBackOf)];
  const paymentEntries = await importPayments(ctx, importId, payments);
  await importReceivables(ctx, importId, [...sales.map(claimOf), ...returns.map(creditClaimOf)]);
  await postEntries(ctx, [...invoiceEntries, ...paymentEntries, ...costEntries(documents, importId)]);
}

function orderReturnOf({ back, built, creditMinor, paymentId, lines }: BuiltReturn) {
  return {
    ...{ orderId: built.order.id, at: back.at, reason: back.reason, refundedMinor: paymentId ? creditMinor : 0 },
    lines: lines.map((l) => ({ orderLineId: l.orderLineId, qty: -l.qty })),
  };
}

function invoiceOf(built: BuiltSale, isShipped: boolean, costByLine: ReadonlyMap<string, number>) {
  const { sale, order, kind } = built;
  return {
    ...{ id: built.invoiceId, kind, number: sale.numbers?.invoice ?? sale.number, orderId: order.id },
    ...{ shipmentId: isShipped ? built.shipmentId : null, originalInvoiceId: null, customerId: order.customerId },
    buyer: { name: order.buyerName, taxNumber: order.buyerTaxNumber },
    ...{ placeOfSupply: order.buyerPlace, on: sale.on, dueOn: addDays(sale.on, sale.termsDays) },
    reason: kind === "credit_note" ? "Return" : null,
    lines: invoiceLinesOf(built, costByLine),
  };
}

function claimOf({ sale, order, kind, invoiceId, paymentId }: BuiltSale) {
  return {
    ...{ customerId: order.customerId, documentType: kind, documentId: invoiceId },
    documentNumber: sale.numbers?.invoice ?? sale.number,
    ...{ orderId: order.id, on: sale.on, dueOn: addDays(sale.on, sale.termsDays), amountMinor: order.totalMinor },
    ...{ paymentId, paidOn: sale.paidOn ?? sale.on },
  };
}

function shipmentOf(built: BuiltSale, costByLine: ReadonlyMap<string, number>): PastShipment[] {
  const goods = built.lines.filter((l) => l.sku.kind === "goods");
  if (goods.length === 0) return [];
  const kind = goods.every((l) => l.qty < 0) ? "return" : "out";
  return [
    {
      id: built.shipmentId,
      number: built.sale.numbers?.shipment ?? `${kind === "out" ? "SH" : "RT"}-${built.sale.number}`,
      orderId: built.order.id,
      locationId: built.sale.locationId,
      kind,
      on: built.sale.on,
      at: built.sale.at,
      lines: goods.map((l) => ({
        id: newId(),
        orderLineId: l.id,
        skuId: l.skuId,
        qty: Math.abs(l.qty),
        costMinor: Math.abs(costByLine.get(l.id) ?? 0),
      })),
    },
  ];
}

function paymentOf(built: BuiltSale) {
  const { sale, order, paymentId } = built;
  if (!paymentId || !sale.settled) return [];
  return [
    {
      id: paymentId,
      direction: order.totalMinor > 0 ? ("in" as const) : ("out" as const),
      method: sale.settled,
      amountMinor: Math.abs(order.totalMinor),
      customerId: order.customerId,
      orderId: order.id,
      on: sale.paidOn ?? sale.on,
      at: sale.paidAt ?? sale.at,
    },
  ];
}

/** What the moves did to the value of stock, by domain's posting rules. */
function costEntries(documents: readonly CostedDocument[], importId: string | null): NewEntry[] {
  return documents.map((d) => ({
    documentType: d.documentType,
    documentId: d.documentId,
    purpose: `stock_${d.reason}`,
    postedOn: d.on,
    importId,
    lines: postFact(factOf(d)),
  }));
}

function factOf(d: CostedDocument): Parameters<typeof postFact>[0] {
  switch (d.reason) {
    case "shipment":
    case "sale":
      return { kind: "goods_shipped", costMinor: -d.valueMinor };
    case "return":
      return { kind: "goods_returned", costMinor: d.valueMinor };
    case "receipt":
      return { kind: "stock_received", valueMinor: d.valueMinor };
    case "opening":
      return { kind: "opening_balance", balances: [{ accountRole: "inventory", amountMinor: d.valueMinor }] };
    default:
      return { kind: "stock_adjusted", valueMinor: d.valueMinor };
  }
}
