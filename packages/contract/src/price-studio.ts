import { z } from "zod";
import { businessDate, id, instant, minor, minorPositive, page, pageInput, text } from "./common.ts";
import { endpoint } from "./endpoint.ts";
import { shownWith } from "./fields.ts";

const run = z.object({ id, cutOffOn: businessDate, metrics: z.record(z.string(), z.number().nullable()) }).nullable();
export const PriceStudioStyle = z.object({
  styleId: id,
  styleCode: z.string(),
  styleName: z.string(),
  categoryName: z.string().nullable(),
  hex: z.string(),
  pictureUrl: z.string().nullable(),
  presentPriceMinor: z.int().nullable(),
  unitCostMinor: shownWith("catalog.cost.read", z.int()),
  elasticity: z.number(),
  standardError: z.number(),
  lower: z.number(),
  upper: z.number(),
  ownShare: z.number().describe("How much of the answer comes from the style's own history"),
  suggestedPriceMinor: z.int().nullable(),
  worthMinor: minor.nullable(),
  suggestionId: id.nullable(),
});
export const listPriceStudio = endpoint({
  name: "insights.list_price_studio",
  kind: "query",
  method: "GET",
  path: "/v1/price-studio",
  access: "insights.suggestion.read",
  summary: "Styles with how demand answers to price, and the price that is suggested",
  input: z.object(pageInput),
  output: page(PriceStudioStyle).extend({ currency: z.string(), run }),
});
export const getPriceStudio = endpoint({
  name: "insights.get_price_studio",
  kind: "query",
  method: "GET",
  path: "/v1/price-studio/:styleId",
  access: "insights.suggestion.read",
  summary: "What-if for one style: expected pieces and profit at every price of the ladder, with guard rails",
  input: z.object({
    styleId: id,
    maxStepShare: z.coerce.number().min(0.01).max(0.9).default(0.15),
    leastMarginShare: z.coerce.number().min(0).max(5).default(0.1),
  }),
  output: z.object({
    style: PriceStudioStyle,
    currency: z.string(),
    horizonDays: z.int(),
    baseQty: z.number(),
    ladder: z.array(
      z.object({
        priceMinor: z.int(),
        netMinor: z.number(),
        allowed: z.boolean(),
        why: z.enum(["allowed", "below_floor", "step_too_large", "no_tax_rate"]),
        quantity: z.number(),
        profitMinor: shownWith("catalog.cost.read", z.number()),
        profitLowMinor: shownWith("catalog.cost.read", z.number()),
        profitHighMinor: shownWith("catalog.cost.read", z.number()),
      }),
    ),
    deadBands: z.array(z.object({ aboveMinor: z.int(), uptoMinor: z.int() })),
    recommendation: z
      .object({
        priceMinor: z.int(),
        change: z.enum(["raise", "lower", "keep"]),
        expectedQty: z.number(),
        gainMinor: z.number(),
        gainLowMinor: z.number(),
        gainHighMinor: z.number(),
      })
      .nullable(),
    refusal: z.string().nullable(),
  }),
});
export const listMarkdownPlans = endpoint({
  name: "insights.list_markdown_plans",
  kind: "query",
  method: "GET",
  path: "/v1/markdown-plans",
  access: "insights.suggestion.read",
  summary:
    "Collections with the newest markdown plan of each: prices by week, sell-through, profit beside holding the price",
  input: z.object({}),
  output: z.object({
    currency: z.string(),
    seasons: z.array(
      z.object({
        seasonId: id,
        seasonName: z.string(),
        endsOn: businessDate,
        stockQty: z.int(),
        plan: z
          .object({
            runId: id,
            cutOffOn: businessDate,
            parameters: z.record(z.string(), z.unknown()),
            planProfitMinor: shownWith("catalog.cost.read", minor),
            holdProfitMinor: shownWith("catalog.cost.read", minor),
            sellThrough: z.number(),
            holdSellThrough: z.number(),
            targetSellThrough: z.number().nullable(),
          })
          .nullable(),
      }),
    ),
  }),
});
export const getMarkdownPlan = endpoint({
  name: "insights.get_markdown_plan",
  kind: "query",
  method: "GET",
  path: "/v1/markdown-plans/:runId",
  access: "insights.suggestion.read",
  summary: "One markdown plan by style and week",
  input: z.object({ runId: id }),
  output: z.object({
    currency: z.string(),
    items: z.array(
      z.object({
        styleId: id,
        styleName: z.string(),
        styleCode: z.string(),
        hex: z.string(),
        pictureUrl: z.string().nullable(),
        stockQty: z.int(),
        presentPriceMinor: z.int(),
        startsOn: businessDate,
        pricesMinor: z.array(z.int()),
        weeklyQty: z.array(z.number()),
        planProfitMinor: shownWith("catalog.cost.read", minor),
        holdProfitMinor: shownWith("catalog.cost.read", minor),
        profitLowMinor: shownWith("catalog.cost.read", minor),
        profitHighMinor: shownWith("catalog.cost.read", minor),
        sellThrough: z.number(),
        holdSellThrough: z.number(),
        leftoverQty: z.number(),
        refusal: z.string().nullable(),
        suggestionId: id.nullable(),
      }),
    ),
  }),
});
export const PriceTest = z.object({
  id,
  name: z.string(),
  styleId: id,
  styleName: z.string(),
  channelKind: z.string(),
  priceAMinor: z.int(),
  priceBMinor: z.int(),
  currency: z.string(),
  startsOn: businessDate,
  endsOn: businessDate,
  turnDays: z.int(),
  turns: z.string(),
  status: z.enum(["running", "ended"]),
  endedOn: businessDate.nullable(),
  createdAt: instant,
  daysA: z.int(),
  daysB: z.int(),
  unitsA: z.int(),
  unitsB: z.int(),
  marginPerDayAMinor: shownWith("catalog.cost.read", z.number()),
  marginPerDayBMinor: shownWith("catalog.cost.read", z.number()),
  decision: z.enum(["a_better", "b_better", "no_difference", "continue", "too_early"]),
  differenceMinor: z.number().nullable().describe("Margin a day at B less that at A"),
  lowerMinor: z.number().nullable(),
  upperMinor: z.number().nullable(),
});
export const listPriceTests = endpoint({
  name: "insights.list_price_tests",
  kind: "query",
  method: "GET",
  path: "/v1/price-tests",
  access: "insights.suggestion.read",
  summary: "Price tests with intervals that hold at every look",
  input: z.object(pageInput),
  output: page(PriceTest),
});
export const startPriceTest = endpoint({
  name: "insights.start_price_test",
  kind: "command",
  method: "POST",
  path: "/v1/price-tests",
  access: "insights.suggestion.decide",
  summary: "Register a test of two prices, taken in turns; the turns' prices are set with their dates at once",
  status: 201,
  input: z.object({
    name: text(100),
    styleId: id,
    channelKind: z.enum(["retail", "web"]),
    priceBMinor: minorPositive.min(1),
    startsOn: businessDate,
    turnDays: z.int().min(1).max(14).default(2),
    turns: z.int().min(4).max(120).default(28).describe("Even: half of them at each price"),
    smallestEffectMinor: minorPositive.default(0).describe("Margin a day that would not matter"),
  }),
  output: z.object({ id, warnings: z.array(z.string()) }),
});
export const endPriceTest = endpoint({
  name: "insights.end_price_test",
  kind: "command",
  method: "POST",
  path: "/v1/price-tests/:id/end",
  access: "insights.suggestion.decide",
  summary: "End a test and keep one of its prices from today on; turns to come are taken back",
  input: z.object({ id, keep: z.enum(["A", "B"]) }),
  output: z.object({ id, decision: z.string() }),
});
