import type { Ctx } from "../../../platform/context.ts";
import { AppError } from "../../../platform/errors.ts";
import { newId } from "../../../platform/ids.ts";
import { findShopperId, hashOf, newToken, type Visitor } from "../visitor.ts";

export interface CartRow {
  id: string;
  status: "open" | "ordered" | "merged";
  shopperId: string | null;
  heldUntil: Date | null;
  orderId: string | null;
}

export interface CartLineRow {
  id: string;
  skuId: string;
  qty: number;
  /** Held for this cart and not lapsed. */
  heldQty: number;
}

/** The visitor's cart: of their token, else the open one of the signed-in shopper. Null where there is none. */
export async function findCart(ctx: Ctx, visitor: Visitor, how: "read" | "lock"): Promise<CartRow | null> {
  const { sql, tenantId } = ctx;
  const lock = how === "lock" ? sql`for no key update` : sql``;
  const columns = sql`id, status, shopper_id as "shopperId", held_until as "heldUntil", order_id as "orderId"`;
  if (visitor.cartToken) {
    const hash = hashOf(visitor.cartToken);
    // By the token of its visitor, or that of the mail that reminded them of it.
    const [row] = await sql<CartRow[]>`
      select ${columns} from cart
      where tenant_id = ${tenantId} and (token_hash = ${hash} or reminder_hash = ${hash}) ${lock}`;
    if (row && row.status !== "merged") return row;
  }
  const shopperId = await findShopperId(ctx, visitor);
  if (!shopperId) return null;
  const [row] = await sql<CartRow[]>`
    select ${columns} from cart where tenant_id = ${tenantId} and shopper_id = ${shopperId} and status = 'open' ${lock}`;
  return row ?? null;
}

/** The visitor's open cart under lock, made when there is none; the token is told only of a new one. */
export async function lockOrOpenCart(ctx: Ctx, visitor: Visitor): Promise<{ cart: CartRow; token: string | null }> {
  const found = await findCart(ctx, visitor, "lock");
  if (found?.status === "open") return { cart: found, token: null };
  const shopperId = await findShopperId(ctx, visitor);
  const own = shopperId ? await findCart(ctx, { ...visitor, cartToken: null }, "lock") : null;
  if (own) return { cart: own, token: null };
  const token = newToken();
  const id = newId();
  await ctx.sql`
    insert into cart (tenant_id, id, token_hash, shopper_id, created_at, changed_at)
    values (${ctx.tenantId}, ${id}, ${hashOf(token)}, ${shopperId}, ${ctx.now}, ${ctx.now})`;
  return { cart: { id, status: "open", shopperId, heldUntil: null, orderId: null }, token };
}

/** The visitor's open cart under lock. @throws not_found where there is none, wrong_state when it was bought already */
export async function lockOpenCart(ctx: Ctx, visitor: Visitor): Promise<CartRow> {
  const cart = await findCart(ctx, visitor, "lock");
  if (!cart) throw new AppError("not_found", "Your bag is empty.");
  if (cart.status !== "open") throw new AppError("wrong_state", "This bag has been ordered already.");
  return cart;
}

export function readCartLines(ctx: Ctx, cartId: string): PromiseLike<CartLineRow[]> {
  const { sql, tenantId } = ctx;
  return sql<CartLineRow[]>`
    select l.id, l.sku_id as "skuId", l.qty,
           coalesce((select sum(v.qty)::int from reservation v
             where v.tenant_id = l.tenant_id and v.document_id = l.cart_id and v.document_line_id = l.id
               and v.status = 'active' and v.expires_at > ${ctx.now}), 0) as "heldQty"
    from cart_line l where l.tenant_id = ${tenantId} and l.cart_id = ${cartId}
    order by l.added_at, l.id`;
}
