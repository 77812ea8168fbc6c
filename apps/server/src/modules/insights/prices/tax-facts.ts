import { deadBands, type TaxRule, taxSlabs } from "@selvedge/domain";
import type { TaxSlab } from "@selvedge/learn";
import type { Ctx } from "../../../platform/context.ts";

export interface TaxFacts {
  slabs: TaxSlab[];
  deadBands: { aboveMinor: number; upToMinor: number }[];
}

/** Slabs and prices that no rate fits, by tax class, where the business itself is; empty where prices are without tax. */
export async function readTaxFacts(ctx: Ctx): Promise<(taxClass: string) => TaxFacts> {
  const { tenant, today } = ctx;
  const rules = await ctx.cached(
    "insights.tax_rules",
    () => ctx.sql<TaxRule[]>`
      select jurisdiction, tax_class as "taxClass", component, supply, rate_ppm as "ratePpm", band,
             valid_from as "validFrom", valid_to as "validTo", source
      from tax_rule where tenant_id = ${ctx.tenantId}`,
  );
  const [base] = await ctx.sql<{ mode: string }[]>`
    select price_mode as mode from price_list
    where tenant_id = ${ctx.tenantId} and kind = 'base' and currency = ${tenant.currency} and status = 'active'`;
  const place = tenant.state ? `${tenant.country}-${tenant.state}` : tenant.country;
  return (taxClass) => {
    if (base?.mode !== "inclusive") return { slabs: [], deadBands: [] };
    return {
      slabs: taxSlabs(rules, { place, taxClass, on: today }).map((slab) => ({
        ...{ upToMinor: slab.uptoMinor, rateShare: slab.ratePpm / 1_000_000 },
      })),
      deadBands: deadBands(rules, taxClass, today).map((band) => ({
        aboveMinor: band.aboveMinor,
        upToMinor: band.uptoMinor,
      })),
    };
  };
}
