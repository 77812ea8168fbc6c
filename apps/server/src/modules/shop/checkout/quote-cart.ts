import { shopApi } from "@selvedge/contract";
import { AppError } from "../../../platform/errors.ts";
import { findCart } from "../cart/cart-row.ts";
import { shopQuery } from "../visitor.ts";
import { deliveryView, payWaysFor, priceCheckout, reckonCheckout } from "./reckon-checkout.ts";

/** What the cart costs at an address: deliveries, tax by component, total, and how it may be paid. */
export const quoteCart = shopQuery(shopApi.quoteCart, async (ctx, input, shop, visitor) => {
  const cart = await findCart(ctx, visitor, "read");
  if (cart?.status !== "open") throw new AppError("not_found", "Your bag is empty.");
  const checkout = await reckonCheckout(ctx, shop, cart, input);
  const priced = await priceCheckout(ctx, checkout);
  const taxes = new Map<string, number>();
  for (const c of priced.components) taxes.set(c.component, (taxes.get(c.component) ?? 0) + c.taxMinor);
  return {
    cart: checkout.view,
    deliveries: checkout.deliveries.map((d) => deliveryView(ctx, checkout.view.goodsMinor, d)),
    deliveryId: checkout.delivery.id,
    deliveryMinor: checkout.deliveryMinor,
    taxes: [...taxes].map(([component, taxMinor]) => ({ component, taxMinor })),
    taxMinor: priced.taxMinor,
    totalMinor: priced.totalMinor,
    payWays: payWaysFor(shop, priced.totalMinor),
  };
});
