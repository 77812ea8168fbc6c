import type { Ctx } from "../../platform/context.ts";

/** What an order, a price and a tax need to know of a SKU. */
export interface SkuForOrder {
  id: string;
  code: string;
  styleId: string;
  styleCode: string;
  styleName: string;
  colourwayId: string;
  colourName: string;
  size: string;
  /** The SKU's own tax class, else its style's. */
  taxClass: string;
  hsnCode: string | null;
  kind: "goods" | "service";
  /** `active` when it may be sold now; draft and archived styles, colourways and SKUs may not. */
  status: "active" | "draft" | "archived";
  categoryId: string | null;
}

/**
 * SKUs by id, in the order asked for, each once, those that this business has; one statement.
 */
export async function findSkusForOrder(ctx: Ctx, skuIds: readonly string[]): Promise<SkuForOrder[]> {
  const { sql, tenantId } = ctx;
  const wanted = [...new Set(skuIds)];
  if (wanted.length === 0) return [];
  const rows = await sql<SkuForOrder[]>`
    select k.id, k.code, k.style_id as "styleId", s.code as "styleCode", s.name as "styleName",
           k.colourway_id as "colourwayId", c.name as "colourName", k.size,
           coalesce(k.tax_class, s.tax_class) as "taxClass", s.hsn_code as "hsnCode", s.kind,
           case when 'archived' in (k.status, c.status, s.status) then 'archived'
                when s.status = 'draft' then 'draft' else 'active' end as status,
           s.category_id as "categoryId"
    from sku k
    join colourway c on c.tenant_id = k.tenant_id and c.id = k.colourway_id
    join style s on s.tenant_id = k.tenant_id and s.id = k.style_id
    where k.tenant_id = ${tenantId} and k.id = any(${wanted}::uuid[])`;
  const byId = new Map(rows.map((row) => [row.id, row]));
  return wanted.flatMap((id) => byId.get(id) ?? []);
}
