import { billingApi } from "@selvedge/contract";
import type { Ctx } from "../../platform/context.ts";
import { command } from "../../platform/runner.ts";
import { shipOrderStep } from "../fulfilment/index.ts";
import { issueInvoiceForShipment } from "./issue-invoice.ts";

/** Ships an order, wholly or in part, and issues its invoice unless told not to: one transaction. */
export const shipOrder = command(billingApi.shipOrder, async (ctx, input) => {
  const { id, lines, carrier, trackingNumber } = input;
  const shipped = await shipForBilling(ctx, { orderId: id, lines, carrier, trackingNumber });
  const invoice = input.invoice ? await issueInvoiceForShipment(ctx, shipped.shipmentId) : null;
  return {
    shipmentId: shipped.shipmentId,
    number: shipped.number,
    status: shipped.status,
    invoiceId: invoice?.invoiceId ?? null,
    invoiceNumber: invoice?.number ?? null,
  };
});

/** The shipment behind an invoice, for doors that sell and bill at once (they do not see fulfilment). */
export function shipForBilling(ctx: Ctx, shipment: Parameters<typeof shipOrderStep>[1]) {
  return shipOrderStep(ctx, shipment);
}
