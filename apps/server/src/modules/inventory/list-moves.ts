import { inventoryApi } from "@selvedge/contract";
import { whereWithin } from "../../platform/access/within.ts";
import { decodeCursor, likePattern, pageOf } from "../../platform/pages.ts";
import { query } from "../../platform/runner.ts";

interface Row {
  id: string;
  movedOn: string;
  occurredAt: Date;
  cursorAt: string;
  skuId: string;
  skuCode: string;
  styleName: string;
  fromName: string;
  toName: string;
  qty: number;
  valueMinor: number;
  reason: string;
  note: string | null;
  documentType: string;
  documentId: string;
}

/** The stock ledger, newest business date first, and inside a date the newest move. */
export const listMoves = query(inventoryApi.listMoves, async (ctx, input) => {
  const { sql, tenantId } = ctx;
  const after = decodeCursor(input.cursor, 3);
  const like = input.q ? likePattern(input.q) : null;
  const rows = await sql<Row[]>`
    select m.id, m.moved_on as "movedOn", m.occurred_at as "occurredAt", m.occurred_at::text as "cursorAt",
           s.id as "skuId", s.code as "skuCode", y.name as "styleName", f.name as "fromName", t.name as "toName", m.qty,
           m.value_minor as "valueMinor", m.reason, m.note, m.document_type as "documentType",
           m.document_id as "documentId"
    from stock_move m
    join sku s on s.tenant_id = m.tenant_id and s.id = m.sku_id
    join style y on y.tenant_id = s.tenant_id and y.id = s.style_id
    join location f on f.tenant_id = m.tenant_id and f.id = m.from_location_id
    join location t on t.tenant_id = m.tenant_id and t.id = m.to_location_id
    where m.tenant_id = ${tenantId}
      ${whereWithin(ctx, "inventory.stock.read", { location: [sql`m.from_location_id`, sql`m.to_location_id`] })}
      ${input.skuId ? sql`and m.sku_id = ${input.skuId}` : sql``}
      ${input.locationId ? sql`and ${input.locationId} in (m.from_location_id, m.to_location_id)` : sql``}
      ${input.reason ? sql`and m.reason = ${input.reason}` : sql``}
      ${like ? sql`and (s.code ilike ${like} or y.name ilike ${like} or m.note ilike ${like})` : sql``}
      ${
        after
          ? sql`and (m.moved_on, m.occurred_at, m.id)
                  < (${String(after[0])}::date, ${String(after[1])}::text::timestamptz, ${String(after[2])}::uuid)`
          : sql``
      }
    order by m.moved_on desc, m.occurred_at desc, m.id desc limit ${input.limit + 1}`;
  return pageOf(
    rows,
    input.limit,
    (row) => [row.movedOn, row.cursorAt, row.id],
    ({ movedOn, cursorAt, occurredAt, ...row }) => ({ ...row, occurredAt: occurredAt.toISOString() }),
  );
});
