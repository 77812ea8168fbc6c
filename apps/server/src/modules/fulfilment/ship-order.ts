import type { Ctx } from "../../platform/context.ts";
import { jsonRows } from "../../platform/db.ts";
import { AppError } from "../../platform/errors.ts";
import { newId } from "../../platform/ids.ts";
import { issueStock, readHeld } from "../inventory/index.ts";
import { lockOrder, type OrderLineRow, type OrderRow, readOrderLines, recordShipped } from "../sales/index.ts";

export interface ShipOrder {
  orderId: string;
  /** Everything that is reserved when left out. */
  lines?: readonly { orderLineId: string; qty: number }[] | undefined;
  carrier?: string | undefined;
  trackingNumber?: string | undefined;
}

export interface ShippedOrder {
  shipmentId: string;
  number: string;
  /** The order's status now. */
  status: string;
  lines: { orderLineId: string; skuId: string; qty: number }[];
}

/**
 * Sends an order, wholly or in part: the order's lines, then stock (on hand and reserved fall, cost of goods is posted),
 * then the shipment with what each line cost. Services ship with the goods and move no stock.
 * @throws not_found; wrong_state when the order cannot ship now, or more than is left is asked for; out_of_stock
 */
export async function shipOrderStep(ctx: Ctx, input: ShipOrder): Promise<ShippedOrder> {
  const order = await lockOrder(ctx, input.orderId);
  const [orderLines, held] = await Promise.all([readOrderLines(ctx, order.id), readHeld(ctx, order.id)]);
  const heldQty = new Map<string, number>();
  for (const row of held) heldQty.set(row.lineId, (heldQty.get(row.lineId) ?? 0) + row.qty);
  const lines = input.lines ? chosen(order, orderLines, input.lines) : allReserved(order, orderLines, heldQty);
  const { status } = await recordShipped(ctx, order, lines);
  const shipmentId = newId();
  const reason = order.channelKind === "retail" ? ("sale" as const) : ("shipment" as const);
  const [issued, number] = await Promise.all([
    issueStock(ctx, {
      documentType: "shipment",
      documentId: shipmentId,
      movedOn: ctx.today,
      fromLocationId: order.locationId,
      reason,
      lines: lines
        .filter((line) => line.kind === "goods")
        .map(({ orderLineId: lineId, skuId, qty }) => ({ lineId, skuId, qty })),
      consumeReservationsOf: order.id,
    }),
    ctx.nextLooseNumber("shipment", "SH-"),
  ]);
  const costs = new Map(issued.lines.map((line) => [line.lineId, line.valueMinor]));
  const rows = lines.map((line) => ({ id: newId(), ...line, costMinor: costs.get(line.orderLineId) ?? 0 }));
  await insertShipment(ctx, { id: shipmentId, number, order, input, rows });
  return { shipmentId, number, status, lines: lines.map(({ kind, ...line }) => line) };
}

type LineToShip = { orderLineId: string; skuId: string; qty: number; kind: OrderLineRow["kind"] };

function leftOf(line: OrderLineRow): number {
  return line.qty - line.shippedQty - line.cancelledQty;
}

function allReserved(order: OrderRow, lines: readonly OrderLineRow[], held: Map<string, number>): LineToShip[] {
  const ready = lines
    .map((line) => ({
      ...{ orderLineId: line.id, skuId: line.skuId, kind: line.kind },
      qty: line.kind === "service" ? leftOf(line) : Math.min(leftOf(line), held.get(line.id) ?? 0),
    }))
    .filter((line) => line.qty > 0);
  if (ready.length === 0) {
    throw new AppError("wrong_state", `Nothing of order ${order.number} is reserved and left to ship.`);
  }
  return ready;
}

function chosen(
  order: OrderRow,
  lines: readonly OrderLineRow[],
  asked: readonly { orderLineId: string; qty: number }[],
): LineToShip[] {
  const known = new Map(lines.map((line) => [line.id, line]));
  const byLine = new Map<string, LineToShip>();
  for (const [i, { orderLineId, qty }] of asked.entries()) {
    const line = known.get(orderLineId);
    if (!line) {
      throw new AppError("not_found", `Order ${order.number} has no such line.`, {
        fields: [{ path: `lines.${i}.orderLineId`, message: "Not a line of this order" }],
      });
    }
    const total = (byLine.get(orderLineId)?.qty ?? 0) + qty;
    if (total > leftOf(line)) {
      throw new AppError("wrong_state", `Only ${leftOf(line)} of line ${line.lineNo} are left to ship.`, {
        fields: [{ path: `lines.${i}.qty`, message: `At most ${leftOf(line)}` }],
      });
    }
    byLine.set(orderLineId, { orderLineId, skuId: line.skuId, qty: total, kind: line.kind });
  }
  return [...byLine.values()];
}

interface NewShipment {
  id: string;
  number: string;
  order: OrderRow;
  input: ShipOrder;
  rows: (LineToShip & { id: string; costMinor: number })[];
}

async function insertShipment(ctx: Ctx, { id, number, order, input, rows }: NewShipment): Promise<void> {
  const { sql, tenantId } = ctx;
  const carrier = input.carrier ?? null;
  const trackingNumber = input.trackingNumber ?? null;
  await sql`
    with sent as (
      insert into shipment (tenant_id, id, number, order_id, location_id, kind, carrier, tracking_number, shipped_on, shipped_at)
      values (${tenantId}, ${id}, ${number}, ${order.id}, ${order.locationId}, 'out', ${carrier}, ${trackingNumber},
              ${ctx.today}, ${ctx.now})
    )
    insert into shipment_line (tenant_id, id, shipment_id, order_line_id, sku_id, qty, condition, cost_minor)
    select ${tenantId}, r.id, ${id}, r."orderLineId", r."skuId", r.qty, 'sellable', r."costMinor"
    from jsonb_to_recordset(${jsonRows(sql, rows)}::jsonb)
      as r(id uuid, "orderLineId" uuid, "skuId" uuid, qty int, "costMinor" bigint)`;
  ctx.emit({
    type: "fulfilment.order_shipped",
    entityType: "shipment",
    entityId: id,
    after: {
      ...{ id, number, kind: "out", orderId: order.id, locationId: order.locationId, carrier, trackingNumber },
      shippedOn: ctx.today,
      lines: rows.map(({ orderLineId, skuId, qty }) => ({ orderLineId, skuId, qty, condition: "sellable" })),
    },
  });
}
