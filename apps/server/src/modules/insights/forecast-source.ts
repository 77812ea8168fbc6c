import type { Ctx } from "../../platform/context.ts";

/** Forecast pieces a day with their deviation per SKU and place, of the model in use, as a statement to join. */
export const placeForecasts = (ctx: Ctx) => ctx.sql`
  select f.node_id as sku_id, f.location_id, f.units / cardinality(f.mean) as per_day,
         (f.high80 - f.low80) / (2 * 1.2816 * sqrt(cardinality(f.mean))) as deviation
  from learning_model m
  join demand_forecast f on f.tenant_id = m.tenant_id and f.run_id = m.run_id and f.level = 'sku' and f.location_id is not null
  where m.tenant_id = ${ctx.tenantId} and m.kind = 'forecast' and m.scope = 'all' and m.status = 'champion'`;

/** Expected pieces of a style over so many days, all channels and places together, of the model in use. */
export const styleForecasts = (ctx: Ctx, days: number) => ctx.sql`
  select f.node_id as style_id, f.units / cardinality(f.mean) * ${days}::int as units
  from learning_model m
  join demand_forecast f on f.tenant_id = m.tenant_id and f.run_id = m.run_id and f.level = 'style' and f.location_id is null
  where m.tenant_id = ${ctx.tenantId} and m.kind = 'forecast' and m.scope = 'all' and m.status = 'champion'`;
