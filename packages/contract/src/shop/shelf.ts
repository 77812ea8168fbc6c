import { z } from "zod";
import { country, id, instant, queryBoolean } from "../common.ts";
import { endpoint } from "../endpoint.ts";
import { SizeAdvice } from "../size-advice.ts";
import { shop } from "./which-shop.ts";

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

export const getShopSizeAdvice = endpoint({
  name: "shop.get_size_advice",
  kind: "query",
  method: "GET",
  path: "/v1/shop/styles/:code/size-advice",
  access: "public",
  summary: "Which size to take: for everybody, and for the signed-in shopper by what they kept and sent back",
  input: z.object({ shop, code: z.string().min(1).max(60) }),
  output: SizeAdvice,
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
