import type { shopApi } from "@selvedge/contract";
import { addDays } from "@selvedge/domain";
import type { Ctx } from "../../../platform/context.ts";
import { AppError, fieldError } from "../../../platform/errors.ts";
import { checkDeliveryAddress, type DeliveryAddress } from "../../party/index.ts";
import { findCoupon } from "../../pricing/index.ts";
import { priceDraft, readDraft } from "../../sales/index.ts";
import { type CartRow, readCartLines } from "../cart/cart-row.ts";
import { type CartView, viewCart } from "../cart/view-cart.ts";
import type { Delivery, ShopRow } from "../shop-row.ts";
import { findCustomerId } from "../visitor.ts";

interface Asked {
  shipTo: DeliveryAddress;
  deliveryId?: string | undefined;
  coupon?: string | undefined;
}

export interface Checkout {
  shipTo: DeliveryAddress;
  view: CartView;
  deliveries: Delivery[];
  delivery: Delivery;
  deliveryMinor: number;
  coupon: { id: string; coupon: string } | null;
  customerId: string | undefined;
  /** The order this becomes: the cart's lines, and the delivery as a line of its own. */
  draft: {
    channelId: string;
    customerId: string | undefined;
    shipTo: DeliveryAddress;
    coupons: string[];
    lines: { skuId: string; qty: number; unitPriceMinor?: number }[];
  };
}

/** What a cart becomes at an address. @throws validation_failed naming the field; not_found for an empty cart */
export async function reckonCheckout(ctx: Ctx, shop: ShopRow, cart: CartRow, asked: Asked): Promise<Checkout> {
  const shipTo = checkDeliveryAddress(asked.shipTo, "shipTo");
  const coupon = asked.coupon ? await findCoupon(ctx, asked.coupon) : null;
  const coupons = coupon ? [coupon.coupon] : [];
  const [view, lines, customerId] = await Promise.all([
    viewCart(ctx, shop, cart, { coupons }),
    readCartLines(ctx, cart.id),
    findCustomerId(ctx, cart.shopperId),
  ]);
  if (lines.length === 0) throw new AppError("not_found", "Your bag is empty.");
  const gone = view.lines.find((l) => l.state === "gone");
  if (gone) throw new AppError("wrong_state", `${gone.styleName} is not sold any more; take it out of your bag.`);
  const deliveries = deliveriesTo(shop, shipTo);
  const delivery = asked.deliveryId ? deliveries.find((d) => d.id === asked.deliveryId) : deliveries[0];
  if (deliveries.length === 0) throw fieldError("shipTo.country", "We do not deliver there yet");
  if (!delivery) throw fieldError("deliveryId", "This delivery does not go to that address");
  const deliveryMinor = chargeOf(delivery, view.goodsMinor);
  return {
    ...{ shipTo, view, deliveries, delivery, deliveryMinor, coupon, customerId },
    draft: {
      ...{ channelId: shop.channel.id, customerId, shipTo, coupons },
      lines: [
        ...lines.map(({ skuId, qty }) => ({ skuId, qty })),
        ...(deliveryMinor > 0 ? [{ skuId: shop.deliverySkuId, qty: 1, unitPriceMinor: deliveryMinor }] : []),
      ],
    },
  };
}

function deliveriesTo(shop: ShopRow, address: DeliveryAddress): Delivery[] {
  return shop.deliveries.filter(
    (d) =>
      d.country === address.country &&
      (d.states.length === 0 || d.states.includes((address.state ?? "").split("-")[0] ?? "")),
  );
}

const chargeOf = (delivery: Delivery, goodsMinor: number): number =>
  delivery.freeFromMinor !== null && goodsMinor >= delivery.freeFromMinor ? 0 : delivery.chargeMinor;

/** Prices the whole with tax, as the order would be. */
export async function priceCheckout(ctx: Ctx, { draft }: Checkout) {
  return priceDraft(ctx, draft, await readDraft(ctx, draft));
}

/** How an order of this total may be paid. */
export function payWaysFor(shop: ShopRow, totalMinor: number): (typeof shopApi.payWays)[number][] {
  const most = shop.onDeliveryMostMinor;
  return [
    ...(shop.paysOnline ? ["online" as const] : []),
    ...(shop.paysOnDelivery && (most === null || totalMinor <= most) ? ["on_delivery" as const] : []),
  ];
}

export function deliveryView(ctx: Ctx, goodsMinor: number, delivery: Delivery) {
  const { id, name, leastDays, mostDays } = delivery;
  return {
    ...{ id, name, leastDays, mostDays, chargeMinor: chargeOf(delivery, goodsMinor) },
    arrivesFrom: addDays(ctx.today, leastDays),
    arrivesBy: addDays(ctx.today, mostDays),
  };
}
