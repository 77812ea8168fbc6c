import type { Ctx } from "../../platform/context.ts";

/** Forecast pieces a day with their deviation per SKU and place, of the model in use, as a statement to join. */
export const placeForecasts = (ctx: Ctx) => ctx.sql`
  select null::uuid as sku_id, null::uuid as location_id, null::float8 as per_day, null::float8 as deviation where false`;
