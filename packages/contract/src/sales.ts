import { z } from "zod";
import {
  address,
  businessDate,
  id,
  instant,
  minorPositive,
  nothing,
  page,
  pageInput,
  qty,
  text,
  version,
} from "./common.ts";
import { endpoint } from "./endpoint.ts";
import { channelKinds } from "./pricing.ts";

export const orderStatuses = [
  "draft",
  "pending",
  "confirmed",
  "allocated",
  "picking",
  "packed",
  "partially_shipped",
  "shipped",
  "delivered",
  "completed",
  "on_hold",
  "cancelled",
  "returned",
] as const;
type OrderStatus = (typeof orderStatuses)[number];
/** Groups of states that people ask for in one: what still goes out of the door, what is not over yet. */
export const orderStages = {
  to_ship: ["confirmed", "allocated", "picking", "packed", "partially_shipped"],
  open: ["pending", "confirmed", "allocated", "picking", "packed", "partially_shipped", "on_hold"],
} as const satisfies Record<string, readonly OrderStatus[]>;
export const Channel = z.object({
  id,
  code: z.string(),
  name: z.string(),
  kind: z.enum(channelKinds),
  locationId: id,
  locationName: z.string(),
  currency: z.string(),
  priceMode: z.enum(["inclusive", "exclusive"]),
});
export const listChannels = endpoint({
  name: "sales.list_channels",
  kind: "query",
  method: "GET",
  path: "/v1/channels",
  access: "sales.order.read",
  summary: "Where we sell",
  input: nothing,
  output: z.object({ items: z.array(Channel) }),
});
const trace = z.array(z.record(z.string(), z.unknown()));
export const OrderLine = z.object({
  id,
  lineNo: z.int(),
  skuId: id,
  skuCode: z.string(),
  styleId: id,
  styleCode: z.string(),
  styleName: z.string(),
  colourCode: z.string(),
  colourName: z.string(),
  hex: z.string(),
  pictureUrl: z.string().nullable(),
  size: z.string(),
  sizePosition: z.int(),
  qty: z.int(),
  unitPriceMinor: z.int(),
  grossMinor: z.int(),
  discountMinor: z.int(),
  taxableMinor: z.int(),
  taxMinor: z.int(),
  totalMinor: z.int(),
  priceTrace: trace,
  taxTrace: trace,
  shippedQty: z.int(),
  cancelledQty: z.int(),
  returnedQty: z.int(),
});
export const Order = z.object({
  id,
  number: z.string(),
  status: z.enum(orderStatuses),
  channel: z.object({ id, name: z.string(), kind: z.enum(channelKinds) }),
  location: z.object({ id, name: z.string() }),
  customer: z.object({ id, name: z.string() }).nullable(),
  buyerName: z.string().nullable(),
  buyerEmail: z.string().nullable(),
  buyerPlace: z.string().nullable(),
  shipTo: z.unknown(),
  currency: z.string(),
  priceMode: z.enum(["inclusive", "exclusive"]),
  placedOn: businessDate,
  placedAt: instant,
  grossMinor: z.int(),
  discountMinor: z.int(),
  taxableMinor: z.int(),
  taxMinor: z.int(),
  totalMinor: z.int(),
  paidMinor: z.int(),
  refundedMinor: z.int(),
  invoicedMinor: z.int(),
  note: z.string().nullable(),
  externalRef: z.string().nullable(),
  version: z.int(),
  lines: z.array(OrderLine),
  history: z.array(
    z.object({
      seq: z.int(),
      fromStatus: z.string().nullable(),
      toStatus: z.string(),
      trigger: z.string(),
      note: z.string().nullable(),
      actorName: z.string().nullable(),
      at: instant,
    }),
  ),
  allowed: z.array(z.string()).describe("Triggers of the state machine possible now"),
});
export type Order = z.output<typeof Order>;
export const OrderRow = z.object({
  id,
  number: z.string(),
  status: z.enum(orderStatuses),
  channelName: z.string(),
  channelKind: z.enum(channelKinds),
  customerName: z.string().nullable(),
  placedAt: instant,
  pieces: z.int(),
  totalMinor: z.int(),
  paidMinor: z.int(),
  currency: z.string(),
});
export const listOrders = endpoint({
  name: "sales.list_orders",
  kind: "query",
  method: "GET",
  path: "/v1/orders",
  access: "sales.order.read",
  summary: "Orders of every channel; searched by number, reference, buyer, customer or phone",
  input: z.object({
    ...pageInput,
    status: z.enum(orderStatuses).optional(),
    stage: z.enum(["to_ship", "open"]).optional().describe("Orders still to ship, or not over yet"),
    channelKind: z.enum(channelKinds).optional(),
    customerId: id.optional(),
    from: businessDate.optional(),
    to: businessDate.optional(),
    sort: z.enum(["newest", "oldest", "total_high", "total_low"]).default("newest"),
  }),
  output: page(OrderRow),
});
export const getOrder = endpoint({
  name: "sales.get_order",
  kind: "query",
  method: "GET",
  path: "/v1/orders/:id",
  access: "sales.order.read",
  summary: "An order with its lines and its life so far",
  input: z.object({ id }),
  output: Order,
});
/** What an order asks for; the same for a quote of its price. */
export const orderDraft = {
  channelId: id,
  customerId: id.optional(),
  locationId: id.optional().describe("Where it ships from; the channel's location when left out"),
  buyerName: text(200).optional(),
  buyerEmail: z.email().max(200).optional(),
  buyerTaxNumber: text(30).optional(),
  shipTo: address.optional(),
  lines: z
    .array(
      z.object({
        skuId: id,
        qty,
        unitPriceMinor: minorPositive.optional().describe("An agreed price; needs sales.order.confirm"),
        discountMinor: minorPositive.optional().describe("Off the line"),
      }),
    )
    .min(1)
    .max(2000),
  discountMinor: minorPositive.optional().describe("Off the whole order; spread over its lines"),
};
export const priceOrder = endpoint({
  name: "sales.price_order",
  kind: "query",
  method: "POST",
  path: "/v1/orders/price",
  access: "sales.order.place",
  summary: "What an order would cost, with tax and the rules applied, without placing it",
  input: z.object(orderDraft),
  output: z.object({
    currency: z.string(),
    priceMode: z.enum(["inclusive", "exclusive"]),
    grossMinor: z.int(),
    discountMinor: z.int(),
    taxableMinor: z.int(),
    taxMinor: z.int(),
    totalMinor: z.int(),
    components: z.array(z.object({ component: z.string(), taxMinor: z.int() })),
    lines: z.array(
      z.object({
        skuId: id,
        qty: z.int(),
        unitPriceMinor: z.int(),
        discountMinor: z.int(),
        taxableMinor: z.int(),
        taxMinor: z.int(),
        totalMinor: z.int(),
        priceTrace: trace,
        taxTrace: trace,
        availableQty: z.int(),
      }),
    ),
  }),
});
export const placeOrder = endpoint({
  name: "sales.place_order",
  kind: "command",
  method: "POST",
  path: "/v1/orders",
  access: "sales.order.place",
  summary: "Place an order: priced, taxed, credit checked, stock reserved, payment taken when given; all or nothing",
  status: 201,
  input: z.object({
    ...orderDraft,
    partialShip: z.enum(["refuse", "partial", "backorder"]).optional(),
    confirm: z.boolean().default(true).describe("false leaves it pending for somebody to confirm"),
    payment: z
      .object({
        method: z.enum(["cash", "card", "upi", "bank"]),
        amountMinor: minorPositive.optional().describe("The order's total when left out"),
      })
      .optional(),
    note: text(2000).optional(),
    externalRef: text(100).optional(),
  }),
  output: z.object({
    orderId: id,
    number: z.string(),
    status: z.enum(orderStatuses),
    currency: z.string(),
    taxMinor: z.int(),
    totalMinor: z.int(),
    paidMinor: z.int(),
    lines: z.array(z.object({ lineId: id, skuId: id, qty: z.int(), reservedQty: z.int(), backorderedQty: z.int() })),
  }),
});
const statusChange = z.object({ orderId: id, status: z.enum(orderStatuses), version: z.int() });
export const confirmOrder = endpoint({
  name: "sales.confirm_order",
  kind: "command",
  method: "POST",
  path: "/v1/orders/:id/confirm",
  access: "sales.order.confirm",
  summary: "Confirm a pending order",
  input: z.object({ id, version }),
  output: statusChange,
});
export const cancelOrder = endpoint({
  name: "sales.cancel_order",
  kind: "command",
  method: "POST",
  path: "/v1/orders/:id/cancel",
  access: "sales.order.cancel",
  summary: "Cancel what is not yet shipped: releases exactly that stock",
  input: z.object({ id, reason: text(500), version }),
  output: statusChange,
});
export const holdOrder = endpoint({
  name: "sales.hold_order",
  kind: "command",
  method: "POST",
  path: "/v1/orders/:id/hold",
  access: "sales.order.confirm",
  summary: "Put an order on hold, with a reason",
  input: z.object({ id, reason: text(500), version }),
  output: statusChange,
});
export const resumeOrder = endpoint({
  name: "sales.resume_order",
  kind: "command",
  method: "POST",
  path: "/v1/orders/:id/resume",
  access: "sales.order.confirm",
  summary: "Take an order off hold, back to where it was",
  input: z.object({ id, version }),
  output: statusChange,
});

/** A sale whose goods leave with the buyer: placed, paid, shipped and invoiced in one transaction. */
export const sellOverCounter = endpoint({
  name: "pos.sell_over_counter",
  kind: "command",
  method: "POST",
  path: "/v1/counter-sales",
  access: "sales.order.place",
  summary: "Sell over the counter: priced, taxed, paid, handed over and invoiced at once",
  status: 201,
  input: z.object({
    ...orderDraft,
    payments: z
      .array(z.object({ method: z.enum(["cash", "card", "upi", "bank"]), amountMinor: minorPositive }))
      .max(5)
      .optional()
      .describe("Cash of the whole total when left out; tenders must add up to the total"),
    note: text(2000).optional(),
    externalRef: text(100).optional(),
  }),
  output: z.object({
    orderId: id,
    number: z.string(),
    invoiceId: id,
    invoiceNumber: z.string(),
    currency: z.string(),
    taxMinor: z.int(),
    totalMinor: z.int(),
  }),
});
