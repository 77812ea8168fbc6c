import type { Ctx } from "../../platform/context.ts";
import type { Erasing } from "./erase-rows.ts";
import { scrubJson } from "./scrub.ts";

/** The entries of the trail that may tell of the person: of their record, or with their id, address or number in them. */
export async function findTrailEntries(
  { sql, tenantId }: Ctx,
  personId: string,
  unique: readonly string[],
): Promise<string[]> {
  const tells = [personId, ...unique].map(
    (value) =>
      sql`or strpos(lower(before::text), lower(${value})) > 0 or strpos(lower(after::text), lower(${value})) > 0`,
  );
  const rows = await sql<{ id: string }[]>`
    select id::text as id from event where tenant_id = ${tenantId}
      and (entity_id = ${personId} or actor_id = ${personId} and type like 'identity.%' ${tells}) order by id`;
  return rows.map((row) => row.id);
}

/** Replaces the personal parts of these entries. @returns how many changed */
export async function eraseTrail({ sql, tenantId }: Ctx, erasing: Erasing, ids: readonly string[]): Promise<number> {
  let changed = 0;
  for (let at = 0; at < ids.length; at += 500) {
    const rows = await sql<{ id: string; entity_id: string; before: unknown; after: unknown }[]>`
      select id::text as id, entity_id, before, after from event
      where tenant_id = ${tenantId} and id = any(${ids.slice(at, at + 500)}::bigint[]) order by event.id`;
    for (const row of rows) {
      const own = row.entity_id === erasing.person.id;
      const before = scrubJson(row.before, erasing.values, own);
      const after = scrubJson(row.after, erasing.values, own);
      if (JSON.stringify([before, after]) === JSON.stringify([row.before, row.after])) continue;
      await sql`select app.redact_event(${erasing.id}, ${row.id}::text::bigint, ${jsonOf(sql, before)}::jsonb, ${jsonOf(sql, after)}::jsonb)`;
      changed += 1;
    }
  }
  return changed;
}

const jsonOf = (sql: Ctx["sql"], value: unknown) => (value === null ? null : sql.json(value));
