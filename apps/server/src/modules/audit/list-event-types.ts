import type { Ctx } from "../../platform/context.ts";
import { commonTypes } from "./common-types.ts";

/** The kinds of event that occur: hops from kind to kind through the index instead of reading every event. */
export async function listEventTypes({ sql, tenantId }: Ctx): Promise<string[]> {
  const rows = await sql<{ type: string }[]>`
    with recursive kind as (
      (select type from event where tenant_id = ${tenantId} and type not in ('inventory.level_changed', 'ledger.entry_posted')
       order by type limit 1)
      union all
      select (select e.type from event e where e.tenant_id = ${tenantId} and e.type > kind.type
                and e.type not in ('inventory.level_changed', 'ledger.entry_posted') order by e.type limit 1)
      from kind where kind.type is not null
    )
    select type from kind where type is not null`;
  return [...rows.map((row) => row.type), ...commonTypes].sort();
}

/** The people and keys that occur as actors, the same way. */
export async function listActorIds({ sql, tenantId }: Ctx): Promise<string[]> {
  const rows = await sql<{ actor_id: string }[]>`
    with recursive actor as (
      (select actor_id from event where tenant_id = ${tenantId} and actor_id is not null order by actor_id limit 1)
      union all
      select (select e.actor_id from event e where e.tenant_id = ${tenantId} and e.actor_id > actor.actor_id
              order by e.actor_id limit 1)
      from actor where actor.actor_id is not null
    )
    select actor_id from actor where actor_id is not null limit 500`;
  return rows.map((row) => row.actor_id);
}
