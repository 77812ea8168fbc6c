import type { billingApi, OutputOf } from "@selvedge/contract";
import type { TaxComponent } from "@selvedge/domain";
import type { Ctx } from "../../platform/context.ts";
import { notFound } from "../../platform/errors.ts";

export type InvoiceView = OutputOf<typeof billingApi.getInvoice>;
type InvoiceHead = Omit<InvoiceView, "components" | "lines" | "applications">;
/** The head with what only the printed document shows. */
export interface DocumentHead extends InvoiceHead {
  originalNumber: string | null;
  placedOn: string;
  priceMode: "inclusive" | "exclusive";
}
export type InvoiceLineView = InvoiceView["lines"][number] & { taxTrace: TaxComponent[] };

export type DocumentView = Awaited<ReturnType<typeof readInvoice>>;

/** A document with each line's tax, as the page and the PDF both show it. @throws not_found */
export async function readInvoice(ctx: Ctx, id: string) {
  const [head, lines, applications] = await Promise.all([
    readHead(ctx, id),
    readLines(ctx, id),
    readApplications(ctx, id),
  ]);
  return { ...head, components: componentTotals(lines), lines, applications };
}

async function readHead(ctx: Ctx, id: string): Promise<DocumentHead> {
  const [row] = await ctx.sql<DocumentHead[]>`
    select i.id, i.kind, i.number, i.order_id as "orderId", o.number as "orderNumber", o.placed_on as "placedOn",
           o.price_mode as "priceMode",
           coalesce(i.buyer->>'name', p.name) as "customerName", i.issued_on as "issuedOn", i.due_on as "dueOn",
           i.total_minor as "totalMinor", coalesce(r.open_minor, 0) as "openMinor", i.currency,
           coalesce(r.open_minor, 0) > 0 and i.due_on < ${ctx.today}::date as overdue,
           i.seller, i.buyer, i.place_of_supply as "placeOfSupply", i.taxable_minor as "taxableMinor",
           i.tax_minor as "taxMinor", i.reason, original.number as "originalNumber"
    from invoice i
    join sales_order o on o.tenant_id = i.tenant_id and o.id = i.order_id
    left join party p on p.tenant_id = i.tenant_id and p.id = i.customer_id
    left join receivable r on r.tenant_id = i.tenant_id and r.document_id = i.id
    left join invoice original on original.tenant_id = i.tenant_id and original.id = i.original_invoice_id
    where i.tenant_id = ${ctx.tenantId} and i.id = ${id}`;
  if (!row) throw notFound("invoice");
  return row;
}

function readLines(ctx: Ctx, id: string): Promise<InvoiceLineView[]> {
  return ctx.sql<InvoiceLineView[]>`
    select l.line_no as "lineNo", s.code as "skuCode", l.description, l.hsn_code as "hsnCode", l.qty,
           l.unit_price_minor as "unitPriceMinor", l.discount_minor as "discountMinor", l.taxable_minor as "taxableMinor",
           l.tax_minor as "taxMinor", l.total_minor as "totalMinor", l.tax_trace as "taxTrace"
    from invoice_line l join sku s on s.tenant_id = l.tenant_id and s.id = l.sku_id
    where l.tenant_id = ${ctx.tenantId} and l.invoice_id = ${id} order by l.line_no`;
}

/** Money and credits set against the document; of a credit note, the invoices it was set against. */
function readApplications(ctx: Ctx, id: string): Promise<InvoiceView["applications"]> {
  return ctx.sql<InvoiceView["applications"]>`
    select a.id, a.payment_id as "paymentId", coalesce(p.method, 'credit_note') as method,
           a.amount_minor as "amountMinor", a.applied_on as "appliedOn"
    from receivable r
    join payment_application a on a.tenant_id = r.tenant_id and (a.receivable_id = r.id or a.credit_receivable_id = r.id)
    left join payment p on p.tenant_id = a.tenant_id and p.id = a.payment_id
    where r.tenant_id = ${ctx.tenantId} and r.document_id = ${id}
    order by a.created_at, a.id`;
}

/** Tax of the whole document by component and rate, in order of appearance. */
function componentTotals(lines: readonly InvoiceLineView[]): InvoiceView["components"] {
  const totals = new Map<string, InvoiceView["components"][number]>();
  for (const { component, ratePpm, taxableMinor, taxMinor } of lines.flatMap((line) => line.taxTrace)) {
    const key = `${component} ${ratePpm}`;
    const total = totals.get(key) ?? { component, ratePpm, taxableMinor: 0, taxMinor: 0 };
    total.taxableMinor += taxableMinor;
    total.taxMinor += taxMinor;
    totals.set(key, total);
  }
  return [...totals.values()];
}
