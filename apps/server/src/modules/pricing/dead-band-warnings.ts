import { deadBands, formatMoney, snapBelowDeadBand, type TaxRule } from "@selvedge/domain";
import type { Ctx } from "../../platform/context.ts";
import type { PriceListRow } from "./load-price-rules.ts";
import type { PriceWish } from "./write-prices.ts";

/**
 * Says of each price, tax included, that no tax rate fits it, and what to charge instead: India's slab by the value
 * before tax leaves a gap of prices that earn no more than the foot of the gap. Prices without tax never lie in one.
 */
export async function deadBandWarnings(
  ctx: Ctx,
  list: PriceListRow,
  styleId: string,
  wishes: readonly PriceWish[],
): Promise<string[]> {
  const { tenant } = ctx;
  if (list.priceMode !== "inclusive" || list.currency !== tenant.currency) return [];
  const [rules, classes] = await Promise.all([loadRules(ctx), loadTaxClasses(ctx, styleId)]);
  const warnings = new Set<string>();
  for (const wish of wishes) {
    const on = wish.validFrom && wish.validFrom > ctx.today ? wish.validFrom : ctx.today;
    for (const taxClass of classesOf(classes, wish.skuId)) {
      const bands = deadBands(rules, taxClass, on);
      const price = wish.unitPriceMinor;
      const band = bands.find(({ aboveMinor, uptoMinor }) => price > aboveMinor && price <= uptoMinor);
      if (!band) continue;
      const money = (minor: number) => formatMoney(minor, tenant.currency, tenant.locale);
      warnings.add(
        `No tax rate fits ${money(price)}: between ${money(band.aboveMinor)} and ${money(band.uptoMinor)}, tax included, ` +
          `you earn no more than at ${money(snapBelowDeadBand(price, bands))}. Charge that, or more than ${money(band.uptoMinor)}.`,
      );
    }
  }
  return [...warnings];
}

interface TaxClasses {
  style: string;
  bySku: Map<string, string>;
}

function classesOf(classes: TaxClasses, skuId: string | undefined): string[] {
  if (skuId !== undefined) return [classes.bySku.get(skuId) ?? classes.style];
  return [...new Set([classes.style, ...classes.bySku.values()])];
}

async function loadTaxClasses(ctx: Ctx, styleId: string): Promise<TaxClasses> {
  const { sql, tenantId } = ctx;
  const [styles, skus] = await Promise.all([
    sql<{ tax_class: string }[]>`select tax_class from style where tenant_id = ${tenantId} and id = ${styleId}`,
    sql<{ id: string; tax_class: string }[]>`
      select id, tax_class from sku
      where tenant_id = ${tenantId} and style_id = ${styleId} and tax_class is not null and status = 'active'`,
  ]);
  return { style: styles[0]?.tax_class ?? "", bySku: new Map(skus.map((sku) => [sku.id, sku.tax_class])) };
}

/** The tenant's tax rules, read for the warning only; the tax module decides what is charged. */
function loadRules(ctx: Ctx): Promise<readonly TaxRule[]> {
  return ctx.cached(
    "pricing.tax_rules",
    () => ctx.sql<TaxRule[]>`
      select jurisdiction, tax_class as "taxClass", component, supply, rate_ppm as "ratePpm", band,
             valid_from as "validFrom", valid_to as "validTo", source
      from tax_rule where tenant_id = ${ctx.tenantId}`,
  );
}
