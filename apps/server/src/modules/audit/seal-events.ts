import type { Ctx } from "../../platform/context.ts";
import type { JobContext } from "../../platform/jobs.ts";
import { firstPayloadHashOf, leafOf } from "./leaf.ts";

interface Chain {
  next_xid: string;
  last_seq: number;
  last_id: string;
  last_hash: Buffer;
}

/** A link covers about this many events at most; a single transaction is never cut. */
const MOST_PER_LINK = 20_000;

/** Seals what is final of a business's trail, link by link, each in a transaction of its own. */
export async function sealTrail(job: JobContext): Promise<void> {
  while (!job.signal.aborted && (await job.transaction(sealNext)).more);
}

/**
 * Adds one link: the events of transactions that have all ended (decision 0003), after what is sealed. Only sealing itself
 * ever waits for this row; recording an event takes no lock.
 */
export async function sealNext(ctx: Ctx): Promise<{ sealed: number; more: boolean }> {
  const { sql, tenantId } = ctx;
  if (!(await anythingToSeal(ctx))) return { sealed: 0, more: false };
  await sql`insert into audit_chain (tenant_id) values (${tenantId}) on conflict do nothing`;
  const [chain] = await sql<Chain[]>`
    select next_xid::text, last_seq, last_id::text, last_hash from audit_chain where tenant_id = ${tenantId} for update`;
  const [head] = await sql<{ xmin: string }[]>`select pg_snapshot_xmin(pg_current_snapshot())::text as xmin`;
  const [cut] = await sql<{ xid: string }[]>`
    select e.xid::text as xid from event e
    where e.tenant_id = ${tenantId} and e.xid >= ${chain!.next_xid}::text::xid8 and e.xid < ${head!.xmin}::text::xid8
    order by e.xid, e.id offset ${MOST_PER_LINK} limit 1`;
  const upTo = cut && cut.xid !== chain!.next_xid ? cut.xid : cut ? String(BigInt(cut.xid) + 1n) : head!.xmin;
  const sealed = await addLink(ctx, chain!, upTo);
  return { sealed, more: cut !== undefined };
}

async function anythingToSeal({ sql, tenantId }: Ctx): Promise<boolean> {
  const [found] = await sql`
    select 1 from event e
    where e.tenant_id = ${tenantId}
      and e.xid >= coalesce((select c.next_xid from audit_chain c where c.tenant_id = ${tenantId}), '0'::xid8)
      and e.xid < pg_snapshot_xmin(pg_current_snapshot()) limit 1`;
  return found !== undefined;
}

async function addLink(ctx: Ctx, chain: Chain, upTo: string): Promise<number> {
  const { sql, tenantId } = ctx;
  const [link] = await sql<{ event_count: number; last_id: string; hash: Buffer }[]>`
    with covered as (
      select e.id, ${leafOf(sql, firstPayloadHashOf(sql))} as leaf from event e
      where e.tenant_id = ${tenantId} and e.xid >= ${chain.next_xid}::text::xid8 and e.xid < ${upTo}::text::xid8
    )
    insert into audit_seal (tenant_id, seq, day, from_id, to_id, late_ids, event_count, previous, hash, sealed_at)
    select ${tenantId}, ${chain.last_seq + 1}, ${ctx.now.toISOString().slice(0, 10)}::date,
           min(id) filter (where id > ${chain.last_id}::text::bigint), max(id) filter (where id > ${chain.last_id}::text::bigint),
           coalesce(array_agg(id order by id) filter (where id <= ${chain.last_id}::text::bigint), '{}'), count(*)::int,
           ${chain.last_hash}, sha256(${chain.last_hash}::bytea || string_agg(leaf, ''::bytea order by id)), ${ctx.now}
    from covered having count(*) > 0
    returning event_count, greatest(coalesce(to_id, 0), ${chain.last_id}::text::bigint)::text as last_id, hash`;
  await sql`
    update audit_chain set next_xid = ${upTo}::text::xid8, last_seq = last_seq + ${link ? 1 : 0},
      last_id = ${link?.last_id ?? chain.last_id}::text::bigint, last_hash = ${link?.hash ?? chain.last_hash}
    where tenant_id = ${tenantId}`;
  if (link) await tellClosedDay(ctx, chain);
  return link?.event_count ?? 0;
}

/** The first link of a day tells the log how the day before closed: kept elsewhere, it proves that no chain was made anew. */
async function tellClosedDay({ sql, tenantId, now, log }: Ctx, chain: Chain): Promise<void> {
  const [before] = await sql<{ day: string }[]>`
    select day::text as day from audit_seal where tenant_id = ${tenantId} and seq = ${chain.last_seq}`;
  if (!before || before.day === now.toISOString().slice(0, 10)) return;
  log.info(
    { component: "audit", tenantId, day: before.day, hash: chain.last_hash.toString("hex") },
    "audit day closed",
  );
}
