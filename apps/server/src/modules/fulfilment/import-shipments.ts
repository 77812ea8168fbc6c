import type { ReturnReason } from "@selvedge/contract";
import type { Ctx } from "../../platform/context.ts";
import { jsonRows } from "../../platform/db.ts";

/** A past delivery (`out`) or return of goods, with what its pieces cost (minor units, never negative). */
export interface PastShipment {
  id: string;
  number: string;
  orderId: string;
  locationId: string;
  kind: "out" | "return";
  /** Why it came back, where it did and that is known. */
  cause?: ReturnReason | undefined;
  on: string;
  at: string;
  lines: readonly { id: string; orderLineId: string; skuId: string; qty: number; costMinor: number }[];
}

/** Brings past shipments in, two statements whatever their number; one event each. */
export async function importShipments(
  ctx: Ctx,
  importId: string | null,
  shipments: readonly PastShipment[],
): Promise<void> {
  if (shipments.length === 0) return;
  const { sql, tenantId } = ctx;
  const heads = shipments.map(({ lines: _lines, ...head }) => head);
  const lines = shipments.flatMap((s) => s.lines.map((l) => ({ ...l, shipmentId: s.id })));
  await sql`
    insert into shipment (tenant_id, id, number, order_id, location_id, kind, cause, shipped_on, shipped_at, import_id)
    select ${tenantId}, r.id, r.number, r."orderId", r."locationId", r.kind, r.cause, r."on", r.at, ${importId}::uuid
    from jsonb_to_recordset(${jsonRows(sql, heads)}::jsonb)
      as r(id uuid, number text, "orderId" uuid, "locationId" uuid, kind text, cause text, "on" date, at timestamptz)`;
  await sql`
    insert into shipment_line (tenant_id, id, shipment_id, order_line_id, sku_id, qty, cost_minor)
    select ${tenantId}, r.id, r."shipmentId", r."orderLineId", r."skuId", r.qty, r."costMinor"
    from jsonb_to_recordset(${jsonRows(sql, lines)}::jsonb)
      as r(id uuid, "shipmentId" uuid, "orderLineId" uuid, "skuId" uuid, qty int, "costMinor" bigint)`;
  for (const { id, number, orderId, kind, on } of heads) {
    ctx.emit({
      type: "fulfilment.shipment_imported",
      entityType: "shipment",
      entityId: id,
      after: { number, orderId, kind, shippedOn: on },
    });
  }
}
