import type { OutputOf, shopApi } from "../../packages/contract/src/index.ts";
import { sendRaw } from "../boundary/open-server.ts";

type Cart = OutputOf<typeof shopApi.getCart>;
type Quote = OutputOf<typeof shopApi.quoteCart>;
type Placed = OutputOf<typeof shopApi.placeShopOrder>;

export const address = { line1: "12 Hill Road", city: "Mumbai", state: "MH", postcode: "400050", country: "IN" };

/** Somebody in the online shop, by the doors that the storefront uses. */
export interface ShopVisit {
  add(skuId: string, qty: number): Promise<Cart>;
  quote(): Promise<Quote>;
  /** Buys what is in the bag, to be paid on delivery unless told otherwise. */
  buy(pays?: "on_delivery" | "online"): Promise<Placed>;
  /** What the shopper's bank says to an online payment; it reports by its webhook. */
  decide(providerRef: string, decision: "approve" | "decline"): Promise<unknown>;
  cancel(placed: Placed): Promise<unknown>;
}

/** @throws Error with the shop's own words where it refuses */
export function visitShop(origin: string, shop: string): ShopVisit {
  let cart: string | null = null;
  const post = async <T>(url: string, body: object): Promise<T> => {
    const headers: Record<string, string> = cart ? { "cart-token": cart } : {};
    const answer = await sendRaw(origin, null, "POST", url, { shop, ...body }, headers);
    const said = (await answer.json()) as T & { detail?: string; title?: string };
    if (!answer.ok) throw new Error(said.detail ?? said.title ?? String(answer.status));
    return said;
  };
  return {
    async add(skuId, qty) {
      const held = await post<Cart>("/v1/shop/cart/lines", { skuId, qty });
      cart = held.token ?? cart;
      return held;
    },
    quote: () => post<Quote>("/v1/shop/cart/quote", { shipTo: address }),
    buy: (pays = "on_delivery") =>
      post<Placed>("/v1/shop/orders", {
        ...{ shipTo: address, email: "asha@example.com", name: "Asha Rao", pays },
      }),
    decide: (providerRef, decision) => post(`/v1/shop/sandbox-payments/${providerRef}`, { decision }),
    cancel: ({ number, key }) => post(`/v1/shop/orders/${number}/cancel`, { key }),
  };
}
