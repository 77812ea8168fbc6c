import { type OutputOf, type ParsedInputOf, shopApi } from "@selvedge/contract";
import { formatMoney, normaliseEmail } from "@selvedge/domain";
import type { Ctx } from "../../../platform/context.ts";
import { AppError, fieldError } from "../../../platform/errors.ts";
import { releaseReservations } from "../../inventory/index.ts";
import { changeShopperProfile, readCustomer } from "../../party/index.ts";
import { openSandboxPayment } from "../../payments/index.ts";
import { takeCoupon } from "../../pricing/index.ts";
import { placeOrderStep } from "../../sales/index.ts";
import { type CartRow, findCart } from "../cart/cart-row.ts";
import { inWords } from "../cart/hold-line.ts";
import type { ShopRow } from "../shop-row.ts";
import { hashOf, shopCommand } from "../visitor.ts";
import { orderKey } from "./order-key.ts";
import { mailOrderConfirmed } from "./order-mails.ts";
import { type Checkout, payWaysFor, reckonCheckout } from "./reckon-checkout.ts";

type Input = ParsedInputOf<typeof shopApi.placeShopOrder>;
type Answer = OutputOf<typeof shopApi.placeShopOrder>;
type Placed = Awaited<ReturnType<typeof placeOrderStep>>;

/**
 * Buys a cart, once: the cart's row is locked, and a cart that was bought answers with its order. Held pieces go over
 * to the order without being free in between. An order paid online waits for its payment and is confirmed by the
 * provider's report; one paid on delivery is confirmed at once.
 */
export const placeShopOrder = shopCommand(shopApi.placeShopOrder, async (ctx, input, shop, visitor) => {
  const cart = await findCart(ctx, visitor, "lock");
  if (!cart) throw new AppError("not_found", "Your bag is empty.");
  if (cart.orderId) return answerAgain(ctx, cart.id, cart.orderId);
  const checkout = await reckonCheckout(ctx, shop, cart, input);
  const placed = await place(ctx, input, checkout, cart);
  assertAsShown(ctx, shop, input, placed);
  if (checkout.coupon) await takeCoupon(ctx, checkout.coupon.id);
  await closeCart(ctx, cart, placed.orderId);
  await recordShopOrder(ctx, { shop, input, cart, checkout, placed });
  if (checkout.customerId) await keepProfile(ctx, checkout.customerId, input, checkout);
  const answer = {
    number: placed.number,
    key: orderKey(cart.id),
    totalMinor: placed.priced.totalMinor,
    currency: placed.currency,
    status: placed.status,
  };
  if (input.pays === "on_delivery") {
    await mailOrderConfirmed(ctx, shop, placed.orderId);
    return { ...answer, payment: null };
  }
  const { providerRef } = await openSandboxPayment(ctx, {
    amountMinor: placed.priced.totalMinor,
    orderId: placed.orderId,
    customerId: checkout.customerId ?? null,
    captureLater: shop.takesMoney === "when_sent",
  });
  return { ...answer, payment: { providerRef } };
});

async function place(ctx: Ctx, input: Input, checkout: Checkout, cart: CartRow): Promise<Placed> {
  try {
    return await placeOrderStep(ctx, {
      ...checkout.draft,
      buyerName: input.name,
      buyerEmail: normaliseEmail(input.email),
      confirm: input.pays === "on_delivery",
      partialShip: "refuse",
      payments: [],
      heldByCartId: cart.id,
    });
  } catch (error) {
    throw error instanceof AppError && error.code === "out_of_stock" ? inWords(error, nameIn(checkout)) : error;
  }
}

/** `Meera kurta, Indigo, size M`, as the bag calls it. */
const nameIn =
  ({ view }: Checkout) =>
  (skuId: string): string => {
    const line = view.lines.find((l) => l.skuId === skuId);
    if (!line) return "one of them";
    const { styleName, colourName, size } = line;
    return [styleName, colourName, ...(size === "ONE" ? [] : [`size ${size}`])].join(", ");
  };

/** What was shown is what is charged: a price, coupon or delivery that changed meanwhile is looked at again first. */
function assertAsShown(ctx: Ctx, shop: ShopRow, input: Input, placed: Placed): void {
  const { totalMinor } = placed.priced;
  if (!payWaysFor(shop, totalMinor).includes(input.pays)) {
    throw fieldError("pays", "This order cannot be paid that way; choose another");
  }
  if (input.totalMinor === undefined || input.totalMinor === totalMinor) return;
  const money = (minor: number) => formatMoney(minor, placed.currency, ctx.tenant.locale);
  throw new AppError(
    "conflict",
    `The total is ${money(totalMinor)} by now, not ${money(input.totalMinor)}. Look it over and order again.`,
    { details: { totalMinor } },
  );
}

async function closeCart(ctx: Ctx, cart: CartRow, orderId: string): Promise<void> {
  await releaseReservations(ctx, { documentId: cart.id });
  await ctx.sql`
    update cart set status = 'ordered', order_id = ${orderId}, held_until = null, changed_at = ${ctx.now}
    where tenant_id = ${ctx.tenantId} and id = ${cart.id}`;
}

async function recordShopOrder(
  ctx: Ctx,
  order: { shop: ShopRow; input: Input; cart: CartRow; checkout: Checkout; placed: Placed },
): Promise<void> {
  const { shop, input, cart, checkout, placed } = order;
  const { name, leastDays, mostDays } = checkout.delivery;
  const payUntil = input.pays === "online" ? new Date(ctx.now.getTime() + shop.payMinutes * 60_000) : null;
  await ctx.sql`
    insert into shop_order (tenant_id, order_id, cart_id, shopper_id, key_hash, email_key, phone, pays, delivery_name,
                            delivery_minor, least_days, most_days, coupon, pay_until)
    values (${ctx.tenantId}, ${placed.orderId}, ${cart.id}, ${cart.shopperId}, ${hashOf(orderKey(cart.id))},
            ${normaliseEmail(input.email)}, ${input.phone ?? null}, ${input.pays}, ${name}, ${checkout.deliveryMinor},
            ${leastDays}, ${mostDays}, ${checkout.coupon?.coupon ?? null}, ${payUntil})`;
}

/** A shopper with an account may have the address kept, and say whether they want news. */
async function keepProfile(ctx: Ctx, customerId: string, input: Input, checkout: Checkout): Promise<void> {
  if (!input.keepAddress && !input.wantsNews) return;
  const customer = await readCustomer(ctx, customerId);
  const had = customer.addresses.filter((a) => a.kind === "shipping");
  const { line1, postcode } = checkout.shipTo;
  const isKnown = had.some((a) => a.line1 === line1 && (a.postcode ?? undefined) === postcode);
  const all = [
    ...had.map((a) => ({
      ...{ line1: a.line1, city: a.city, country: a.country, isDefault: false },
      ...{ line2: a.line2 ?? undefined, state: a.state ?? undefined, postcode: a.postcode ?? undefined },
    })),
    { ...checkout.shipTo, isDefault: true },
  ];
  await changeShopperProfile(ctx, customerId, {
    ...(input.wantsNews ? { wantsNews: true } : {}),
    ...(input.keepAddress && !isKnown ? { addresses: all.slice(-20) } : {}),
  });
}

async function answerAgain(ctx: Ctx, cartId: string, orderId: string): Promise<Answer> {
  const [row] = await ctx.sql<(Omit<Answer, "key" | "payment"> & { providerRef: string | null })[]>`
    select o.number, o.total_minor as "totalMinor", o.currency, o.status,
           (select p.provider_ref from payment p where p.tenant_id = o.tenant_id and p.order_id = o.id
              and p.method = 'sandbox' and p.direction = 'in' order by p.created_at desc, p.id desc limit 1) as "providerRef"
    from sales_order o where o.tenant_id = ${ctx.tenantId} and o.id = ${orderId}`;
  const { providerRef, ...order } = row!;
  return { ...order, key: orderKey(cartId), payment: providerRef ? { providerRef } : null };
}
