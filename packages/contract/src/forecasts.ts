import { z } from "zod";
import { businessDate, id, instant, page, pageInput } from "./common.ts";
import { endpoint } from "./endpoint.ts";
import { Metrics } from "./learning.ts";

export const forecastLevels = ["all", "category", "style", "colourway", "sku"] as const;
export const aheadBuckets = ["1-7", "8-14", "15-28", "29-56", "57+"] as const;
const level = z.enum(forecastLevels);
const place = id.optional().describe("One place; all places together when left out");

/** The run whose forecasts serve. */
export const ServedRun = z.object({
  runId: id,
  modelId: id,
  modelVersion: z.int(),
  modelName: z.string(),
  cutOffOn: businessDate,
  startsOn: businessDate,
  horizonDays: z.int(),
  metrics: Metrics,
  trainedAt: instant,
});
export const ForecastRow = z.object({
  id,
  level,
  nodeId: id.nullable(),
  locationId: id.nullable(),
  locationName: z.string().nullable(),
  name: z.string().describe("Of the SKU's or colourway's style, the style or the category; empty for everything"),
  colourName: z.string().nullable(),
  hex: z.string().nullable(),
  size: z.string().nullable(),
  code: z.string().nullable(),
  styleId: id.nullable(),
  colourwayId: id.nullable(),
  categoryId: id.nullable(),
  categoryName: z.string().nullable(),
  method: z.string(),
  units: z.number().describe("Expected pieces over the horizon"),
  low80: z.number(),
  high80: z.number(),
  low95: z.number(),
  high95: z.number(),
  lostUnits: z.number().describe("Pieces not sold for want of stock in the last 28 days before the cut-off"),
  availableQty: z.int(),
  wape: z.number().nullable(),
  naiveWape: z.number().nullable(),
  marginOverNaive: z
    .number()
    .nullable()
    .describe("Share of the naive forecast's scaled error that is gone; negative where naive is better"),
});
export const listForecasts = endpoint({
  name: "insights.list_forecasts",
  kind: "query",
  method: "GET",
  path: "/v1/forecasts",
  access: "insights.forecast.read",
  summary: "Forecasts that serve, of one level, greatest first; add up through the levels",
  input: z.object({
    ...pageInput,
    level: level.default("sku"),
    styleId: id.optional(),
    colourwayId: id.optional(),
    categoryId: id.optional(),
    locationId: place,
  }),
  output: page(ForecastRow).extend({ run: ServedRun.nullable() }),
});
export const getForecast = endpoint({
  name: "insights.get_forecast",
  kind: "query",
  method: "GET",
  path: "/v1/forecasts/node",
  access: "insights.forecast.read",
  summary: "One node of the hierarchy: history, days with intervals, backtest beside naive, drivers, and its places",
  input: z.object({ level: level.default("all"), nodeId: id.optional(), locationId: place }),
  output: z.object({
    row: ForecastRow,
    run: ServedRun,
    places: z.array(ForecastRow),
    history: z.array(z.object({ on: businessDate, units: z.number() })),
    points: z.array(
      z.object({
        on: businessDate,
        mean: z.number(),
        lower50: z.number(),
        upper50: z.number(),
        lower80: z.number(),
        upper80: z.number(),
        lower95: z.number(),
        upper95: z.number(),
      }),
    ),
    backtest: z.array(z.object({ on: businessDate, actual: z.number(), predicted: z.number(), naive: z.number() })),
    drivers: z.array(
      z.object({
        name: z.string(),
        effect: z.number().describe("Demand is multiplied by exp(effect x value)"),
        deviation: z.number(),
      }),
    ),
  }),
});
const quantile = z.enum(["0.025", "0.1", "0.25", "0.75", "0.9", "0.975"]);
export const listForecastDays = endpoint({
  name: "insights.list_forecast_days",
  kind: "query",
  method: "GET",
  path: "/v1/forecast-days",
  access: "insights.forecast.read",
  summary: "Predictions day by day for programs: by level, SKU, style or place, as far ahead as wanted, with quantiles",
  input: z.object({
    cursor: z.string().max(500).optional(),
    limit: z.coerce.number().int().min(1).max(1000).default(200),
    level: level.default("sku"),
    nodeId: id.optional(),
    styleId: id.optional(),
    locationId: id.optional(),
    everyPlace: z
      .preprocess((v) => (v === "true" ? true : v === "false" ? false : v), z.boolean())
      .default(true)
      .describe("Each place by itself; false gives all places together"),
    horizonDays: z.coerce.number().int().min(1).max(182).default(28),
  }),
  output: z.object({
    items: z.array(
      z.object({
        nodeId: id.nullable(),
        locationId: id.nullable(),
        on: businessDate,
        mean: z.number(),
        quantiles: z.record(quantile, z.number()),
      }),
    ),
    nextCursor: z.string().nullable(),
    run: ServedRun.nullable(),
  }),
});

export const AccuracyRow = z.object({
  runId: id,
  cutOffOn: businessDate,
  measuredOn: businessDate,
  level: z.string(),
  ahead: z.enum(aheadBuckets).describe("Days ahead"),
  nodeCount: z.int(),
  dayCount: z.int(),
  actual: z.number(),
  predicted: z.number(),
  wape: z.number().nullable(),
  naiveWape: z.number().nullable(),
  bias: z.number().nullable().describe("Share by which the forecast was above what came; negative below"),
  covered80: z.number().nullable(),
});
export const listForecastAccuracy = endpoint({
  name: "insights.list_forecast_accuracy",
  kind: "query",
  method: "GET",
  path: "/v1/forecast-accuracy",
  access: "insights.forecast.read",
  summary: "What was forecast beside what then happened, by run, level and days ahead, newest run first",
  input: z.object({ level: level.default("sku"), limit: z.coerce.number().int().min(1).max(200).default(60) }),
  output: z.object({ items: z.array(AccuracyRow) }),
});

export const LearningAlert = z.object({
  id,
  kind: z.string(),
  code: z.enum(["accuracy_fell", "worse_than_naive", "features_bad", "run_failed", "model_waits"]),
  runId: id.nullable(),
  detail: z.record(z.string(), z.unknown()),
  openedAt: instant,
  resolvedAt: instant.nullable(),
});
export const listLearningAlerts = endpoint({
  name: "insights.list_learning_alerts",
  kind: "query",
  method: "GET",
  path: "/v1/learning-alerts",
  access: "insights.model.read",
  summary: "What is wrong with learning now: accuracy that fell, inputs that moved, runs that failed; newest first",
  input: z.object({ ...pageInput, open: z.enum(["true", "false"]).optional() }),
  output: page(LearningAlert),
});
export const resolveLearningAlert = endpoint({
  name: "insights.resolve_learning_alert",
  kind: "command",
  method: "POST",
  path: "/v1/learning-alerts/:id/resolve",
  access: "insights.model.train",
  summary: "Close an alert that was looked into",
  input: z.object({ id }),
  output: z.object({ id }),
});

export const NewStyleForecast = z.object({
  styleId: id,
  styleCode: z.string(),
  styleName: z.string(),
  categoryName: z.string().nullable(),
  weeksSold: z.int(),
  unitsSold: z.number(),
  weeks: z.array(z.object({ mean: z.number(), lower80: z.number(), upper80: z.number() })),
  units: z.number(),
  low80: z.number(),
  high80: z.number(),
  correction: z.number().describe("What the first weeks changed; 1 before any sale"),
  likened: z.array(z.object({ styleId: id, name: z.string(), weight: z.number() })),
});
export const listNewStyleForecasts = endpoint({
  name: "insights.list_new_style_forecasts",
  kind: "query",
  method: "GET",
  path: "/v1/new-style-forecasts",
  access: "insights.forecast.read",
  summary: "Styles that have not sold yet, or only begun to: likened to past styles by their traits",
  input: z.object(pageInput),
  output: page(NewStyleForecast),
});
export const getSizeCurve = endpoint({
  name: "insights.get_size_curve",
  kind: "query",
  method: "GET",
  path: "/v1/size-curves",
  access: "insights.forecast.read",
  summary: "Share of demand per size for a style (or a whole size scale), at a place or everywhere",
  input: z.object({ styleId: id.optional(), sizeScaleId: id.optional(), locationId: id.optional() }),
  output: z.object({
    sizes: z.array(z.object({ size: z.string(), share: z.number() })),
    units: z.number().describe("Pieces the curve of that place was seen on; the rest is borrowed from above"),
    modelVersion: z.int(),
  }),
});
