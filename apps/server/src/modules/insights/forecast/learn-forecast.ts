import { registerFeatures } from "../features/catalogue.ts";
import { registerLearner } from "../training/learner.ts";
import { nextTasks } from "./next-tasks.ts";
import { ForecastParameters } from "./parameters.ts";
import { readDemand } from "./read-demand.ts";
import type { ForecastResult, ForecastTask } from "./tasks.ts";
import { writeForecast } from "./write-forecast.ts";

/** Demand per SKU, place and day, agreeing with colourways, styles, categories, places and everything. */
export function registerForecast(): void {
  registerLearner<ForecastParameters, ForecastTask, ForecastResult>({
    kind: "forecast",
    parameters: ForecastParameters,
    workerFile: new URL("./forecast-worker.ts", import.meta.url),
    nightly: {
      at: "02:30",
      when: async (ctx) => {
        const [sold] = await ctx.sql`
          select 1 from sales_order where tenant_id = ${ctx.tenantId} and placed_on >= ${ctx.today}::date - 60 limit 1`;
        return sold ? recipeInUse(ctx) : null;
      },
    },
    readFeatures: readDemand,
    furtherTasks: nextTasks,
    writeResults: writeForecast,
  });
  registerFeatures("forecast", features);
}

async function recipeInUse(ctx: Parameters<typeof readDemand>[0]): Promise<Partial<ForecastParameters>> {
  const [row] = await ctx.sql<{ parameters: Partial<ForecastParameters> }[]>`
    select parameters from learning_model where tenant_id = ${ctx.tenantId} and kind = 'forecast' and status = 'champion'`;
  return row?.parameters ?? {};
}

const pieces = { owner: "sales", source: "document", unit: "pieces" } as const;
const features: Parameters<typeof registerFeatures>[1] = [
  {
    ...{ name: "units_per_selling_day", says: "Pieces ordered per SKU and place on days that sold", ...pieces },
    ...{ least: 1, greatest: 100_000, nullShareAllowed: 0, freshDays: 3 },
  },
  {
    ...{ name: "selling_days", says: "Days with a sale per SKU and place", ...pieces, unit: "days" },
    ...{ least: 1, greatest: 1096, nullShareAllowed: 0, freshDays: 3 },
  },
  {
    ...{
      name: "list_price",
      says: "Base price of the style at the cut-off",
      owner: "pricing",
      source: "catalog",
      unit: "minor units",
    },
    ...{ least: 1, greatest: null, nullShareAllowed: 0.5, freshDays: null },
  },
  {
    ...{
      name: "stock_known",
      says: "Share of series whose stock ledger tells when the shelf was empty",
      owner: "inventory",
    },
    ...{ source: "stock_move", unit: "share", least: 0, greatest: 1, nullShareAllowed: 0, freshDays: null },
  },
  {
    ...{
      name: "empty_share",
      says: "Share of days on which the shelf was empty, so that demand was hidden",
      owner: "inventory",
    },
    ...{ source: "stock_move", unit: "share", least: 0, greatest: 1, nullShareAllowed: 0, freshDays: null },
  },
  {
    ...{
      name: "sales_per_day",
      says: "Net sales posted per day, all accounts of sales",
      owner: "ledger",
      source: "journal",
    },
    ...{ unit: "minor units", least: null, greatest: null, nullShareAllowed: 0, freshDays: 3 },
  },
  {
    ...{
      name: "promotion_announced_days",
      says: "Days from a promotion's announcement to its start",
      owner: "pricing",
    },
    ...{ source: "event", unit: "days", least: null, greatest: 730, nullShareAllowed: 0, freshDays: null },
  },
];
