import { addDays } from "@selvedge/domain";
import { z } from "zod";
import type { Ctx } from "../../../platform/context.ts";
import { jsonRows } from "../../../platform/db.ts";
import { subscribe } from "../../../platform/events.ts";
import { registerModel } from "../registry/register-model.ts";
import { type Offer, offerSuggestions } from "../suggestions/offer-suggestions.ts";
import { type LearningRun, registerLearner, type Written } from "../training/learner.ts";
import { startRun } from "../training/start-run.ts";
import type { BuyResult, BuyTask, PlanLine } from "./buy-task.ts";
import { readBuying } from "./read-buying.ts";

/** What to buy and what to send to the shops, from the forecasts; after each forecast, and nightly. */
registerLearner<Record<string, never>, BuyTask, BuyResult>({
  kind: "buy_plan",
  parameters: z.object({}) as never,
  nightly: {
    at: "03:30",
    when: async (ctx) => {
      const [sold] = await ctx.sql`
        select 1 from sales_order where tenant_id = ${ctx.tenantId} and placed_on >= ${ctx.today}::date - 60 limit 1`;
      return sold ? {} : null;
    },
  },
  readFeatures: readBuying,
  workerFile: new URL("./buy-worker.ts", import.meta.url),
  writeResults: writePlan,
});

/** A forecast made on demand is worth little until the plan is made from it. */
subscribe("insights.run_done", "insights/plan_after_forecast", async (ctx, event) => {
  const { kind } = event.after as { kind: string };
  if (kind !== "forecast") return;
  // One that waits reads this forecast too.
  const [waiting] = await ctx.sql`
    select 1 from learning_run where tenant_id = ${ctx.tenantId} and kind = 'buy_plan' and status = 'queued' limit 1`;
  if (!waiting) await startRun(ctx, { kind: "buy_plan", trigger: "event" });
});

/** Smaller than this is not worth a card. */
const LEAST_PIECES = 3;
const KEPT_RUNS = 3;

async function writePlan(ctx: Ctx, run: LearningRun<unknown>, results: BuyResult[]): Promise<Written> {
  const result = results[0];
  if (!result) return { metrics: { skus: 0 } };
  await insertLines(ctx, run.id, result.lines);
  const proposed = result.lines.filter((line) => line.proposedQty > 0);
  const metrics = {
    ...{ skus: result.lines.length, skusToBuy: proposed.length },
    pieces: proposed.reduce((sum, line) => sum + line.proposedQty, 0),
    costMinor: proposed.reduce((sum, line) => sum + line.proposedQty * line.unitCostMinor, 0),
    worthMinor: proposed.reduce((sum, line) => sum + line.worthMinor, 0),
  };
  await registerModel(ctx, {
    ...{ kind: "buy_plan", runId: run.id, name: "Reorder point, order quantity, size curve", metrics },
    ...{ score: null, scoreName: null, content: null },
  });
  await ctx.sql`
    delete from buy_plan_line where tenant_id = ${ctx.tenantId} and run_id <> all (array(
      (select run_id from learning_model where tenant_id = ${ctx.tenantId} and kind = 'buy_plan' order by version desc limit ${KEPT_RUNS})
      union (select run_id from learning_model where tenant_id = ${ctx.tenantId} and kind = 'buy_plan' and status = 'champion')))`;
  const terms = { runId: run.id, validUntil: addDays(ctx.today, 10) };
  const accuracy = await readAccuracy(ctx);
  const [buys, moves] = [
    await offerSuggestions(ctx, "reorder", buyOffers(ctx, result.lines, accuracy), terms),
    await offerSuggestions(ctx, "transfer", await transferOffers(ctx, result, accuracy), {
      ...terms,
      validUntil: addDays(ctx.today, 4),
    }),
  ];
  return { metrics: { ...metrics, buysOpened: buys.opened, transfersOpened: moves.opened } };
}

async function insertLines(ctx: Ctx, runId: string, lines: readonly PlanLine[]): Promise<void> {
  const { sql, tenantId } = ctx;
  for (let i = 0; i < lines.length; i += 5000) {
    await sql`
      insert into buy_plan_line (tenant_id, run_id, sku_id, style_id, per_day, deviation_per_day, lead_days, reorder_point,
        safety_stock_qty, order_qty, position_qty, inbound_qty, proposed_qty, unit_cost_minor, worth_minor, curve_share)
      select ${tenantId}, ${runId}, r."skuId", r."styleId", r."perDay", r."deviationPerDay", r."leadDays", r."reorderPoint",
        r."safetyStockQty", r."orderQty", r."positionQty", r."inboundQty", r."proposedQty", r."unitCostMinor", r."worthMinor",
        r."curveShare"
      from jsonb_to_recordset(${jsonRows(sql, lines.slice(i, i + 5000))}::jsonb) as r("skuId" uuid, "styleId" uuid, "perDay" float8,
        "deviationPerDay" float8, "leadDays" int, "reorderPoint" int, "safetyStockQty" int, "orderQty" int, "positionQty" int,
        "inboundQty" int, "proposedQty" int, "unitCostMinor" bigint, "worthMinor" bigint, "curveShare" float8)`;
  }
}

type Accuracy = { wape: number | null; naiveWape: number | null };

/** How the forecasts behind it did on the past, beside naive: the champion's own backtest. */
async function readAccuracy(ctx: Ctx): Promise<Accuracy> {
  const [row] = await ctx.sql<Accuracy[]>`
    select coalesce(metrics->>'styleWape', metrics->>'wape')::float8 as wape,
           coalesce(metrics->>'styleNaiveWape', metrics->>'naiveWape')::float8 as "naiveWape"
    from learning_model
    where tenant_id = ${ctx.tenantId} and kind = 'forecast' and scope = 'all' and status = 'champion'`;
  return row ?? { wape: null, naiveWape: null };
}

const confidenceOf = (accuracy: Accuracy) => ({
  ...{ level: 0.8, measure: accuracy.wape === null ? null : "wape", ours: accuracy.wape, naive: accuracy.naiveWape },
  note: accuracy.wape === null ? "from what sold in the last eight weeks" : null,
});

/** Weeks of cover once the buy is there; null where nothing sells. */
function weeksOf(lines: readonly PlanLine[]): number | null {
  const sum = (of: (line: PlanLine) => number) => lines.reduce((total, line) => total + of(line), 0);
  const perWeek = sum((line) => line.perDay) * 7;
  return perWeek > 0 ? sum((line) => Math.max(0, line.positionQty) + line.proposedQty) / perWeek : null;
}

function buyOffers(ctx: Ctx, lines: readonly PlanLine[], accuracy: Accuracy): Offer[] {
  return [...Map.groupBy(lines, (line) => line.styleId)].flatMap(([styleId, list]): Offer[] => {
    const sum = (of: (line: PlanLine) => number) => list.reduce((total, line) => total + of(line), 0);
    const bought = list.filter((line) => line.proposedQty > 0);
    const [qty, worthMinor] = [sum((line) => line.proposedQty), sum((line) => line.worthMinor)];
    if (qty < LEAST_PIECES || worthMinor <= 0) return [];
    const leadDays = bought[0]!.leadDays;
    return [
      {
        ...{ need: `reorder:${styleId}`, subjectType: "style", subjectId: styleId, worthMinor },
        action: {
          ...{ kind: "reorder", expectedOn: addDays(ctx.today, leadDays) },
          lines: bought.map((line) => ({ skuId: line.skuId, qty: line.proposedQty })),
        },
        drivers: [
          {
            factor: "expected pieces",
            value: Math.round(sum((line) => line.perDay) * (leadDays + 28)),
            unit: "pieces",
          },
          { factor: "pieces a week", value: sum((line) => line.perDay) * 7, unit: "pieces" },
          { factor: "available and coming", value: sum((line) => line.positionQty), unit: "pieces" },
          { factor: "weeks it then lasts", value: weeksOf(list), unit: "weeks" },
          { factor: "days from order to shelf", value: leadDays, unit: "days" },
          { factor: "cost of the buy", value: sum((line) => line.proposedQty * line.unitCostMinor), unit: "money" },
          { factor: "SKUs at or under their reorder point", value: bought.length, unit: "SKUs" },
        ],
        confidence: confidenceOf(accuracy),
        worthLowMinor: sum((line) => line.worthLowMinor),
        worthHighMinor: Math.max(
          worthMinor,
          sum((line) => line.worthHighMinor),
        ),
      },
    ];
  });
}

async function transferOffers(ctx: Ctx, result: BuyResult, accuracy: Accuracy): Promise<Offer[]> {
  const [from] = await ctx.sql<{ id: string }[]>`
    select id from location where tenant_id = ${ctx.tenantId} and status = 'active' and kind = 'warehouse' order by code limit 1`;
  if (!from) return [];
  return result.transfers.flatMap((move): Offer[] => {
    const qty = move.lines.reduce((sum, line) => sum + line.qty, 0);
    if (qty < LEAST_PIECES || move.worthMinor <= 0) return [];
    return [
      {
        ...{ need: `transfer:${move.styleId}:${move.toLocationId}`, subjectType: "style", subjectId: move.styleId },
        action: { kind: "transfer", fromLocationId: from.id, toLocationId: move.toLocationId, lines: move.lines },
        drivers: [
          { factor: "expected pieces", value: Math.round(move.perDay * 14), unit: "pieces" },
          { factor: "pieces a week there", value: move.perDay * 7, unit: "pieces" },
          { factor: "available there", value: move.availableThere, unit: "pieces" },
        ],
        confidence: confidenceOf(accuracy),
        ...{
          worthMinor: move.worthMinor,
          worthLowMinor: 0,
          worthHighMinor: Math.max(move.worthMinor, move.worthHighMinor),
        },
      },
    ];
  });
}
