import { z } from "zod";
import { id, instant } from "../common.ts";
import { endpoint } from "../endpoint.ts";

/** A price rule as packages/domain reads it; promotions are in the head, list prices with their style. */
const rule = z.record(z.string(), z.unknown());

export const TillStyle = z.object({
  id,
  code: z.string(),
  name: z.string(),
  brand: z.string().nullable(),
  categoryId: id.nullable(),
  taxClass: z.string(),
  hsnCode: z.string().nullable(),
  kind: z.enum(["goods", "service"]),
  sellable: z.boolean(),
  sizes: z.array(z.string()),
  colours: z.array(
    z.object({
      id,
      code: z.string(),
      name: z.string(),
      hex: z.string(),
      pictureUrl: z.string().nullable(),
      skus: z.array(
        z.object({
          id,
          code: z.string(),
          size: z.string(),
          gtin: z.string().nullable(),
          taxClass: z.string().nullable(),
          sellable: z.boolean(),
        }),
      ),
    }),
  ),
  prices: z.array(rule),
});
export type TillStyle = z.output<typeof TillStyle>;

export const TillCustomer = z.object({
  id,
  name: z.string(),
  phone: z.string().nullable(),
  email: z.string().nullable(),
  code: z.string().nullable(),
  priceTier: z.string().nullable(),
  taxNumber: z.string().nullable(),
  country: z.string().nullable(),
  state: z.string().nullable(),
  active: z.boolean(),
});
export type TillCustomer = z.output<typeof TillCustomer>;

/** Everything that is small and changes seldom: the till, its shop, people, tax, promotions. */
export const TillHead = z.object({
  till: z.object({
    id,
    code: z.string(),
    name: z.string(),
    series: z.string(),
    upiId: z.string().nullable(),
    receiptFooter: z.string(),
  }),
  business: z.object({
    id,
    name: z.string(),
    legalName: z.string(),
    country: z.string(),
    state: z.string().nullable(),
    taxNumber: z.string().nullable(),
    currency: z.string(),
    locale: z.string(),
    timeZone: z.string(),
    accent: z.string().nullable(),
    logoUrl: z.string().nullable(),
    maxPromotions: z.int(),
  }),
  shop: z.object({
    id,
    name: z.string(),
    country: z.string().nullable(),
    state: z.string().nullable(),
    address: z.unknown(),
  }),
  channel: z.object({ id, kind: z.string(), priceMode: z.enum(["inclusive", "exclusive"]), currency: z.string() }),
  /** Where the links of receipts open; a till that has not heard it yet says its own address. */
  receiptOrigin: z.string().optional(),
  /** Seals what receipts carry of their goods, so that every till of the business can take them back without asking. */
  receiptKey: z.string().optional(),
  places: z.array(z.object({ id, name: z.string(), kind: z.string() })),
  cashiers: z.array(
    z.object({
      id,
      name: z.string(),
      pinSalt: z.string(),
      pinHash: z.string(),
      approves: z.boolean(),
      discountLimitBasisPoints: z.int(),
    }),
  ),
  /** [category, the one above it] */
  categories: z.array(z.object({ id, parentId: id.nullable(), name: z.string() })),
  taxRules: z.array(rule),
  promotions: z.array(rule),
  promotionNames: z.record(z.string(), z.string()),
});
export type TillHead = z.output<typeof TillHead>;

/** [sku, place, available] */
const TillLevel = z.tuple([id, id, z.int()]);
export type TillLevel = z.output<typeof TillLevel>;

export const factSets = ["styles", "levels", "customers"] as const;
export type FactSet = (typeof factSets)[number];

export const getTillHead = endpoint({
  name: "pos.get_head",
  kind: "query",
  method: "GET",
  path: "/v1/till/head",
  access: "pos.till.sync",
  summary: "The till, its shop, cashiers, tax rules and promotions; with the cursor from which changes go on",
  input: z.object({}),
  output: z.object({ head: TillHead, cursor: z.string(), serverAt: instant }),
});
export const listTillFacts = endpoint({
  name: "pos.list_facts",
  kind: "query",
  method: "GET",
  path: "/v1/till/facts",
  access: "pos.till.sync",
  summary: "A page of what the till keeps: styles with their prices, stock levels, or customers",
  input: z.object({ set: z.enum(factSets), after: z.string().max(100).optional() }),
  output: z.object({
    styles: z.array(TillStyle),
    levels: z.array(TillLevel),
    customers: z.array(TillCustomer),
    next: z.string().nullable(),
  }),
});
export const listTillChanges = endpoint({
  name: "pos.list_changes",
  kind: "query",
  method: "GET",
  path: "/v1/till/changes",
  access: "pos.till.sync",
  summary: "What changed of a till's facts since a cursor; `more` says that another page is ready",
  input: z.object({ cursor: z.string().regex(/^\d{1,19}(\.\d{1,19})?$/) }),
  output: z.object({
    headChanged: z.boolean(),
    styles: z.array(TillStyle),
    levels: z.array(TillLevel),
    customers: z.array(TillCustomer),
    /** Pieces brought back meanwhile, by line of their receipt. */
    returns: z.array(z.object({ lineId: id, returnedQty: z.int() })),
    cursor: z.string(),
    more: z.boolean(),
    serverAt: instant,
  }),
});
