import { eventReaders, eventSides, type Permission } from "@selvedge/contract";
import { isWithin, type Placed } from "@selvedge/domain";
import { type Actor, accountHolderOf, type Ctx, may } from "../context.ts";
import { payloadFor } from "./fields.ts";
import { reachOf } from "./within.ts";

export interface EventFacts {
  entity_type: string;
  entity_id: string;
  before: unknown;
  after: unknown;
}

/** Who may read what events of this kind of record say: who may read the record. */
export function readerOf(entityType: string): Permission {
  return eventReaders[entityType] ?? "audit.event.read";
}

/**
 * Events as this actor may see them: those of records it may not read, or that are out of its reach, are left out;
 * hidden fields are null. Where an event does not tell where its record is, who is limited is sent it without its
 * payload: a screen still learns that something changed and asks for it by the door that cuts.
 */
export async function eventsFor<E extends EventFacts>(ctx: Ctx, actor: Actor, rows: readonly E[]): Promise<E[]> {
  const readable = rows.filter((row) => may(actor, readerOf(row.entity_type)));
  const limited = readable.some((row) => reachOf(actor, readerOf(row.entity_type)) !== null);
  const reps = limited ? await repsOf(ctx, readable) : new Map<string, string | null>();
  return readable.flatMap((row) => {
    const reaches = reachOf(actor, readerOf(row.entity_type));
    const placed = reaches && placeOf(row, reps);
    if (reaches && placed && !isWithin(reaches, placed, accountHolderOf(actor))) return [];
    const told = reaches === null || placed !== null;
    const before = told ? payloadFor(actor, row.before) : null;
    const after = told ? payloadFor(actor, row.after) : null;
    return [{ ...row, before, after }];
  });
}

type Facts = { locationId?: unknown; channelId?: unknown; customerId?: unknown };

function factsOf(row: EventFacts): Facts {
  const self: Facts =
    row.entity_type === "customer"
      ? { customerId: row.entity_id }
      : row.entity_type === "location"
        ? { locationId: row.entity_id }
        : {};
  return { ...self, ...(row.before as Facts | null), ...(row.after as Facts | null) };
}

/** Where an event's record is; null when the event does not tell every side that such a record has. */
function placeOf(row: EventFacts, reps: ReadonlyMap<string, string | null>): Placed | null {
  const sides = eventSides[row.entity_type] ?? [];
  const facts = factsOf(row);
  if (sides.some((side) => facts[side] === undefined)) return null;
  const idOf = (side: (typeof sides)[number]) =>
    sides.includes(side) ? { value: typeof facts[side] === "string" ? facts[side] : null } : undefined;
  const customer = idOf("customerId");
  return {
    locationId: idOf("locationId")?.value,
    channelId: idOf("channelId")?.value,
    repId: customer && (customer.value === null ? null : (reps.get(customer.value) ?? null)),
  };
}

async function repsOf(ctx: Ctx, rows: readonly EventFacts[]): Promise<ReadonlyMap<string, string | null>> {
  const ids = [...new Set(rows.map((r) => factsOf(r).customerId).filter((id) => typeof id === "string"))];
  if (ids.length === 0) return new Map();
  const found = await ctx.sql<{ id: string; rep: string | null }[]>`
    select party_id as id, sales_rep_id as rep from customer_account
    where tenant_id = ${ctx.tenantId} and party_id = any(${ids}::uuid[])`;
  return new Map(found.map((r) => [r.id, r.rep]));
}
