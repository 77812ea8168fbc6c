import { normaliseEmail } from "@selvedge/domain";
import type { Ctx } from "../../../platform/context.ts";
import { AppError } from "../../../platform/errors.ts";
import { findShopperId, hashOf, type Visitor } from "../visitor.ts";

export interface WhichOrder {
  number: string;
  key?: string | undefined;
  email?: string | undefined;
}

export interface ShopOrderRow {
  orderId: string;
  cartId: string;
  email: string;
  pays: "online" | "on_delivery";
  deliveryName: string;
  deliveryMinor: number;
  leastDays: number;
  mostDays: number;
  payUntil: Date | null;
  /** Opened by number and mail alone: what would tell a stranger more than that is left out. */
  isGlance: boolean;
}

/**
 * The order a visitor may see: by its key, as its shopper (of the account, or of the address that the account proved),
 * or by number and mail together. Whatever does not fit is answered alike, so that numbers cannot be tried out.
 * @throws not_found
 */
export async function getOrderOf(ctx: Ctx, visitor: Visitor, which: WhichOrder): Promise<ShopOrderRow> {
  const { sql, tenantId } = ctx;
  const shopperId = await findShopperId(ctx, visitor);
  const [row] = await sql<(ShopOrderRow & { keyHash: string; isOwn: boolean })[]>`
    select s.order_id as "orderId", s.cart_id as "cartId", s.email_key as email, s.pays, s.delivery_name as "deliveryName",
           s.delivery_minor as "deliveryMinor", s.least_days as "leastDays", s.most_days as "mostDays",
           s.pay_until as "payUntil", s.key_hash as "keyHash",
           coalesce(s.shopper_id = ${shopperId}::uuid or s.email_key =
             (select email_key from shopper where tenant_id = ${tenantId} and id = ${shopperId}::uuid), false) as "isOwn"
    from sales_order o join shop_order s on s.tenant_id = o.tenant_id and s.order_id = o.id
    where o.tenant_id = ${tenantId} and o.number = ${which.number.toUpperCase()}`;
  const hasKey = row !== undefined && which.key !== undefined && hashOf(which.key) === row.keyHash;
  const knowsMail = row !== undefined && which.email !== undefined && normaliseEmail(which.email) === row.email;
  if (!row || !(hasKey || row.isOwn || knowsMail)) {
    throw new AppError(
      "not_found",
      "There is no order of that number and e-mail address. Look at the confirmation mail.",
    );
  }
  const { keyHash: _hash, isOwn, ...order } = row;
  return { ...order, isGlance: !hasKey && !isOwn };
}
