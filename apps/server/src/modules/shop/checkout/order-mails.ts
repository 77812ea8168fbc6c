import { formatMoney } from "@selvedge/domain";
import type { Ctx } from "../../../platform/context.ts";
import { composeMail, type MailRow, type MailText, queueMail } from "../../../platform/mail/index.ts";
import type { Say } from "../../../platform/words/say.ts";
import { colourAndSize, sayToShoppers } from "../say-to-shoppers.ts";
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
async function mailAbout(
  ctx: Ctx,
  shop: ShopRow,
  orderId: string,
  write: (order: Order, t: Say) => OrderMail,
): Promise<void> {
  const found = await findShopOrder(ctx, orderId);
  if (!found) return;
  const t = sayToShoppers(ctx);
  const order = await viewOrder(ctx, shop.returnDays, found);
  const { subject, ...mail } = write(order, t);
  const url = `${shopOrigin(ctx)}/orders/${encodeURIComponent(order.number)}?key=${orderKey(found.cartId)}`;
  const { number } = order;
  await queueMail(ctx, {
    to: { address: found.email, name: order.buyerName },
    subject,
    about: { type: "sales_order", id: orderId },
    ...composeMail(ctx, {
      ...mail,
      action: { label: t("See your order"), url },
      footer: shop.contactEmail
        ? t("Questions? Write to {{email}} and name {{number}}.", { email: shop.contactEmail, number })
        : t("Order {{number}}", { number }),
    }),
  });
}

function rowsOf(ctx: Ctx, order: Order, t: Say): MailRow[] {
  const money = (minor: number) => formatMoney(minor, order.currency, ctx.tenant.locale);
  const tax = { tax: money(order.taxMinor) };
  return [
    ...order.lines.map((line) => ({
      name: `${line.qty} × ${line.styleName}`,
      detail: colourAndSize(line, t),
      amount: money(line.lineMinor),
    })),
    { name: order.deliveryName, amount: order.deliveryMinor > 0 ? money(order.deliveryMinor) : t("free") },
    {
      name: t("Total"),
      detail: order.priceMode === "inclusive" ? t("including {{tax}} tax", tax) : t("with {{tax}} tax", tax),
      amount: money(order.totalMinor),
      isTotal: true,
    },
  ];
}

const isReserved = (order: Order): boolean => order.lastPayment?.status === "authorised";

/** The order stands: paid, or to be paid at the door. */
export function mailOrderConfirmed(ctx: Ctx, shop: ShopRow, orderId: string): Promise<void> {
  return mailAbout(ctx, shop, orderId, (order, t) => {
    const { number } = order;
    const { locale } = ctx.tenant;
    const days = { from: shortDay(order.arrivesFrom, locale), to: shortDay(order.arrivesBy, locale) };
    return {
      subject: t("Your order {{number}} at {{shop}}", { number, shop: shop.title }),
      title: t("Thank you, your order is on its way to us"),
      body: [
        order.pays === "online" && !isReserved(order)
          ? t("We have your payment and your order {{number}}.", { number })
          : t("We have your order {{number}}.", { number }),
        ...(isReserved(order) ? [t("Your bank has set the money aside; it is taken when the parcel leaves.")] : []),
        t("It should be with you between {{from}} and {{to}}.", days),
      ],
      rows: rowsOf(ctx, order, t),
    };
  });
}

export function mailOrderShipped(ctx: Ctx, shop: ShopRow, orderId: string): Promise<void> {
  return mailAbout(ctx, shop, orderId, (order, t) => {
    const parcel = order.parcels.at(-1);
    const tracking = [parcel?.carrier, parcel?.trackingNumber].filter(Boolean).join(" ");
    return {
      subject: t("Your order {{number}} has left", { number: order.number }),
      title: t("Your order has left"),
      body: [tracking ? t("It travels with {{tracking}}.", { tracking }) : t("It is on its way to you.")],
      rows: rowsOf(ctx, order, t),
    };
  });
}

/** What the shop itself notes when it cancels an order; another note is the desk's own, and not for the shopper. */
export const cancelNotes = { unpaid: "Not paid in time", byShopper: "Cancelled by the shopper" } as const;

/** Whoever cancelled it: the shopper, nobody's payment in time, or the desk. */
export function mailOrderCancelled(ctx: Ctx, shop: ShopRow, orderId: string, note: string | null): Promise<void> {
  return mailAbout(ctx, shop, orderId, (order, t) => ({
    subject: t("Your order {{number}} has been cancelled", { number: order.number }),
    title: t("Your order has been cancelled"),
    body: [
      note === cancelNotes.unpaid
        ? t("It was not paid in time, so we let its pieces go.")
        : note === cancelNotes.byShopper
          ? t("As you asked, we have cancelled it.")
          : t("We are sorry: we could not send it, and have cancelled it."),
      order.refundedMinor > 0
        ? t("What you paid is on its way back to you.")
        : order.paidMinor > 0
          ? t("We give back what you paid.")
          : t("Nothing was charged."),
    ],
  }));
}

/** Money came for an order that is not there for it any more. */
export function mailMoneyGoesBack(ctx: Ctx, shop: ShopRow, orderId: string, amountMinor: number): Promise<void> {
  return mailAbout(ctx, shop, orderId, (order, t) => {
    const { number } = order;
    const values = { number, money: formatMoney(amountMinor, order.currency, ctx.tenant.locale) };
    return {
      subject: t("Your payment for {{number}} goes back to you", { number }),
      title: t("Your payment goes back to you"),
      body: [
        order.state === "cancelled"
          ? t(
              "Your payment of {{money}} reached us when order {{number}} was cancelled already. We have sent it back in full.",
              values,
            )
          : t(
              "Your payment of {{money}} reached us when order {{number}} was paid already. We have sent it back in full.",
              values,
            ),
      ],
    };
  });
}

export function mailReturnAnswered(
  ctx: Ctx,
  shop: ShopRow,
  orderId: string,
  answer: { accept: boolean; words: string | null },
): Promise<void> {
  return mailAbout(ctx, shop, orderId, (order, t) => {
    const { number } = order;
    return {
      subject: t("About sending back from order {{number}}", { number }),
      title: answer.accept ? t("Yes, please send it back") : t("We cannot take this back"),
      body: [
        ...(answer.words ? [answer.words] : []),
        ...(answer.accept
          ? [t("Put {{number}} into the parcel. What you paid goes back when it has arrived.", { number })]
          : []),
      ],
    };
  });
}
