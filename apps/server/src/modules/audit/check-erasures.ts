import type { Ctx } from "../../platform/context.ts";
import type { Finding } from "./check-chain.ts";
import { payloadHashOf } from "./leaf.ts";

/**
 * Personal parts may be replaced, and only by an erasure that says so in the trail itself: the entry of the erasure is
 * sealed like any other and carries a hash over every replacement. @returns what does not fit
 */
export async function checkErasures(ctx: Ctx): Promise<Finding[]> {
  return [...(await findForeignReplacements(ctx)), ...(await findEditedAfterwards(ctx))];
}

async function findForeignReplacements({ sql, tenantId }: Ctx): Promise<Finding[]> {
  const rows = await sql<{ erasure_id: string; n: number }[]>`
    with made as (
      select r.erasure_id, count(*)::int as n, ${digestOf(sql)} as digest
      from event_redaction r where r.tenant_id = ${tenantId} group by r.erasure_id
    ), told as (
      select e.after->>'erasureId' as erasure_id, e.after->>'redactionDigest' as digest from event e
      where e.tenant_id = ${tenantId} and e.type = 'privacy.person_erased'
        and e.type not in ('inventory.level_changed', 'ledger.entry_posted')
    )
    select made.erasure_id, made.n from made
    where not exists (select 1 from told where told.erasure_id = made.erasure_id::text and told.digest = made.digest)`;
  return rows.map(({ erasure_id, n }) => ({
    kind: "erasure_differs" as const,
    day: null,
    seal: null,
    message: `${n} entries were replaced under erasure ${erasure_id}, which the trail tells otherwise.`,
  }));
}

/** A hash over the replacements of one erasure; its entry in the trail carries it. */
export const digestOf = (sql: Ctx["sql"]) => sql`
  encode(sha256(string_agg(convert_to(r.event_id::text || ':' || encode(r.payload_hash, 'hex') || ':' || encode(r.redacted_hash, 'hex'), 'UTF8'),
                           '\n'::bytea order by r.event_id)), 'hex')`;

async function findEditedAfterwards({ sql, tenantId }: Ctx): Promise<Finding[]> {
  const [row] = await sql<{ n: number }[]>`
    select count(*)::int as n
    from (select r.event_id, r.redacted_hash, r.payload_hash,
                 lead(r.payload_hash) over (partition by r.event_id order by r.erasure_id) as next_payload
          from event_redaction r where r.tenant_id = ${tenantId}) r
    join event e on e.tenant_id = ${tenantId} and e.id = r.event_id
    where r.redacted_hash <> coalesce(r.next_payload, ${payloadHashOf(sql)})`;
  if (row!.n === 0) return [];
  const message = `${row!.n} entries whose personal parts were replaced are not as the erasure left them.`;
  return [{ kind: "edited", day: null, seal: null, message }];
}
