import type { Ctx } from "../../platform/context.ts";
import { newId } from "../../platform/ids.ts";

/** Countries where a price tag is customarily without tax. */
const taxOnTop = new Set(["US", "CA"]);

/**
 * What a new business's prices begin with: the base list in its currency, read in each channel's mode, and an empty
 * wholesale list without tax that wins over it where it has a price.
 */
export async function openPriceLists(ctx: Ctx): Promise<void> {
  const { sql, tenantId, tenant } = ctx;
  const mode = taxOnTop.has(tenant.country) ? "exclusive" : "inclusive";
  await sql`
    insert into price_list (tenant_id, id, code, name, kind, currency, price_mode, channel_kind)
    values (${tenantId}, ${newId()}, 'BASE', 'Base prices', 'base', ${tenant.currency}, ${mode}, null),
           (${tenantId}, ${newId()}, 'WHOLESALE', 'Wholesale', 'channel', ${tenant.currency}, 'exclusive', 'wholesale')`;
}
