import type { Ctx } from "../../platform/context.ts";
import { newId } from "../../platform/ids.ts";

export interface NewReceivable {
  customerId: string | null;
  documentType: "invoice" | "credit_note";
  documentId: string;
  documentNumber: string;
  orderId: string | null;
  issuedOn: string;
  dueOn: string;
  /** Minor units; negative for a credit note. */
  amountMinor: number;
}

/** Opens what a document claims from (or owes to) a customer; wholly open until something is applied to it. */
export async function openReceivable(ctx: Ctx, r: NewReceivable): Promise<{ receivableId: string }> {
  const id = newId();
  await ctx.sql`
    insert into receivable (tenant_id, id, customer_id, document_type, document_id, document_number, order_id, issued_on,
                            due_on, currency, amount_minor, open_minor)
    values (${ctx.tenantId}, ${id}, ${r.customerId}, ${r.documentType}, ${r.documentId}, ${r.documentNumber}, ${r.orderId},
            ${r.issuedOn}, ${r.dueOn}, ${ctx.tenant.currency}, ${r.amountMinor}, ${r.amountMinor})`;
  return { receivableId: id };
}
