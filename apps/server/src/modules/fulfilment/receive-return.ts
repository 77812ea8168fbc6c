import type { ReturnReason } from "@selvedge/contract";
import { consumePool } from "@selvedge/domain";
import type { Ctx } from "../../platform/context.ts";
import { jsonRows } from "../../platform/db.ts";
import { AppError } from "../../platform/errors.ts";
import { newId } from "../../platform/ids.ts";
import { takeBackStock } from "../inventory/index.ts";
import { lockOrder, type OrderLineRow, type OrderRow, readOrderLines, recordReturned } from "../sales/index.ts";

export interface ReceiveReturn {
  orderId: string;
  /** Where sellable pieces go; where the order shipped from when left out. */
  locationId?: string | undefined;
  reason: string;
  /** The reason in one of a few words, where it is known. */
  cause?: ReturnReason | undefined;
  lines: readonly { orderLineId: string; qty: number; condition: "sellable" | "damaged" }[];
}

export interface ReceivedReturn {
  shipmentId: string;
  number: string;
  /** The order's status now. */
  status: string;
  lines: { orderLineId: string; skuId: string; qty: number; condition: "sellable" | "damaged" }[];
}

/**
 * Takes goods of an order back after inspection, at what they cost when they left (the line's remaining cost in
 * proportion; the last piece takes what is left). Sellable pieces are stock again, damaged ones wait in quarantine.
 * @throws not_found; wrong_state when more comes back than was shipped
 */
export async function receiveReturnStep(ctx: Ctx, input: ReceiveReturn): Promise<ReceivedReturn> {
  const order = await lockOrder(ctx, input.orderId);
  const [orderLines, costs] = await Promise.all([readOrderLines(ctx, order.id), readCosts(ctx, order.id)]);
  const rows = costedLines(order, orderLines, costs, input.lines);
  const { status } = await recordReturned(
    ctx,
    order,
    rows.map(({ orderLineId, qty }) => ({ orderLineId, qty })),
    input.reason,
  );
  const shipmentId = newId();
  const locationId = input.locationId ?? order.locationId;
  const [number] = await Promise.all([
    ctx.nextLooseNumber("return", "RT-"),
    takeBackStock(ctx, {
      documentType: "shipment",
      documentId: shipmentId,
      movedOn: ctx.today,
      toLocationId: locationId,
      lines: rows
        .filter((row) => row.kind === "goods")
        .map(({ orderLineId: lineId, skuId, qty, condition, costMinor: valueMinor }) => ({
          ...{ lineId, skuId, qty, condition, valueMinor },
        })),
    }),
  ]);
  await insertReturn(ctx, { id: shipmentId, number, order, locationId, input, rows });
  return { shipmentId, number, status, lines: rows.map(({ id, kind, costMinor, ...line }) => line) };
}

interface LineCost {
  orderLineId: string;
  /** Pieces with the customer, and what they cost. */
  qty: number;
  valueMinor: number;
}

async function readCosts(ctx: Ctx, orderId: string): Promise<Map<string, LineCost>> {
  const rows = await ctx.sql<LineCost[]>`
    select l.order_line_id as "orderLineId",
           sum(case s.kind when 'out' then l.qty else -l.qty end)::int as qty,
           sum(case s.kind when 'out' then l.cost_minor else -l.cost_minor end)::bigint as "valueMinor"
    from shipment s
    join shipment_line l on l.tenant_id = s.tenant_id and l.shipment_id = s.id
    where s.tenant_id = ${ctx.tenantId} and s.order_id = ${orderId}
    group by l.order_line_id`;
  return new Map(rows.map((row) => [row.orderLineId, row]));
}

type ReturnLine = {
  id: string;
  orderLineId: string;
  skuId: string;
  qty: number;
  condition: "sellable" | "damaged";
  kind: OrderLineRow["kind"];
  costMinor: number;
};

function costedLines(
  order: OrderRow,
  orderLines: readonly OrderLineRow[],
  costs: Map<string, LineCost>,
  asked: ReceiveReturn["lines"],
): ReturnLine[] {
  const known = new Map(orderLines.map((line) => [line.id, line]));
  return asked.map(({ orderLineId, qty, condition }, i) => {
    const line = known.get(orderLineId);
    if (!line) {
      throw new AppError("not_found", `Order ${order.number} has no such line.`, {
        fields: [{ path: `lines.${i}.orderLineId`, message: "Not a line of this order" }],
      });
    }
    const withCustomer = costs.get(orderLineId) ?? { orderLineId, qty: 0, valueMinor: 0 };
    const { pool, valueMinor, shortQty } = consumePool(withCustomer, qty);
    if (shortQty > 0) {
      throw new AppError("wrong_state", `Only ${withCustomer.qty} of line ${line.lineNo} are with the customer.`, {
        fields: [{ path: `lines.${i}.qty`, message: `At most ${withCustomer.qty}` }],
      });
    }
    costs.set(orderLineId, { orderLineId, ...pool });
    return { id: newId(), orderLineId, skuId: line.skuId, qty, condition, kind: line.kind, costMinor: valueMinor };
  });
}

interface NewReturn {
  id: string;
  number: string;
  order: OrderRow;
  locationId: string;
  input: ReceiveReturn;
  rows: ReturnLine[];
}

async function insertReturn(ctx: Ctx, { id, number, order, locationId, input, rows }: NewReturn): Promise<void> {
  const { sql, tenantId } = ctx;
  const { reason, cause = null } = input;
  await sql`
    with taken as (
      insert into shipment (tenant_id, id, number, order_id, location_id, kind, cause, shipped_on, shipped_at)
      values (${tenantId}, ${id}, ${number}, ${order.id}, ${locationId}, 'return', ${cause}, ${ctx.today}, ${ctx.now})
    )
    insert into shipment_line (tenant_id, id, shipment_id, order_line_id, sku_id, qty, condition, cost_minor)
    select ${tenantId}, r.id, ${id}, r."orderLineId", r."skuId", r.qty, r.condition, r."costMinor"
    from jsonb_to_recordset(${jsonRows(sql, rows)}::jsonb)
      as r(id uuid, "orderLineId" uuid, "skuId" uuid, qty int, condition text, "costMinor" bigint)`;
  ctx.emit({
    type: "fulfilment.return_received",
    entityType: "shipment",
    entityId: id,
    after: {
      ...{ id, number, kind: "return", orderId: order.id, locationId, reason, cause },
      shippedOn: ctx.today,
      lines: rows.map(({ orderLineId, skuId, qty, condition }) => ({ orderLineId, skuId, qty, condition })),
    },
  });
}
