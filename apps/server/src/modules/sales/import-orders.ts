import type { SalesOrderStatus } from "@selvedge/domain";
import type { Ctx } from "../../platform/context.ts";
import { jsonRows } from "../../platform/db.ts";

/** An order of the past: its life is over, or stands where `status` says. Credit lines have negative quantities. */
export interface PastOrder {
  id: string;
  number: string;
  channelId: string;
  customerId: string | null;
  locationId: string;
  status: Extract<SalesOrderStatus, "completed" | "returned">;
  currency: string;
  priceMode: "inclusive" | "exclusive";
  on: string;
  at: string;
  buyerName: string | null;
  buyerPlace: string | null;
  buyerTaxNumber: string | null;
  grossMinor: number;
  discountMinor: number;
  taxableMinor: number;
  taxMinor: number;
  totalMinor: number;
  paidMinor: number;
  externalRef: string | null;
  lines: readonly PastOrderLine[];
}

export interface PastOrderLine {
  id: string;
  skuId: string;
  qty: number;
  unitPriceMinor: number;
  grossMinor: number;
  discountMinor: number;
  taxableMinor: number;
  taxMinor: number;
  totalMinor: number;
  taxTrace: readonly object[];
}

// The life of an order that was over when it came to us.
const lived: Record<PastOrder["status"], readonly (readonly [string | null, string, string])[]> = {
  completed: [
    [null, "pending", "place"],
    ["pending", "confirmed", "confirm"],
    ["confirmed", "shipped", "ship"],
    ["shipped", "completed", "complete"],
  ],
  returned: [
    [null, "pending", "place"],
    ["pending", "confirmed", "confirm"],
    ["confirmed", "shipped", "ship"],
    ["shipped", "returned", "return_all"],
  ],
};

/** Brings past orders in, with lines and history, three statements whatever their number; one event each. */
export async function importOrders(ctx: Ctx, importId: string | null, orders: readonly PastOrder[]): Promise<void> {
  if (orders.length === 0) return;
  const { sql, tenantId } = ctx;
  const heads = orders.map(({ lines: _lines, ...head }) => head);
  const lines = orders.flatMap((o) => o.lines.map((l, i) => ({ ...l, orderId: o.id, lineNo: i + 1 })));
  const history = orders.flatMap((o) =>
    lived[o.status].map(([from, to, trigger], i) => ({ orderId: o.id, seq: i + 1, from, to, trigger, at: o.at })),
  );
  await sql`
    insert into sales_order (tenant_id, id, number, channel_id, customer_id, location_id, status, currency, price_mode,
      placed_on, placed_at, buyer_name, buyer_place, buyer_tax_number, gross_minor, discount_minor, taxable_minor, tax_minor,
      total_minor, paid_minor, invoiced_minor, external_ref, import_id)
    select ${tenantId}, r.id, r.number, r."channelId", r."customerId", r."locationId", r.status, r.currency, r."priceMode",
      r."on", r.at, r."buyerName", r."buyerPlace", r."buyerTaxNumber", r."grossMinor", r."discountMinor", r."taxableMinor",
      r."taxMinor", r."totalMinor", r."paidMinor", r."totalMinor", r."externalRef", ${importId}::uuid
    from jsonb_to_recordset(${jsonRows(sql, heads)}::jsonb) as r(id uuid, number text, "channelId" uuid, "customerId" uuid,
      "locationId" uuid, status text, currency text, "priceMode" text, "on" date, at timestamptz, "buyerName" text,
      "buyerPlace" text, "buyerTaxNumber" text, "grossMinor" bigint, "discountMinor" bigint, "taxableMinor" bigint,
      "taxMinor" bigint, "totalMinor" bigint, "paidMinor" bigint, "externalRef" text)`;
  await sql`
    insert into sales_order_line (tenant_id, id, order_id, line_no, sku_id, qty, unit_price_minor, gross_minor, discount_minor,
      taxable_minor, tax_minor, total_minor, tax_trace, shipped_qty)
    select ${tenantId}, r.id, r."orderId", r."lineNo", r."skuId", r.qty, r."unitPriceMinor", r."grossMinor", r."discountMinor",
      r."taxableMinor", r."taxMinor", r."totalMinor", r."taxTrace", r.qty
    from jsonb_to_recordset(${jsonRows(sql, lines)}::jsonb) as r(id uuid, "orderId" uuid, "lineNo" int, "skuId" uuid, qty int,
      "unitPriceMinor" bigint, "grossMinor" bigint, "discountMinor" bigint, "taxableMinor" bigint, "taxMinor" bigint,
      "totalMinor" bigint, "taxTrace" jsonb)`;
  await sql`
    insert into sales_order_history (tenant_id, order_id, seq, from_status, to_status, trigger, note, actor_type, at)
    select ${tenantId}, r."orderId", r.seq, r."from", r."to", r.trigger, 'History brought in', 'system', r.at
    from jsonb_to_recordset(${jsonRows(sql, history)}::jsonb)
      as r("orderId" uuid, seq int, "from" text, "to" text, trigger text, at timestamptz)`;
  for (const { id, number, status, channelId, customerId, locationId, totalMinor, taxMinor, paidMinor, on } of heads) {
    const after = { number, status, channelId, customerId, locationId, totalMinor, taxMinor, paidMinor, placedOn: on };
    ctx.emit({ type: "sales.order_imported", entityType: "sales_order", entityId: id, after });
  }
}
