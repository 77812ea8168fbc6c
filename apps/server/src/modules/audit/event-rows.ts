import type { auditApi, OutputOf } from "@selvedge/contract";
import { readerOf } from "../../platform/access/events-for.ts";
import { payloadFor } from "../../platform/access/fields.ts";
import { type Ctx, may } from "../../platform/context.ts";
import { readRecordNames } from "../../platform/record-names.ts";

export interface EventRow {
  id: string;
  type: string;
  entity_type: string;
  entity_id: string;
  before: unknown;
  after: unknown;
  actor_type: string;
  actor_id: string | null;
  request_id: string;
  at: Date;
}

export type EventView = OutputOf<typeof auditApi.listEvents>["items"][number];

/** The columns of an event as the trail shows them. */
export const eventColumns = (ctx: Ctx) => ctx.sql`
  e.id::text as id, e.type, e.entity_type, e.entity_id, e.before, e.after, e.actor_type, e.actor_id, e.request_id, e.at`;

/** Events with what a person calls their records and actors. */
export async function nameEvents(ctx: Ctx, rows: readonly EventRow[]): Promise<EventView[]> {
  const names = await readRecordNames(
    ctx,
    rows.flatMap((row) => (row.actor_id ? [row.entity_id, row.actor_id] : [row.entity_id])),
  );
  return rows.map((row) => viewOf(ctx, row, names));
}

/** An entry as this actor may see it: that it happened always, what it says only of records that the actor may read. */
export function viewOf(ctx: Ctx, row: EventRow, names: ReadonlyMap<string, string>): EventView {
  const told = may(ctx.actor, readerOf(row.entity_type));
  return {
    id: row.id,
    type: row.type,
    entityType: row.entity_type,
    entityId: row.entity_id,
    entityName: names.get(row.entity_id) ?? null,
    before: told ? payloadFor(ctx.actor, row.before) : null,
    after: told ? payloadFor(ctx.actor, row.after) : null,
    actorType: row.actor_type,
    actorId: row.actor_id,
    actorName: row.actor_id ? (names.get(row.actor_id) ?? null) : null,
    requestId: row.request_id,
    at: row.at.toISOString(),
  };
}
