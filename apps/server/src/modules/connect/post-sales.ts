import { addDays, postFact } from "@selvedge/domain";
import type { Ctx } from "../../platform/context.ts";
import { newId } from "../../platform/ids.ts";
import { importInvoices } from "../billing/index.ts";
import { importShipments, type PastShipment } from "../fulfilment/index.ts";
import { type CostedDocument, getVirtualLocation, importMoves, type PastMove } from "../inventory/index.ts";
import { type NewEntry, postEntries } from "../ledger/index.ts";
import { importPayments } from "../payments/index.ts";
import { importReceivables } from "../receivables/index.ts";
import { importOrders } from "../sales/index.ts";
import { type BuiltSale, buildSale, invoiceLinesOf, movesOf, type PastSale } from "./build-documents.ts";

/** Stock that moved without a sale: opening stock, receipts, transfers, write-offs. */
export type PastStockMove = Omit<PastMove, "lineId">;

/**
 * Posts past sales and stock moves, given in order of time, as trading would have posted them: orders, moves with their
 * costs, shipments, invoices, payments, receivables and every entry, by the same domain rules, a few statements whatever
 * their number. One batch is one transaction of the caller's.
 */
export async function postPast(
  ctx: Ctx,
  importId: string | null,
  past: readonly ({ sale: PastSale } | { move: PastStockMove })[],
): Promise<void> {
  const customers = await getVirtualLocation(ctx, "customer");
  const sales: BuiltSale[] = [];
  const moves: PastMove[] = [];
  for (const one of past) {
    if ("move" in one) {
      moves.push({ ...one.move, lineId: null });
      continue;
    }
    const built = await buildSale(ctx, one.sale);
    sales.push(built);
    moves.push(...movesOf(built, customers.id));
  }
  await importOrders(
    ctx,
    importId,
    sales.map((s) => s.order),
  );
  const { documents, values } = await importMoves(ctx, importId, moves);
  const costByLine = new Map<string, number>();
  moves.forEach((m, i) => {
    if (m.lineId) costByLine.set(m.lineId, m.reason === "return" ? -values[i]! : values[i]!);
  });
  const shipments = sales.flatMap((s) => shipmentOf(s, costByLine));
  await importShipments(ctx, importId, shipments);
  const shipped = new Set(shipments.map((s) => s.id));
  const invoiceEntries = await importInvoices(
    ctx,
    importId,
    sales.map((s) => ({
      id: s.invoiceId,
      kind: s.kind,
      number: s.sale.number,
      orderId: s.order.id,
      shipmentId: shipped.has(s.shipmentId) ? s.shipmentId : null,
      originalInvoiceId: null,
      customerId: s.order.customerId,
      buyer: { name: s.order.buyerName, taxNumber: s.order.buyerTaxNumber },
      placeOfSupply: s.order.buyerPlace,
      on: s.sale.on,
      dueOn: addDays(s.sale.on, s.sale.termsDays),
      reason: s.kind === "credit_note" ? "Return" : null,
      lines: invoiceLinesOf(s, costByLine),
    })),
  );
  const paymentEntries = await importPayments(ctx, importId, sales.flatMap(paymentOf));
  await importReceivables(
    ctx,
    importId,
    sales.map((s) => ({
      customerId: s.order.customerId,
      documentType: s.kind,
      documentId: s.invoiceId,
      documentNumber: s.sale.number,
      orderId: s.order.id,
      on: s.sale.on,
      dueOn: addDays(s.sale.on, s.sale.termsDays),
      amountMinor: s.order.totalMinor,
      paymentId: s.paymentId,
    })),
  );
  await postEntries(ctx, [...invoiceEntries, ...paymentEntries, ...costEntries(documents, importId)]);
}

function shipmentOf(built: BuiltSale, costByLine: ReadonlyMap<string, number>): PastShipment[] {
  const goods = built.lines.filter((l) => l.sku.kind === "goods");
  if (goods.length === 0) return [];
  const kind = goods.every((l) => l.qty < 0) ? "return" : "out";
  return [
    {
      id: built.shipmentId,
      number: `${kind === "out" ? "SH" : "RT"}-${built.sale.number}`,
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
      on: sale.on,
      at: sale.at,
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
