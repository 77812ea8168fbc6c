import { createHash } from "node:crypto";
import { addDays } from "@selvedge/domain";
import { z } from "zod";
import type { Ctx } from "../../../platform/context.ts";
import { registerFeatures } from "../features/catalogue.ts";
import { profileFeature } from "../features/profile.ts";
import { registerModel } from "../registry/register-model.ts";
import { type LearningRun, type ReadFeatures, registerLearner } from "../training/learner.ts";
import type { SizeResult, SizeTask } from "./size-curves-worker.ts";

const Parameters = z.object({ days: z.int().min(28).max(1096).default(730) });
type Parameters = z.output<typeof Parameters>;

/** How demand parts into sizes: place borrows from category, category from everything, as far as they are alike. */
export function registerSizeCurves(): void {
  registerLearner<Parameters, SizeTask, SizeResult>({
    kind: "size_curves",
    parameters: Parameters,
    workerFile: new URL("./size-curves-worker.ts", import.meta.url),
    nightly: { at: "02:20", when: async (ctx) => ((await hasSales(ctx)) ? {} : null) },
    readFeatures: readSizeSales,
    writeResults: async (ctx, run, results) => {
      for (const { scaleCode, scaleId, curves } of results) {
        await registerModel(ctx, {
          ...{
            kind: "size_curves",
            scope: scaleCode,
            runId: run.id,
            name: "Shrunk curves",
            content: { scaleId, curves },
          },
          ...{ metrics: { units: curves.nodes[""]?.units ?? 0, places: Object.keys(curves.nodes).length - 1 } },
          ...{ score: null, scoreName: null, parameters: run.parameters },
        });
      }
      return { metrics: { scales: results.length } };
    },
  });
  registerFeatures("size_curves", [
    {
      ...{
        name: "size_in_stock",
        says: "Share of selling days on which the size was on the shelf",
        owner: "inventory",
      },
      ...{ source: "stock_move", unit: "share", least: 0, greatest: 1, nullShareAllowed: 0, freshDays: null },
    },
  ]);
}

async function hasSales(ctx: Ctx): Promise<boolean> {
  const [sold] = await ctx.sql`
    select 1 from sales_order where tenant_id = ${ctx.tenantId} and placed_on >= ${ctx.today}::date - 60 limit 1`;
  return sold !== undefined;
}

interface Row {
  scaleId: string;
  scaleCode: string;
  sizes: string[];
  categoryId: string | null;
  locationId: string;
  sold: number[];
  inStock: number[];
}

/** Pieces per size, colourway and place up to the cut-off, with the share of its selling time each size was there. */
async function readSizeSales(ctx: Ctx, run: LearningRun<Parameters>): Promise<ReadFeatures<SizeTask>> {
  const { sql, tenantId } = ctx;
  const from = addDays(run.cutOffOn, 1 - run.parameters.days);
  const rows = await sql<Row[]>`
    with sold as (
      select l.sku_id, o.location_id, sum(l.qty)::float8 as units, min(o.placed_on) as first_on, max(o.placed_on) as last_on
      from sales_order o
      join sales_order_line l on l.tenant_id = o.tenant_id and l.order_id = o.id and l.qty > 0
      where o.tenant_id = ${tenantId} and o.placed_on between ${from} and ${run.cutOffOn} and o.status <> 'draft'
        and (o.status <> 'cancelled' or not exists (
          select 1 from sales_order_history h where h.tenant_id = o.tenant_id and h.order_id = o.id and h.to_status = 'cancelled'
            and (h.at at time zone ${ctx.tenant.timeZone})::date <= ${run.cutOffOn}::date))
      group by 1, 2
    ), offered as (
      select k.colourway_id, s.location_id, min(s.first_on) as first_on, max(s.last_on) as last_on
      from sold s join sku k on k.tenant_id = ${tenantId} and k.id = s.sku_id group by 1, 2
    ), moves as (
      select sku_id, to_location_id as location_id, moved_on, qty as net from stock_move
      where tenant_id = ${tenantId} and moved_on <= ${run.cutOffOn}
      union all
      select sku_id, from_location_id, moved_on, -qty from stock_move where tenant_id = ${tenantId} and moved_on <= ${run.cutOffOn}
    ), by_day as (
      select sku_id, location_id, moved_on, sum(net) as net from moves group by 1, 2, 3
    ), standing as (
      select sku_id, location_id, moved_on, sum(net) over w as on_hand,
             lead(moved_on, 1, ${run.cutOffOn}::date + 1) over w as until_on
      from by_day window w as (partition by sku_id, location_id order by moved_on)
    ), there as (
      select t.sku_id, t.location_id,
             sum(greatest(0, least(t.until_on, f.last_on + 1) - greatest(t.moved_on, f.first_on))) filter (where t.on_hand > 0) as days
      from standing t
      join sku k on k.tenant_id = ${tenantId} and k.id = t.sku_id
      join offered f on f.colourway_id = k.colourway_id and f.location_id = t.location_id
      group by 1, 2
    )
    select z.id as "scaleId", z.code as "scaleCode", z.sizes, y.category_id as "categoryId", f.location_id as "locationId",
           array_agg(coalesce(s.units, 0) order by p.no) as sold,
           array_agg(least(1, coalesce(t.days, 0)::float8 / (f.last_on - f.first_on + 1)) order by p.no) as "inStock"
    from offered f
    join colourway w on w.tenant_id = ${tenantId} and w.id = f.colourway_id
    join style y on y.tenant_id = w.tenant_id and y.id = w.style_id and y.kind = 'goods'
    join size_scale z on z.tenant_id = y.tenant_id and z.id = y.size_scale_id
    cross join lateral unnest(z.sizes) with ordinality as p(size, no)
    left join sku k on k.tenant_id = w.tenant_id and k.colourway_id = w.id and k.size = p.size
    left join sold s on s.sku_id = k.id and s.location_id = f.location_id
    left join there t on t.sku_id = k.id and t.location_id = f.location_id
    where cardinality(z.sizes) > 1
    group by z.id, z.code, z.sizes, y.category_id, f.location_id, f.colourway_id, f.last_on, f.first_on
    order by z.code, y.category_id, f.location_id, f.colourway_id`;
  const hash = createHash("sha256");
  const tasks = new Map<string, SizeTask>();
  const shares: number[] = [];
  for (const { scaleId, scaleCode, sizes, categoryId, locationId, sold, inStock } of rows) {
    hash.update(JSON.stringify([scaleCode, categoryId, locationId, sold, inStock]));
    const task = tasks.get(scaleId) ?? { scaleId, scaleCode, sizes, rows: [] };
    tasks.set(scaleId, task);
    // A size that sold was there, whatever the ledger of an import says of it.
    const there = inStock.map((share, i) => (sold[i]! > 0 ? Math.max(share, 0.1) : share));
    shares.push(...there);
    task.rows.push({ path: [categoryId ?? "none", locationId], sold, inStock: there });
  }
  return {
    tasks: [...tasks.values()],
    dataHash: hash.digest("hex"),
    dataRows: rows.length,
    profiles: [profileFeature("size_in_stock", shares, null)],
  };
}
