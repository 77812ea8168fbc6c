import type { Ctx } from "../../platform/context.ts";
import { importSkus, type KnownSku } from "../catalog/index.ts";

/** What imported goods are for tax: the pack's general class, as no file says. */
const TAX_CLASS = "standard";

/** SKUs of an import by their codes; those that were not there yet are made. */
export async function readImportSkus(
  ctx: Ctx,
  importId: string,
  codes: readonly string[],
): Promise<Map<string, KnownSku>> {
  const rows = await ctx.sql<
    { code: string; styleCode: string; styleName: string; colour: string; size: string; isService: boolean }[]
  >`
    select sku_code as code, style_code as "styleCode", description as "styleName", colour, size, is_service as "isService"
    from import_sku
    where tenant_id = ${ctx.tenantId} and import_id = ${importId} and sku_code = any(${[...new Set(codes)]})`;
  return importSkus(
    ctx,
    importId,
    rows.map(({ isService, ...r }) => ({ ...r, kind: isService ? "service" : "goods" })),
    TAX_CLASS,
  );
}
