import type { SalesOrderStatus } from "@selvedge/domain";
import type { Ctx } from "../../platform/context.ts";
import { AppError, notFound } from "../../platform/errors.ts";
import type { ChannelKind } from "./open-channels.ts";

/** An order as its commands work on it. */
export interface OrderRow {
  id: string;
  number: string;
  status: SalesOrderStatus;
  heldFrom: SalesOrderStatus | null;
  channelId: string;
  channelKind: ChannelKind;
  customerId: string | null;
  locationId: string;
  currency: string;
  priceMode: "inclusive" | "exclusive";
  placedOn: string;
  buyerName: string | null;
  buyerEmail: string | null;
  buyerPlace: string | null;
  buyerTaxNumber: string | null;
  shipTo: unknown;
  totalMinor: number;
  taxMinor: number;
  paidMinor: number;
  refundedMinor: number;
  invoicedMinor: number;
  version: number;
}

export interface OrderLineRow {
  id: string;
  lineNo: number;
  skuId: string;
  qty: number;
  unitPriceMinor: number;
  grossMinor: number;
  discountMinor: number;
  taxableMinor: number;
  taxMinor: number;
  totalMinor: number;
  taxTrace: unknown;
  shippedQty: number;
  cancelledQty: number;
  returnedQty: number;
  kind: "goods" | "service";
}

/** Locks an order for change. @throws not_found; stale_version when `version` is given and is not the present one */
export async function lockOrder(ctx: Ctx, id: string, version?: number): Promise<OrderRow> {
  const [row] = await ctx.sql<OrderRow[]>`
    select o.id, o.number, o.status, o.held_from as "heldFrom", o.channel_id as "channelId", c.kind as "channelKind",
           o.customer_id as "customerId", o.location_id as "locationId", o.currency, o.price_mode as "priceMode",
           o.placed_on as "placedOn", o.buyer_name as "buyerName", o.buyer_email as "buyerEmail",
           o.buyer_place as "buyerPlace", o.buyer_tax_number as "buyerTaxNumber", o.ship_to as "shipTo",
           o.total_minor as "totalMinor", o.tax_minor as "taxMinor", o.paid_minor as "paidMinor",
           o.refunded_minor as "refundedMinor", o.invoiced_minor as "invoicedMinor", o.version
    from sales_order o join channel c on c.tenant_id = o.tenant_id and c.id = o.channel_id
    where o.tenant_id = ${ctx.tenantId} and o.id = ${id}
    for update of o`;
  if (!row) throw notFound("order");
  if (version !== undefined && version !== row.version) throw new AppError("stale_version");
  return row;
}

/** The lines of an order that is locked, in line order. */
export async function readOrderLines(ctx: Ctx, orderId: string): Promise<OrderLineRow[]> {
  return ctx.sql<OrderLineRow[]>`
    select l.id, l.line_no as "lineNo", l.sku_id as "skuId", l.qty, l.unit_price_minor as "unitPriceMinor",
           l.gross_minor as "grossMinor", l.discount_minor as "discountMinor", l.taxable_minor as "taxableMinor",
           l.tax_minor as "taxMinor", l.total_minor as "totalMinor", l.tax_trace as "taxTrace",
           l.shipped_qty as "shippedQty", l.cancelled_qty as "cancelledQty", l.returned_qty as "returnedQty", y.kind
    from sales_order_line l
    join sku s on s.tenant_id = l.tenant_id and s.id = l.sku_id
    join style y on y.tenant_id = s.tenant_id and y.id = s.style_id
    where l.tenant_id = ${ctx.tenantId} and l.order_id = ${orderId}
    order by l.line_no`;
}
