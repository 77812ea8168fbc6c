import { z } from "zod";
import {
  businessDate,
  code,
  created,
  hex,
  id,
  minorPositive,
  nothing,
  page,
  pageInput,
  picture,
  text,
  version,
} from "./common.ts";
import { endpoint } from "./endpoint.ts";

export const styleStatuses = ["draft", "active", "markdown", "discontinued", "archived"] as const;

export const Sku = z.object({
  id,
  code: z.string(),
  size: z.string(),
  sizePosition: z.int(),
  gtin: z.string().nullable(),
  taxClass: z.string().nullable(),
  reorderPoint: z.int().nullable(),
  status: z.enum(["active", "archived"]),
  version: z.int(),
});
export const Colourway = z.object({
  id,
  code: z.string(),
  name: z.string(),
  hex: z.string(),
  family: z.string().nullable(),
  pictureUrl: z.string().nullable(),
  status: z.enum(["active", "archived"]),
  version: z.int(),
  skus: z.array(Sku),
});
export const Style = z.object({
  id,
  code: z.string(),
  name: z.string(),
  description: z.string().nullable(),
  kind: z.enum(["goods", "service"]),
  brand: z.string().nullable(),
  gender: z.string().nullable(),
  category: z.object({ id, code: z.string(), name: z.string() }).nullable(),
  season: z.object({ id, code: z.string(), name: z.string() }).nullable(),
  sizeScale: z.object({ id, code: z.string(), name: z.string(), sizes: z.array(z.string()) }),
  hsnCode: z.string().nullable(),
  taxClass: z.string(),
  fabric: z.string().nullable(),
  originCountry: z.string().nullable(),
  status: z.enum(styleStatuses),
  colourways: z.array(Colourway),
  version: z.int(),
});
export type Style = z.output<typeof Style>;
export const StyleRow = z.object({
  id,
  code: z.string(),
  name: z.string(),
  brand: z.string().nullable(),
  categoryName: z.string().nullable(),
  seasonName: z.string().nullable(),
  status: z.enum(styleStatuses),
  colours: z.array(
    z.object({ code: z.string(), name: z.string(), hex: z.string(), pictureUrl: z.string().nullable() }),
  ),
  skuCount: z.int(),
  onHandQty: z.int(),
  availableQty: z.int(),
  priceMinor: z.int().nullable().describe("Base list price of the style today"),
  currency: z.string(),
});

export const listStyles = endpoint({
  name: "catalog.list_styles",
  kind: "query",
  method: "GET",
  path: "/v1/styles",
  access: "catalog.style.read",
  summary: "Styles with colours, stock and price; searched by name, style code, SKU code or GTIN",
  input: z.object({
    ...pageInput,
    status: z.enum(styleStatuses).optional(),
    categoryId: id.optional(),
    seasonId: id.optional(),
    kind: z.enum(["goods", "service"]).optional(),
    sort: z.enum(["name", "code", "newest"]).default("name"),
  }),
  output: page(StyleRow),
});
export const getStyle = endpoint({
  name: "catalog.get_style",
  kind: "query",
  method: "GET",
  path: "/v1/styles/:id",
  access: "catalog.style.read",
  summary: "A style with its colourways and SKUs",
  input: z.object({ id }),
  output: Style,
});
const colourwayInput = z.object({
  code,
  name: text(100),
  hex,
  family: text(40).optional(),
  sizes: z.array(text(20)).min(1).max(60).optional().describe("The size run of this colour; the style's when left out"),
});
const styleFields = {
  name: text(200),
  description: text(4000).optional(),
  kind: z.enum(["goods", "service"]).default("goods"),
  brand: text(100).optional(),
  gender: text(40).optional(),
  categoryId: id.optional(),
  seasonId: id.optional(),
  hsnCode: z
    .string()
    .regex(/^[0-9]{4,8}$/, "4 to 8 digits")
    .optional(),
  taxClass: text(60),
  fabric: text(500).optional(),
  originCountry: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .optional(),
};
export const createStyle = endpoint({
  name: "catalog.create_style",
  kind: "command",
  method: "POST",
  path: "/v1/styles",
  access: "catalog.style.change",
  summary: "Create a style with its whole matrix: every colourway in every size of its size run, with codes and GTINs",
  status: 201,
  input: z.object({
    code,
    ...styleFields,
    sizeScaleId: id,
    sizes: z.array(text(20)).min(1).max(60).optional().describe("The size run; every size of the scale when left out"),
    colourways: z.array(colourwayInput).min(1).max(60),
    assignGtins: z.boolean().default(false),
    basePriceMinor: minorPositive.optional(),
    status: z.enum(["draft", "active"]).default("active"),
  }),
  output: Style,
});
export const changeStyle = endpoint({
  name: "catalog.change_style",
  kind: "command",
  method: "PATCH",
  path: "/v1/styles/:id",
  access: "catalog.style.change",
  summary: "Change a style's own fields or its status",
  input: z.object({
    id,
    ...z.object(styleFields).omit({ kind: true }).partial().shape,
    description: text(4000).nullable().optional(),
    brand: text(100).nullable().optional(),
    gender: text(40).nullable().optional(),
    categoryId: id.nullable().optional(),
    seasonId: id.nullable().optional(),
    hsnCode: styleFields.hsnCode.nullable(),
    fabric: text(500).nullable().optional(),
    originCountry: styleFields.originCountry.nullable(),
    status: z.enum(styleStatuses).optional(),
    version,
  }),
  output: Style,
});
export const addColourways = endpoint({
  name: "catalog.add_colourways",
  kind: "command",
  method: "POST",
  path: "/v1/styles/:id/colourways",
  access: "catalog.style.change",
  summary: "Add colours, or sizes to colours the style has",
  input: z.object({ id, colourways: z.array(colourwayInput).min(1).max(60), assignGtins: z.boolean().default(false) }),
  output: Style,
});
export const changeColourway = endpoint({
  name: "catalog.change_colourway",
  kind: "command",
  method: "PATCH",
  path: "/v1/colourways/:id",
  access: "catalog.style.change",
  summary: "Rename, recolour or archive a colourway (archiving archives its SKUs and no other)",
  input: z.object({
    id,
    name: text(100).optional(),
    hex: hex.optional(),
    family: text(40).optional(),
    status: z.enum(["active", "archived"]).optional(),
    version,
  }),
  output: Style,
});
export const setPicture = endpoint({
  name: "catalog.set_picture",
  kind: "command",
  method: "PUT",
  path: "/v1/colourways/:id/picture",
  access: "catalog.style.change",
  summary: "Set the picture of a colourway; null goes back to the drawn garment",
  input: z.object({ id, picture: picture.nullable() }),
  output: z.object({ pictureUrl: z.string().nullable() }),
});
export const changeSku = endpoint({
  name: "catalog.change_sku",
  kind: "command",
  method: "PATCH",
  path: "/v1/skus/:id",
  access: "catalog.style.change",
  summary: "Set a SKU's GTIN, tax class, reorder point or status",
  input: z.object({
    id,
    gtin: z.string().max(14).nullable().optional(),
    taxClass: text(60).nullable().optional(),
    reorderPoint: z.int().min(0).max(1_000_000).nullable().optional(),
    status: z.enum(["active", "archived"]).optional(),
    version,
  }),
  output: Sku,
});
export const SkuRow = z.object({
  id,
  code: z.string(),
  gtin: z.string().nullable(),
  styleId: id,
  styleCode: z.string(),
  styleName: z.string(),
  colourName: z.string(),
  hex: z.string(),
  size: z.string(),
  pictureUrl: z.string().nullable(),
});
export const listSkus = endpoint({
  name: "catalog.list_skus",
  kind: "query",
  method: "GET",
  path: "/v1/skus",
  access: "catalog.style.read",
  summary: "Find SKUs by code, GTIN, style code or name",
  input: z.object({ ...pageInput, styleId: id.optional() }),
  output: page(SkuRow),
});
export const SizeScale = z.object({ id, code: z.string(), name: z.string(), sizes: z.array(z.string()) });
export const listSizeScales = endpoint({
  name: "catalog.list_size_scales",
  kind: "query",
  method: "GET",
  path: "/v1/size-scales",
  access: "catalog.style.read",
  summary: "Ordered size scales",
  input: nothing,
  output: z.object({ items: z.array(SizeScale) }),
});
export const createSizeScale = endpoint({
  name: "catalog.create_size_scale",
  kind: "command",
  method: "POST",
  path: "/v1/size-scales",
  access: "catalog.style.change",
  summary: "Add a size scale",
  status: 201,
  input: z.object({ code, name: text(100), sizes: z.array(text(20)).min(1).max(60) }),
  output: created,
});
export const listCategories = endpoint({
  name: "catalog.list_categories",
  kind: "query",
  method: "GET",
  path: "/v1/categories",
  access: "catalog.style.read",
  summary: "The category tree, flat",
  input: nothing,
  output: z.object({
    items: z.array(z.object({ id, parentId: id.nullable(), code: z.string(), name: z.string() })),
  }),
});
export const createCategory = endpoint({
  name: "catalog.create_category",
  kind: "command",
  method: "POST",
  path: "/v1/categories",
  access: "catalog.style.change",
  summary: "Add a category",
  status: 201,
  input: z.object({ code, name: text(100), parentId: id.optional() }),
  output: created,
});
export const listSeasons = endpoint({
  name: "catalog.list_seasons",
  kind: "query",
  method: "GET",
  path: "/v1/seasons",
  access: "catalog.style.read",
  summary: "Seasons, newest first",
  input: nothing,
  output: z.object({
    items: z.array(z.object({ id, code: z.string(), name: z.string(), startsOn: businessDate, endsOn: businessDate })),
  }),
});
export const createSeason = endpoint({
  name: "catalog.create_season",
  kind: "command",
  method: "POST",
  path: "/v1/seasons",
  access: "catalog.style.change",
  summary: "Add a season",
  status: 201,
  input: z.object({ code, name: text(100), startsOn: businessDate, endsOn: businessDate }),
  output: created,
});
