import { tillApi } from "@selvedge/contract";
import { AppError } from "../../platform/errors.ts";
import { query } from "../../platform/runner.ts";
import { getDevice } from "./device.ts";

interface Line {
  id: string;
  skuId: string;
  qty: number;
  returnedQty: number;
  unitPriceMinor: number;
  grossMinor: number;
  discountMinor: number;
  taxableMinor: number;
  taxMinor: number;
  totalMinor: number;
  taxTrace: Record<string, unknown>[];
  description: string;
}

/** A receipt of any till, or the invoice of any order that left: by its number. */
export const findReceipt = query(tillApi.findReceipt, async (ctx, input) => {
  await getDevice(ctx);
  const { sql, tenantId } = ctx;
  const [sale] = await sql<
    { id: string; number: string; at: Date; customer_id: string | null; customer: string | null }[]
  >`
    select o.id, i.number, o.placed_at as at, o.customer_id, coalesce(p.name, o.buyer_name) as customer
    from invoice i join sales_order o on o.tenant_id = i.tenant_id and o.id = i.order_id
    left join party p on p.tenant_id = o.tenant_id and p.id = o.customer_id
    where i.tenant_id = ${tenantId} and i.kind = 'invoice' and i.number = ${input.number.toUpperCase()}`;
  if (!sale) throw new AppError("not_found", `No receipt ${input.number} has arrived here; look at the number again.`);
  const [lines, tenders] = await Promise.all([
    sql<Line[]>`
      select l.id, l.sku_id as "skuId", l.shipped_qty as qty, l.returned_qty as "returnedQty",
             l.unit_price_minor as "unitPriceMinor", l.gross_minor as "grossMinor", l.discount_minor as "discountMinor",
             l.taxable_minor as "taxableMinor", l.tax_minor as "taxMinor", l.total_minor as "totalMinor",
             l.tax_trace as "taxTrace", concat_ws(', ', y.name, c.name, k.size) as description
      from sales_order_line l
      join sku k on k.tenant_id = l.tenant_id and k.id = l.sku_id
      join colourway c on c.tenant_id = k.tenant_id and c.id = k.colourway_id
      join style y on y.tenant_id = k.tenant_id and y.id = k.style_id
      where l.tenant_id = ${tenantId} and l.order_id = ${sale.id} and l.shipped_qty > 0 order by l.line_no`,
    sql<{ method: string; amountMinor: number }[]>`
      select method, sum(amount_minor)::bigint as "amountMinor" from payment
      where tenant_id = ${tenantId} and order_id = ${sale.id} and direction = 'in' and status = 'captured' group by method`,
  ]);
  return {
    saleId: sale.id,
    receiptNumber: sale.number,
    soldAt: sale.at.toISOString(),
    customerId: sale.customer_id,
    customerName: sale.customer,
    tenders,
    lines,
  };
});
