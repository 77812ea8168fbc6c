import { type OutputOf, privacyApi } from "@selvedge/contract";
import type { Ctx } from "../../platform/context.ts";
import { AppError } from "../../platform/errors.ts";
import { newId } from "../../platform/ids.ts";
import type { JobContext } from "../../platform/jobs.ts";
import { decodeCursor, pageOf } from "../../platform/pages.ts";
import { command, query } from "../../platform/runner.ts";
import { digestOf } from "../audit/index.ts";
import { type Erasing, eraseRows } from "./erase-rows.ts";
import { eraseTrail, findTrailEntries } from "./erase-trail.ts";
import { assertNotHeld, getPerson, type Person, type PersonKind } from "./people.ts";
import { collectValues } from "./person-values.ts";
import { accessTables } from "./personal-columns.ts";

type ErasureView = OutputOf<typeof privacyApi.erasePerson>;
type Row = Omit<ErasureView, "requestedAt" | "finishedAt"> & { requestedAt: Date; finishedAt: Date | null };

const columns = (ctx: Ctx) => ctx.sql`
  x.id, x.person_kind as "personKind", x.person_id as "personId", x.status, x.reason, u.name as "requestedBy",
  x.requested_at as "requestedAt", x.finished_at as "finishedAt", x.failure, x.changed_rows as "changedRows",
  x.redacted_events as "redactedEvents"
  from privacy_erasure x left join user_account u on u.tenant_id = x.tenant_id and u.id = x.requested_by`;
const viewOf = (row: Row): ErasureView => ({
  ...row,
  requestedAt: row.requestedAt.toISOString(),
  finishedAt: row.finishedAt?.toISOString() ?? null,
});

/** Checks that the person may be erased, and starts the job that does it. */
export const erasePerson = command(privacyApi.erasePerson, async (ctx, input) => {
  const person = await getPerson(ctx, input.kind, input.id);
  assertNotHeld(person);
  await assertNothingOpen(ctx, person);
  return startErasure(ctx, person, input.reason);
});

/** A step: records the erasure and has its job run. */
export async function startErasure(ctx: Ctx, person: Person, reason: string): Promise<ErasureView> {
  const { sql, tenantId } = ctx;
  const id = newId();
  await sql`
    insert into privacy_erasure (tenant_id, id, person_kind, person_id, status, reason, requested_by, requested_at)
    values (${tenantId}, ${id}, ${person.kind}, ${person.id}, 'running', ${reason}, ${ctx.actor.id}, ${ctx.now})`;
  ctx.emit({
    type: "privacy.erasure_requested",
    entityType: person.kind,
    entityId: person.id,
    after: { erasureId: id },
  });
  ctx.enqueue({
    task: "privacy.erase_person",
    payload: { id, kind: person.kind, personId: person.id },
    queue: `erase ${tenantId}`,
  });
  const [row] = await sql<Row[]>`select ${columns(ctx)} where x.tenant_id = ${tenantId} and x.id = ${id}`;
  return viewOf(row!);
}

/** Who is owed something, or owes, cannot disappear; nor can somebody who still signs in. */
async function assertNothingOpen({ sql, tenantId }: Ctx, person: Person): Promise<void> {
  if (person.kind === "user") {
    const [user] = await sql<
      { status: string }[]
    >`select status from user_account where tenant_id = ${tenantId} and id = ${person.id}`;
    if (user!.status === "active") throw new AppError("wrong_state", "Deactivate this user first; then erase them.");
    return;
  }
  const [open] = await sql<{ orders: number; documents: number }[]>`
    select (select count(*)::int from sales_order where tenant_id = ${tenantId} and customer_id = ${person.id}
              and status not in ('completed', 'cancelled', 'returned', 'draft')) as orders,
           (select count(*)::int from receivable where tenant_id = ${tenantId} and customer_id = ${person.id} and open_minor <> 0) as documents`;
  if (open!.orders + open!.documents === 0) return;
  throw new AppError(
    "wrong_state",
    `This customer has ${open!.orders} open orders and ${open!.documents} unsettled documents; finish or cancel those first.`,
  );
}

/** The job: everything in one transaction, so that a person is erased whole or not at all. */
export async function runErasure(
  job: JobContext,
  payload: { id: string; kind: PersonKind; personId: string },
): Promise<void> {
  const { id, kind, personId } = payload;
  try {
    const looked = await job.transaction(async (ctx) => {
      const values = await collectValues(ctx, kind, personId);
      return { values, entries: await findTrailEntries(ctx, personId, values.unique) };
    });
    await job.transaction(async (ctx) => {
      const [mine] = await ctx.sql`
        select 1 from privacy_erasure where tenant_id = ${ctx.tenantId} and id = ${id} and status = 'running' for update`;
      if (!mine) return;
      const person = await getPerson(ctx, kind, personId);
      assertNotHeld(person);
      await eraseAll(ctx, { id, person, ...looked.values }, looked.entries);
    });
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    await job.transaction(
      (ctx) => ctx.sql`
      update privacy_erasure set status = 'failed', failure = ${error.message}, finished_at = now()
      where tenant_id = ${ctx.tenantId} and id = ${id}`,
    );
  }
}

async function eraseAll(ctx: Ctx, erasing: Erasing, entries: readonly string[]): Promise<void> {
  const { sql, tenantId } = ctx;
  await endAccess(ctx, erasing.person);
  const redacted = await eraseTrail(ctx, erasing, entries);
  const changed = await eraseRows(ctx, erasing);
  if (erasing.person.kind === "customer") {
    await sql`update party set status = 'archived', version = version + 1 where tenant_id = ${tenantId} and id = ${erasing.person.id}`;
  }
  const [digest] = await sql<{ digest: string | null }[]>`
    select ${digestOf(sql)} as digest from event_redaction r where r.tenant_id = ${tenantId} and r.erasure_id = ${erasing.id}`;
  await sql`
    update privacy_erasure set status = 'done', finished_at = now(), changed_rows = ${sql.json(changed)}::jsonb, redacted_events = ${redacted}
    where tenant_id = ${tenantId} and id = ${erasing.id}`;
  ctx.emit({
    type: "privacy.person_erased",
    entityType: erasing.person.kind,
    entityId: erasing.person.id,
    after: {
      erasureId: erasing.id,
      changedRows: changed,
      redactedEvents: redacted,
      redactionDigest: digest?.digest ?? null,
    },
  });
}

/** Sessions, keys, links and addresses of the person: what exists only to reach them, or for them to get in. */
async function endAccess({ sql, tenantId }: Ctx, person: Person): Promise<void> {
  const owners = person.kind === "user" ? ["user_id"] : ["party_id", "customer_id", "shopper_id"];
  const found = await sql<{ name: string; column: string }[]>`
    select c.relname as name, a.attname::text as column from pg_class c join pg_attribute a on a.attrelid = c.oid
    where c.relnamespace = 'public'::regnamespace and c.relname = any(${[...accessTables]}) and a.attname = any(${owners})
      and has_table_privilege(c.oid, 'delete')
    order by array_position(${[...accessTables]}::text[], c.relname::text)`;
  for (const { name, column } of found)
    await sql`delete from ${sql(name)} where tenant_id = ${tenantId} and ${sql(column)} = ${person.id}`;
}

export const listErasures = query(privacyApi.listErasures, async (ctx, input) => {
  const after = decodeCursor(input.cursor, 1);
  const rows = await ctx.sql<Row[]>`
    select ${columns(ctx)} where x.tenant_id = ${ctx.tenantId} ${after ? ctx.sql`and x.id < ${String(after[0])}` : ctx.sql``}
    order by x.id desc limit ${input.limit + 1}`;
  return pageOf(rows, input.limit, (row) => [row.id], viewOf);
});
