import { billingApi } from "@selvedge/contract";
import { notFound } from "../../platform/errors.ts";
import { query } from "../../platform/runner.ts";

interface Row {
  id: string;
  number: string;
  kind: "out" | "return";
  locationName: string;
  carrier: string | null;
  trackingNumber: string | null;
  shippedOn: string;
  shippedAt: Date;
  invoiceId: string | null;
  invoiceNumber: string | null;
  lines: {
    orderLineId: string;
    skuCode: string;
    styleName: string;
    size: string;
    colourName: string;
    qty: number;
    condition: string;
  }[];
}

/** Shipments and returns of an order in the order in which they happened, with the invoice or credit note of each. */
export const listShipments = query(billingApi.listShipments, async (ctx, input) => {
  const { sql, tenantId } = ctx;
  const [found, rows] = await Promise.all([
    sql`select 1 from sales_order where tenant_id = ${tenantId} and id = ${input.id}`,
    sql<Row[]>`
      select s.id, s.number, s.kind, p.name as "locationName", s.carrier, s.tracking_number as "trackingNumber",
             s.shipped_on as "shippedOn", s.shipped_at as "shippedAt", i.id as "invoiceId", i.number as "invoiceNumber",
             l.lines
      from shipment s
      join location p on p.tenant_id = s.tenant_id and p.id = s.location_id
      left join invoice i on i.tenant_id = s.tenant_id and i.shipment_id = s.id
      cross join lateral (
        select jsonb_agg(jsonb_build_object(
                 'orderLineId', x.order_line_id, 'skuCode', k.code, 'styleName', y.name, 'size', k.size,
                 'colourName', c.name, 'qty', x.qty, 'condition', x.condition) order by x.id) as lines
        from shipment_line x
        join sku k on k.tenant_id = x.tenant_id and k.id = x.sku_id
        join style y on y.tenant_id = k.tenant_id and y.id = k.style_id
        join colourway c on c.tenant_id = k.tenant_id and c.id = k.colourway_id
        where x.tenant_id = s.tenant_id and x.shipment_id = s.id) l
      where s.tenant_id = ${tenantId} and s.order_id = ${input.id}
      order by s.shipped_at, s.id limit 1000`,
  ]);
  if (found.length === 0) throw notFound("order");
  return {
    items: rows.map(({ shippedAt, ...row }) => ({ ...row, orderId: input.id, shippedAt: shippedAt.toISOString() })),
  };
});
