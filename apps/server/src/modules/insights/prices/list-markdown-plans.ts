import { decideApi, type OutputOf } from "@selvedge/contract";
import { notFound } from "../../../platform/errors.ts";
import { query } from "../../../platform/runner.ts";

type Plans = OutputOf<typeof decideApi.listMarkdownPlans>;
type SeasonRow = Omit<Plans["seasons"][number], "plan"> & {
  runId: string | null;
  cutOffOn: string;
  parameters: Record<string, unknown>;
  metrics: Record<string, number | null>;
};

/** Collections that still have stock, with the plan in use of each. */
export const listMarkdownPlans = query(decideApi.listMarkdownPlans, async (ctx): Promise<Plans> => {
  const { sql, tenantId } = ctx;
  const rows = await sql<SeasonRow[]>`
    select e.id as "seasonId", e.name as "seasonName", e.ends_on as "endsOn", coalesce(h.qty, 0)::int as "stockQty",
           m.run_id as "runId", r.cut_off_on as "cutOffOn", m.parameters, m.metrics
    from season e
    join lateral (
      select sum(l.on_hand_qty - l.reserved_qty) as qty from style y
      join sku k on k.tenant_id = y.tenant_id and k.style_id = y.id
      join stock_level l on l.tenant_id = k.tenant_id and l.sku_id = k.id
      join location a on a.tenant_id = l.tenant_id and a.id = l.location_id and a.kind in ('warehouse', 'shop', 'van', 'consignment')
      where y.tenant_id = e.tenant_id and y.season_id = e.id and y.status in ('active', 'markdown')) h on h.qty > 0
    left join learning_model m on m.tenant_id = e.tenant_id and m.kind = 'markdown_plan' and m.scope = e.id::text and m.status = 'champion'
    left join learning_run r on r.tenant_id = m.tenant_id and r.id = m.run_id
    where e.tenant_id = ${tenantId} order by e.ends_on, e.id`;
  return {
    currency: ctx.tenant.currency,
    seasons: rows.map(({ runId, cutOffOn, parameters, metrics, ...season }) => ({
      ...season,
      plan: runId
        ? {
            ...{ runId, cutOffOn, parameters, planProfitMinor: metrics["planProfitMinor"] ?? 0 },
            ...{ holdProfitMinor: metrics["holdProfitMinor"] ?? 0, sellThrough: metrics["sellThrough"] ?? 0 },
            holdSellThrough: metrics["holdSellThrough"] ?? 0,
            targetSellThrough:
              typeof parameters["targetSellThrough"] === "number" ? parameters["targetSellThrough"] : null,
          }
        : null,
    })),
  };
});

type Plan = OutputOf<typeof decideApi.getMarkdownPlan>;

export const getMarkdownPlan = query(decideApi.getMarkdownPlan, async (ctx, input): Promise<Plan> => {
  const { sql, tenantId } = ctx;
  const items = await sql<Plan["items"]>`
    select d.style_id as "styleId", y.name as "styleName", y.code as "styleCode", coalesce(w.hex, '#888888') as hex,
           '/media/' || w.tenant_id || '/' || w.picture_file_id as "pictureUrl", d.stock_qty as "stockQty",
           d.present_price_minor as "presentPriceMinor", d.starts_on as "startsOn", d.prices_minor as "pricesMinor",
           d.weekly_qty as "weeklyQty", d.plan_profit_minor as "planProfitMinor", d.hold_profit_minor as "holdProfitMinor",
           d.profit_low_minor as "profitLowMinor", d.profit_high_minor as "profitHighMinor", d.sell_through as "sellThrough",
           d.hold_sell_through as "holdSellThrough", d.leftover_qty as "leftoverQty", d.refusal, s.id as "suggestionId"
    from markdown_line d
    join style y on y.tenant_id = d.tenant_id and y.id = d.style_id
    left join lateral (
      select c.tenant_id, c.hex, c.picture_file_id from colourway c
      where c.tenant_id = y.tenant_id and c.style_id = y.id and c.status = 'active' order by c.position, c.code limit 1) w on true
    left join suggestion s on s.tenant_id = d.tenant_id and s.need = 'price:' || y.id and s.status = 'open' and s.kind = 'markdown'
    where d.tenant_id = ${tenantId} and d.run_id = ${input.runId}
    order by d.plan_profit_minor - d.hold_profit_minor desc, d.style_id`;
  if (items.length === 0) throw notFound("markdown plan");
  return {
    currency: ctx.tenant.currency,
    items: items.map((item) => ({ ...item, pricesMinor: item.pricesMinor.map(Number) })),
  };
});
