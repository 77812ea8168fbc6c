import type { Ctx } from "../../platform/context.ts";
import { jsonRows } from "../../platform/db.ts";
import { AppError } from "../../platform/errors.ts";
import { changeStatus } from "./change-status.ts";
import type { OrderRow } from "./order-row.ts";

interface LineQty {
  orderLineId: string;
  qty: number;
}

interface Progress {
  wanted: number;
  shipped: number;
  returned: number;
}

/** Adds to a quantity of the lines, within its bound, and tells how far the whole order is. */
async function addToLines(ctx: Ctx, order: OrderRow, lines: readonly LineQty[], what: "shipped" | "returned") {
  const { sql, tenantId } = ctx;
  const summed = new Map<string, number>();
  for (const l of lines) summed.set(l.orderLineId, (summed.get(l.orderLineId) ?? 0) + l.qty);
  const rows = [...summed].map(([id, qty]) => ({ id, qty }));
  const changed =
    what === "shipped"
      ? await sql`
          update sales_order_line l set shipped_qty = l.shipped_qty + r.qty
          from jsonb_to_recordset(${jsonRows(sql, rows)}::jsonb) as r(id uuid, qty int)
          where l.tenant_id = ${tenantId} and l.order_id = ${order.id} and l.id = r.id
            and l.shipped_qty + l.cancelled_qty + r.qty <= l.qty returning 1`
      : await sql`
          update sales_order_line l set returned_qty = l.returned_qty + r.qty
          from jsonb_to_recordset(${jsonRows(sql, rows)}::jsonb) as r(id uuid, qty int)
          where l.tenant_id = ${tenantId} and l.order_id = ${order.id} and l.id = r.id
            and l.returned_qty + r.qty <= l.shipped_qty returning 1`;
  if (changed.length !== rows.length) {
    throw new AppError(
      "wrong_state",
      what === "shipped"
        ? `More than is left to ship of order ${order.number}, or lines that are not its own.`
        : `More than was shipped and not yet returned of order ${order.number}, or lines that are not its own.`,
    );
  }
  const [progress] = await sql<Progress[]>`
    select sum(qty - cancelled_qty)::int as wanted, sum(shipped_qty)::int as shipped, sum(returned_qty)::int as returned
    from sales_order_line where tenant_id = ${tenantId} and order_id = ${order.id}`;
  return progress!;
}

/** Records that pieces of a locked order left. @throws wrong_state when more than is left to ship */
export async function recordShipped(ctx: Ctx, order: OrderRow, lines: readonly LineQty[]) {
  const { wanted, shipped } = await addToLines(ctx, order, lines, "shipped");
  return changeStatus(ctx, order, shipped >= wanted ? "ship" : "ship_part");
}

/** Records that pieces came back. @throws wrong_state when more than was shipped */
export async function recordReturned(ctx: Ctx, order: OrderRow, lines: readonly LineQty[], reason: string) {
  const { wanted, returned } = await addToLines(ctx, order, lines, "returned");
  return changeStatus(ctx, order, returned >= wanted ? "return_all" : "return_part", reason);
}

type MoneyColumn = "paid_minor" | "refunded_minor" | "invoiced_minor";

async function addMoney(ctx: Ctx, order: OrderRow, column: MoneyColumn, amountMinor: number): Promise<void> {
  const [row] = await ctx.sql<{ version: number; amount: number }[]>`
    update sales_order set ${ctx.sql(column)} = ${ctx.sql(column)} + ${amountMinor}, version = version + 1
    where tenant_id = ${ctx.tenantId} and id = ${order.id}
    returning version, ${ctx.sql(column)} as amount`;
  order.version = row!.version;
  const key = { paid_minor: "paidMinor", refunded_minor: "refundedMinor", invoiced_minor: "invoicedMinor" }[column];
  ctx.emit({
    type: {
      paid_minor: "sales.order_paid",
      refunded_minor: "sales.order_refunded",
      invoiced_minor: "sales.order_invoiced",
    }[column],
    entityType: "sales_order",
    entityId: order.id,
    before: { [key]: row!.amount - amountMinor },
    after: { [key]: row!.amount, version: row!.version },
  });
}

export const recordPaid = (ctx: Ctx, order: OrderRow, amountMinor: number) =>
  addMoney(ctx, order, "paid_minor", amountMinor);
export const recordRefunded = (ctx: Ctx, order: OrderRow, amountMinor: number) =>
  addMoney(ctx, order, "refunded_minor", amountMinor);
/** Adds what an invoice claims of the order. A credit note does not lower it: what was invoiced is no open order again. */
export const recordInvoiced = (ctx: Ctx, order: OrderRow, amountMinor: number) =>
  addMoney(ctx, order, "invoiced_minor", amountMinor);
