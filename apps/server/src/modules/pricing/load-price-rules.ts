import type { PromotionEffect, PromotionRule } from "@selvedge/domain";
import type { Ctx } from "../../platform/context.ts";

export interface PriceListRow {
  id: string;
  code: string;
  name: string;
  kind: "base" | "channel" | "tier" | "contract";
  currency: string;
  priceMode: "inclusive" | "exclusive";
  channelKind: string | null;
  priceTier: string | null;
  customerId: string | null;
}

/** Active price lists of the tenant, cached with its configuration. */
export function loadPriceLists(ctx: Ctx): Promise<readonly PriceListRow[]> {
  return ctx.cached(
    "pricing.lists",
    () => ctx.sql<PriceListRow[]>`
      select id, code, name, kind, currency, price_mode as "priceMode", channel_kind as "channelKind",
             price_tier as "priceTier", customer_id as "customerId"
      from price_list where tenant_id = ${ctx.tenantId} and status = 'active'
      order by code`,
  );
}

interface PromotionRow {
  id: string;
  percent_basis_points: number | null;
  amount_minor: number | null;
  channel_kinds: string[];
  style_ids: string[];
  category_ids: string[];
  starts_at: Date;
  ends_at: Date;
  stackable: boolean;
  priority: number;
  coupon: string | null;
}

/** Active promotions that are granted to everybody they are meant for, cached with the tenant's configuration. */
export async function loadPromotions(ctx: Ctx): Promise<readonly PromotionRule[]> {
  return (await loadAllPromotions(ctx)).everybodys;
}

/** Active promotions of the coupons that a buyer named, in upper case. */
export async function loadCouponPromotions(ctx: Ctx, coupons: readonly string[]): Promise<PromotionRule[]> {
  const { byCoupon } = await loadAllPromotions(ctx);
  return coupons.flatMap((coupon) => byCoupon.get(coupon) ?? []);
}

function loadAllPromotions(ctx: Ctx) {
  return ctx.cached("pricing.promotions", async () => {
    const rows = await ctx.sql<PromotionRow[]>`
      select id, percent_basis_points, amount_minor, channel_kinds, style_ids, category_ids, starts_at, ends_at,
             stackable, priority, coupon
      from promotion where tenant_id = ${ctx.tenantId} and status = 'active'`;
    const { currency } = ctx.tenant;
    return {
      everybodys: rows.filter((row) => row.coupon === null).map((row) => toRule(row, currency)),
      byCoupon: new Map(rows.flatMap((row) => (row.coupon ? [[row.coupon, toRule(row, currency)] as const] : []))),
    };
  });
}

function toRule(row: PromotionRow, currency: string): PromotionRule {
  const effect: PromotionEffect =
    row.percent_basis_points !== null
      ? { kind: "percent", basisPoints: row.percent_basis_points }
      : { kind: "amount", amountMinor: row.amount_minor ?? 0 };
  return {
    kind: "promotion",
    id: row.id,
    effect,
    channels: row.channel_kinds,
    styleIds: row.style_ids,
    categoryIds: row.category_ids,
    startsAt: row.starts_at.toISOString(),
    endsAt: row.ends_at.toISOString(),
    stackable: row.stackable,
    priority: row.priority,
    // An amount is in the tenant's own currency; a percentage is good in any.
    ...(effect.kind === "amount" ? { currency } : {}),
  };
}
