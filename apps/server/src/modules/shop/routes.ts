import type { Operation } from "../../platform/runner.ts";
import { addToCart, changeCartLine, getCart, holdCart } from "./cart/cart-doors.ts";
import { setCartContact, stopReminders } from "./cart/cart-reminders.ts";
import { askForReturn, cancelShopOrder, payShopOrder } from "./checkout/change-shop-order.ts";
import { getShopOrder } from "./checkout/get-shop-order.ts";
import { placeShopOrder } from "./checkout/place-shop-order.ts";
import { quoteCart } from "./checkout/quote-cart.ts";
import { decideSandboxPayment, getSandboxPayment } from "./checkout/sandbox-page.ts";
import { changeShopSettings, setShopCollections, setShopDeliveries } from "./setup/change-setup.ts";
import { openShop } from "./setup/open-shop.ts";
import { getShopSetup } from "./setup/read-setup.ts";
import { answerReturnRequest, listReturnRequests } from "./setup/return-requests.ts";
import { listShownStyles, showStyles } from "./setup/shown-styles.ts";
import { getShop, getShopHome, listShopSitemap } from "./shelf/get-shop.ts";
import { getShopStyle } from "./shelf/get-shop-style.ts";
import { listShopStyles } from "./shelf/list-shop-styles.ts";
import { suggestInShop } from "./shelf/suggest-in-shop.ts";
import { changeShopper, getShopper, listShopperOrders } from "./shopper/account.ts";
import { sendSignInCode, signInShopper, signOutShopper } from "./shopper/sign-in.ts";

export const operations = [
  getShop,
  getShopHome,
  listShopStyles,
  suggestInShop,
  getShopStyle,
  listShopSitemap,
  getCart,
  addToCart,
  changeCartLine,
  holdCart,
  setCartContact,
  stopReminders,
  quoteCart,
  placeShopOrder,
  getShopOrder,
  payShopOrder,
  cancelShopOrder,
  askForReturn,
  getSandboxPayment,
  decideSandboxPayment,
  sendSignInCode,
  signInShopper,
  signOutShopper,
  getShopper,
  changeShopper,
  listShopperOrders,
  getShopSetup,
  openShop,
  changeShopSettings,
  setShopDeliveries,
  setShopCollections,
  listShownStyles,
  showStyles,
  listReturnRequests,
  answerReturnRequest,
] as unknown as Operation[];
