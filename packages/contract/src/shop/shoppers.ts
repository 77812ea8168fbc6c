import { z } from "zod";
import { id, instant, nothing, text } from "../common.ts";
import { endpoint } from "../endpoint.ts";
import { ShopOrder, shipTo } from "./checkout.ts";
import { shop } from "./which-shop.ts";

export const sendSignInCode = endpoint({
  name: "shop.send_sign_in_code",
  kind: "command",
  method: "POST",
  path: "/v1/shop/sign-in/code",
  access: "public",
  rate: "sign_in",
  summary: "Mail a one-time code; the answer is the same whether the address is known or not",
  input: z.object({ shop, email: z.email().max(200) }),
  output: z.object({ minutes: z.int() }),
});
export const Shopper = z.object({
  name: z.string(),
  email: z.string(),
  phone: z.string().nullable(),
  hasPassword: z.boolean(),
  wantsNews: z.boolean(),
  addresses: z.array(
    z.object({
      id,
      line1: z.string(),
      line2: z.string().nullable(),
      city: z.string(),
      state: z.string().nullable(),
      postcode: z.string().nullable(),
      country: z.string(),
      isDefault: z.boolean(),
    }),
  ),
});
export type Shopper = z.output<typeof Shopper>;
export const signInShopper = endpoint({
  name: "shop.sign_in",
  kind: "command",
  method: "POST",
  path: "/v1/shop/sign-in",
  access: "public",
  rate: "sign_in",
  summary: "Sign a shopper in by the mailed code or a password; the cart of Cart-Token joins the shopper's own",
  input: z.object({
    shop,
    email: z.email().max(200),
    code: z
      .string()
      .trim()
      .regex(/^\d{6}$/, "Six digits")
      .optional(),
    password: z.string().min(1).max(200).optional(),
    name: text(200).optional(),
  }),
  output: z.object({
    token: z.string().describe("Send it as Shopper-Token"),
    cartToken: z.string().nullable(),
    shopper: Shopper,
  }),
});
export const signOutShopper = endpoint({
  name: "shop.sign_out",
  kind: "command",
  method: "POST",
  path: "/v1/shop/sign-out",
  access: "public",
  summary: "End the session of Shopper-Token, or all of the shopper's",
  input: z.object({ shop, everywhere: z.boolean().default(false) }),
  output: nothing,
});
export const getShopper = endpoint({
  name: "shop.get_shopper",
  kind: "query",
  method: "GET",
  path: "/v1/shop/me",
  access: "public",
  summary: "Who is signed in, by Shopper-Token",
  input: z.object({ shop }),
  output: Shopper,
});
export const changeShopper = endpoint({
  name: "shop.change_shopper",
  kind: "command",
  method: "PUT",
  path: "/v1/shop/me",
  access: "public",
  summary: "Change one's name, phone, addresses, news and password; what is left out stays",
  input: z.object({
    shop,
    name: text(200).optional(),
    phone: text(40).nullable().optional(),
    wantsNews: z.boolean().optional(),
    password: z.string().min(10, "At least 10 characters").max(200).optional(),
    addresses: z
      .array(shipTo.extend({ isDefault: z.boolean().default(false) }))
      .max(20)
      .optional(),
  }),
  output: Shopper,
});
export const listShopperOrders = endpoint({
  name: "shop.list_my_orders",
  kind: "query",
  method: "GET",
  path: "/v1/shop/me/orders",
  access: "public",
  summary: "The signed-in shopper's orders, newest first",
  input: z.object({ shop }),
  output: z.object({
    items: z.array(
      z.object({
        number: z.string(),
        placedAt: instant,
        state: ShopOrder.shape.state,
        pieces: z.int(),
        totalMinor: z.int(),
        currency: z.string(),
        pictures: z.array(z.string()),
      }),
    ),
  }),
});
