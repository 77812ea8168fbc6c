import { accessApi, type OutputOf } from "@selvedge/contract";
import { decodeCursor, likePattern, pageOf } from "../../../platform/pages.ts";
import { query } from "../../../platform/runner.ts";

type Item = OutputOf<typeof accessApi.listApprovals>["items"][number];
interface Row extends Omit<Item, "approvedAt" | "expiresAt" | "spentAt"> {
  approvedAt: Date;
  expiresAt: Date;
  spentAt: Date | null;
  cursorAt: string;
}

export const listApprovals = query(accessApi.listApprovals, async (ctx, input) => {
  const { sql, tenantId } = ctx;
  const after = decodeCursor(input.cursor, 2);
  const rows = await sql<Row[]>`
    select a.id, a.act, a.amount_minor as "amountMinor", a.subject, a.reason, m.name as "approvedByName",
           r.name as "requestedByName", a.approved_at as "approvedAt", a.approved_at::text as "cursorAt",
           a.expires_at as "expiresAt", a.spent_at as "spentAt"
    from approval a
    join user_account m on m.tenant_id = a.tenant_id and m.id = a.approved_by
    left join user_account r on r.tenant_id = a.tenant_id and r.id = a.requested_by
    where a.tenant_id = ${tenantId}
      ${input.q ? sql`and (a.subject ilike ${likePattern(input.q)} or m.name ilike ${likePattern(input.q)})` : sql``}
      ${after ? sql`and (a.approved_at, a.id) < (${String(after[0])}::timestamptz, ${String(after[1])}::uuid)` : sql``}
    order by a.approved_at desc, a.id desc limit ${input.limit + 1}`;
  return pageOf(
    rows,
    input.limit,
    (r) => [r.cursorAt, r.id],
    ({ cursorAt: _cursorAt, ...r }) => ({
      ...r,
      approvedAt: r.approvedAt.toISOString(),
      expiresAt: r.expiresAt.toISOString(),
      spentAt: r.spentAt?.toISOString() ?? null,
    }),
  );
});
