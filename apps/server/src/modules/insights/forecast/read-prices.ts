import { addDays, dayNumber } from "@selvedge/domain";
import type { Ctx } from "../../../platform/context.ts";
import type { PriceSpan } from "./tasks.ts";

interface PromotionRow {
  startsOn: string;
  endsOn: string;
  percentBasisPoints: number | null;
  amountMinor: string | null;
  channelKinds: string[];
  styleIds: string[];
  categoryIds: string[];
}
interface StyleRow {
  id: string;
  categoryId: string | null;
  prices: { from: string; to: string; minor: number }[];
}

const FOREVER = 40_000;

/**
 * Where each style's price stood, by place and day: promotions and changes of the list price, as far as they were known at
 * the cut-off. What runs by then is known; what starts later only if it was announced by then (the event log says when).
 */
export async function readPrices(ctx: Ctx, cutOffOn: string, horizon: number): Promise<Record<string, PriceSpan[]>> {
  const [promotions, styles, places] = [
    await readPromotions(ctx, cutOffOn, addDays(cutOffOn, horizon)),
    await readStylePrices(ctx, cutOffOn),
    await ctx.sql<{ locationId: string; kinds: string[] }[]>`
      select location_id as "locationId", array_agg(distinct kind order by kind) as kinds from channel
      where tenant_id = ${ctx.tenantId} group by 1 order by 1`,
  ];
  const out: Record<string, PriceSpan[]> = {};
  for (const style of styles) {
    for (const place of places) {
      const spans = [...listSpans(style), ...promotionSpans(promotions, style, place.kinds)];
      if (spans.length > 0) out[`${style.id} ${place.locationId}`] = spans;
    }
  }
  return out;
}

function readPromotions(ctx: Ctx, cutOffOn: string, lastOn: string): Promise<PromotionRow[]> {
  const { sql, tenantId, tenant } = ctx;
  return sql<PromotionRow[]>`
    select (p.starts_at at time zone ${tenant.timeZone})::date::text as "startsOn", (p.ends_at at time zone ${tenant.timeZone})::date::text as "endsOn",
           p.percent_basis_points as "percentBasisPoints", p.amount_minor::text as "amountMinor", p.channel_kinds as "channelKinds",
           p.style_ids as "styleIds", p.category_ids as "categoryIds"
    from promotion p
    where p.tenant_id = ${tenantId} and p.coupon is null and (p.starts_at at time zone ${tenant.timeZone})::date <= ${lastOn}::date
      and ((p.starts_at at time zone ${tenant.timeZone})::date <= ${cutOffOn}::date
           or (p.status = 'active' and exists (
             select 1 from event e where e.tenant_id = p.tenant_id and e.entity_id = p.id and e.type = 'pricing.promotion_created'
               and (e.at at time zone ${tenant.timeZone})::date <= ${cutOffOn}::date)))
    order by p.starts_at, p.id`;
}

function readStylePrices(ctx: Ctx, cutOffOn: string): Promise<StyleRow[]> {
  const { sql, tenantId, tenant } = ctx;
  return sql<StyleRow[]>`
    select y.id, y.category_id as "categoryId",
           coalesce(jsonb_agg(jsonb_build_object('from', greatest(p.valid_from, '1970-01-01'), 'to', least(p.valid_to, '2079-01-01'),
                                                 'minor', p.unit_price_minor) order by p.valid_from)
                    filter (where p.id is not null), '[]') as prices
    from style y
    left join (price p join price_list b on b.tenant_id = p.tenant_id and b.id = p.price_list_id and b.kind = 'base')
      on p.tenant_id = y.tenant_id and p.style_id = y.id and p.sku_id is null and p.min_qty = 1
      and (p.valid_from <= ${cutOffOn}::date or (p.created_at at time zone ${tenant.timeZone})::date <= ${cutOffOn}::date)
    where y.tenant_id = ${tenantId} and y.kind = 'goods'
    group by y.id, y.category_id order by y.id`;
}

/** The list price against the first one known: nothing where it never changed. */
function listSpans(style: StyleRow): PriceSpan[] {
  const first = style.prices[0];
  if (!first || style.prices.length < 2 || !(first.minor > 0)) return [];
  return style.prices.flatMap((p) => {
    const log = p.minor > 0 ? Math.log(p.minor / first.minor) : 0;
    return log === 0 ? [] : [{ from: dayNumber(p.from), to: Math.min(FOREVER, dayNumber(p.to)), log }];
  });
}

function promotionSpans(promotions: readonly PromotionRow[], style: StyleRow, kinds: readonly string[]): PriceSpan[] {
  const price = style.prices.at(-1)?.minor ?? 0;
  return promotions.flatMap((p) => {
    if (p.channelKinds.length > 0 && !p.channelKinds.some((k) => kinds.includes(k))) return [];
    const named = p.styleIds.length > 0 || p.categoryIds.length > 0;
    if (named && !p.styleIds.includes(style.id) && !(style.categoryId && p.categoryIds.includes(style.categoryId)))
      return [];
    const off =
      p.percentBasisPoints !== null ? p.percentBasisPoints / 10_000 : price > 0 ? Number(p.amountMinor) / price : 0;
    if (!(off > 0 && off < 0.95)) return [];
    return [{ from: dayNumber(p.startsOn), to: dayNumber(p.endsOn), log: Math.log(1 - off) }];
  });
}
