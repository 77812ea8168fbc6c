import { inventoryApi } from "@selvedge/contract";
import { whereWithin } from "../../platform/access/within.ts";
import { feedCursorNow } from "../../platform/feed.ts";
import { decodeCursor, likePattern, pageOf } from "../../platform/pages.ts";
import { query } from "../../platform/runner.ts";
import { physicalKinds } from "./locations.ts";

interface Row {
  skuId: string;
  skuCode: string;
  styleId: string;
  styleCode: string;
  styleName: string;
  colourName: string;
  hex: string;
  pictureFileId: string | null;
  size: string;
  locationId: string;
  locationName: string;
  onHandQty: number;
  reservedQty: number;
  backorderedQty: number;
  version: number;
}

/**
 * Levels by SKU code and location. The feed cursor is read before the list, so a client that follows the feed from it
 * misses nothing. `out`: nothing available there; `low`: the SKU has an open low-stock alert (over all locations).
 */
export const listStock = query(inventoryApi.listStock, async (ctx, input) => {
  const { sql, tenantId } = ctx;
  const after = decodeCursor(input.cursor, 2);
  const like = input.q ? likePattern(input.q) : null;
  const stateIs = {
    all: sql``,
    in_stock: sql`and l.on_hand_qty > l.reserved_qty`,
    out: sql`and l.on_hand_qty <= l.reserved_qty`,
    low: sql`and exists (select 1 from stock_alert a where a.tenant_id = l.tenant_id and a.sku_id = l.sku_id
                                                    and a.kind = 'low' and a.resolved_at is null)`,
  }[input.state];
  const [feedCursor, rows] = await Promise.all([
    feedCursorNow(sql as never),
    sql<Row[]>`
      select s.id as "skuId", s.code as "skuCode", y.id as "styleId", y.code as "styleCode", y.name as "styleName",
             c.name as "colourName", c.hex, c.picture_file_id as "pictureFileId", s.size, p.id as "locationId",
             p.name as "locationName", l.on_hand_qty as "onHandQty", l.reserved_qty as "reservedQty",
             l.backordered_qty as "backorderedQty", l.version
      from sku s
      join stock_level l on l.tenant_id = s.tenant_id and l.sku_id = s.id
      join location p on p.tenant_id = l.tenant_id and p.id = l.location_id
      join style y on y.tenant_id = s.tenant_id and y.id = s.style_id
      join colourway c on c.tenant_id = s.tenant_id and c.id = s.colourway_id
      where s.tenant_id = ${tenantId} and (p.kind = any(${physicalKinds as unknown as string[]}) or l.on_hand_qty > 0)
        ${whereWithin(ctx, "inventory.stock.read", { location: sql`l.location_id` })}
        ${input.locationId ? sql`and l.location_id = ${input.locationId}` : sql``}
        ${input.styleId ? sql`and s.style_id = ${input.styleId}` : sql``}
        ${like ? sql`and (s.code ilike ${like} or y.name ilike ${like} or c.name ilike ${like} or s.gtin like ${like})` : sql``}
        ${stateIs}
        ${
          // The first condition lets the index on code begin there; the second one says exactly where.
          after
            ? sql`and s.code >= ${String(after[0])}
                  and (s.code, l.location_id) > (${String(after[0])}, ${String(after[1])}::uuid)`
            : sql``
        }
      order by s.code, l.location_id limit ${input.limit + 1}`,
  ]);
  const page = pageOf(
    rows,
    input.limit,
    (row) => [row.skuCode, row.locationId],
    ({ pictureFileId, ...row }) => ({
      ...row,
      availableQty: row.onHandQty - row.reservedQty,
      pictureUrl: pictureFileId ? `/media/${tenantId}/${pictureFileId}` : null,
    }),
  );
  return { ...page, feedCursor };
});
