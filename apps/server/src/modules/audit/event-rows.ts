import type { auditApi, OutputOf } from "@selvedge/contract";
import { payloadFor } from "../../platform/access/fields.ts";
import type { Ctx } from "../../platform/context.ts";
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

export function viewOf(ctx: Ctx, row: EventRow, names: ReadonlyMap<string, string>): EventView {
  return {
    id: row.id,
    type: row.type,
    entityType: row.entity_type,
    entityId: row.entity_id,
    entityName: names.get(row.entity_id) ?? null,
    before: payloadFor(ctx.actor, row.before),
    after: payloadFor(ctx.actor, row.after),
    actorType: row.actor_type,
    actorId: row.actor_id,
    actorName: row.actor_id ? (names.get(row.actor_id) ?? null) : null,
    requestId: row.request_id,
    at: row.at.toISOString(),
  };
}
