import { createHash } from "node:crypto";
import { addDays, dayNumber } from "@selvedge/domain";
import type { StyleTraits } from "@selvedge/learn";
import { z } from "zod";
import type { Ctx } from "../../../platform/context.ts";
import { jsonRows } from "../../../platform/db.ts";
import { registerFeatures } from "../features/catalogue.ts";
import { profileFeature } from "../features/profile.ts";
import { registerModel } from "../registry/register-model.ts";
import { type LearningRun, type ReadFeatures, registerLearner, type Written } from "../training/learner.ts";
import type { NewStyleResult, NewStyleTask } from "./new-styles-worker.ts";

const Parameters = z.object({ weeks: z.int().min(2).max(26).default(12) });
type Parameters = z.output<typeof Parameters>;

/** Past this many weeks a style speaks for itself. */
const FRESH_WEEKS = 4;
/** A past style needs as many weeks of life to teach a course. */
const LEAST_WEEKS = 8;

/** Styles before their first sale, and in their first weeks, likened to past ones by their traits. */
export function registerNewStyles(): void {
  registerLearner<Parameters, NewStyleTask, NewStyleResult>({
    kind: "new_styles",
    parameters: Parameters,
    workerFile: new URL("./new-styles-worker.ts", import.meta.url),
    nightly: { at: "02:25", when: async (ctx) => ((await hasStyles(ctx)) ? {} : null) },
    readFeatures: readStyles,
    writeResults: write,
  });
  registerFeatures("new_styles", [
    {
      ...{
        name: "first_weeks_units",
        says: "Pieces a past style sold in its first weeks",
        owner: "sales",
        source: "document",
      },
      ...{ unit: "pieces", least: 0, greatest: null, nullShareAllowed: 0, freshDays: null },
    },
  ]);
}

async function hasStyles(ctx: Ctx): Promise<boolean> {
  const [many] =
    await ctx.sql`select 1 from style where tenant_id = ${ctx.tenantId} and kind = 'goods' offset 5 limit 1`;
  return many !== undefined;
}

interface Row {
  id: string;
  labels: Record<string, string | null>;
  priceMinor: number | null;
  status: string;
  firstOn: string | null;
  weekly: { w: number; units: number }[];
}

async function readStyles(ctx: Ctx, run: LearningRun<Parameters>): Promise<ReadFeatures<NewStyleTask>> {
  const { sql, tenantId } = ctx;
  const { cutOffOn, parameters } = run;
  const rows = await sql<Row[]>`
    with sold as (
      select k.style_id, o.placed_on, sum(l.qty)::float8 as units
      from sales_order o
      join sales_order_line l on l.tenant_id = o.tenant_id and l.order_id = o.id and l.qty > 0
      join sku k on k.tenant_id = l.tenant_id and k.id = l.sku_id
      where o.tenant_id = ${tenantId} and o.placed_on <= ${cutOffOn} and o.status not in ('draft', 'cancelled')
      group by 1, 2
    ), first as (select style_id, min(placed_on) as first_on from sold group by 1
    ), weekly as (
      select s.style_id, (s.placed_on - f.first_on) / 7 as w, sum(s.units) as units
      from sold s join first f using (style_id) where s.placed_on < f.first_on + 182 group by 1, 2
    )
    select y.id, y.status, f.first_on as "firstOn",
           jsonb_build_object('category', c.code, 'brand', y.brand, 'gender', y.gender, 'fabric', y.fabric, 'scale', z.code,
                              'season', n.code) as labels,
           (select p.unit_price_minor::float8 from price p
            join price_list b on b.tenant_id = p.tenant_id and b.id = p.price_list_id and b.kind = 'base'
            where p.tenant_id = y.tenant_id and p.style_id = y.id and p.sku_id is null and p.min_qty = 1 and p.valid_from <= ${cutOffOn}
            order by p.valid_from desc limit 1) as "priceMinor",
           coalesce((select jsonb_agg(jsonb_build_object('w', w, 'units', units) order by w) from weekly k where k.style_id = y.id), '[]') as weekly
    from style y
    join size_scale z on z.tenant_id = y.tenant_id and z.id = y.size_scale_id
    left join category c on c.tenant_id = y.tenant_id and c.id = y.category_id
    left join season n on n.tenant_id = y.tenant_id and n.id = y.season_id
    left join first f on f.style_id = y.id
    where y.tenant_id = ${tenantId} and y.kind = 'goods'
    order by y.id`;
  const hash = createHash("sha256").update(JSON.stringify(rows));
  const task: NewStyleTask = { weeks: parameters.weeks, past: [], fresh: [] };
  for (const row of rows) {
    const age = row.firstOn ? Math.floor((dayNumber(addDays(cutOffOn, 1)) - dayNumber(row.firstOn)) / 7) : 0;
    const weekly = new Float64Array(Math.min(age, 26));
    for (const { w, units } of row.weekly) if (w < weekly.length) weekly[w] = units;
    const traits = traitsOf(row);
    const isOffered = row.status !== "archived" && row.status !== "discontinued";
    if (age < FRESH_WEEKS && isOffered) task.fresh.push({ id: row.id, traits, seen: [...weekly] });
    else if (age >= LEAST_WEEKS) task.past.push({ id: row.id, traits, weekly });
  }
  const totals = task.past.map((p) => p.weekly.subarray(0, 12).reduce((a, b) => a + b, 0));
  const profiles = totals.length > 0 ? [profileFeature("first_weeks_units", totals, null)] : [];
  return { tasks: [task], dataHash: hash.digest("hex"), dataRows: rows.length, profiles };
}

function traitsOf(row: Row): StyleTraits {
  const labels = Object.fromEntries(Object.entries(row.labels).flatMap(([k, v]) => (v === null ? [] : [[k, v]])));
  return { labels, amounts: row.priceMinor ? { price: row.priceMinor } : {} };
}

async function write(ctx: Ctx, run: LearningRun<Parameters>, results: NewStyleResult[]): Promise<Written> {
  const { sql, tenantId } = ctx;
  const { model, rows } = results[0] ?? { model: null, rows: [] };
  await sql`
    insert into new_style_forecast (tenant_id, run_id, style_id, weeks_sold, units_sold, mean, lower80, upper80, units, low80, high80,
                                    correction, likened)
    select ${tenantId}, ${run.id}, r."styleId", r."weeksSold", r."unitsSold", r.mean, r.lower80, r.upper80, r.units, r.low80, r.high80,
           r.correction, r.likened
    from jsonb_to_recordset(${jsonRows(sql, rows)}::jsonb) as r("styleId" uuid, "weeksSold" int, "unitsSold" float8, mean float8[],
      lower80 float8[], upper80 float8[], units float8, low80 float8, high80 float8, correction float8, likened jsonb)`;
  if (model) {
    await registerModel(ctx, {
      ...{ kind: "new_styles", runId: run.id, name: "Likened by traits", parameters: run.parameters, content: model },
      ...{ metrics: { deviation: model.deviation }, score: model.deviation, scoreName: "Error of log demand" },
    });
  }
  return { metrics: { newStyles: rows.length, deviation: model?.deviation ?? null } };
}
