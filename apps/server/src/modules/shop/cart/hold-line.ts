import type { Ctx } from "../../../platform/context.ts";
import { AppError } from "../../../platform/errors.ts";
import { newId } from "../../../platform/ids.ts";
import { prolongReservations, releaseReservations, reserveStock } from "../../inventory/index.ts";
import type { ShopRow } from "../shop-row.ts";
import type { CartRow } from "./cart-row.ts";

const heldUntil = (ctx: Ctx, shop: ShopRow): Date => new Date(ctx.now.getTime() + shop.holdMinutes * 60_000);

/**
 * Sets how many of a SKU a locked cart wants, and holds exactly those; what the cart held of others is held longer.
 * @param how `whole` refuses what cannot be had; `what_there_is` lowers the line to it, possibly to nothing
 * @returns how many the line now has
 * @throws out_of_stock saying how many there are
 */
export async function holdLine(
  ctx: Ctx,
  shop: ShopRow,
  cart: CartRow,
  skuId: string,
  qty: number,
  how: "whole" | "what_there_is" = "whole",
): Promise<number> {
  const { sql, tenantId } = ctx;
  const until = heldUntil(ctx, shop);
  // First, for it locks the levels of everything that is held, in key order.
  await prolongReservations(ctx, cart.id, until);
  const [known] = await sql<{ id: string }[]>`
    select id from cart_line where tenant_id = ${tenantId} and cart_id = ${cart.id} and sku_id = ${skuId}`;
  if (known) await letGo(ctx, cart.id, known.id);
  const lineId = known?.id ?? newId();
  const held = qty === 0 ? 0 : await reserve(ctx, shop, cart, { lineId, skuId, qty }, until, how);
  if (held === 0) {
    await sql`delete from cart_line where tenant_id = ${tenantId} and cart_id = ${cart.id} and sku_id = ${skuId}`;
  } else {
    await sql`
      insert into cart_line (tenant_id, cart_id, sku_id, id, qty, added_at)
      values (${tenantId}, ${cart.id}, ${skuId}, ${lineId}, ${held}, ${ctx.now})
      on conflict (tenant_id, cart_id, sku_id) do update set qty = excluded.qty`;
  }
  await sql`
    update cart set held_until = ${until}, changed_at = ${ctx.now} where tenant_id = ${tenantId} and id = ${cart.id}`;
  cart.heldUntil = until;
  return held;
}

async function reserve(
  ctx: Ctx,
  shop: ShopRow,
  cart: CartRow,
  line: { lineId: string; skuId: string; qty: number },
  expiresAt: Date,
  how: "whole" | "what_there_is",
): Promise<number> {
  try {
    const [held] = await reserveStock(ctx, {
      documentType: "cart",
      documentId: cart.id,
      policy: how === "whole" ? "refuse" : "partial",
      expiresAt,
      lines: [{ ...line, locationId: shop.channel.locationId }],
    });
    return held!.reservedQty;
  } catch (error) {
    throw error instanceof AppError && error.code === "out_of_stock" ? inWords(error) : error;
  }
}

/**
 * What the order desk reads as a shortage of a code is told to a shopper in a shopper's words.
 * @param nameOf what the shopper knows a SKU as, where more than one could be meant
 */
export function inWords(error: AppError, nameOf: (skuId: string) => string = () => "this size"): AppError {
  const [first] = (error.details?.["shortages"] ?? []) as { availableQty: number; skuId: string }[];
  const left = first?.availableQty ?? 0;
  const what = first ? nameOf(first.skuId) : "this size";
  const words =
    left > 0
      ? `Only ${left} of ${what} ${left === 1 ? "is" : "are"} left.`
      : `Somebody was faster: ${what} has just sold out.`;
  return new AppError("out_of_stock", words, { details: { availableQty: left, skuId: first?.skuId ?? null } });
}

async function letGo(ctx: Ctx, cartId: string, lineId: string): Promise<void> {
  const [held] = await ctx.sql<{ qty: number }[]>`
    select coalesce(sum(qty), 0)::int as qty from reservation
    where tenant_id = ${ctx.tenantId} and document_id = ${cartId} and document_line_id = ${lineId} and status = 'active'`;
  if (held!.qty > 0) {
    await releaseReservations(ctx, { documentId: cartId, lines: [{ lineId, qty: held!.qty }] });
  }
}
