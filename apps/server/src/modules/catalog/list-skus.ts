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

  function matching(q: string) {
    const { codeStarts, gtinStarts, words } = codeSearch(q);
    return sql`and (
      k.code ^@ ${codeStarts[0]!} or k.code ^@ ${codeStarts.at(-1)!}
      ${gtinStarts.length === 0 ? sql`` : gtinStarts.map((start) => sql`or k.gtin ^@ ${start}`)}
      or lower(concat_ws(' ', s.code, s.name, c.name, k.code, k.size)) like all(${words}::text[]))`;
  }
});
