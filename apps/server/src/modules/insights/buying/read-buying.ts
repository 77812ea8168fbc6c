import { addDays, daysBetween } from "@selvedge/domain";
import type { SizeCurves } from "@selvedge/learn";
import type { Ctx } from "../../../platform/context.ts";
import { dataHashOf } from "../data-hash.ts";
import { registerFeatures } from "../features/catalogue.ts";
import { type FeatureProfile, profileFeature } from "../features/profile.ts";
import { placeForecasts } from "../forecast-source.ts";
import { findChampion, readModelContent } from "../registry/find-champion.ts";
import type { LearningRun, ReadFeatures } from "../training/learner.ts";
import type { BuyTask, PlaceDemand, PlanSku, PlanStyle } from "./buy-task.ts";
import { readBuyingRules, ruleFor } from "./buying-rules.ts";

/** Pieces sold so many days back tell sizes apart. */
const SOLD_DAYS = 365;
/** Without a forecast, what sold so many days back goes on. */
const RECENT_DAYS = 56;

interface SkuRow {
  skuId: string;
  styleId: string;
  colourwayId: string;
  size: string;
  category: string | null;
  categoryId: string | null;
  scaleCode: string;
  sizes: string[];
  seasonEndsOn: string | null;
  inboundQty: number;
  backorderedQty: number;
  unitCostMinor: number | null;
  netPriceMinor: number | null;
}

interface PlaceRow {
  skuId: string;
  locationId: string;
  availableQty: number;
  soldQty: number;
  recentQty: number;
  recentSquares: number;
  forecastPerDay: number | null;
  forecastDeviation: number | null;
}

/** Active goods with forecast, position, cost, price and rule; one task, since size curves need all styles at once. */
export async function readBuying(ctx: Ctx, run: LearningRun<unknown>): Promise<ReadFeatures<BuyTask>> {
  const skus = await readSkus(ctx, run.cutOffOn);
  const places = await readPlaces(ctx, run.cutOffOn);
  const rules = await readBuyingRules(ctx);
  const locations = await ctx.sql<{ id: string; kind: string; code: string }[]>`
    select id, kind, code from location where tenant_id = ${ctx.tenantId} and status = 'active' and kind in ('warehouse', 'shop')
    order by code`;
  const placesOf = Map.groupBy(places, (row) => row.skuId);
  const byStyle = Map.groupBy(skus, (row) => row.styleId);
  const styles = [...byStyle].map(([styleId, list]): PlanStyle => {
    const first = list[0]!;
    const sizes = first.sizes.filter((size) => list.some((sku) => sku.size === size));
    return {
      ...{ styleId, category: first.categoryId ?? "none", scaleCode: first.scaleCode, sizes },
      terms: ruleFor(rules, styleId, first.categoryId),
      seasonDaysLeft: first.seasonEndsOn === null ? null : daysBetween(run.cutOffOn, first.seasonEndsOn),
      skus: list.map((sku) => planSkuOf(sku, placesOf.get(sku.skuId) ?? [])),
    };
  });
  const task: BuyTask = {
    styles,
    curves: await readCurves(ctx, [...new Set(skus.map((sku) => sku.scaleCode))]),
    warehouseId: locations.find((l) => l.kind === "warehouse")?.id ?? null,
    shopIds: locations.filter((l) => l.kind === "shop").map((l) => l.id),
  };
  return {
    tasks: styles.length > 0 ? [task] : [],
    dataHash: dataHashOf([...skus, ...places]),
    dataRows: places.length,
    profiles: profilesOf(skus, places),
  };
}

const money = { unit: "minor units", least: 1, greatest: null, freshDays: null } as const;
registerFeatures("buy_plan", [
  {
    ...{ name: "unit_cost", says: "What a piece cost, by SKU on sale", owner: "inventory", source: "stock_move" },
    ...{ ...money, nullShareAllowed: 0.1 },
  },
  {
    ...{
      name: "net_price",
      says: "What a piece brings before tax, by SKU on sale",
      owner: "sales",
      source: "document",
    },
    ...{ ...money, nullShareAllowed: 0.1 },
  },
  {
    ...{ name: "available", says: "Available pieces by SKU and place", owner: "inventory", source: "stock_move" },
    ...{ unit: "pieces", least: 0, greatest: 1_000_000, nullShareAllowed: 0, freshDays: null },
  },
  {
    ...{ name: "forecast_known", says: "Share of SKUs and places that a forecast speaks of", owner: "insights" },
    ...{ source: "document", unit: "share", least: 0, greatest: 1, nullShareAllowed: 0, freshDays: null },
  },
]);

function profilesOf(skus: readonly SkuRow[], places: readonly PlaceRow[]): FeatureProfile[] {
  const known = (value: number | null) => value ?? Number.NaN;
  const offered = new Set(skus.map((sku) => sku.skuId));
  const own = places.filter((place) => offered.has(place.skuId));
  return [
    profileFeature(
      "unit_cost",
      skus.map((sku) => known(sku.unitCostMinor)),
      null,
    ),
    profileFeature(
      "net_price",
      skus.map((sku) => known(sku.netPriceMinor)),
      null,
    ),
    profileFeature(
      "available",
      own.map((place) => place.availableQty),
      null,
    ),
    profileFeature(
      "forecast_known",
      own.map((place) => (place.forecastPerDay === null ? 0 : 1)),
      null,
    ),
  ];
}

async function readCurves(ctx: Ctx, scales: readonly string[]): Promise<Record<string, SizeCurves>> {
  const curves: Record<string, SizeCurves> = {};
  for (const scale of scales) {
    const champion = await findChampion(ctx, "size_curves", scale);
    const content = champion && (await readModelContent<{ curves: SizeCurves }>(ctx, champion.id));
    if (content) curves[scale] = content.curves;
  }
  return curves;
}

function planSkuOf(sku: SkuRow, places: readonly PlaceRow[]): PlanSku {
  return {
    ...{ skuId: sku.skuId, colourwayId: sku.colourwayId, size: sku.size },
    ...{ inboundQty: sku.inboundQty, backorderedQty: sku.backorderedQty },
    ...{ unitCostMinor: sku.unitCostMinor ?? 0, netPriceMinor: sku.netPriceMinor ?? 0 },
    places: places.map(placeOf),
  };
}

function placeOf(row: PlaceRow): PlaceDemand {
  const { locationId, availableQty, soldQty } = row;
  const mean = row.recentQty / RECENT_DAYS;
  const variance = row.recentSquares / RECENT_DAYS - mean ** 2;
  return {
    ...{ locationId, availableQty, soldQty, perDay: row.forecastPerDay ?? mean },
    deviationPerDay: row.forecastDeviation ?? Math.sqrt(Math.max(variance, mean)),
  };
}

function readSkus(ctx: Ctx, cutOffOn: string): Promise<SkuRow[]> {
  const { sql, tenantId } = ctx;
  return sql<SkuRow[]>`
    with price as (
      select y.id as style_id, p.unit_price_minor
      from style y
      cross join lateral (
        select p.unit_price_minor from price p
        join price_list b on b.tenant_id = p.tenant_id and b.id = p.price_list_id and b.kind = 'base'
          and b.currency = ${ctx.tenant.currency} and b.status = 'active'
        where p.tenant_id = y.tenant_id and p.style_id = y.id and p.sku_id is null and p.min_qty = 1
          and p.valid_from <= ${ctx.today} and p.valid_to >= ${ctx.today}
        order by p.valid_from desc limit 1) p
      where y.tenant_id = ${tenantId}
    ), sold as (
      select l.sku_id, sum(l.taxable_minor)::float8 / sum(l.qty) as net_minor
      from invoice i join invoice_line l on l.tenant_id = i.tenant_id and l.invoice_id = i.id and l.qty > 0
      where i.tenant_id = ${tenantId} and i.kind = 'invoice' and i.currency = ${ctx.tenant.currency}
        and i.issued_on between ${addDays(cutOffOn, -180)} and ${cutOffOn}
      group by 1
    ), cost as (
      select sku_id, sum(value_minor)::float8 / sum(qty) as cost_minor from cost_layer
      where tenant_id = ${tenantId} and received_at > ${cutOffOn}::date - interval '2 years' group by 1
    )
    select k.id as "skuId", y.id as "styleId", k.colourway_id as "colourwayId", k.size, g.code as category, g.id as "categoryId",
           z.code as "scaleCode", z.sizes, case when e.ends_on < ${cutOffOn}::date + 400 then e.ends_on end as "seasonEndsOn",
           coalesce(b.qty, 0)::int as "inboundQty", coalesce(w.qty, 0)::int as "backorderedQty",
           round(c.cost_minor)::bigint as "unitCostMinor", round(coalesce(s.net_minor, p.unit_price_minor / 1.05))::bigint as "netPriceMinor"
    from sku k
    join style y on y.tenant_id = k.tenant_id and y.id = k.style_id and y.kind = 'goods' and y.status = 'active'
    join colourway v on v.tenant_id = k.tenant_id and v.id = k.colourway_id and v.status = 'active'
    join size_scale z on z.tenant_id = y.tenant_id and z.id = y.size_scale_id
    left join category g on g.tenant_id = y.tenant_id and g.id = y.category_id
    left join season e on e.tenant_id = y.tenant_id and e.id = y.season_id
    left join price p on p.style_id = y.id
    left join sold s on s.sku_id = k.id
    left join cost c on c.sku_id = k.id
    left join lateral (
      select sum(b.qty) as qty from buy_list_line b
      where b.tenant_id = ${tenantId} and b.sku_id = k.id and b.status in ('listed', 'ordered')) b on true
    left join lateral (
      select sum(l.backordered_qty) as qty from stock_level l where l.tenant_id = ${tenantId} and l.sku_id = k.id) w on true
    where k.tenant_id = ${tenantId} and k.status = 'active' order by y.id, k.colourway_id, k.size_position`;
}

function readPlaces(ctx: Ctx, cutOffOn: string): Promise<PlaceRow[]> {
  const { sql, tenantId } = ctx;
  return sql<PlaceRow[]>`
    with day as (
      select l.sku_id, o.location_id, o.placed_on, sum(l.qty)::int as qty
      from sales_order o join sales_order_line l on l.tenant_id = o.tenant_id and l.order_id = o.id and l.qty > 0
      where o.tenant_id = ${tenantId} and o.status not in ('draft', 'cancelled')
        and o.placed_on between ${addDays(cutOffOn, 1 - SOLD_DAYS)} and ${cutOffOn}
      group by 1, 2, 3
    ), sold as (
      select sku_id, location_id, sum(qty)::int as sold,
             coalesce(sum(qty) filter (where placed_on > ${cutOffOn}::date - ${RECENT_DAYS}::int), 0)::int as recent,
             coalesce(sum(qty * qty) filter (where placed_on > ${cutOffOn}::date - ${RECENT_DAYS}::int), 0)::int as squares
      from day group by 1, 2
    ), held as (
      select v.sku_id, v.location_id, (v.on_hand_qty - v.reserved_qty) as qty
      from stock_level v
      join location p on p.tenant_id = v.tenant_id and p.id = v.location_id and p.kind in ('warehouse', 'shop', 'van', 'consignment')
      where v.tenant_id = ${tenantId}
    ), told as (
      ${placeForecasts(ctx)}
    )
    select sku_id as "skuId", location_id as "locationId", coalesce(h.qty, 0)::int as "availableQty", coalesce(s.sold, 0) as "soldQty",
           coalesce(s.recent, 0) as "recentQty", coalesce(s.squares, 0) as "recentSquares", t.per_day as "forecastPerDay",
           t.deviation as "forecastDeviation"
    from sold s full join held h using (sku_id, location_id) full join told t using (sku_id, location_id)
    order by 1, 2`;
}
