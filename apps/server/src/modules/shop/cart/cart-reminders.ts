import { shopApi } from "@selvedge/contract";
import { normaliseEmail } from "@selvedge/domain";
import { AppError } from "../../../platform/errors.ts";
import { hashOf, shopCommand } from "../visitor.ts";
import { lockOpenCart } from "./cart-row.ts";

/** Whose bag it is, as typed at the checkout, and whether they want to be reminded of it. */
export const setCartContact = shopCommand(shopApi.setCartContact, async (ctx, input, shop, visitor) => {
  const cart = await lockOpenCart(ctx, visitor);
  // Where nobody is reminded, an address that was only typed is nobody's to keep.
  if (shop.remindHours === null) return {};
  await ctx.sql`
    update cart set email_key = ${normaliseEmail(input.email)}, wants_no_reminder = ${!input.remind}
    where tenant_id = ${ctx.tenantId} and id = ${cart.id}`;
  return {};
});

/** No reminder to this address any more; asked by the link of one, so nobody stops another's. */
export const stopReminders = shopCommand(shopApi.stopReminders, async (ctx, input) => {
  const { sql, tenantId } = ctx;
  const stopped = await sql`
    insert into shop_reminder_stop (tenant_id, email_key, stopped_at)
    select ${tenantId}, coalesce(s.email_key, c.email_key), ${ctx.now}
    from cart c left join shopper s on s.tenant_id = c.tenant_id and s.id = c.shopper_id
    where c.tenant_id = ${tenantId} and c.reminder_hash = ${hashOf(input.token)}
      and coalesce(s.email_key, c.email_key) is not null
    on conflict (tenant_id, email_key) do update set stopped_at = shop_reminder_stop.stopped_at returning 1`;
  if (stopped.length === 0) throw new AppError("not_found", "This link is not known; write to us and we take you off.");
  return {};
});
