import { type OutputOf, shopApi } from "@selvedge/contract";

export { shopApi };
export type ShopFront = OutputOf<typeof shopApi.getShop>;
export type StyleCard = shopApi.ShopStyleCard;
export type StyleList = OutputOf<typeof shopApi.listShopStyles>;
export type StyleView = shopApi.ShopStyle;
export type Cart = shopApi.Cart;
export type CartQuote = OutputOf<typeof shopApi.quoteCart>;
export type OrderView = shopApi.ShopOrder;
export type ShopperView = shopApi.Shopper;
