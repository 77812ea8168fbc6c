import type { forecastApi, OutputOf } from "@selvedge/contract";
import type { Ctx } from "../../../platform/context.ts";
import { likePattern } from "../../../platform/pages.ts";

type RowView = OutputOf<typeof forecastApi.listForecasts>["items"][number];
export type ForecastLevel = RowView["level"];

export interface ForecastRowFound extends RowView {
  unitsText: string;
}

export interface WantedRows {
  level: ForecastLevel;
  nodeId?: string | undefined;
  styleId?: string | undefined;
  colourwayId?: string | undefined;
  categoryId?: string | undefined;
  locationId?: string | undefined;
  /** Each place of the node instead of one or all. */
  eachPlace?: boolean;
  q?: string | undefined;
  after?: (string | number)[] | null;
  limit: number;
}

/** Rows of one run and level, greatest expected demand first, each with its names and what is there to sell. */
export async function readForecastRows(ctx: Ctx, runId: string, want: WantedRows): Promise<ForecastRowFound[]> {
  const { sql, tenantId } = ctx;
  const like = want.q ? likePattern(want.q) : null;
  const place = want.eachPlace
    ? sql`and f.location_id is not null`
    : want.locationId
      ? sql`and f.location_id = ${want.locationId}`
      : sql`and f.location_id is null`;
  return sql<ForecastRowFound[]>`
    select f.id, f.level, f.node_id as "nodeId", f.location_id as "locationId", p.name as "locationName",
           coalesce(y.name, c.name, '') as name, w.name as "colourName", w.hex, s.size, coalesce(s.code, y.code) as code,
           y.id as "styleId", w.id as "colourwayId", c.id as "categoryId", c.name as "categoryName",
           f.method, f.units, f.low80, f.high80, f.low95, f.high95, f.lost_units as "lostUnits", f.units::text as "unitsText",
           ${available(ctx)} as "availableQty",
           (f.backtest->>'wape')::float8 as wape, (f.backtest->>'naiveWape')::float8 as "naiveWape",
           (f.backtest->>'margin')::float8 as "marginOverNaive"
    from demand_forecast f
    left join sku s on f.level = 'sku' and s.tenant_id = f.tenant_id and s.id = f.node_id
    left join colourway w on w.tenant_id = f.tenant_id
      and w.id = case f.level when 'sku' then s.colourway_id when 'colourway' then f.node_id end
    left join style y on y.tenant_id = f.tenant_id and y.id = case f.level when 'style' then f.node_id else w.style_id end
    left join category c on c.tenant_id = f.tenant_id and c.id = case f.level when 'category' then f.node_id else y.category_id end
    left join location p on p.tenant_id = f.tenant_id and p.id = f.location_id
    where f.tenant_id = ${tenantId} and f.run_id = ${runId} and f.level = ${want.level} ${place}
      ${want.nodeId ? sql`and f.node_id = ${want.nodeId}` : sql``}
      ${want.styleId ? sql`and y.id = ${want.styleId}` : sql``}
      ${want.colourwayId ? sql`and w.id = ${want.colourwayId}` : sql``}
      ${want.categoryId ? sql`and c.id = ${want.categoryId}` : sql``}
      ${like ? sql`and (s.code ilike ${like} or y.name ilike ${like} or y.code ilike ${like} or c.name ilike ${like})` : sql``}
      ${want.after ? sql`and (f.units, f.id) < (${String(want.after[0])}::text::float8, ${String(want.after[1])}::uuid)` : sql``}
    order by f.units desc, f.id desc limit ${want.limit}`;
}

/** Pieces that can be promised, of the node's SKUs at its place. */
function available(ctx: Ctx) {
  const { sql } = ctx;
  return sql`coalesce((
    select sum(l.on_hand_qty - l.reserved_qty)::int
    from stock_level l
    join location q on q.tenant_id = l.tenant_id and q.id = l.location_id and q.kind in ('warehouse', 'shop', 'van', 'consignment')
    join sku k on k.tenant_id = l.tenant_id and k.id = l.sku_id
    join style ky on ky.tenant_id = k.tenant_id and ky.id = k.style_id
    where l.tenant_id = f.tenant_id and (f.location_id is null or l.location_id = f.location_id)
      and case f.level when 'sku' then k.id = f.node_id when 'colourway' then k.colourway_id = f.node_id
                       when 'style' then k.style_id = f.node_id when 'category' then ky.category_id = f.node_id else true end), 0)`;
}

export function forecastRowView({ unitsText: _text, ...row }: ForecastRowFound): RowView {
  return row;
}
