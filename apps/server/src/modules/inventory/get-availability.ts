import { inventoryApi } from "@selvedge/contract";
import { whereWithin } from "../../platform/access/within.ts";
import { feedCursorNow } from "../../platform/feed.ts";
import { query } from "../../platform/runner.ts";
import { physicalKinds } from "./locations.ts";

/** Levels of a style's SKUs where they can be sold from; a SKU never stocked at a place has no row. */
export const getAvailability = query(inventoryApi.getAvailability, async (ctx, input) => {
  const { sql, tenantId } = ctx;
  const [feedCursor, items] = await Promise.all([
    feedCursorNow(sql as never),
    sql<
      {
        skuId: string;
        locationId: string;
        onHandQty: number;
        reservedQty: number;
        availableQty: number;
        version: number;
      }[]
    >`
      select l.sku_id as "skuId", l.location_id as "locationId", l.on_hand_qty as "onHandQty",
             l.reserved_qty as "reservedQty", l.on_hand_qty - l.reserved_qty as "availableQty", l.version
      from sku s
      join stock_level l on l.tenant_id = s.tenant_id and l.sku_id = s.id
      join location p on p.tenant_id = l.tenant_id and p.id = l.location_id
      where s.tenant_id = ${tenantId} and s.style_id = ${input.styleId}
        and p.kind = any(${physicalKinds as unknown as string[]})
        ${whereWithin(ctx, "inventory.stock.read", { location: sql`l.location_id` })}
        ${input.locationId ? sql`and l.location_id = ${input.locationId}` : sql``}
      order by s.size_position, s.id, p.code limit 20000`,
  ]);
  return { items, feedCursor };
});
