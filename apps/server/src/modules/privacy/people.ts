import { type OutputOf, privacyApi } from "@selvedge/contract";
import type { Ctx } from "../../platform/context.ts";
import { AppError, notFound } from "../../platform/errors.ts";
import { likePattern } from "../../platform/pages.ts";
import { query } from "../../platform/runner.ts";

export type PersonKind = (typeof privacyApi.personKinds)[number];
export type Person = OutputOf<typeof privacyApi.findPeople>["items"][number];

const held = (ctx: Ctx) => ctx.sql`
  exists (select 1 from privacy_hold h where h.tenant_id = x.tenant_id and h.person_id = x.id and h.released_at is null)`;

export const findPeople = query(privacyApi.findPeople, async (ctx, { q }) => {
  const { sql, tenantId } = ctx;
  const like = likePattern(q);
  const items = await sql<Person[]>`
    (select 'customer' as kind, x.id, x.name, x.email, ${held(ctx)} as held from party x
     where x.tenant_id = ${tenantId} and (x.name ilike ${like} or x.email ilike ${like}) order by x.name, x.id limit 20)
    union all
    (select 'user', x.id, x.name, x.email, ${held(ctx)} from user_account x
     where x.tenant_id = ${tenantId} and (x.name ilike ${like} or x.email ilike ${like}) order by x.name, x.id limit 20)`;
  return { items: [...items] };
});

/** @throws not_found */
export async function getPerson(ctx: Ctx, kind: PersonKind, id: string): Promise<Person> {
  const { sql, tenantId } = ctx;
  const [row] = await sql<Person[]>`
    select ${kind} as kind, x.id, x.name, x.email, ${held(ctx)} as held
    from ${sql(kind === "user" ? "user_account" : "party")} x where x.tenant_id = ${tenantId} and x.id = ${id}`;
  if (!row) throw notFound(kind === "user" ? "user" : "customer");
  return row;
}

/** @throws wrong_state when a legal hold protects this person's data */
export function assertNotHeld(person: Person): void {
  if (person.held)
    throw new AppError("wrong_state", "This person is under legal hold; release the hold first, if that is lawful.");
}
