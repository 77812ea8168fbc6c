import { auditApi } from "@selvedge/contract";
import { decodeCursor, pageOf } from "../../platform/pages.ts";
import { query } from "../../platform/runner.ts";
import { findCheck } from "./checks.ts";

interface Row {
  day: string;
  events: number;
  seals: number;
  hash: Buffer;
  lastSealedAt: Date;
}

export const listSealedDays = query(auditApi.listSealedDays, async (ctx, input) => {
  const { sql, tenantId } = ctx;
  const after = decodeCursor(input.cursor, 1);
  const rows = await sql<Row[]>`
    select day::text as day, sum(event_count)::int as events, count(*)::int as seals,
           (array_agg(hash order by seq desc))[1] as hash, max(sealed_at) as "lastSealedAt"
    from audit_seal where tenant_id = ${tenantId} ${after ? sql`and day < ${String(after[0])}::text::date` : sql``}
    group by day order by day desc limit ${input.limit + 1}`;
  const [open] = await sql<{ n: number }[]>`
    select count(*)::int as n from event
    where tenant_id = ${tenantId}
      and xid >= coalesce((select next_xid from audit_chain where tenant_id = ${tenantId}), '0'::xid8)`;
  const page = pageOf(
    rows,
    input.limit,
    (row) => [row.day],
    (row) => ({ ...row, hash: row.hash.toString("hex"), lastSealedAt: row.lastSealedAt.toISOString() }),
  );
  return { ...page, unsealedEvents: open!.n, newestCheck: await findCheck(ctx, null) };
});
