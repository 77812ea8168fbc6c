import { tenancyApi } from "@selvedge/contract";
import { decodeCursor, pageOf } from "../../platform/pages.ts";
import { query } from "../../platform/runner.ts";

interface Row {
  id: string;
  type: string;
  entity_type: string;
  entity_id: string;
  before: unknown;
  after: unknown;
  actor_type: string;
  actor_name: string | null;
  request_id: string;
  at: Date;
}

export const listEvents = query(tenancyApi.listEvents, async (ctx, input) => {
  const { sql, tenantId } = ctx;
  const after = decodeCursor(input.cursor, 1);
  const rows = await sql<Row[]>`
    select e.id::text as id, e.type, e.entity_type, e.entity_id, e.before, e.after, e.actor_type, u.name as actor_name,
           e.request_id, e.at
    from event e
    left join user_account u on u.tenant_id = e.tenant_id and u.id = e.actor_id
    where e.tenant_id = ${tenantId}
      ${input.entityId ? sql`and e.entity_id = ${input.entityId}` : sql``}
      ${input.type ? sql`and e.type = ${input.type}` : sql``}
      ${after ? sql`and e.id < ${String(after[0])}::text::bigint` : sql``}
    order by e.id desc limit ${input.limit + 1}`;
  return pageOf(
    rows,
    input.limit,
    (r) => [r.id],
    (r) => ({
      id: r.id,
      type: r.type,
      entityType: r.entity_type,
      entityId: r.entity_id,
      before: r.before,
      after: r.after,
      actorType: r.actor_type,
      actorName: r.actor_name,
      requestId: r.request_id,
      at: r.at.toISOString(),
    }),
  );
});
