import type { catalogApi } from "@selvedge/contract";
import type { Ctx } from "../../platform/context.ts";
import { notFound } from "../../platform/errors.ts";

export type Style = catalogApi.Style;

/**
 * A style with its colourways (in their order) and their SKUs (in the scale's order); one statement.
 * @throws not_found
 */
export async function readStyle(ctx: Ctx, id: string): Promise<Style> {
  const { sql, tenantId } = ctx;
  const [row] = await sql<Style[]>`
    select s.id, s.code, s.name, s.description, s.kind, s.brand, s.gender,
      case when g.id is not null then json_build_object('id', g.id, 'code', g.code, 'name', g.name) end as category,
      case when e.id is not null then json_build_object('id', e.id, 'code', e.code, 'name', e.name) end as season,
      json_build_object('id', z.id, 'code', z.code, 'name', z.name, 'sizes', to_json(z.sizes)) as "sizeScale",
      s.hsn_code as "hsnCode", s.tax_class as "taxClass", s.fabric, s.origin_country as "originCountry", s.status,
      s.version,
      (select coalesce(json_agg(json_build_object(
          'id', c.id, 'code', c.code, 'name', c.name, 'hex', c.hex, 'family', c.family,
          'pictureUrl', '/media/' || c.tenant_id || '/' || c.picture_file_id, 'status', c.status, 'version', c.version,
          'skus', (
            select coalesce(json_agg(json_build_object(
                'id', k.id, 'code', k.code, 'size', k.size, 'sizePosition', k.size_position, 'gtin', k.gtin,
                'taxClass', k.tax_class, 'reorderPoint', k.reorder_point, 'status', k.status,
                'version', k.version)
              order by k.size_position, k.code), '[]')
            from sku k where k.tenant_id = c.tenant_id and k.colourway_id = c.id))
        order by c.position, c.code), '[]')
       from colourway c where c.tenant_id = s.tenant_id and c.style_id = s.id) as colourways
    from style s
    join size_scale z on z.tenant_id = s.tenant_id and z.id = s.size_scale_id
    left join category g on g.tenant_id = s.tenant_id and g.id = s.category_id
    left join season e on e.tenant_id = s.tenant_id and e.id = s.season_id
    where s.tenant_id = ${tenantId} and s.id = ${id}`;
  if (!row) throw notFound("style");
  return row;
}
