import { decideApi, type OutputOf } from "@selvedge/contract";
import { AppError } from "../../../platform/errors.ts";
import { decodeCursor, likePattern, pageOf } from "../../../platform/pages.ts";
import { command, query } from "../../../platform/runner.ts";

type Line = OutputOf<typeof decideApi.listBuyList>["items"][number];
type Row = Omit<Line, "createdAt" | "currency"> & { createdAt: Date; cursorAt: string };

/** Accepted buys, newest first. */
export const listBuyList = query(decideApi.listBuyList, async (ctx, input) => {
  const { sql, tenantId } = ctx;
  const after = decodeCursor(input.cursor, 2);
  const like = input.q ? likePattern(input.q) : null;
  const rows = await sql<Row[]>`
    select b.id, b.suggestion_id as "suggestionId", b.sku_id as "skuId", k.code as "skuCode", y.name as "styleName",
           w.name as "colourName", w.hex, k.size, b.qty, b.unit_cost_minor as "unitCostMinor",
           (b.qty * b.unit_cost_minor)::bigint as "costMinor", b.expected_on as "expectedOn", b.status,
           b.created_at as "createdAt", b.created_at::text as "cursorAt"
    from buy_list_line b
    join sku k on k.tenant_id = b.tenant_id and k.id = b.sku_id
    join style y on y.tenant_id = k.tenant_id and y.id = k.style_id
    join colourway w on w.tenant_id = k.tenant_id and w.id = k.colourway_id
    where b.tenant_id = ${tenantId}
      ${input.status ? sql`and b.status = ${input.status}` : sql``}
      ${like ? sql`and (k.code ilike ${like} or y.name ilike ${like})` : sql``}
      ${after ? sql`and (b.created_at, b.id) < (${String(after[0])}::timestamptz, ${String(after[1])}::uuid)` : sql``}
    order by b.created_at desc, b.id desc limit ${input.limit + 1}`;
  return pageOf(
    rows,
    input.limit,
    (row) => [row.cursorAt, row.id],
    ({ cursorAt: _at, createdAt, ...row }) => ({
      ...row,
      createdAt: createdAt.toISOString(),
      currency: ctx.tenant.currency,
    }),
  );
});

/** What may follow what: received and removed lines are done with. */
const before = { ordered: ["listed"], received: ["listed", "ordered"], removed: ["listed", "ordered"] } as const;

export const changeBuyList = command(decideApi.changeBuyList, async (ctx, input) => {
  const { sql, tenantId } = ctx;
  const ids = [...new Set(input.ids)];
  const changed = await sql<{ id: string }[]>`
    update buy_list_line set status = ${input.status}, version = version + 1
    where tenant_id = ${tenantId} and id = any(${ids}::uuid[]) and status = any(${[...before[input.status]]}::text[])
    returning id`;
  if (changed.length < ids.length) {
    throw new AppError("wrong_state", "Some of these lines are done with already. Load the list again.", {
      details: { changed: changed.length, asked: ids.length },
    });
  }
  for (const { id } of changed) {
    ctx.emit({
      type: "insights.buy_list_changed",
      entityType: "buy_list_line",
      entityId: id,
      after: { status: input.status },
    });
  }
  return { changed: changed.length };
});
