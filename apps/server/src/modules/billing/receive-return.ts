import { billingApi } from "@selvedge/contract";
import type { Ctx } from "../../platform/context.ts";
import { command } from "../../platform/runner.ts";
import { receiveReturnStep } from "../fulfilment/index.ts";
import { issueCreditNote } from "./issue-credit-note.ts";
import { issueInvoiceForShipment } from "./issue-invoice.ts";

/**
 * Takes goods back and credits them. What the order shipped unbilled is invoiced first, so that every piece that comes
 * back has an invoice to be credited against.
 */
export const receiveReturn = command(billingApi.receiveReturn, async (ctx, input) => {
  const { id: orderId, ...rest } = input;
  return receiveReturnForBilling(ctx, { orderId, ...rest });
});

/** The step behind it, for doors that take goods back themselves (a till). */
export async function receiveReturnForBilling(ctx: Ctx, input: Parameters<typeof receiveReturnStep>[1]) {
  const { orderId, reason } = input;
  const returned = await receiveReturnStep(ctx, input);
  for (const shipmentId of await findUnbilled(ctx, orderId)) await issueInvoiceForShipment(ctx, shipmentId);
  const note = await issueCreditNote(ctx, { orderId, returnId: returned.shipmentId, reason });
  return {
    shipmentId: returned.shipmentId,
    creditNoteId: note?.creditNoteId ?? null,
    creditNoteNumber: note?.number ?? null,
    creditMinor: note?.totalMinor ?? 0,
  };
}

async function findUnbilled(ctx: Ctx, orderId: string): Promise<string[]> {
  const rows = await ctx.sql<{ id: string }[]>`
    select s.id from shipment s
    where s.tenant_id = ${ctx.tenantId} and s.order_id = ${orderId} and s.kind = 'out'
      and not exists (select 1 from invoice i where i.tenant_id = s.tenant_id and i.shipment_id = s.id)
    order by s.shipped_at, s.id`;
  return rows.map((row) => row.id);
}
