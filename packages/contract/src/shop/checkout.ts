import { z } from "zod";
import { address, id, instant, minorPositive, returnReason, text } from "../common.ts";
import { endpoint } from "../endpoint.ts";
import { Cart } from "./cart.ts";
import { payWays } from "./shelf.ts";
import { shop } from "./which-shop.ts";

export const shipTo = address.extend({ state: text(60).optional(), postcode: text(20).optional() });
const checkout = {
  shop,
  shipTo,
  deliveryId: id.optional().describe("Of the deliveries that fit the address; the first when left out"),
  coupon: text(40).optional(),
};
const Delivery = z.object({
  id,
  name: z.string(),
  chargeMinor: z.int(),
  leastDays: z.int(),
  mostDays: z.int(),
  arrivesFrom: z.string(),
  arrivesBy: z.string(),
});
export const quoteCart = endpoint({
  name: "shop.quote_cart",
  kind: "query",
  method: "POST",
  path: "/v1/shop/cart/quote",
  access: "public",
  summary: "What the cart costs delivered to an address, with tax, and the deliveries there are",
  input: z.object(checkout),
  output: z.object({
    cart: Cart,
    deliveries: z.array(Delivery),
    deliveryId: id,
    deliveryMinor: z.int(),
    taxes: z.array(z.object({ component: z.string(), taxMinor: z.int() })),
    taxMinor: z.int(),
    totalMinor: z.int(),
    payWays: z.array(z.enum(payWays)),
  }),
});
export const placeShopOrder = endpoint({
  name: "shop.place_order",
  kind: "command",
  method: "POST",
  path: "/v1/shop/orders",
  access: "public",
  summary: "Buy what is in the cart. A cart is bought once: sent again, the same order is answered",
  status: 201,
  input: z.object({
    ...checkout,
    email: z.email().max(200),
    name: text(200),
    phone: text(40).optional(),
    pays: z.enum(payWays),
    totalMinor: minorPositive.optional().describe("The total that was shown; refused when it is another by now"),
    wantsNews: z.boolean().default(false),
    keepAddress: z.boolean().default(false),
  }),
  output: z.object({
    number: z.string(),
    key: z.string().describe("Opens the order's page without signing in"),
    totalMinor: z.int(),
    currency: z.string(),
    status: z.string(),
    payment: z.object({ providerRef: z.string() }).nullable().describe("Where the shopper pays; null when on delivery"),
  }),
});

const step = z.object({ name: z.enum(["placed", "confirmed", "shipped", "delivered"]), at: instant.nullable() });
export const ShopOrder = z.object({
  number: z.string(),
  placedAt: instant,
  status: z.string(),
  state: z.enum(["to_pay", "paid", "on_delivery", "shipped", "delivered", "cancelled", "returned"]),
  steps: z.array(step),
  email: z.string(),
  buyerName: z.string().nullable(),
  shipTo: z
    .object({
      line1: z.string(),
      line2: z.string().nullable(),
      city: z.string(),
      state: z.string().nullable(),
      postcode: z.string().nullable(),
      country: z.string(),
    })
    .nullable()
    .describe("Only the place for who knows just number and mail"),
  pays: z.enum(payWays),
  payUntil: instant.nullable(),
  lastPayment: z.object({ status: z.string(), failureReason: z.string().nullable() }).nullable(),
  deliveryName: z.string(),
  deliveryMinor: z.int(),
  arrivesFrom: z.string(),
  arrivesBy: z.string(),
  parcels: z.array(
    z.object({ carrier: z.string().nullable(), trackingNumber: z.string().nullable(), shippedOn: z.string() }),
  ),
  lines: z.array(
    z.object({
      lineId: id,
      styleCode: z.string(),
      styleName: z.string(),
      colourName: z.string(),
      size: z.string(),
      pictureUrl: z.string().nullable(),
      qty: z.int(),
      lineMinor: z.int(),
      shippedQty: z.int(),
      returnedQty: z.int(),
      mayReturnQty: z.int(),
    }),
  ),
  goodsMinor: z.int(),
  discountMinor: z.int(),
  taxMinor: z.int(),
  totalMinor: z.int(),
  paidMinor: z.int(),
  refundedMinor: z.int(),
  currency: z.string(),
  priceMode: z.enum(["inclusive", "exclusive"]),
  mayCancel: z.boolean(),
  mayReturnUntil: z.string().nullable(),
  returns: z.array(
    z.object({
      id,
      status: z.enum(["asked", "accepted", "refused", "received"]),
      reason: z.string(),
      pieces: z.int(),
      answer: z.string().nullable(),
      askedAt: instant,
    }),
  ),
});
export type ShopOrder = z.output<typeof ShopOrder>;
const whichOrder = {
  shop,
  number: text(40),
  key: text(100).optional().describe("From the confirmation"),
  email: text(200).optional().describe("The address it was ordered with, where there is no key"),
};
export const getShopOrder = endpoint({
  name: "shop.get_order",
  kind: "query",
  method: "GET",
  path: "/v1/shop/orders/:number",
  access: "public",
  guessedBy: "email",
  summary: "An order, for who has its key, knows number and mail, or is its shopper",
  input: z.object(whichOrder),
  output: ShopOrder,
});
export const payShopOrder = endpoint({
  name: "shop.pay_order",
  kind: "command",
  method: "POST",
  path: "/v1/shop/orders/:number/payments",
  access: "public",
  guessedBy: "email",
  summary: "Try to pay again after a payment was declined or left, or change to paying on delivery",
  input: z.object({ ...whichOrder, pays: z.enum(payWays).default("online") }),
  output: z.object({ payment: z.object({ providerRef: z.string() }).nullable() }),
});
export const cancelShopOrder = endpoint({
  name: "shop.cancel_order",
  kind: "command",
  method: "POST",
  path: "/v1/shop/orders/:number/cancel",
  access: "public",
  guessedBy: "email",
  summary: "Cancel an order that has not left; what was paid goes back",
  input: z.object(whichOrder),
  output: z.object({ status: z.string() }),
});
export const askForReturn = endpoint({
  name: "shop.ask_for_return",
  kind: "command",
  method: "POST",
  path: "/v1/shop/orders/:number/returns",
  access: "public",
  guessedBy: "email",
  summary: "Ask to send pieces back",
  status: 201,
  input: z.object({
    ...whichOrder,
    reason: returnReason,
    note: text(500).optional(),
    lines: z
      .array(z.object({ lineId: id, qty: z.int().min(1).max(1000) }))
      .min(1)
      .max(100),
  }),
  output: z.object({ id }),
});
