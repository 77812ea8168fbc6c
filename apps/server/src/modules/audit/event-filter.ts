import type { auditApi } from "@selvedge/contract";
import type { z } from "zod";
import type { Ctx } from "../../platform/context.ts";
import { commonTypes } from "./common-types.ts";
import { listEventTypes } from "./list-event-types.ts";

export type EventFilter = z.output<typeof auditApi.EventFilter>;

/**
 * The conditions of a search, each in the form that its index answers.
 * @param typesOfWords what {@link typesLike} gives for the search's words
 */
export function whereEvents(ctx: Ctx, filter: EventFilter, typesOfWords: string[] | null) {
  const { sql, tenantId, tenant } = ctx;
  const dayBegins = (day: string, plus: number) =>
    sql`((${day}::date + ${plus}::int)::timestamp at time zone ${tenant.timeZone})`;
  return sql`e.tenant_id = ${tenantId}
    ${filter.entityId ? sql`and e.entity_id = ${filter.entityId}` : sql``}
    ${filter.entityType ? sql`and e.entity_type = ${filter.entityType}` : sql``}
    ${filter.type ? ofType(ctx, filter.type) : sql``}
    ${filter.actorId ? sql`and e.actor_id = ${filter.actorId}` : sql``}
    ${filter.actorType ? sql`and e.actor_type = ${filter.actorType}` : sql``}
    ${filter.requestId ? sql`and e.request_id = ${filter.requestId}` : sql``}
    ${filter.from ? sql`and e.at >= ${dayBegins(filter.from, 0)}` : sql``}
    ${filter.to ? sql`and e.at < ${dayBegins(filter.to, 1)}` : sql``}
    ${typesOfWords ? sql`and e.type = any(${typesOfWords})` : sql``}`;
}

/** The planner takes a partial index only when the statement itself says that the row is in it. */
function ofType({ sql }: Ctx, type: string) {
  return commonTypes.includes(type)
    ? sql`and e.type = ${type}`
    : sql`and e.type = ${type} and e.type not in ('inventory.level_changed', 'ledger.entry_posted')`;
}

/** "price set" finds pricing.price_set: every word has to be in the kind. */
export async function typesLike(ctx: Ctx, q: string | undefined): Promise<string[] | null> {
  if (!q) return null;
  const words = q
    .toLowerCase()
    .split(/[\s._]+/)
    .filter(Boolean);
  return (await listEventTypes(ctx)).filter((type) => words.every((word) => type.includes(word)));
}
