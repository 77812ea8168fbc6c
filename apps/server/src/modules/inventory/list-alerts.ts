import { inventoryApi } from "@selvedge/contract";
import { decodeCursor, likePattern, pageOf } from "../../platform/pages.ts";
import { query } from "../../platform/runner.ts";

interface Row {
  id: string;
  skuId: string;
  skuCode: string;
  styleId: string;
  styleName: string;
  colourName: string;
  hex: string;
  size: string;
  kind: "low" | "out" | "over";
  availableQty: number;
  thresholdQty: number;
  openedAt: Date;
  cursorAt: string;
}

/** Open alerts, newest first. */
export const listAlerts = query(inventoryApi.listAlerts, async (ctx, input) => {
  const { sql, tenantId } = ctx;
  const after = decodeCursor(input.cursor, 2);
  const like = input.q ? likePattern(input.q) : null;
  const rows = await sql<Row[]>`
    select a.id, s.id as "skuId", s.code as "skuCode", y.id as "styleId", y.name as "styleName",
           c.name as "colourName", c.hex, s.size, a.kind, a.available_qty as "availableQty",
           a.threshold_qty as "thresholdQty", a.opened_at as "openedAt", a.opened_at::text as "cursorAt"
    from stock_alert a
    join sku s on s.tenant_id = a.tenant_id and s.id = a.sku_id
    join style y on y.tenant_id = s.tenant_id and y.id = s.style_id
    join colourway c on c.tenant_id = s.tenant_id and c.id = s.colourway_id
    where a.tenant_id = ${tenantId} and a.resolved_at is null
      ${like ? sql`and (s.code ilike ${like} or y.name ilike ${like})` : sql``}
      ${
        after
          ? sql`and (a.opened_at, a.id) < (${String(after[0])}::text::timestamptz, ${String(after[1])}::uuid)`
          : sql``
      }
    order by a.opened_at desc, a.id desc limit ${input.limit + 1}`;
  return pageOf(
    rows,
    input.limit,
    (row) => [row.cursorAt, row.id],
    ({ cursorAt, openedAt, ...row }) => ({ ...row, openedAt: openedAt.toISOString() }),
  );
});
