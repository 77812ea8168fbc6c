import { z } from "zod";
import { code, country, hex, id, instant, minorPositive, nothing, returnReason, text } from "../common.ts";
import { endpoint } from "../endpoint.ts";

const settings = {
  isOpen: z.boolean(),
  title: text(80),
  tagline: text(160).nullable(),
  announcement: text(160).nullable(),
  about: text(4000).nullable(),
  contactEmail: z.email().max(200).nullable(),
  heroStyleId: id.nullable(),
  holdMinutes: z.int().min(1).max(1440),
  payMinutes: z.int().min(5).max(1440),
  soldOut: z.enum(["show", "last", "hide"]),
  showsNewStyles: z.boolean(),
  paysOnline: z.boolean(),
  paysOnDelivery: z.boolean(),
  onDeliveryMostMinor: minorPositive.min(1).nullable(),
  returnDays: z.int().min(0).max(365),
  takesMoney: z
    .enum(["at_once", "when_sent"])
    .describe("when_sent: set aside when ordered, taken when the first parcel leaves"),
  remindHours: z
    .int()
    .min(1)
    .max(168)
    .nullable()
    .describe("After so many hours a bag left behind is told of, once; null: never"),
};
const delivery = z
  .object({
    name: text(80),
    country,
    states: z.array(text(10)).max(80).default([]).describe("Codes of states; empty for the whole country"),
    chargeMinor: minorPositive,
    freeFromMinor: minorPositive.min(1).nullable().default(null),
    leastDays: z.int().min(0).max(120).default(2),
    mostDays: z.int().min(0).max(120).default(5),
  })
  .refine((d) => d.mostDays >= d.leastDays, { path: ["mostDays"], message: "Not less than the least days" });
const collection = z.object({
  slug: z
    .string()
    .max(80)
    .regex(/^[a-z0-9](-?[a-z0-9])*$/, "Small letters, digits and single hyphens"),
  name: text(80),
  blurb: text(300).nullable().default(null),
  rule: z.enum(["styles", "season", "category", "sale", "newest"]),
  seasonId: id.nullable().default(null),
  categoryId: id.nullable().default(null),
  styleIds: z.array(id).max(500).default([]),
  onHome: z.boolean().default(true),
});
export const ShopSetup = z.object({
  settings: z
    .object({ ...settings, version: z.int(), channelName: z.string(), locationName: z.string() })
    .nullable()
    .describe("null until the shop is set up"),
  deliveries: z.array(z.object({ id, ...delivery.shape })),
  collections: z.array(z.object({ id, ...collection.shape })),
  visitAt: z.string().describe("The host name it is visited at"),
});
export type ShopSetup = z.output<typeof ShopSetup>;
export const getShopSetup = endpoint({
  name: "shop.get_setup",
  kind: "query",
  method: "GET",
  path: "/v1/shop-setup",
  access: "shop.setup.read",
  summary: "How the online shop is set up",
  input: nothing,
  output: ShopSetup,
});
export const openShop = endpoint({
  name: "shop.open",
  kind: "command",
  method: "POST",
  path: "/v1/shop-setup",
  access: "shop.setup.change",
  summary:
    "Set the online shop up: its settings, a first delivery and collections, closed to visitors until it is opened",
  status: 201,
  input: nothing,
  output: ShopSetup,
});
export const changeShopSettings = endpoint({
  name: "shop.change_settings",
  kind: "command",
  method: "PATCH",
  path: "/v1/shop-setup",
  access: "shop.setup.change",
  summary: "Change the shop's settings; what is left out stays",
  input: z.object({ ...z.object(settings).partial().shape, version: z.coerce.number().int().min(1).optional() }),
  output: ShopSetup,
});
export const setShopDeliveries = endpoint({
  name: "shop.set_deliveries",
  kind: "command",
  method: "PUT",
  path: "/v1/shop-setup/deliveries",
  access: "shop.setup.change",
  summary: "Say which deliveries there are and what they cost, all of them, in their order",
  input: z.object({ deliveries: z.array(delivery).max(100) }),
  output: ShopSetup,
});
export const setShopCollections = endpoint({
  name: "shop.set_collections",
  kind: "command",
  method: "PUT",
  path: "/v1/shop-setup/collections",
  access: "shop.setup.change",
  summary: "Say which collections there are, all of them, in the order of the home page",
  input: z.object({ collections: z.array(collection).max(100) }),
  output: ShopSetup,
});
export const listShownStyles = endpoint({
  name: "shop.list_shown_styles",
  kind: "query",
  method: "GET",
  path: "/v1/shop-setup/styles",
  access: "shop.setup.read",
  summary: "Every style that could be sold, and whether the shop shows it",
  input: z.object({ q: z.string().trim().max(100).optional() }),
  output: z.object({
    items: z.array(
      z.object({
        id,
        code,
        name: z.string(),
        status: z.string(),
        pictureUrl: z.string().nullable(),
        hex: hex.nullable(),
        isShown: z.boolean(),
        whyNot: z.enum(["hidden", "no_price", "no_stock", "not_new"]).nullable(),
        availableQty: z.int(),
      }),
    ),
  }),
});
export const showStyles = endpoint({
  name: "shop.show_styles",
  kind: "command",
  method: "PUT",
  path: "/v1/shop-setup/styles",
  access: "shop.setup.change",
  summary: "Show styles in the shop or hide them",
  input: z.object({ styleIds: z.array(id).min(1).max(1000), isShown: z.boolean() }),
  output: nothing,
});
export const listReturnRequests = endpoint({
  name: "shop.list_return_requests",
  kind: "query",
  method: "GET",
  path: "/v1/return-requests",
  access: "shop.return.read",
  summary: "What shoppers ask to send back, newest first",
  input: z.object({ status: z.enum(["asked", "accepted", "refused", "received"]).optional(), orderId: id.optional() }),
  output: z.object({
    items: z.array(
      z.object({
        id,
        orderId: id,
        orderNumber: z.string(),
        buyerName: z.string().nullable(),
        email: z.string(),
        reason: returnReason,
        note: z.string().nullable(),
        status: z.enum(["asked", "accepted", "refused", "received"]),
        answer: z.string().nullable(),
        askedAt: instant,
        version: z.int(),
        lines: z.array(z.object({ orderLineId: id, skuCode: z.string(), styleName: z.string(), qty: z.int() })),
      }),
    ),
  }),
});
export const answerReturnRequest = endpoint({
  name: "shop.answer_return_request",
  kind: "command",
  method: "POST",
  path: "/v1/return-requests/:id/answer",
  access: "shop.return.answer",
  summary: "Accept a request to send pieces back, or refuse it with a reason; the shopper is told by mail",
  input: z.object({ id, accept: z.boolean(), answer: text(500).optional() }),
  output: nothing,
});
