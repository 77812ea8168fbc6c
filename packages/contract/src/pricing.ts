import { z } from "zod";
import {
  businessDate,
  code,
  created,
  currency,
  id,
  instant,
  minorPositive,
  nothing,
  qty,
  text,
  version,
} from "./common.ts";
import { endpoint } from "./endpoint.ts";

export const channelKinds = ["wholesale", "retail", "web", "marketplace"] as const;
export const PriceList = z.object({
  id,
  code: z.string(),
  name: z.string(),
  kind: z.enum(["base", "channel", "tier", "contract"]),
  currency: z.string(),
  priceMode: z.enum(["inclusive", "exclusive"]),
  channelKind: z.enum(channelKinds).nullable(),
  priceTier: z.string().nullable(),
  customerId: id.nullable(),
  status: z.enum(["active", "archived"]),
});
export const listPriceLists = endpoint({
  name: "pricing.list_price_lists",
  kind: "query",
  method: "GET",
  path: "/v1/price-lists",
  access: "pricing.price.read",
  summary: "Price lists in the order in which they win: contract, tier, channel, base",
  input: nothing,
  output: z.object({ items: z.array(PriceList) }),
});
export const createPriceList = endpoint({
  name: "pricing.create_price_list",
  kind: "command",
  method: "POST",
  path: "/v1/price-lists",
  access: "pricing.price.change",
  summary: "Add a price list",
  status: 201,
  input: z.object({
    code,
    name: text(100),
    kind: z.enum(["base", "channel", "tier", "contract"]),
    currency,
    priceMode: z.enum(["inclusive", "exclusive"]),
    channelKind: z.enum(channelKinds).optional(),
    priceTier: text(40).optional(),
    customerId: id.optional(),
  }),
  output: created,
});
export const Price = z.object({
  id,
  priceListId: id,
  priceListName: z.string(),
  priceListKind: z.string(),
  currency: z.string(),
  priceMode: z.enum(["inclusive", "exclusive"]),
  styleId: id,
  skuId: id.nullable(),
  minQty: z.int(),
  unitPriceMinor: z.int(),
  floorMinor: z.int().nullable(),
  validFrom: businessDate.nullable(),
  validTo: businessDate.nullable(),
});
export const listPrices = endpoint({
  name: "pricing.list_prices",
  kind: "query",
  method: "GET",
  path: "/v1/prices",
  access: "pricing.price.read",
  summary: "Every price of a style",
  input: z.object({ styleId: id }),
  output: z.object({ items: z.array(Price) }),
});
export const setPrices = endpoint({
  name: "pricing.set_prices",
  kind: "command",
  method: "PUT",
  path: "/v1/prices",
  access: "pricing.price.change",
  summary: "Set and remove prices of a style on a list, together; warns of prices that no tax rate fits",
  input: z.object({
    priceListId: id,
    styleId: id,
    remove: z.array(id).max(1000).default([]).describe("Prices of this style on this list that are taken away"),
    prices: z
      .array(
        z.object({
          skuId: id.optional(),
          minQty: qty.default(1),
          unitPriceMinor: minorPositive,
          floorMinor: minorPositive.optional(),
          validFrom: businessDate.optional(),
          validTo: businessDate.optional(),
        }),
      )
      .max(1000),
  }),
  output: z.object({ items: z.array(Price), warnings: z.array(z.string()) }),
});
export const listPromotions = endpoint({
  name: "pricing.list_promotions",
  kind: "query",
  method: "GET",
  path: "/v1/promotions",
  access: "pricing.price.read",
  summary: "Promotions, newest first",
  input: nothing,
  output: z.object({
    items: z.array(
      z.object({
        id,
        code: z.string(),
        name: z.string(),
        kind: z.enum(["percent", "amount"]),
        percentBasisPoints: z.int().nullable(),
        amountMinor: z.int().nullable(),
        channelKinds: z.array(z.enum(channelKinds)),
        startsAt: instant,
        endsAt: instant,
        stackable: z.boolean(),
        styleCount: z.int().describe("Styles it is limited to; with categoryCount 0, every style has it"),
        categoryCount: z.int(),
        coupon: z.string().nullable().describe("Granted only to who names it"),
        couponUses: z.int(),
        couponMostUses: z.int().nullable(),
        status: z.enum(["active", "archived"]),
        version: z.int(),
      }),
    ),
  }),
});
export const createPromotion = endpoint({
  name: "pricing.create_promotion",
  kind: "command",
  method: "POST",
  path: "/v1/promotions",
  access: "pricing.price.change",
  summary: "Add a promotion: percent or amount off a piece, by channel, style or category, between two instants",
  status: 201,
  input: z.object({
    code,
    name: text(100),
    kind: z.enum(["percent", "amount"]),
    percentBasisPoints: z.int().min(1).max(10000).optional(),
    amountMinor: z.int().min(1).max(900_000_000_000).optional(),
    channelKinds: z.array(z.enum(channelKinds)).max(4).default([]),
    styleIds: z.array(id).max(1000).default([]),
    categoryIds: z.array(id).max(1000).default([]),
    startsAt: instant,
    endsAt: instant,
    stackable: z.boolean().default(false),
    coupon: z
      .string()
      .trim()
      .regex(/^[A-Za-z0-9-]{3,40}$/, "3 to 40 letters, digits and hyphens")
      .transform((v) => v.toUpperCase())
      .optional()
      .describe("Granted only to who names it, in the online shop or by API"),
    couponMostUses: z.int().min(1).max(1_000_000).optional(),
  }),
  output: created,
});
export const changePromotion = endpoint({
  name: "pricing.change_promotion",
  kind: "command",
  method: "PATCH",
  path: "/v1/promotions/:id",
  access: "pricing.price.change",
  summary: "Rename a promotion, let it end at another time, or take it out of use; orders it priced keep their price",
  input: z.object({
    id,
    name: text(100).optional(),
    endsAt: instant.optional(),
    status: z.enum(["active", "archived"]).optional(),
    version,
  }),
  output: z.object({ version: z.int() }),
});
