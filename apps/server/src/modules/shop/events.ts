import type { Ctx, NewEvent } from "../../platform/context.ts";
import { subscribe } from "../../platform/events.ts";
import { askReservedOfOrder } from "../payments/index.ts";
import { lockOrder, refundPaymentStep } from "../sales/index.ts";
import { mailMoneyGoesBack, mailOrderCancelled, mailOrderConfirmed, mailOrderShipped } from "./checkout/order-mails.ts";
import { keepCompanions } from "./shelf/companions.ts";
import { keepFits } from "./shelf/style-fits.ts";
import { findShopRow, type ShopRow } from "./shop-row.ts";

const told = (event: NewEvent): Record<string, unknown> => (event.after ?? {}) as Record<string, unknown>;

async function ifShop(ctx: Ctx, work: (shop: ShopRow) => Promise<void>): Promise<void> {
  const shop = await findShopRow(ctx);
  if (shop) await work(shop);
}

subscribe(
  "sales.order_status_changed",
  "shop/mail_confirmed",
  (ctx, event) =>
    ifShop(ctx, async (shop) => {
      await ctx.sql`
        update shop_order set pay_until = null where tenant_id = ${ctx.tenantId} and order_id = ${event.entityId}`;
      await mailOrderConfirmed(ctx, shop, event.entityId);
    }),
  (event) => told(event)["channelKind"] === "web" && told(event)["trigger"] === "confirm",
);

subscribe(
  "sales.order_status_changed",
  "shop/mail_shipped",
  (ctx, event) => ifShop(ctx, (shop) => mailOrderShipped(ctx, shop, event.entityId)),
  (event) => told(event)["channelKind"] === "web" && ["ship", "ship_part"].includes(String(told(event)["trigger"])),
);

subscribe(
  "sales.order_status_changed",
  "shop/mail_cancelled",
  (ctx, event) =>
    ifShop(ctx, (shop) =>
      mailOrderCancelled(ctx, shop, event.entityId, (told(event)["note"] as string | null) ?? null),
    ),
  (event) => told(event)["channelKind"] === "web" && told(event)["trigger"] === "cancel",
);

/** What a provider took for an order that is cancelled, or paid already, goes back at once. */
subscribe(
  "payments.payment_captured",
  "shop/give_back_what_is_too_much",
  (ctx, event) => ifShop(ctx, (shop) => giveBackSurplus(ctx, shop, event.entityId)),
  (event) => (event.before as { status?: string } | null)?.status === "pending" || isLate(event),
);

const isLate = (event: NewEvent): boolean =>
  ["failed", "authorised"].includes((event.before as { status?: string } | null)?.status ?? "");

/** What a bank has set aside is taken when the first parcel leaves, and let go when the order is cancelled. */
subscribe(
  "sales.order_status_changed",
  "shop/take_reserved_money",
  (ctx, event) => askReservedOfOrder(ctx, event.entityId, "capture"),
  (event) => told(event)["channelKind"] === "web" && ["ship", "ship_part"].includes(String(told(event)["trigger"])),
);

subscribe(
  "sales.order_status_changed",
  "shop/let_reserved_money_go",
  (ctx, event) => askReservedOfOrder(ctx, event.entityId, "void"),
  (event) => told(event)["channelKind"] === "web" && told(event)["trigger"] === "cancel",
);

async function giveBackSurplus(ctx: Ctx, shop: ShopRow, paymentId: string): Promise<void> {
  const [payment] = await ctx.sql<{ orderId: string; leftMinor: number }[]>`
    select p.order_id as "orderId", p.unapplied_minor as "leftMinor" from payment p
    join shop_order s on s.tenant_id = p.tenant_id and s.order_id = p.order_id
    where p.tenant_id = ${ctx.tenantId} and p.id = ${paymentId} and p.status = 'captured'`;
  if (!payment) return;
  const order = await lockOrder(ctx, payment.orderId);
  const owed = order.status === "cancelled" ? 0 : order.totalMinor;
  const surplus = Math.min(payment.leftMinor, order.paidMinor - order.refundedMinor - owed);
  if (surplus <= 0) return;
  await refundPaymentStep(ctx, { paymentId, amountMinor: surplus, reason: "Came when it was not owed any more" });
  await mailMoneyGoesBack(ctx, shop, payment.orderId, surplus);
}

subscribe("fulfilment.return_received", "shop/close_return_requests", async (ctx, event) => {
  await ctx.sql`
    update return_request set status = 'received', version = version + 1
    where tenant_id = ${ctx.tenantId} and order_id = ${String(told(event)["orderId"])}::uuid and status in ('asked', 'accepted')`;
});

subscribe("insights.companions_learned", "shop/keep_companions", keepCompanions);
subscribe("insights.fits_learned", "shop/keep_fits", keepFits);
