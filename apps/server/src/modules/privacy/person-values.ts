import type { Ctx } from "../../platform/context.ts";
import type { PersonKind } from "./people.ts";

export interface PersonValues {
  values: string[];
  unique: string[];
}

/** Shorter texts stand for too much else to be taken out of other people's notes. */
const SHORTEST = 4;

/** By what a person is told, now and formerly: the row itself, its addresses, and what its own entries of the trail say it was. */
export async function collectValues({ sql, tenantId }: Ctx, kind: PersonKind, id: string): Promise<PersonValues> {
  const told = await sql<{ key: string; value: string }[]>`
    select d.key, d.value from ${sql(kind === "user" ? "user_account" : "party")} x,
      lateral jsonb_each_text(to_jsonb(x)) d
    where x.tenant_id = ${tenantId} and x.id = ${id} and d.key in ('name', 'email', 'phone', 'tax_number', 'external_ref')
    union
    select d.key, d.value from party_address a, lateral jsonb_each_text(to_jsonb(a)) d
    where a.tenant_id = ${tenantId} and a.party_id = ${id} and d.key in ('line1', 'line2')
    union
    select d.key, d.value from event e, lateral (values (e.before), (e.after)) s(said), lateral jsonb_each_text(s.said) d
    where e.tenant_id = ${tenantId} and e.entity_id = ${id} and jsonb_typeof(s.said) = 'object'
      and d.key in ('name', 'email', 'phone', 'taxNumber')`;
  const long = told.filter((row) => row.value !== null && row.value.trim().length >= SHORTEST);
  const unique = long.filter((row) => /^(email|phone|tax_number|taxNumber)$/.test(row.key));
  const texts = (rows: typeof long) =>
    [...new Set(rows.map((row) => row.value.trim()))].sort((a, b) => b.length - a.length);
  return { values: texts(long), unique: texts(unique) };
}
