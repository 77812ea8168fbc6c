import { catalogApi, type OutputOf, type ParsedInputOf } from "@selvedge/contract";
import type { Ctx } from "../../platform/context.ts";
import { decodeCursor, pageOf } from "../../platform/pages.ts";
import { query } from "../../platform/runner.ts";
import { codeSearch } from "./search-conditions.ts";

type Input = ParsedInputOf<typeof catalogApi.listStyles>;
type StyleRow = OutputOf<typeof catalogApi.listStyles>["items"][number];
type Row = Omit<StyleRow, "currency"> & { nameKey: string };

/**
 * Styles by page, in one statement: the page's styles first, then colours, stock and base price of just those.
 * Stock leaves out quarantine and transit, which are not for sale. Levels are looked up by one list of SKUs: those of a
 * style were made together and lie together in the index, which is five times fewer blocks than SKU by SKU.
 */
export const listStyles = query(catalogApi.listStyles, async (ctx, input) => {
  const { sql, tenantId } = ctx;
  const order = orderOf(ctx, input.sort);
  const rows = await sql<Row[]>`
    with found as (
      select s.id, s.code, s.name, s.name_key, s.brand, s.category_id, s.season_id, s.status
      from style s
      where s.tenant_id = ${tenantId} ${filtersOf(ctx, input)} ${afterCursor(ctx, input)}
      order by ${order} limit ${input.limit + 1}
    ), sized as (
      select k.id, k.style_id from sku k
      where k.tenant_id = ${tenantId} and k.status = 'active' and k.style_id = any(array(select id from found))
    ), level as (
      select l.sku_id, sum(l.on_hand_qty) as on_hand, sum(l.on_hand_qty - l.reserved_qty) as available
      from stock_level l
      where l.tenant_id = ${tenantId} and l.sku_id = any(array(select id from sized))
        and l.location_id <> all (array(
          select id from location where tenant_id = ${tenantId} and kind in ('quarantine', 'transit')))
      group by l.sku_id
    ), stock as (
      select k.style_id, count(*)::int as sku_count, sum(l.on_hand)::int as on_hand, sum(l.available)::int as available
      from sized k left join level l on l.sku_id = k.id group by k.style_id
    )
    select s.id, s.code, s.name, s.name_key as "nameKey", s.brand, g.name as "categoryName", e.name as "seasonName",
           s.status, c.colours, coalesce(k.sku_count, 0) as "skuCount", coalesce(k.on_hand, 0) as "onHandQty",
           coalesce(k.available, 0) as "availableQty", p.unit_price_minor as "priceMinor"
    from found s
    left join category g on g.tenant_id = ${tenantId} and g.id = s.category_id
    left join season e on e.tenant_id = ${tenantId} and e.id = s.season_id
    cross join lateral (
      select coalesce(json_agg(json_build_object(
               'code', c.code, 'name', c.name, 'hex', c.hex,
               'pictureUrl', '/media/' || c.tenant_id || '/' || c.picture_file_id) order by c.position, c.code), '[]') as colours
      from colourway c where c.tenant_id = ${tenantId} and c.style_id = s.id and c.status = 'active'
    ) c
    left join stock k on k.style_id = s.id
    left join lateral (
      select p.unit_price_minor
      from price p
      join price_list b on b.tenant_id = p.tenant_id and b.id = p.price_list_id
      where p.tenant_id = ${tenantId} and p.style_id = s.id and p.sku_id is null and p.min_qty = 1
        and p.valid_from <= ${ctx.today} and p.valid_to >= ${ctx.today}
        and b.kind = 'base' and b.currency = ${ctx.tenant.currency} and b.status = 'active'
      order by p.valid_from desc limit 1
    ) p on true
    order by ${order}`;
  return pageOf(
    rows,
    input.limit,
    (row) => cursorOf(row, input.sort),
    ({ nameKey: _nameKey, ...row }) => ({ ...row, currency: ctx.tenant.currency }),
  );
});

function filtersOf({ sql, tenantId }: Ctx, input: Input) {
  return sql`
    ${input.status ? sql`and s.status = ${input.status}` : sql``}
    ${input.categoryId ? sql`and s.category_id = ${input.categoryId}` : sql``}
    ${input.seasonId ? sql`and s.season_id = ${input.seasonId}` : sql``}
    ${input.kind ? sql`and s.kind = ${input.kind}` : sql``}
    ${input.q ? matching() : sql``}`;

  function skusByGtin(start: string) {
    return sql`
      union all
      select k.style_id from sku k where k.tenant_id = ${tenantId} and k.gtin is not null and k.gtin ^@ ${start}`;
  }

  function matching() {
    const { codeStarts, gtinStarts, words } = codeSearch(input.q!);
    return sql`and (s.search_text like all(${words}::text[]) or s.id in (
      select k.style_id from sku k where k.tenant_id = ${tenantId} and k.code ^@ ${codeStarts[0]!}
      union all
      select k.style_id from sku k where k.tenant_id = ${tenantId} and k.code ^@ ${codeStarts.at(-1)!}
      ${gtinStarts.length === 0 ? sql`` : gtinStarts.map(skusByGtin)}))`;
  }
}

/** Order and cursor of each sort; ids are time-ordered (UUIDv7), so the newest style has the greatest. */
function orderOf({ sql }: Ctx, sort: Input["sort"]) {
  if (sort === "code") return sql`s.code`;
  return sort === "newest" ? sql`s.id desc` : sql`s.name_key, s.id`;
}

function cursorOf(row: Row, sort: Input["sort"]): string[] {
  if (sort === "code") return [row.code];
  return sort === "newest" ? [row.id] : [row.nameKey, row.id];
}

function afterCursor({ sql }: Ctx, input: Input) {
  const after = decodeCursor(input.cursor, input.sort === "name" ? 2 : 1)?.map(String);
  if (!after) return sql``;
  if (input.sort === "code") return sql`and s.code > ${after[0]!}`;
  if (input.sort === "newest") return sql`and s.id < ${after[0]!}::uuid`;
  return sql`and (s.name_key, s.id) > (${after[0]!}, ${after[1]!}::uuid)`;
}
