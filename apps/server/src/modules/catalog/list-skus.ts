import { catalogApi, type OutputOf } from "@selvedge/contract";
import { decodeCursor, pageOf } from "../../platform/pages.ts";
import { query } from "../../platform/runner.ts";
import { codeSearch } from "./search-conditions.ts";

type Row = OutputOf<typeof catalogApi.listSkus>["items"][number];

/** SKUs that are not archived, by code; what is typed may begin a code or GTIN, or be words of style, colour and size. */
export const listSkus = query(catalogApi.listSkus, async (ctx, input) => {
  const { sql, tenantId } = ctx;
  const after = decodeCursor(input.cursor, 1);
  const rows = await sql<Row[]>`
    select k.id, k.code, k.gtin, k.style_id as "styleId", s.code as "styleCode", s.name as "styleName",
           c.name as "colourName", c.hex, k.size,
           '/media/' || c.tenant_id || '/' || c.picture_file_id as "pictureUrl"
    from sku k
    join style s on s.tenant_id = k.tenant_id and s.id = k.style_id
    join colourway c on c.tenant_id = k.tenant_id and c.id = k.colourway_id
    where k.tenant_id = ${tenantId} and k.status = 'active' and c.status = 'active' and s.status <> 'archived'
      ${input.styleId ? sql`and k.style_id = ${input.styleId}` : sql``}
      ${input.q ? matching(input.q) : sql``}
      ${after ? sql`and k.code > ${String(after[0])}` : sql``}
    order by k.code limit ${input.limit + 1}`;
  return pageOf(
    rows,
    input.limit,
    (row) => [row.code],
    (row) => row,
  );

  /** Beginnings come from indexes; words first choose styles, of which a tenant has few, and then their SKUs. */
  function matching(q: string) {
    const { codeStarts, gtinStarts, words } = codeSearch(q);
    return sql`and k.id in (
      select id from sku where tenant_id = ${tenantId} and code ^@ ${codeStarts[0]!}
      union all
      select id from sku where tenant_id = ${tenantId} and code ^@ ${codeStarts.at(-1)!}
      ${gtinStarts.length === 0 ? sql`` : gtinStarts.map(numbered)}
      union all
      select k.id
      from style s
      join colourway c on c.tenant_id = s.tenant_id and c.style_id = s.id
      join sku k on k.tenant_id = c.tenant_id and k.colourway_id = c.id
      where s.tenant_id = ${tenantId} and s.search_text like any(${words}::text[])
        and lower(concat_ws(' ', s.code, s.name, s.brand, c.code, c.name, k.size)) like all(${words}::text[]))`;
  }

  function numbered(start: string) {
    return sql`
      union all
      select id from sku where tenant_id = ${tenantId} and gtin is not null and gtin ^@ ${start}`;
  }
});
