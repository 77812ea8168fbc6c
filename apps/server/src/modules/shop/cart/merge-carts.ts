import type { Ctx } from "../../../platform/context.ts";
import { releaseReservations } from "../../inventory/index.ts";
import type { ShopRow } from "../shop-row.ts";
import { hashOf, type Visitor } from "../visitor.ts";
import { type CartRow, readCartLines } from "./cart-row.ts";
import { holdLine } from "./hold-line.ts";

/**
 * At sign-in the visitor's cart becomes the shopper's: theirs where they had none, else its pieces join those that were
 * there, as far as there are enough.
 */
export async function mergeCarts(ctx: Ctx, shop: ShopRow, visitor: Visitor, shopperId: string): Promise<void> {
  const { sql, tenantId } = ctx;
  if (!visitor.cartToken) return;
  const [guest] = await sql<CartRow[]>`
    select id, status, shopper_id as "shopperId", held_until as "heldUntil", order_id as "orderId" from cart
    where tenant_id = ${tenantId} and ${hashOf(visitor.cartToken)} in (token_hash, reminder_hash) and status = 'open'
    for no key update`;
  if (!guest || guest.shopperId !== null) return;
  const [own] = await sql<CartRow[]>`
    select id, status, shopper_id as "shopperId", held_until as "heldUntil", order_id as "orderId" from cart
    where tenant_id = ${tenantId} and shopper_id = ${shopperId} and status = 'open' for no key update`;
  if (!own) {
    await sql`update cart set shopper_id = ${shopperId} where tenant_id = ${tenantId} and id = ${guest.id}`;
    return;
  }
  const [brought, had] = await Promise.all([readCartLines(ctx, guest.id), readCartLines(ctx, own.id)]);
  await releaseReservations(ctx, { documentId: guest.id });
  await sql`update cart set status = 'merged', held_until = null where tenant_id = ${tenantId} and id = ${guest.id}`;
  for (const line of [...brought].sort((a, b) => (a.skuId < b.skuId ? -1 : 1))) {
    const together = line.qty + (had.find((l) => l.skuId === line.skuId)?.qty ?? 0);
    await holdLine(ctx, shop, own, line.skuId, Math.min(100, together), "what_there_is");
  }
}
