import { formatMoney } from "@selvedge/domain";
import type { Ctx } from "../../../platform/context.ts";
import { composeMail, type MailText, queueMail } from "../../../platform/mail/index.ts";
import { shopOrigin } from "../shop-origin.ts";
import type { ShopRow } from "../shop-row.ts";
import type { ShopOrderRow } from "./find-shop-order.ts";
import { viewOrder } from "./get-shop-order.ts";
import { orderKey } from "./order-key.ts";

async function findShopOrder(ctx: Ctx, orderId: string): Promise<ShopOrderRow | null> {
  const [row] = await ctx.sql<ShopOrderRow[]>`
    select order_id as "orderId", cart_id as "cartId", email_key as email, pays, delivery_name as "deliveryName",
           delivery_minor as "deliveryMinor", least_days as "leastDays", most_days as "mostDays",
           pay_until as "payUntil", false as "isGlance"
    from shop_order where tenant_id = ${ctx.tenantId} and order_id = ${orderId}`;
  return row ?? null;
}

const shortDay = (day: string, locale: string): string =>
  new Intl.DateTimeFormat(locale, { day: "numeric", month: "long", timeZone: "UTC" }).format(
    new Date(`${day}T00:00:00Z`),
  );

interface OrderMail extends MailText {
  subject: string;
}

type Order = Awaited<ReturnType<typeof viewOrder>>;

/** Mails the shopper of an order of the shop; an order of another channel has none, and nothing is sent. */
async function mailAbout(ctx: Ctx, shop: ShopRow, orderId: string, write: (order: Order) => OrderMail): Promise<void> {
  const found = await findShopOrder(ctx, orderId);
  if (!found) return;
  const order = await viewOrder(ctx, shop.returnDays, found);
  const { subject, ...mail } = write(order);
  const url = `${shopOrigin(ctx)}/orders/${encodeURIComponent(order.number)}?key=${orderKey(found.cartId)}`;
  await queueMail(ctx, {
    to: { address: found.email, name: order.buyerName },
    subject,
    about: { type: "sales_order", id: orderId },
    ...composeMail(ctx, {
      ...mail,
      action: { label: "See your order", url },
      footer: shop.contactEmail
        ? `Questions? Write to ${shop.contactEmail} and name ${order.number}.`
        : `Order ${order.number}`,
    }),
  });
}

function listing(ctx: Ctx, order: Order): string[] {
  const money = (minor: number) => formatMoney(minor, order.currency, ctx.tenant.locale);
  const lines = order.lines.map((l) => {
    const size = l.size === "ONE" ? "" : `, size ${l.size}`;
    return `${l.qty} × ${l.styleName}, ${l.colourName}${size}: ${money(l.lineMinor)}`;
  });
  const delivery = order.deliveryMinor > 0 ? money(order.deliveryMinor) : "free";
  const tax =
    order.priceMode === "inclusive" ? `including ${money(order.taxMinor)} tax` : `with ${money(order.taxMinor)} tax`;
  return [...lines, `${order.deliveryName}: ${delivery}`, `Total ${money(order.totalMinor)}, ${tax}`];
}

const isReserved = (order: Order): boolean => order.lastPayment?.status === "authorised";

/** The order stands: paid, or to be paid at the door. */
export function mailOrderConfirmed(ctx: Ctx, shop: ShopRow, orderId: string): Promise<void> {
  return mailAbout(ctx, shop, orderId, (order) => ({
    subject: `Your order ${order.number} at ${shop.title}`,
    title: "Thank you, your order is on its way to us",
    body: [
      `We have ${order.pays === "online" && !isReserved(order) ? "your payment and " : ""}your order ${order.number}.`,
      ...(isReserved(order) ? ["Your bank has set the money aside; it is taken when the parcel leaves."] : []),
      ...listing(ctx, order),
      `It should be with you between ${shortDay(order.arrivesFrom, ctx.tenant.locale)} and ${shortDay(order.arrivesBy, ctx.tenant.locale)}.`,
    ],
  }));
}

export function mailOrderShipped(ctx: Ctx, shop: ShopRow, orderId: string): Promise<void> {
  return mailAbout(ctx, shop, orderId, (order) => {
    const parcel = order.parcels.at(-1);
    const tracking = [parcel?.carrier, parcel?.trackingNumber].filter(Boolean).join(" ");
    return {
      subject: `Your order ${order.number} has left`,
      title: "Your order has left",
      body: [tracking ? `It travels with ${tracking}.` : "It is on its way to you.", ...listing(ctx, order)],
    };
  });
}

/** @param why said to the shopper, a sentence */
export function mailOrderCancelled(ctx: Ctx, shop: ShopRow, orderId: string, why: string): Promise<void> {
  return mailAbout(ctx, shop, orderId, (order) => ({
    subject: `Your order ${order.number} has been cancelled`,
    title: "Your order has been cancelled",
    body: [why, ...(order.refundedMinor > 0 ? ["What you paid is on its way back to you."] : ["Nothing was charged."])],
  }));
}

/** Money came for an order that is not there for it any more. */
export function mailMoneyGoesBack(ctx: Ctx, shop: ShopRow, orderId: string, amountMinor: number): Promise<void> {
  return mailAbout(ctx, shop, orderId, (order) => ({
    subject: `Your payment for ${order.number} goes back to you`,
    title: "Your payment goes back to you",
    body: [
      `Your payment of ${formatMoney(amountMinor, order.currency, ctx.tenant.locale)} reached us when order ${order.number} was ` +
        `${order.state === "cancelled" ? "cancelled already" : "paid already"}. We have sent it back in full.`,
    ],
  }));
}

export function mailReturnAnswered(
  ctx: Ctx,
  shop: ShopRow,
  orderId: string,
  answer: { accept: boolean; words: string | null },
): Promise<void> {
  return mailAbout(ctx, shop, orderId, (order) => ({
    subject: `About sending back from order ${order.number}`,
    title: answer.accept ? "Yes, please send it back" : "We cannot take this back",
    body: [
      ...(answer.words ? [answer.words] : []),
      ...(answer.accept ? [`Put ${order.number} into the parcel. What you paid goes back when it has arrived.`] : []),
    ],
  }));
}
