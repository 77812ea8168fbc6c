import { z } from "zod";
import {
  address,
  businessDate,
  code,
  country,
  id,
  instant,
  minorPositive,
  page,
  pageInput,
  qty,
  queryBoolean,
  text,
} from "./common.ts";
import { endpoint } from "./endpoint.ts";
import { shownWith } from "./fields.ts";

export const locationKinds = ["warehouse", "shop", "van", "consignment"] as const;
export const Location = z.object({
  id,
  code: z.string(),
  name: z.string(),
  kind: z.string(),
  state: z.string().nullable(),
  country: z.string().nullable(),
  allowsBackorder: z.boolean(),
  status: z.enum(["active", "archived"]),
});
export const listLocations = endpoint({
  name: "inventory.list_locations",
  kind: "query",
  method: "GET",
  path: "/v1/locations",
  access: "inventory.stock.read",
  summary: "Locations; the virtual ends too when asked",
  input: z.object({ includeVirtual: queryBoolean.default(false) }),
  output: z.object({ items: z.array(Location) }),
});
export const createLocation = endpoint({
  name: "inventory.create_location",
  kind: "command",
  method: "POST",
  path: "/v1/locations",
  access: "inventory.location.change",
  summary: "Add a warehouse, shop, van or consignment place",
  status: 201,
  input: z.object({
    code,
    name: text(100),
    kind: z.enum(locationKinds),
    state: text(60).optional(),
    country: country.optional(),
    address: address.optional(),
    allowsBackorder: z.boolean().default(false),
  }),
  output: Location,
});
export const StockRow = z.object({
  skuId: id,
  skuCode: z.string(),
  styleId: id,
  styleCode: z.string(),
  styleName: z.string(),
  colourName: z.string(),
  hex: z.string(),
  pictureUrl: z.string().nullable(),
  size: z.string(),
  locationId: id,
  locationName: z.string(),
  onHandQty: z.int(),
  reservedQty: z.int(),
  availableQty: z.int(),
  backorderedQty: z.int(),
  version: z.int(),
});
export const listStock = endpoint({
  name: "inventory.list_stock",
  kind: "query",
  method: "GET",
  path: "/v1/stock",
  access: "inventory.stock.read",
  summary: "Stock levels by SKU and location, with the feed cursor from which changes follow",
  input: z.object({
    ...pageInput,
    locationId: id.optional(),
    styleId: id.optional(),
    state: z.enum(["all", "in_stock", "out", "low"]).default("all"),
    sort: z.enum(["code", "available_low", "available_high", "on_hand_low", "on_hand_high"]).default("code"),
  }),
  output: page(StockRow).extend({ feedCursor: z.string() }),
});
/** Levels of many SKUs at once, for grids. */
export const getAvailability = endpoint({
  name: "inventory.get_availability",
  kind: "query",
  method: "GET",
  path: "/v1/availability",
  access: "inventory.stock.read",
  summary: "Levels of a style's SKUs by location",
  input: z.object({ styleId: id, locationId: id.optional() }),
  output: z.object({
    items: z.array(
      z.object({
        skuId: id,
        locationId: id,
        onHandQty: z.int(),
        reservedQty: z.int(),
        availableQty: z.int(),
        version: z.int(),
      }),
    ),
    feedCursor: z.string(),
  }),
});
export const Move = z.object({
  id,
  skuId: id,
  skuCode: z.string(),
  styleName: z.string(),
  fromName: z.string(),
  toName: z.string(),
  qty: z.int(),
  valueMinor: shownWith("catalog.cost.read", z.int()),
  reason: z.string(),
  note: z.string().nullable(),
  documentType: z.string(),
  documentId: id,
  occurredAt: instant,
});
export const listMoves = endpoint({
  name: "inventory.list_moves",
  kind: "query",
  method: "GET",
  path: "/v1/stock-moves",
  access: "inventory.stock.read",
  summary: "The stock ledger, newest first",
  input: z.object({ ...pageInput, skuId: id.optional(), locationId: id.optional(), reason: text(20).optional() }),
  output: page(Move),
});
const moveResult = z.object({ documentId: id, moves: z.int(), valueMinor: shownWith("catalog.cost.read", z.int()) });
export const receiveStock = endpoint({
  name: "inventory.receive_stock",
  kind: "command",
  method: "POST",
  path: "/v1/stock-receipts",
  access: "inventory.stock.receive",
  summary: "Take goods in at a location with their unit cost; posts inventory against goods received not invoiced",
  status: 201,
  input: z.object({
    locationId: id,
    supplierId: id.optional(),
    reason: z.enum(["receipt", "opening"]).default("receipt"),
    receivedOn: businessDate.optional(),
    note: text(500).optional(),
    lines: z
      .array(z.object({ skuId: id, qty, unitCostMinor: minorPositive }))
      .min(1)
      .max(5000),
  }),
  output: moveResult,
});
export const adjustStock = endpoint({
  name: "inventory.adjust_stock",
  kind: "command",
  method: "POST",
  path: "/v1/stock-adjustments",
  access: "inventory.stock.adjust",
  summary: "Correct levels by a difference, or to a counted quantity; never below what is reserved",
  status: 201,
  input: z.object({
    locationId: id,
    reason: z.enum(["adjustment", "count", "scrap"]).default("adjustment"),
    note: text(500).optional(),
    lines: z
      .array(
        z.object({
          skuId: id,
          differenceQty: z.int().min(-1_000_000).max(1_000_000).optional(),
          countedQty: z.int().min(0).max(1_000_000).optional(),
          unitCostMinor: minorPositive.optional().describe("Cost of found pieces; the newest cost when left out"),
        }),
      )
      .min(1)
      .max(5000),
  }),
  output: moveResult,
});
export const transferStock = endpoint({
  name: "inventory.transfer_stock",
  kind: "command",
  method: "POST",
  path: "/v1/stock-transfers",
  access: "inventory.stock.transfer",
  summary: "Send available pieces from one location to another; through transit when sent, at once when not",
  status: 201,
  input: z.object({
    fromLocationId: id,
    toLocationId: id,
    inTransit: z.boolean().default(false),
    note: text(500).optional(),
    lines: z
      .array(z.object({ skuId: id, qty }))
      .min(1)
      .max(5000),
  }),
  output: moveResult,
});
export const receiveTransfer = endpoint({
  name: "inventory.receive_transfer",
  kind: "command",
  method: "POST",
  path: "/v1/stock-transfers/:id/receive",
  access: "inventory.stock.transfer",
  summary: "Take in what is in transit of a transfer; what did not arrive stays in transit",
  input: z.object({
    id,
    toLocationId: id,
    lines: z
      .array(z.object({ skuId: id, qty }))
      .min(1)
      .max(5000),
  }),
  output: moveResult,
});
export const Alert = z.object({
  id,
  skuId: id,
  skuCode: z.string(),
  styleId: id,
  styleName: z.string(),
  colourName: z.string(),
  hex: z.string(),
  size: z.string(),
  kind: z.enum(["low", "out", "over"]),
  availableQty: z.int(),
  thresholdQty: z.int(),
  openedAt: instant,
});
export const listAlerts = endpoint({
  name: "inventory.list_alerts",
  kind: "query",
  method: "GET",
  path: "/v1/stock-alerts",
  access: "inventory.stock.read",
  summary: "Open alerts, newest first",
  input: z.object(pageInput),
  output: page(Alert),
});
