import { addDays, daysBetween } from "@selvedge/domain";
import { z } from "zod";
import type { Ctx } from "../../../platform/context.ts";
import { jsonRows } from "../../../platform/db.ts";
import { dataHashOf } from "../data-hash.ts";
import { findChampion } from "../registry/find-champion.ts";
import { registerModel } from "../registry/register-model.ts";
import { type Offer, offerSuggestions } from "../suggestions/offer-suggestions.ts";
import { type LearningRun, type ReadFeatures, registerLearner, type Written } from "../training/learner.ts";
import type { MarkdownLine, MarkdownTask } from "./plan-collection.ts";
import { readPriceFacts } from "./read-price-facts.ts";

const Parameters = z.object({
  /** The collection; left out: the one that ends first. */
  seasonId: z.uuid().optional(),
  /** Until when it should be sold; left out: a month after its season, when it is sold off. */
  endsOn: z.iso.date().optional(),
  /** What a piece left then is worth, as a share of its cost. */
  salvageShare: z.number().min(0).max(0.95).default(0.3),
  maxStepShare: z.number().min(0.05).max(0.9).default(0.3),
  /** Share of the stock that should be sold; the plan gives up profit to get there. */
  targetSellThrough: z.number().min(0.1).max(1).nullable().default(null),
  changeCostMinor: z.number().int().min(0).max(100_000_000).default(0),
});
type Parameters = z.output<typeof Parameters>;

/** Prices of a collection to its end, week by week; on demand, and nightly for the one that ends first. */
registerLearner<Parameters, MarkdownTask[], MarkdownLine[]>({
  kind: "markdown_plan",
  parameters: Parameters,
  nightly: { at: "03:05", when: async (ctx) => ((await findSeason(ctx, undefined)) ? {} : null) },
  readFeatures: readCollection,
  workerFile: new URL("./markdown-worker.ts", import.meta.url),
  writeResults: writeMarkdown,
});

interface Season {
  id: string;
  endsOn: string;
}

/** The season asked for, or of those with stock the one that ends first and is not over for long. */
async function findSeason(ctx: Ctx, seasonId: string | undefined): Promise<Season | null> {
  const { sql, tenantId } = ctx;
  const [row] = await sql<Season[]>`
    select e.id, e.ends_on as "endsOn" from season e
    where e.tenant_id = ${tenantId}
      and ${seasonId ? sql`e.id = ${seasonId}` : sql`e.ends_on > ${ctx.today}::date - 20`}
      and exists (
        select from style y join sku k on k.tenant_id = y.tenant_id and k.style_id = y.id
        join stock_level l on l.tenant_id = k.tenant_id and l.sku_id = k.id and l.on_hand_qty > 0
        where y.tenant_id = e.tenant_id and y.season_id = e.id and y.status in ('active', 'markdown'))
    order by e.ends_on, e.id limit 1`;
  return row ?? null;
}

async function readCollection(ctx: Ctx, run: LearningRun<Parameters>): Promise<ReadFeatures<MarkdownTask[]>> {
  const { sql, tenantId } = ctx;
  const season = await findSeason(ctx, run.parameters.seasonId);
  const endsOn = endOf(run.parameters, season);
  const weeks = season ? Math.min(52, Math.floor(daysBetween(ctx.today, endsOn) / 7)) : 0;
  if (!season || weeks < 1) return { tasks: [], dataHash: dataHashOf([]), dataRows: 0 };
  const facts = (await readPriceFacts(ctx, run.cutOffOn, null)).filter(
    (f) => f.seasonId === season.id && f.stockQty > 0,
  );
  const champion = await findChampion(ctx, "elasticity");
  const known = champion
    ? await sql<{ styleId: string; elasticity: number; standardError: number }[]>`
        select style_id as "styleId", elasticity, standard_error as "standardError" from style_elasticity
        where tenant_id = ${tenantId} and run_id = ${champion.runId}`
    : [];
  const byStyle = new Map(known.map((k) => [k.styleId, k]));
  const { salvageShare, maxStepShare, targetSellThrough, changeCostMinor } = run.parameters;
  const tasks = facts.map((f): MarkdownTask => {
    const e = byStyle.get(f.styleId);
    return {
      ...{
        styleId: f.styleId,
        stockQty: f.stockQty,
        presentPriceMinor: f.presentPriceMinor,
        unitCostMinor: f.unitCostMinor,
      },
      weeklyQty: Array.from({ length: weeks }, (_, week) => fadingWeek(f.baseQty, week, run.cutOffOn, season.endsOn)),
      // Without own knowledge: what clothing usually shows, and unsure.
      elasticity: e
        ? { elasticity: Math.min(-0.2, e.elasticity), standardError: e.standardError }
        : { elasticity: -1.6, standardError: 0.5 },
      ...{ slabs: f.slabs, deadBands: f.deadBands, salvageShare, maxStepShare, targetSellThrough, changeCostMinor },
    };
  });
  const chunks = Array.from({ length: Math.ceil(tasks.length / 4) }, (_, i) => tasks.slice(i * 4, i * 4 + 4));
  return { tasks: chunks, dataHash: dataHashOf(tasks), dataRows: tasks.length };
}

const endOf = (parameters: Parameters, season: Season | null) =>
  parameters.endsOn ?? addDays(season?.endsOn ?? "2000-01-01", 28);

/** Interest fades once the season is over: what is known of it, as a share of the present week. */
function fadingWeek(baseQty: number, week: number, cutOffOn: string, seasonEndsOn: string): number {
  const past = daysBetween(seasonEndsOn, addDays(cutOffOn, 1 + week * 7));
  return (baseQty / 4) * (past > 0 ? 0.5 : 1);
}

async function writeMarkdown(ctx: Ctx, run: LearningRun<Parameters>, results: MarkdownLine[][]): Promise<Written> {
  const { sql, tenantId } = ctx;
  const lines = results.flat();
  const season = await findSeason(ctx, run.parameters.seasonId);
  if (!season || lines.length === 0) return { metrics: { styles: 0 } };
  const startsOn = addDays(ctx.today, 1);
  await sql`
    insert into markdown_line (tenant_id, run_id, style_id, stock_qty, present_price_minor, starts_on, weekly_qty, prices_minor,
      plan_profit_minor, hold_profit_minor, profit_low_minor, profit_high_minor, sell_through, hold_sell_through, leftover_qty, refusal)
    select ${tenantId}, ${run.id}, r."styleId", r."stockQty", r."presentPriceMinor", ${startsOn}::date, r."weeklyQty", r."pricesMinor",
      r."planProfitMinor", r."holdProfitMinor", r."profitLowMinor", r."profitHighMinor", r."sellThrough", r."holdSellThrough",
      r."leftoverQty", r.refusal
    from jsonb_to_recordset(${jsonRows(sql, lines)}::jsonb) as r("styleId" uuid, "stockQty" int, "presentPriceMinor" bigint,
      "weeklyQty" float8[], "pricesMinor" bigint[], "planProfitMinor" bigint, "holdProfitMinor" bigint, "profitLowMinor" bigint,
      "profitHighMinor" bigint, "sellThrough" float8, "holdSellThrough" float8, "leftoverQty" float8, refusal text)`;
  const sum = (of: (line: MarkdownLine) => number) => lines.reduce((total, line) => total + of(line), 0);
  const stock = sum((l) => l.stockQty);
  const metrics = {
    ...{
      styles: lines.length,
      planProfitMinor: sum((l) => l.planProfitMinor),
      holdProfitMinor: sum((l) => l.holdProfitMinor),
    },
    sellThrough: stock > 0 ? sum((l) => l.sellThrough * l.stockQty) / stock : null,
    holdSellThrough: stock > 0 ? sum((l) => l.holdSellThrough * l.stockQty) / stock : null,
  };
  await registerModel(ctx, {
    ...{ kind: "markdown_plan", scope: season.id, runId: run.id, name: "Dynamic programme", metrics, content: null },
    ...{
      parameters: { ...run.parameters, seasonId: season.id, endsOn: endOf(run.parameters, season) },
      score: null,
      scoreName: null,
    },
  });
  const offers = await markdownOffers(ctx, lines, startsOn);
  const covered = new Set(offers.map((o) => o.subjectId));
  await offerSuggestions(ctx, "markdown", [...offers, ...(await otherOpen(ctx, season.id, covered))], {
    ...{ runId: run.id, validUntil: addDays(ctx.today, 7) },
  });
  return { metrics };
}

/** Open plans of other collections stay as they are. */
async function otherOpen(ctx: Ctx, seasonId: string, covered: ReadonlySet<string>): Promise<Offer[]> {
  const rows = await ctx.sql<(Offer & { seasonId: string | null })[]>`
    select s.need, s.subject_type as "subjectType", s.subject_id as "subjectId", s.action, s.drivers, s.confidence,
           s.worth_minor as "worthMinor", s.worth_low_minor as "worthLowMinor", s.worth_high_minor as "worthHighMinor",
           y.season_id as "seasonId"
    from suggestion s join style y on y.tenant_id = s.tenant_id and y.id = s.subject_id
    where s.tenant_id = ${ctx.tenantId} and s.kind = 'markdown' and s.status = 'open'`;
  return rows
    .filter((row) => row.seasonId !== seasonId && !covered.has(row.subjectId))
    .map(({ seasonId: _s, ...offer }) => offer);
}

async function markdownOffers(ctx: Ctx, lines: readonly MarkdownLine[], startsOn: string): Promise<Offer[]> {
  const [list] = await ctx.sql<{ id: string }[]>`
    select id from price_list where tenant_id = ${ctx.tenantId} and kind = 'base' and currency = ${ctx.tenant.currency} and status = 'active'`;
  if (!list) return [];
  return lines.flatMap((line): Offer[] => {
    const gain = line.planProfitMinor - line.holdProfitMinor;
    if (line.refusal || gain <= 0 || line.pricesMinor.every((p) => p === line.presentPriceMinor)) return [];
    return [
      {
        ...{ need: `price:${line.styleId}`, subjectType: "style", subjectId: line.styleId },
        action: {
          ...{ kind: "markdown", priceListId: list.id, presentPriceMinor: line.presentPriceMinor },
          steps: stepsOf(line, startsOn),
        },
        drivers: [
          { factor: "pieces on hand", value: line.stockQty, unit: "pieces" },
          { factor: "weeks left", value: line.pricesMinor.length, unit: "weeks" },
          {
            factor: "expected pieces at the present price",
            value: Math.round(line.weeklyQty.reduce((a, b) => a + b, 0)),
            unit: "pieces",
          },
          { factor: "sold by the end with the plan", value: line.sellThrough, unit: "share" },
          { factor: "sold by the end at the present price", value: line.holdSellThrough, unit: "share" },
        ],
        confidence: {
          level: 0.9,
          measure: null,
          ours: null,
          naive: null,
          note: "at the ends of the elasticity's range",
        },
        ...{ worthMinor: gain, worthLowMinor: line.profitLowMinor - line.holdProfitMinor },
        worthHighMinor: Math.max(gain, line.profitHighMinor - line.holdProfitMinor),
      },
    ];
  });
}

/** Weeks of one price are one step with its dates. */
function stepsOf(line: MarkdownLine, startsOn: string) {
  const steps: { validFrom: string; validTo: string; priceMinor: number }[] = [];
  line.pricesMinor.forEach((priceMinor, week) => {
    const validTo = addDays(startsOn, week * 7 + 6);
    const last = steps.at(-1);
    if (last?.priceMinor === priceMinor) last.validTo = validTo;
    else steps.push({ validFrom: addDays(startsOn, week * 7), validTo, priceMinor });
  });
  return steps;
}
