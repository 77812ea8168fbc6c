import { auditApi } from "@selvedge/contract";
import { notFound } from "../../platform/errors.ts";
import { readRecordNames } from "../../platform/record-names.ts";
import { query } from "../../platform/runner.ts";
import { type EventRow, eventColumns, viewOf } from "./event-rows.ts";

const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;
/** More names than a person reads; the rest stay ids. */
const MOST_NAMES = 500;

export const getEvent = query(auditApi.getEvent, async (ctx, input) => {
  if (!/^\d{1,18}$/.test(input.id)) throw notFound("entry");
  const [row] = await ctx.sql<(EventRow & { redacted: boolean })[]>`
    select ${eventColumns(ctx)},
           exists (select 1 from event_redaction r where r.tenant_id = e.tenant_id and r.event_id = e.id) as redacted
    from event e where e.tenant_id = ${ctx.tenantId} and e.id = ${input.id}::text::bigint`;
  if (!row) throw notFound("entry");
  const mentioned = new Set(JSON.stringify([row.before, row.after]).match(uuid) ?? []);
  const ids = [...mentioned].slice(0, MOST_NAMES);
  const names = await readRecordNames(ctx, [...ids, row.entity_id, ...(row.actor_id ? [row.actor_id] : [])]);
  return { ...viewOf(ctx, row, names), names: Object.fromEntries(names), personalPartsRemoved: row.redacted };
});
