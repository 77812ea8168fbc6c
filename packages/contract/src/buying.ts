import { z } from "zod";
import { businessDate, id, instant, minor, minorPositive, page, pageInput, qty, version } from "./common.ts";
import { endpoint } from "./endpoint.ts";
import { shownWith } from "./fields.ts";

export const buyListStatuses = ["listed", "ordered", "received", "removed"] as const;

export const BuyingRule = z.object({
  id,
  scope: z.enum(["all", "category", "style"]),
  scopeId: id.nullable(),
  scopeName: z.string().nullable(),
  leadTimeDays: z.int(),
  leadTimeDeviationDays: z.int(),
  reviewDays: z.int(),
  serviceLevel: z.number(),
  minOrderQty: z.int(),
  packSize: z.int(),
  carton: z.record(z.string(), z.int()).nullable(),
  orderCostMinor: z.int(),
  holdingShare: z.number(),
  salvageShare: z.number(),
  version: z.int(),
});
export const listBuyingRules = endpoint({
  name: "insights.list_buying_rules",
  kind: "query",
  method: "GET",
  path: "/v1/buying-rules",
  access: "insights.suggestion.read",
  summary: "How goods are bought: lead time, service, minimum, packs; the closest rule holds",
  input: z.object({}),
  output: z.object({ items: z.array(BuyingRule) }),
});
export const setBuyingRule = endpoint({
  name: "insights.set_buying_rule",
  kind: "command",
  method: "PUT",
  path: "/v1/buying-rules",
  access: "insights.buying.change",
  summary: "Set how everything, a category or one style is bought",
  input: z.object({
    scope: z.enum(["all", "category", "style"]),
    scopeId: id.optional(),
    leadTimeDays: z.int().min(0).max(365),
    leadTimeDeviationDays: z.int().min(0).max(180).default(0),
    reviewDays: z.int().min(1).max(180),
    serviceLevel: z.number().min(0.51).max(0.999),
    minOrderQty: z.int().min(1).max(100_000).default(1),
    packSize: z.int().min(1).max(10_000).default(1),
    carton: z
      .record(z.string().min(1).max(40), z.int().min(0).max(1000))
      .nullable()
      .default(null)
      .describe("A fixed carton by size; null for loose pieces"),
    orderCostMinor: minorPositive.default(0),
    holdingShare: z.number().min(0.01).max(5).default(0.25),
    salvageShare: z.number().min(0).max(0.99).default(0.5),
    version,
  }),
  output: z.object({ id }),
});
const BuyPlanStyle = z.object({
  styleId: id,
  styleName: z.string(),
  styleCode: z.string(),
  hex: z.string(),
  pictureUrl: z.string().nullable(),
  positionQty: z.int(),
  proposedQty: z.int(),
  perWeek: z.number(),
  coverWeeks: z.number().nullable(),
  costMinor: shownWith("catalog.cost.read", minor),
  worthMinor: minor,
  skusBelow: z.int().describe("SKUs at or under their reorder point"),
  suggestionId: id.nullable(),
});
export const listBuyPlan = endpoint({
  name: "insights.list_buy_plan",
  kind: "query",
  method: "GET",
  path: "/v1/buy-plan",
  access: "insights.suggestion.read",
  summary: "What the newest plan would buy, by style, most valuable first; with a budget, what fits into it",
  input: z.object({
    ...pageInput,
    budgetMinor: z.coerce.number().int().min(0).max(900_000_000_000).optional(),
  }),
  output: page(BuyPlanStyle).extend({
    currency: z.string(),
    run: z
      .object({
        id,
        cutOffOn: businessDate,
        finishedAt: instant.nullable(),
        metrics: z.record(z.string(), z.number().nullable()),
      })
      .nullable(),
    totals: z.object({
      qty: z.int(),
      costMinor: shownWith("catalog.cost.read", minor),
      worthMinor: minor,
      styles: z.int(),
    }),
  }),
});
export const getBuyPlan = endpoint({
  name: "insights.get_buy_plan",
  kind: "query",
  method: "GET",
  path: "/v1/buy-plan/:styleId",
  access: "insights.suggestion.read",
  summary:
    "One style of the plan by SKU: reorder point, safety stock, order quantity, proposal, and the size curve behind it",
  input: z.object({ styleId: id }),
  output: z.object({
    style: BuyPlanStyle,
    rule: BuyingRule,
    currency: z.string(),
    colourways: z.array(z.object({ id, name: z.string(), hex: z.string() })),
    sizes: z.array(z.string()),
    lines: z.array(
      z.object({
        skuId: id,
        skuCode: z.string(),
        colourwayId: id,
        size: z.string(),
        perDay: z.number(),
        reorderPoint: z.int(),
        safetyStockQty: z.int(),
        orderQty: z.int(),
        positionQty: z.int(),
        inboundQty: z.int(),
        proposedQty: z.int(),
        unitCostMinor: shownWith("catalog.cost.read", z.int()),
        worthMinor: minor,
      }),
    ),
    sizeCurve: z.array(z.object({ size: z.string(), share: z.number(), soldShare: z.number() })),
  }),
});
export const BuyListLine = z.object({
  id,
  suggestionId: id,
  skuId: id,
  skuCode: z.string(),
  styleName: z.string(),
  colourName: z.string(),
  hex: z.string(),
  size: z.string(),
  qty,
  unitCostMinor: shownWith("catalog.cost.read", z.int()),
  costMinor: shownWith("catalog.cost.read", minor),
  currency: z.string(),
  expectedOn: businessDate,
  status: z.enum(buyListStatuses),
  createdAt: instant,
});
export const listBuyList = endpoint({
  name: "insights.list_buy_list",
  kind: "query",
  method: "GET",
  path: "/v1/buy-list",
  access: "insights.suggestion.read",
  summary: "Accepted buys: what to order from suppliers; counts as coming until received or removed",
  input: z.object({ ...pageInput, status: z.enum(buyListStatuses).optional() }),
  output: page(BuyListLine),
});
export const changeBuyList = endpoint({
  name: "insights.change_buy_list",
  kind: "command",
  method: "POST",
  path: "/v1/buy-list/change",
  access: "insights.buying.change",
  summary: "Mark lines of the buy list as ordered, received or removed",
  input: z.object({ ids: z.array(id).min(1).max(500), status: z.enum(["ordered", "received", "removed"]) }),
  output: z.object({ changed: z.int() }),
});
