import { paymentStatuses } from "@selvedge/domain";
import { z } from "zod";
import { address, code, country, hex, id, instant, minorPositive, nothing, queryBoolean, text } from "./common.ts";
import { endpoint } from "./endpoint.ts";

/**
 * The shop's public doors. Nobody signs in as staff here: a visitor is known by two headers, `Cart-Token` (given out with
 * the first line of a cart) and `Shopper-Token` (given out at the shopper's sign-in). `shop` says whose shop it is: its
 * address name or the host it is visited at; left out, the request's own host decides.
 */
const shop = text(255).optional().describe("Address name or host of the shop; the request's host when left out");
/** Several values of one filter as one text, `S,M,L`. */
const several = z
  .string()
  .max(500)
  .transform((v) => v.split(",").map((one) => one.trim()))
  .pipe(z.array(z.string().min(1).max(60)).max(40))
  .optional();
const minorInQuery = z.coerce.number().int().min(0).max(900_000_000_000).optional();

export const shopSorts = ["featured", "newest", "price_up", "price_down", "name"] as const;
export const payWays = ["online", "on_delivery"] as const;

const Picture = z.object({ url: z.string(), alt: z.string() });
export const ShopStyleCard = z.object({
  id,
  code: z.string(),
  name: z.string(),
  brand: z.string().nullable(),
  priceMinor: z.int().describe("What a piece costs now, as the market shows prices"),
  listMinor: z.int().describe("Before promotions; equal to priceMinor where there are none"),
  hasMorePrices: z.boolean(),
  isNew: z.boolean(),
  isSoldOut: z.boolean(),
  colours: z.array(
    z.object({
      code: z.string(),
      name: z.string(),
      hex: z.string(),
      pictureUrl: z.string().nullable(),
      isSoldOut: z.boolean(),
    }),
  ),
});
export type ShopStyleCard = z.output<typeof ShopStyleCard>;
const facetValue = z.object({ value: z.string(), label: z.string(), count: z.int(), hex: z.string().nullable() });
export type ShopFacetValue = z.output<typeof facetValue>;
const CollectionLink = z.object({ slug: z.string(), name: z.string(), blurb: z.string().nullable() });
const CategoryLink = z.object({
  code: z.string(),
  name: z.string(),
  count: z.int(),
  pictureUrl: z.string().nullable(),
});

export const Shop = z.object({
  tenantId: id,
  slug: z.string(),
  name: z.string(),
  title: z.string(),
  tagline: z.string().nullable(),
  announcement: z.string().nullable(),
  about: z.string().nullable(),
  contactEmail: z.string().nullable(),
  country,
  currency: z.string(),
  locale: z.string(),
  timeZone: z.string(),
  priceMode: z.enum(["inclusive", "exclusive"]),
  accent: z.string().nullable(),
  logoUrl: z.string().nullable(),
  categories: z.array(CategoryLink),
  collections: z.array(CollectionLink),
  deliverTo: z.array(
    z.object({
      country,
      states: z.array(z.object({ code: z.string(), name: z.string() })),
      needsPostcode: z.boolean(),
    }),
  ),
  delivery: z.array(
    z.object({
      name: z.string(),
      country,
      chargeMinor: z.int(),
      freeFromMinor: z.int().nullable(),
      leastDays: z.int(),
      mostDays: z.int(),
      states: z.array(z.string()).describe("Codes of states it goes to; empty for the whole country"),
    }),
  ),
  paysOnline: z.boolean(),
  paysOnDelivery: z.boolean(),
  returnDays: z.int(),
  holdMinutes: z.int(),
  remindsOfBags: z.boolean().describe("Whether a bag that is left behind is told of by mail, once"),
  validUntil: instant.describe("Nothing here changes by the clock before then; events tell of other changes"),
});
export type Shop = z.output<typeof Shop>;
export const getShop = endpoint({
  name: "shop.get_shop",
  kind: "query",
  method: "GET",
  path: "/v1/shop",
  access: "public",
  summary: "A shop's front: name, look, categories, collections, where it delivers and how one pays",
  input: z.object({ shop }),
  output: Shop,
});

export const getShopHome = endpoint({
  name: "shop.get_home",
  kind: "query",
  method: "GET",
  path: "/v1/shop/home",
  access: "public",
  summary: "The home page: the style in front and the first styles of each collection shown there",
  input: z.object({ shop }),
  output: z.object({
    hero: ShopStyleCard.nullable(),
    rows: z.array(CollectionLink.extend({ count: z.int(), items: z.array(ShopStyleCard) })),
    validUntil: instant,
  }),
});

export const listShopStyles = endpoint({
  name: "shop.list_styles",
  kind: "query",
  method: "GET",
  path: "/v1/shop/styles",
  access: "public",
  summary: "Styles of the shop, found by words (spelling errors forgiven), category, collection and facets with counts",
  input: z.object({
    shop,
    q: z.string().trim().max(100).optional(),
    category: z.string().max(60).optional().describe("Code of a category"),
    collection: z.string().max(80).optional(),
    kinds: several.describe("Codes of categories, as a filter within the rest"),
    collections: several.describe("Collections, as a filter within the rest"),
    size: several.describe("Sizes in stock, `S,M`"),
    colour: several.describe("Colour families, `blue,red`"),
    fabric: several.describe("Fibres, `cotton,linen`"),
    codes: several.describe("Codes of styles, to read just these in this order"),
    least: minorInQuery,
    most: minorInQuery,
    inStock: queryBoolean.optional(),
    sort: z.enum(shopSorts).default("featured"),
    page: z.coerce.number().int().min(1).max(10_000).default(1),
    limit: z.coerce.number().int().min(1).max(96).default(24),
  }),
  output: z.object({
    items: z.array(ShopStyleCard),
    total: z.int(),
    page: z.int(),
    pages: z.int(),
    heading: z.string().nullable().describe("Name of the category or collection"),
    blurb: z.string().nullable(),
    searchedFor: z.string().nullable().describe("The words searched for, where spelling was put right"),
    facets: z.object({
      sizes: z.array(facetValue),
      colours: z.array(facetValue),
      categories: z.array(facetValue),
      collections: z.array(facetValue),
      fabrics: z.array(facetValue),
      leastMinor: z.int(),
      mostMinor: z.int(),
    }),
    validUntil: instant,
  }),
});

export const suggestInShop = endpoint({
  name: "shop.suggest",
  kind: "query",
  method: "GET",
  path: "/v1/shop/suggestions",
  access: "public",
  summary: "What a few typed letters may mean: styles, categories and collections",
  input: z.object({ shop, q: z.string().trim().min(1).max(100) }),
  output: z.object({
    searchedFor: z.string().nullable(),
    links: z.array(z.object({ kind: z.enum(["category", "collection"]), slug: z.string(), name: z.string() })),
    items: z.array(ShopStyleCard),
    validUntil: instant,
  }),
});

export const ShopStyle = ShopStyleCard.omit({ colours: true }).extend({
  description: z.string().nullable(),
  gender: z.string().nullable(),
  fabric: z.string().nullable(),
  originCountry: z.string().nullable(),
  category: z.object({ code: z.string(), name: z.string() }).nullable(),
  sizes: z.array(z.string()).describe("The size run, smallest first"),
  colours: z.array(
    z.object({
      code: z.string(),
      name: z.string(),
      hex: z.string(),
      family: z.string().nullable(),
      pictures: z.array(Picture),
      isSoldOut: z.boolean(),
      skus: z.array(
        z.object({
          skuId: id,
          code: z.string(),
          gtin: z.string().nullable(),
          size: z.string(),
          priceMinor: z.int(),
          listMinor: z.int(),
          stock: z.enum(["in_stock", "few", "sold_out"]),
          left: z.int().nullable().describe("How many, where few are left"),
        }),
      ),
    }),
  ),
  sizeHelp: z.array(z.object({ size: z.string(), fits: z.string() })).nullable(),
  look: z.array(ShopStyleCard).describe("Completes the look: of other kinds, as learnt from what sold"),
  together: z.array(ShopStyleCard).describe("Bought together, filled up with what is like it"),
  validUntil: instant,
});
export type ShopStyle = z.output<typeof ShopStyle>;
export const getShopStyle = endpoint({
  name: "shop.get_style",
  kind: "query",
  method: "GET",
  path: "/v1/shop/styles/:code",
  access: "public",
  summary: "A style with its colourways, sizes, availability and prices",
  input: z.object({ shop, code: z.string().min(1).max(60) }),
  output: ShopStyle,
});

export const listShopSitemap = endpoint({
  name: "shop.list_sitemap",
  kind: "query",
  method: "GET",
  path: "/v1/shop/sitemap",
  access: "public",
  summary: "Everything in the shop that a search engine may list",
  input: z.object({ shop }),
  output: z.object({
    styles: z.array(z.object({ code: z.string(), name: z.string(), pictureUrl: z.string().nullable() })),
    categories: z.array(z.string()),
    collections: z.array(z.string()),
    validUntil: instant,
  }),
});

// Cart

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

// Checkout

const shipTo = address.extend({ state: text(60).optional(), postcode: text(20).optional() });
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
export const returnReasons = ["too_small", "too_large", "not_as_shown", "damaged", "changed_mind", "other"] as const;
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
    reason: z.enum(returnReasons),
    note: text(500).optional(),
    lines: z
      .array(z.object({ lineId: id, qty: z.int().min(1).max(1000) }))
      .min(1)
      .max(100),
  }),
  output: z.object({ id }),
});

// The sandbox payment provider's page

export const getSandboxPayment = endpoint({
  name: "shop.get_sandbox_payment",
  kind: "query",
  method: "GET",
  path: "/v1/shop/sandbox-payments/:providerRef",
  access: "public",
  summary: "A payment as the sandbox provider shows it",
  input: z.object({ shop, providerRef: z.string().min(1).max(60) }),
  output: z.object({
    merchant: z.string(),
    amountMinor: z.int(),
    currency: z.string(),
    status: z.enum(paymentStatuses),
    orderNumber: z.string(),
  }),
});
export const decideSandboxPayment = endpoint({
  name: "shop.decide_sandbox_payment",
  kind: "command",
  method: "POST",
  path: "/v1/shop/sandbox-payments/:providerRef",
  access: "public",
  summary: "Play the shopper's bank: approve or decline; the provider then reports by its signed webhook",
  input: z.object({
    shop,
    providerRef: z.string().min(1).max(60),
    decision: z.enum(["approve", "decline"]),
    delaySeconds: z.int().min(0).max(3600).default(0).describe("How late the provider's report comes"),
  }),
  output: nothing,
});

// Shoppers

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

// The back office's side of the shop

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
        reason: z.enum(returnReasons),
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
