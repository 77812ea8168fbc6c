import { tillApi } from "@selvedge/contract";
import { AppError, notFound } from "../../platform/errors.ts";
import { decodeCursor, pageOf } from "../../platform/pages.ts";
import { command, query } from "../../platform/runner.ts";
import { bookStored } from "./record-event.ts";
import { reviewWords } from "./review-words.ts";

interface Row {
  id: string;
  kind: tillApi.ReviewKind;
  details: Record<string, unknown>;
  till: { id: string; code: string; name: string };
  receiptNumber: string | null;
  orderId: string | null;
  eventId: string;
  happened_at: Date;
  opened_at: Date;
  resolved_at: Date | null;
  resolvedBy: string | null;
  note: string | null;
  sort_at: string;
}

export const listReviews = query(tillApi.listReviews, async (ctx, input) => {
  const { sql, tenantId } = ctx;
  const after = decodeCursor(input.cursor, 2);
  const [rows, [count]] = await Promise.all([
    sql<Row[]>`
      select r.id, r.kind, r.details, jsonb_build_object('id', t.id, 'code', t.code, 'name', t.name) as till,
             e.receipt_number as "receiptNumber", e.order_id as "orderId", e.id as "eventId", e.happened_at, r.opened_at,
             r.resolved_at, coalesce(u.name, case when r.resolved_at is not null then 'The till' end) as "resolvedBy", r.note,
             r.opened_at::text as sort_at
      from till_review r
      join till t on t.tenant_id = r.tenant_id and t.id = r.till_id
      join till_event e on e.tenant_id = r.tenant_id and e.id = r.event_id
      left join user_account u on u.tenant_id = r.tenant_id and u.id = r.resolved_by
      where r.tenant_id = ${tenantId}
        ${input.open === undefined ? sql`` : input.open ? sql`and r.resolved_at is null` : sql`and r.resolved_at is not null`}
        ${input.tillId ? sql`and r.till_id = ${input.tillId}` : sql``}
        ${input.q ? sql`and e.receipt_number ^@ upper(${input.q})` : sql``}
        ${after ? sql`and (r.opened_at, r.id) < (${String(after[0])}::timestamptz, ${String(after[1])}::uuid)` : sql``}
      order by r.opened_at desc, r.id desc limit ${input.limit + 1}`,
    sql<
      { n: number }[]
    >`select count(*)::int as n from till_review where tenant_id = ${tenantId} and resolved_at is null`,
  ]);
  const page = pageOf(
    rows,
    input.limit,
    (r) => [r.sort_at, r.id],
    ({ details, happened_at, opened_at, resolved_at, sort_at: _sort, ...row }) => ({
      ...row,
      words: reviewWords(row.kind, details, ctx.tenant),
      happenedAt: happened_at.toISOString(),
      openedAt: opened_at.toISOString(),
      resolvedAt: resolved_at?.toISOString() ?? null,
    }),
  );
  return { ...page, openCount: count!.n };
});

/** Closes a task with what was done; what could not be booked is tried again first when asked. */
export const resolveReview = command(tillApi.resolveReview, async (ctx, input) => {
  const { sql, tenantId } = ctx;
  const [task] = await sql<{ kind: string; event_id: string; resolved_at: Date | null; status: string }[]>`
    select r.kind, r.event_id, r.resolved_at, e.status from till_review r
    join till_event e on e.tenant_id = r.tenant_id and e.id = r.event_id
    where r.tenant_id = ${tenantId} and r.id = ${input.id} for update of r`;
  if (!task) throw notFound("review task");
  if (task.resolved_at) throw new AppError("wrong_state", "This task is resolved already.");
  if (input.retry && task.status !== "booked") {
    const outcome = await bookStored(ctx, task.event_id, { force: task.kind === "receipt_unknown" });
    if (outcome.status !== "booked") {
      const words = outcome.status === "held" ? outcome.reason : "It still waits for a receipt.";
      return { id: input.id, resolved: false, words };
    }
  }
  await sql`
    update till_review set resolved_at = ${ctx.now}, resolved_by = ${ctx.actor.id ?? tenantId}, note = ${input.note}
    where tenant_id = ${tenantId} and id = ${input.id}`;
  ctx.emit({
    type: "pos.review_resolved",
    entityType: "till_review",
    entityId: input.id,
    after: { kind: task.kind, note: input.note, retried: input.retry },
  });
  return { id: input.id, resolved: true, words: input.note };
});
