import { taxPacks } from "@selvedge/domain";
import type { Ctx } from "../../platform/context.ts";
import { jsonRows } from "../../platform/db.ts";
import { newId } from "../../platform/ids.ts";

/**
 * A new business's tax rules: a copy of its country's dated rows, which it may then add to. In the US a seller charges
 * where it is registered: its own state's rows when there is a pack for it, else those of every state there is.
 */
export async function copyTaxPack(ctx: Ctx, country: string): Promise<void> {
  const { sql, tenantId, tenant } = ctx;
  const state = tenant.state?.replace(new RegExp(`^${country}-`), "");
  const pack = taxPacks[`${country}-${state}`] ?? taxPacks[country] ?? [];
  if (pack.length === 0) return;
  const rows = pack.map((rule) => ({ ...rule, id: newId() }));
  await sql`
    insert into tax_rule (tenant_id, id, jurisdiction, tax_class, component, supply, rate_ppm, band, valid_from,
                          valid_to, reason, source)
    select ${tenantId}, r.id, r.jurisdiction, r."taxClass", r.component, r.supply, r."ratePpm", r.band, r."validFrom",
           r."validTo", r.reason, r.source
    from jsonb_to_recordset(${jsonRows(sql, rows)}::jsonb)
      as r(id uuid, jurisdiction text, "taxClass" text, component text, supply text, "ratePpm" bigint, band jsonb,
           "validFrom" date, "validTo" date, reason text, source text)`;
}
