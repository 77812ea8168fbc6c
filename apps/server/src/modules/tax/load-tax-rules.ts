import type { TaxRule } from "@selvedge/domain";
import type { Ctx } from "../../platform/context.ts";

type Row = Omit<TaxRule, "reason"> & { reason: string | null };

/** The tenant's tax rules, the same array for as long as its configuration stands (the domain remembers by array). */
export function loadTaxRules(ctx: Ctx): Promise<readonly TaxRule[]> {
  return ctx.cached("tax.rules", async () => {
    const rows = await ctx.sql<Row[]>`
      select id, jurisdiction, tax_class as "taxClass", component, supply, rate_ppm as "ratePpm", band,
             valid_from as "validFrom", valid_to as "validTo", reason, source
      from tax_rule where tenant_id = ${ctx.tenantId}
      order by jurisdiction, tax_class, valid_from, component, id`;
    return rows.map(({ reason, ...rule }): TaxRule => (reason === null ? rule : { ...rule, reason }));
  });
}
