import type { Ctx } from "../../platform/context.ts";
import { reserveStock } from "../inventory/index.ts";
import { insertOrder, type NewOrder, tellPlaced } from "./insert-order.ts";

/**
 * Writes an order that was sold and paid somewhere else already (a till), at the amounts charged there, and reserves its
 * goods. Whatever price lists say now, these are the amounts: the caller tells people where they differ.
 * @param goods the lines that stock is kept of
 */
export async function recordCounterSale(
  ctx: Ctx,
  sale: Omit<NewOrder, "number" | "confirm" | "policy">,
  goods: readonly { id: string; skuId: string; qty: number }[],
): Promise<{ orderId: string; number: string }> {
  const number = await ctx.nextLooseNumber("sales_order", "SO-");
  const order: NewOrder = { ...sale, number, confirm: true, policy: "refuse" };
  await insertOrder(ctx, order);
  await reserveStock(ctx, {
    documentType: "sales_order",
    documentId: sale.orderId,
    policy: "refuse",
    lines: goods.map((l) => ({ lineId: l.id, skuId: l.skuId, locationId: sale.location.id, qty: l.qty })),
  });
  tellPlaced(ctx, order);
  return { orderId: sale.orderId, number };
}
