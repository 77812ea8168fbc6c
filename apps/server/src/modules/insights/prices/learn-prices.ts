import { addDays } from "@selvedge/domain";
import { z } from "zod";
import type { Ctx } from "../../../platform/context.ts";
import { jsonRows } from "../../../platform/db.ts";
import { registerFeatures } from "../features/catalogue.ts";
import { registerModel } from "../registry/register-model.ts";
import { type Offer, offerSuggestions } from "../suggestions/offer-suggestions.ts";
import { type LearningRun, registerLearner, type Written } from "../training/learner.ts";
import { type ElasticityResult, type ElasticityTask, guardRails } from "./learn-slopes.ts";
import { HORIZON_DAYS, readPriceFacts } from "./read-price-facts.ts";
import { readPricePanel } from "./read-price-panel.ts";

registerFeatures("elasticity", [
  {
    ...{
      name: "paid_price_share",
      says: "Paid price as a share of the shelf price",
      owner: "sales",
      source: "document",
    },
    ...{ unit: "share", least: 0, greatest: 1.01, nullShareAllowed: 0, freshDays: 14 },
  },
]);

/** How demand answers to price, and the prices that would earn more; weekly is enough, nightly costs little. */
registerLearner<Record<string, never>, ElasticityTask, ElasticityResult>({
  kind: "elasticity",
  parameters: z.object({}) as never,
  nightly: {
    at: "03:00",
    when: async (ctx) => {
      const [sold] = await ctx.sql`
        select 1 from sales_order where tenant_id = ${ctx.tenantId} and placed_on >= ${ctx.today}::date - 60 limit 1`;
      return sold ? {} : null;
    },
  },
  readFeatures: readPricePanel,
  workerFile: new URL("./elasticity-worker.ts", import.meta.url),
  writeResults: writePrices,
});

const KEPT_RUNS = 3;
/** A card is worth somebody's minute. */
const LEAST_GAIN_SHARE = 0.01;

async function writePrices(ctx: Ctx, run: LearningRun<unknown>, results: ElasticityResult[]): Promise<Written> {
  const { sql, tenantId } = ctx;
  const result = results[0];
  if (!result) return { metrics: { styles: 0 } };
  await sql`
    insert into style_elasticity (tenant_id, run_id, style_id, elasticity, standard_error, lower, upper, own_elasticity, own_share,
                                  category_mean, observations)
    select ${tenantId}, ${run.id}, r."styleId", r.elasticity, r."standardError", r.lower, r.upper, r."ownElasticity", r."ownShare",
           r."categoryMean", r.observations
    from jsonb_to_recordset(${jsonRows(sql, result.styles)}::jsonb) as r("styleId" uuid, elasticity float8, "standardError" float8,
      lower float8, upper float8, "ownElasticity" float8, "ownShare" float8, "categoryMean" float8, observations int)`;
  await registerModel(ctx, {
    ...{
      kind: "elasticity",
      runId: run.id,
      name: "Fixed effects, shrunk by category",
      metrics: result.metrics,
      content: null,
    },
    // How sure a model says it is of itself is no measure of how right it is.
    ...{ score: null, scoreName: null },
  });
  await sql`
    delete from style_elasticity where tenant_id = ${tenantId} and run_id <> all (array(
      (select run_id from learning_model where tenant_id = ${tenantId} and kind = 'elasticity' order by version desc limit ${KEPT_RUNS})
      union (select run_id from learning_model where tenant_id = ${tenantId} and kind = 'elasticity' and status = 'champion')))`;
  const offers = await priceOffers(ctx, run.cutOffOn, result);
  const done = await offerSuggestions(ctx, "price", offers, { runId: run.id, validUntil: addDays(ctx.today, 10) });
  return { metrics: { ...result.metrics, prices: offers.length, pricesOpened: done.opened } };
}

/** Styles of a season that has a markdown plan are left to it; one that is being tested is left alone. */
async function priceOffers(ctx: Ctx, cutOffOn: string, result: ElasticityResult): Promise<Offer[]> {
  const facts = new Map((await readPriceFacts(ctx, cutOffOn, null)).map((f) => [f.styleId, f]));
  const tested = await ctx.sql<{ styleId: string }[]>`
    select style_id as "styleId" from price_test where tenant_id = ${ctx.tenantId} and status = 'running'`;
  const busy = new Set(tested.map((row) => row.styleId));
  const planned = await ctx.sql<{ seasonId: string }[]>`
    select scope as "seasonId" from learning_model
    where tenant_id = ${ctx.tenantId} and kind = 'markdown_plan' and status = 'champion'`;
  const seasons = new Set(planned.map((row) => row.seasonId));
  const elasticityOf = new Map(result.styles.map((s) => [s.styleId, s]));
  return result.advice.flatMap((advice): Offer[] => {
    const known = facts.get(advice.styleId);
    const e = elasticityOf.get(advice.styleId)!;
    const turnover = advice.baseQty * advice.presentPriceMinor;
    if (known?.status !== "active" || busy.has(advice.styleId) || (known.seasonId && seasons.has(known.seasonId)))
      return [];
    if (advice.gainMinor < LEAST_GAIN_SHARE * turnover) return [];
    return [
      {
        ...{ need: `price:${advice.styleId}`, subjectType: "style", subjectId: advice.styleId },
        action: {
          ...{ kind: "price", priceListId: known.priceListId, presentPriceMinor: advice.presentPriceMinor },
          ...{ priceMinor: advice.priceMinor, validFrom: addDays(ctx.today, 1) },
        },
        drivers: [
          { factor: "price elasticity", value: e.elasticity, unit: "ratio" },
          { factor: "expected pieces", value: Math.round(advice.expectedQty), unit: "pieces" },
          { factor: "expected pieces at the present price", value: Math.round(advice.baseQty), unit: "pieces" },
          { factor: "unit cost", value: advice.unitCostMinor, unit: "money" },
          { factor: "largest step", value: guardRails.maxStepShare, unit: "share" },
          { factor: "days looked at", value: HORIZON_DAYS, unit: "days" },
        ],
        confidence: {
          ...{ level: 0.9, measure: "standard_error", ours: e.standardError, naive: null },
          note: e.ownShare > 0.5 ? "mostly from this style's own history" : "mostly from styles alike",
        },
        worthMinor: Math.round(advice.gainMinor),
        worthLowMinor: Math.round(advice.gainLowMinor),
        worthHighMinor: Math.round(advice.gainHighMinor),
      },
    ];
  });
}
