import { type OutputOf, tenancyApi } from "@selvedge/contract";
import type { Ctx } from "../../platform/context.ts";
import { AppError } from "../../platform/errors.ts";
import { pictureUrl } from "../../platform/pictures.ts";
import { command, query } from "../../platform/runner.ts";

type TenantView = OutputOf<typeof tenancyApi.getTenant>;

export const getTenant = query(tenancyApi.getTenant, (ctx) => readTenant(ctx));

export const changeTenant = command(tenancyApi.changeTenant, async (ctx, input) => {
  const { sql, tenantId } = ctx;
  const [locked] = await sql<
    { config_version: number }[]
  >`select config_version from tenant where id = ${tenantId} for update`;
  if (input.version !== undefined && input.version !== locked?.config_version) throw new AppError("stale_version");
  const before = await readTenant(ctx);
  if (input.costMethod !== undefined && input.costMethod !== before.costMethod) await assertNothingMoved(ctx);
  const next = { ...before, ...definedOf(input) };
  await ctx.changeConfig();
  await sql`
    update tenant set name = ${next.name}, legal_name = ${next.legalName}, tax_number = ${next.taxNumber},
      locale = ${next.locale}, cost_method = ${next.costMethod}, gtin_prefix = ${next.gtinPrefix},
      sku_pattern = ${next.skuPattern}, settings = settings || jsonb_build_object('accent', ${next.accent}::text)
    where id = ${tenantId}`;
  const after = await readTenant(ctx);
  ctx.emit({ type: "tenancy.settings_changed", entityType: "tenant", entityId: tenantId, before, after });
  return after;
});

/** The cost method decides what every piece was worth; once stock has moved it stays. */
async function assertNothingMoved(ctx: Ctx): Promise<void> {
  const [moved] = await ctx.sql`select 1 from stock_move where tenant_id = ${ctx.tenantId} limit 1`;
  if (moved) {
    throw new AppError("wrong_state", "Stock has moved already; the cost method can only be chosen before that.", {
      fields: [{ path: "costMethod", message: "Stock has moved already" }],
    });
  }
}

function definedOf<T extends object>(input: T): Partial<T> {
  return Object.fromEntries(Object.entries(input).filter(([k, v]) => v !== undefined && k !== "version")) as Partial<T>;
}

async function readTenant(ctx: Ctx): Promise<TenantView> {
  const [row] = await ctx.sql<(Omit<TenantView, "logoUrl"> & { logoFileId: string | null })[]>`
    select id, slug, name, legal_name as "legalName", country, state, tax_number as "taxNumber", currency, locale,
           time_zone as "timeZone", cost_method as "costMethod", fiscal_year_start_month as "fiscalYearStartMonth",
           gtin_prefix as "gtinPrefix", sku_pattern as "skuPattern", settings->>'accent' as accent, settings->>'logoFileId' as "logoFileId",
           config_version::int as version
    from tenant where id = ${ctx.tenantId}`;
  const { logoFileId, ...rest } = row!;
  return { ...rest, logoUrl: logoFileId ? pictureUrl(ctx.tenantId, logoFileId) : null };
}
