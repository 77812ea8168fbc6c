import { z } from "zod";
import { id, instant, nothing, text } from "../common.ts";
import { endpoint } from "../endpoint.ts";
import { shop } from "./which-shop.ts";

export const CartLine = z.object({
  skuId: id,
  styleCode: z.string(),
  styleName: z.string(),
  colourCode: z.string(),
  colourName: z.string(),
  size: z.string(),
  pictureUrl: z.string().nullable(),
  qty: z.int(),
  mostQty: z.int().describe("What can be had now, this cart's own pieces counted in"),
  unitPriceMinor: z.int(),
  discountMinor: z.int(),
  lineMinor: z.int().describe("Of the whole line, as the market shows prices"),
  state: z.enum(["held", "not_held", "short", "gone"]),
});
export const Cart = z.object({
  token: z.string().nullable().describe("Given once, when the cart is made; send it as Cart-Token from then on"),
  lines: z.array(CartLine),
  pieces: z.int(),
  listMinor: z.int(),
  discountMinor: z.int(),
  goodsMinor: z.int(),
  coupon: z.string().nullable(),
  heldUntil: instant.nullable(),
  currency: z.string(),
  priceMode: z.enum(["inclusive", "exclusive"]),
});
export type Cart = z.output<typeof Cart>;
export const getCart = endpoint({
  name: "shop.get_cart",
  kind: "query",
  method: "GET",
  path: "/v1/shop/cart",
  access: "public",
  summary: "The cart of Cart-Token, or the shopper's own; empty when there is none",
  input: z.object({ shop }),
  output: Cart,
});
export const addToCart = endpoint({
  name: "shop.add_to_cart",
  kind: "command",
  method: "POST",
  path: "/v1/shop/cart/lines",
  access: "public",
  summary: "Put pieces into the cart, made when there is none, and hold them for a while",
  input: z.object({ shop, skuId: id, qty: z.int().min(1).max(100).default(1) }),
  output: Cart,
});
export const changeCartLine = endpoint({
  name: "shop.change_cart_line",
  kind: "command",
  method: "PUT",
  path: "/v1/shop/cart/lines/:skuId",
  access: "public",
  summary: "Say how many of a SKU; 0 takes it out",
  input: z.object({ shop, skuId: id, qty: z.int().min(0).max(100) }),
  output: Cart,
});
export const holdCart = endpoint({
  name: "shop.hold_cart",
  kind: "command",
  method: "POST",
  path: "/v1/shop/cart/hold",
  access: "public",
  summary: "Hold the cart's pieces once more; lines that cannot be had whole are lowered to what there is",
  input: z.object({ shop }),
  output: Cart,
});
export const setCartContact = endpoint({
  name: "shop.set_cart_contact",
  kind: "command",
  method: "PUT",
  path: "/v1/shop/cart/contact",
  access: "public",
  summary: "Whose cart it is, and whether they may be reminded of it; kept only where the shop reminds anybody",
  input: z.object({ shop, email: z.email().max(200), remind: z.boolean() }),
  output: nothing,
});
export const stopReminders = endpoint({
  name: "shop.stop_reminders",
  kind: "command",
  method: "POST",
  path: "/v1/shop/reminders/stop",
  access: "public",
  summary: "Have no more reminders of carts sent to the address that this token's reminder went to",
  input: z.object({ shop, token: text(100) }),
  output: nothing,
});
