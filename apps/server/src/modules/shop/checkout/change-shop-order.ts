import { shopApi } from "@selvedge/contract";
import type { Ctx } from "../../../platform/context.ts";
import { AppError, fieldError } from "../../../platform/errors.ts";
import { newId } from "../../../platform/ids.ts";
import { openSandboxPayment } from "../../payments/index.ts";
import { cancelOrderStep, changeStatus, lockOrder, type OrderRow, refundPaymentStep } from "../../sales/index.ts";
import { shopCommand, type Visitor } from "../visitor.ts";
import { getOrderOf, type WhichOrder } from "./find-shop-order.ts";
import { viewOrder } from "./get-shop-order.ts";
import { cancelNotes } from "./order-mails.ts";
import { payWaysFor } from "./reckon-checkout.ts";

/** A glance by number and mail shows an order; to change it takes its key or its shopper. */
async function lockOwnOrder(ctx: Ctx, visitor: Visitor, which: WhichOrder) {
  const found = await getOrderOf(ctx, visitor, which);
  if (found.isGlance) {
    throw new AppError("not_signed_in", "Open the order from the confirmation mail, or sign in, to change it.");
  }
  return { found, order: await lockOrder(ctx, found.orderId) };
}

/** Another try at paying, or a change to paying on delivery, while the order still waits for its money. */
export const payShopOrder = shopCommand(shopApi.payShopOrder, async (ctx, input, shop, visitor) => {
  const { found, order } = await lockOwnOrder(ctx, visitor, input);
  if (order.status !== "pending") throw notWaiting(order);
  if (!payWaysFor(shop, order.totalMinor).includes(input.pays)) {
    throw fieldError("pays", "This order cannot be paid that way; choose another");
  }
  if (input.pays === "on_delivery") {
    await setPays(ctx, found.orderId, "on_delivery", null);
    await changeStatus(ctx, order, "confirm", "Pays on delivery");
    return { payment: null };
  }
  await setPays(ctx, found.orderId, "online", new Date(ctx.now.getTime() + shop.payMinutes * 60_000));
  const open = await findOpenPayment(ctx, order.id);
  if (open) return { payment: { providerRef: open } };
  const { providerRef } = await openSandboxPayment(ctx, {
    amountMinor: order.totalMinor - order.paidMinor,
    orderId: order.id,
    customerId: order.customerId,
    captureLater: shop.takesMoney === "when_sent",
  });
  return { payment: { providerRef } };
});

function notWaiting(order: OrderRow): AppError {
  const words = order.status === "cancelled" ? "has been cancelled" : "has been paid or confirmed already";
  return new AppError("wrong_state", `Order ${order.number} ${words}.`);
}

async function setPays(ctx: Ctx, orderId: string, pays: "online" | "on_delivery", payUntil: Date | null) {
  await ctx.sql`
    update shop_order set pays = ${pays}, pay_until = ${payUntil}
    where tenant_id = ${ctx.tenantId} and order_id = ${orderId}`;
}

/** A payment that was begun and not decided is gone on with: two open ones could both be taken. */
async function findOpenPayment(ctx: Ctx, orderId: string): Promise<string | null> {
  const [row] = await ctx.sql<{ provider_ref: string }[]>`
    select provider_ref from payment
    where tenant_id = ${ctx.tenantId} and order_id = ${orderId} and method = 'sandbox' and status = 'pending'
    order by created_at desc limit 1`;
  return row?.provider_ref ?? null;
}

export const cancelShopOrder = shopCommand(shopApi.cancelShopOrder, async (ctx, input, _shop, visitor) => {
  const { order } = await lockOwnOrder(ctx, visitor, input);
  if (!["pending", "confirmed"].includes(order.status)) {
    throw new AppError("wrong_state", "Your order is being packed or has left; you can send it back when it arrives.");
  }
  return { status: (await cancelAndGiveBack(ctx, order, cancelNotes.byShopper)).status };
});

/** Cancels an order of which nothing has left, and gives back what was paid for it. */
export async function cancelAndGiveBack(ctx: Ctx, order: OrderRow, reason: string) {
  const cancelled = await cancelOrderStep(ctx, order, reason);
  await ctx.sql`
    update shop_order set pay_until = null where tenant_id = ${ctx.tenantId} and order_id = ${order.id}`;
  const paid = await ctx.sql<{ id: string }[]>`
    select id from payment where tenant_id = ${ctx.tenantId} and order_id = ${order.id} and direction = 'in'
      and status = 'captured' and unapplied_minor > 0 order by id`;
  for (const { id } of paid) await refundPaymentStep(ctx, { paymentId: id, reason });
  return cancelled;
}

/** Asks to send pieces back: of what left, within the time, each piece once. */
export const askForReturn = shopCommand(shopApi.askForReturn, async (ctx, input, shop, visitor) => {
  const { found } = await lockOwnOrder(ctx, visitor, input);
  const view = await viewOrder(ctx, shop.returnDays, found);
  if (view.mayReturnUntil === null) {
    throw new AppError("wrong_state", "There is nothing of this order that can be sent back now.");
  }
  const seen = new Set<string>();
  input.lines.forEach((asked, i) => {
    const line = view.lines.find((l) => l.lineId === asked.lineId);
    if (!line || seen.has(asked.lineId)) throw fieldError(`lines.${i}.lineId`, "Not a line of this order");
    seen.add(asked.lineId);
    if (asked.qty > line.mayReturnQty) throw fieldError(`lines.${i}.qty`, `At most ${line.mayReturnQty}`);
  });
  return writeRequest(ctx, found.orderId, input);
});

async function writeRequest(
  ctx: Ctx,
  orderId: string,
  input: { reason: string; note?: string | undefined; lines: readonly { lineId: string; qty: number }[] },
) {
  const id = newId();
  const lines = input.lines.map(({ lineId, qty }) => ({ orderLineId: lineId, qty }));
  await ctx.sql`
    insert into return_request (tenant_id, id, order_id, reason, note, lines, asked_at)
    values (${ctx.tenantId}, ${id}, ${orderId}, ${input.reason}, ${input.note ?? null},
            ${ctx.sql.json(lines as never)}, ${ctx.now})`;
  const after = { orderId, reason: input.reason, note: input.note ?? null, lines, status: "asked" };
  ctx.emit({ type: "shop.return_asked", entityType: "return_request", entityId: id, after });
  return { id };
}
