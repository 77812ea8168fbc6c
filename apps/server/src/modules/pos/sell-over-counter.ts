import { salesApi } from "@selvedge/contract";
import { AppError } from "../../platform/errors.ts";
import { command } from "../../platform/runner.ts";
import { issueInvoiceForShipment, shipForBilling } from "../billing/index.ts";
import { changeStatus, lockOrder, placeOrderStep } from "../sales/index.ts";

/** A sale whose goods leave with the buyer: placed, paid, shipped and invoiced in one transaction. */
export const sellOverCounter = command(salesApi.sellOverCounter, async (ctx, input) => {
  const { payments = [{ method: "cash" as const }], ...draft } = input;
  const placed = await placeOrderStep(ctx, { ...draft, confirm: true, partialShip: "refuse", payments });
  const { totalMinor, taxMinor } = placed.priced;
  if (placed.paidMinor !== totalMinor) {
    throw new AppError("validation_failed", "The tenders do not add up to the total.", {
      fields: [{ path: "payments", message: "Must add up to the total" }],
      details: { totalMinor, tenderedMinor: placed.paidMinor },
    });
  }
  const { shipmentId } = await shipForBilling(ctx, { orderId: placed.orderId });
  const invoice = await issueInvoiceForShipment(ctx, shipmentId);
  await changeStatus(ctx, await lockOrder(ctx, placed.orderId), "complete");
  return {
    orderId: placed.orderId,
    number: placed.number,
    invoiceId: invoice.invoiceId,
    invoiceNumber: invoice.number,
    currency: placed.currency,
    taxMinor,
    totalMinor,
  };
});
