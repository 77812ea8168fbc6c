import { creditLine, type TaxComponent } from "@selvedge/domain";
import type { Ctx } from "../../platform/context.ts";
import { jsonRows } from "../../platform/db.ts";

/** A line of an invoice (amounts positive) or credit note (quantity and amounts negative), minor units. */
export interface DocumentLine {
  orderLineId: string;
  skuId: string;
  description: string;
  hsnCode: string | null;
  qty: number;
  unitPriceMinor: number;
  discountMinor: number;
  taxableMinor: number;
  taxMinor: number;
  totalMinor: number;
  costMinor: number;
  taxTrace: TaxComponent[];
}

/** An order line with how much of it was billed and credited so far. */
export interface BilledLine {
  orderLineId: string;
  skuId: string;
  description: string;
  hsnCode: string | null;
  orderedQty: number;
  invoicedQty: number;
  creditedQty: number;
  unitPriceMinor: number;
  grossMinor: number;
  discountMinor: number;
  taxableMinor: number;
  taxMinor: number;
  totalMinor: number;
  taxTrace: TaxComponent[];
  /** Pieces of the shipment or return at hand, and their cost. */
  movedQty: number;
  movedCostMinor: number;
}

/** The order lines that a shipment or return moved. The order must be locked, so that nobody bills them meanwhile. */
export async function readBilledLines(ctx: Ctx, shipmentId: string): Promise<BilledLine[]> {
  return ctx.sql<BilledLine[]>`
    with moved as (
      select order_line_id, sum(qty)::int as qty, sum(cost_minor)::bigint as cost from shipment_line
      where tenant_id = ${ctx.tenantId} and shipment_id = ${shipmentId} group by order_line_id
    )
    select l.id as "orderLineId", l.sku_id as "skuId", y.hsn_code as "hsnCode",
           concat_ws(', ', y.name, w.name, s.size) as description,
           l.qty as "orderedQty", billed.invoiced as "invoicedQty", billed.credited as "creditedQty",
           l.unit_price_minor as "unitPriceMinor", l.gross_minor as "grossMinor", l.discount_minor as "discountMinor",
           l.taxable_minor as "taxableMinor", l.tax_minor as "taxMinor", l.total_minor as "totalMinor",
           l.tax_trace as "taxTrace", m.qty as "movedQty", m.cost as "movedCostMinor"
    from moved m
    join sales_order_line l on l.tenant_id = ${ctx.tenantId} and l.id = m.order_line_id
    join sku s on s.tenant_id = l.tenant_id and s.id = l.sku_id
    join style y on y.tenant_id = s.tenant_id and y.id = s.style_id
    join colourway w on w.tenant_id = s.tenant_id and w.id = s.colourway_id
    cross join lateral (
      select coalesce(sum(i.qty) filter (where i.qty > 0), 0)::int as invoiced,
             coalesce(-sum(i.qty) filter (where i.qty < 0), 0)::int as credited
      from invoice_line i where i.tenant_id = l.tenant_id and i.order_line_id = l.id
    ) billed
    order by l.line_no`;
}

/**
 * The share of an order line that `qty` more units bill (or credit, negative amounts). Shares are differences of
 * rounded running totals (domain's creditLine), so partial documents add up to the order line exactly.
 */
export function shareOfLine(
  line: BilledLine,
  kind: "invoice" | "credit_note",
  qty: number,
  costMinor: number,
): DocumentLine {
  const { hsnCode: _hsnCode, ...amounts } = line;
  const taxed = { ...amounts, lineId: line.orderLineId, components: componentsOf(line) };
  const before = kind === "invoice" ? line.invoicedQty : line.creditedQty;
  const share = creditLine(taxed, line.orderedQty, before, qty);
  const sign = kind === "invoice" ? 1 : -1;
  const signed = (amount: number) => sign * amount + 0;
  return {
    orderLineId: line.orderLineId,
    skuId: line.skuId,
    description: line.description,
    hsnCode: line.hsnCode,
    qty: signed(qty),
    unitPriceMinor: line.unitPriceMinor,
    discountMinor: signed(share.discountMinor),
    taxableMinor: signed(share.taxableMinor),
    taxMinor: signed(share.taxMinor),
    totalMinor: signed(share.totalMinor),
    costMinor: signed(costMinor),
    taxTrace: share.components.map((c) => ({
      ...c,
      taxableMinor: signed(c.taxableMinor),
      taxMinor: signed(c.taxMinor),
    })),
  };
}

/** A line brought in from elsewhere may know its tax but not its make-up: it is then one component. */
function componentsOf(line: BilledLine): TaxComponent[] {
  if (line.taxTrace.length > 0 || line.taxMinor === 0) return line.taxTrace;
  const { taxableMinor, taxMinor } = line;
  const ratePpm = taxableMinor === 0 ? 0 : Math.round((taxMinor / taxableMinor) * 1_000_000);
  return [{ component: "TAX", jurisdiction: "", ratePpm, taxableMinor, taxMinor, validFrom: "", source: "order" }];
}

export interface Totals {
  taxableMinor: number;
  taxMinor: number;
  totalMinor: number;
  /** Tax by component, as the books keep it. */
  taxes: { component: string; taxMinor: number }[];
}

export function totalsOf(lines: readonly DocumentLine[]): Totals {
  const taxes = new Map<string, number>();
  const totals = { taxableMinor: 0, taxMinor: 0, totalMinor: 0 };
  for (const line of lines) {
    totals.taxableMinor += line.taxableMinor;
    totals.taxMinor += line.taxMinor;
    totals.totalMinor += line.totalMinor;
    for (const c of line.taxTrace) taxes.set(c.component, (taxes.get(c.component) ?? 0) + c.taxMinor);
  }
  return { ...totals, taxes: [...taxes].map(([component, taxMinor]) => ({ component, taxMinor })) };
}

export interface NewDocument extends Totals {
  id: string;
  kind: "invoice" | "credit_note";
  number: string;
  /** The series of a till that numbered it; the business's own when left out. */
  series?: string | null;
  orderId: string;
  shipmentId: string;
  originalInvoiceId: string | null;
  customerId: string | null;
  seller: object;
  buyer: object;
  placeOfSupply: string | null;
  issuedOn: string;
  dueOn: string;
  reason: string | null;
}

/** Writes a document with its lines in one statement; it is never changed afterwards. */
export async function insertDocument(ctx: Ctx, d: NewDocument, lines: readonly DocumentLine[]): Promise<void> {
  const { sql, tenantId } = ctx;
  await sql`
    with issued as (
      insert into invoice (tenant_id, id, kind, number, series, order_id, shipment_id, original_invoice_id, customer_id, seller,
                           buyer, place_of_supply, issued_on, due_on, currency, taxable_minor, tax_minor, total_minor, reason)
      values (${tenantId}, ${d.id}, ${d.kind}, ${d.number}, ${d.series ?? null}, ${d.orderId}, ${d.shipmentId}, ${d.originalInvoiceId},
              ${d.customerId}, ${sql.json(d.seller as never)}, ${sql.json(d.buyer as never)}, ${d.placeOfSupply},
              ${d.issuedOn}, ${d.dueOn}, ${ctx.tenant.currency}, ${d.taxableMinor}, ${d.taxMinor}, ${d.totalMinor}, ${d.reason})
    )
    insert into invoice_line (tenant_id, invoice_id, line_no, order_line_id, sku_id, description, hsn_code, qty,
                              unit_price_minor, discount_minor, taxable_minor, tax_minor, total_minor, cost_minor, tax_trace)
    select ${tenantId}, ${d.id}, l.no, l."orderLineId", l."skuId", l.description, l."hsnCode", l.qty, l."unitPriceMinor",
           l."discountMinor", l."taxableMinor", l."taxMinor", l."totalMinor", l."costMinor", l."taxTrace"
    from rows from (
      jsonb_to_recordset(${jsonRows(sql, lines)}::jsonb) as ("orderLineId" uuid, "skuId" uuid, description text,
        "hsnCode" text, qty int, "unitPriceMinor" bigint, "discountMinor" bigint, "taxableMinor" bigint,
        "taxMinor" bigint, "totalMinor" bigint, "costMinor" bigint, "taxTrace" jsonb)
    ) with ordinality as l("orderLineId", "skuId", description, "hsnCode", qty, "unitPriceMinor", "discountMinor",
        "taxableMinor", "taxMinor", "totalMinor", "costMinor", "taxTrace", no)`;
}
