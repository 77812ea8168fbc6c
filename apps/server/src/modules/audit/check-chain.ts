import type { auditApi, OutputOf } from "@selvedge/contract";
import type { Ctx } from "../../platform/context.ts";
import { checkErasures } from "./check-erasures.ts";
import { firstPayloadHashOf, leafOf } from "./leaf.ts";

export type Finding = OutputOf<typeof auditApi.getCheck>["findings"][number];
/** A day's closing hash as somebody kept it outside of this database. */
export type KeptHash = { day: string; hash: string };

export interface ChainCheck {
  sealCount: number;
  sealsChecked: number;
  eventsChecked: number;
  findings: Finding[];
}

interface Link {
  seq: number;
  day: string;
  event_count: number;
  previous: Buffer;
  hash: Buffer;
  sealed_at: Date;
  found: number;
  computed: Buffer;
  earliest: Date | null;
}

const LINKS_AT_ONCE = 20;
/** A finding is a reason to look; a thousand of them say no more than the first hundred. */
const MOST_FINDINGS = 100;
const DAY_MS = 86_400_000;

type Step = <T>(run: (ctx: Ctx) => Promise<T>) => Promise<T>;

/**
 * Computes the whole chain again from the trail and compares. Reads in short transactions, so that nobody waits.
 * @param kept closing hashes kept elsewhere: they tell a chain that was made anew from the one that was
 */
export async function checkChain(
  step: Step,
  kept: readonly KeptHash[] = [],
  onProgress: (check: ChainCheck) => Promise<unknown> = async () => {},
): Promise<ChainCheck> {
  const begun = await step(readHead);
  const check: ChainCheck = { sealCount: begun.last_seq, sealsChecked: 0, eventsChecked: 0, findings: [] };
  const closing = new Map<string, string>();
  let before: Link | null = null;
  for (let seq = 0; ; ) {
    const links: Link[] = await step((ctx) => readLinks(ctx, seq, begun));
    for (const link of links) {
      judgeLink(check, link, before);
      closing.set(link.day, link.hash.toString("hex"));
      before = link;
    }
    const last = links.at(-1);
    if (!last || check.findings.length >= MOST_FINDINGS) break;
    seq = last.seq;
    await onProgress(check);
  }
  judgeHead(check, begun, before);
  judgeKept(check, kept, closing);
  check.findings.push(
    ...(await step((ctx) => findUnsealed(ctx, begun, check.eventsChecked))),
    ...(await step(checkErasures)),
  );
  return check;
}

interface Head {
  next_xid: string;
  last_seq: number;
  last_hash: Buffer;
}

async function readHead({ sql, tenantId }: Ctx): Promise<Head> {
  const [chain] = await sql<Head[]>`
    select next_xid::text, last_seq, last_hash from audit_chain where tenant_id = ${tenantId}`;
  return chain ?? { next_xid: "0", last_seq: 0, last_hash: Buffer.alloc(0) };
}

/** Each link as it was sealed beside what the trail gives for it now. */
async function readLinks({ sql, tenantId }: Ctx, afterSeq: number, head: Head): Promise<Link[]> {
  return sql<Link[]>`
    with late as (select unnest(late_ids) as id from audit_seal where tenant_id = ${tenantId} and late_ids <> '{}'),
    link as (select * from audit_seal where tenant_id = ${tenantId} and seq > ${afterSeq} and seq <= ${head.last_seq}
             order by seq limit ${LINKS_AT_ONCE})
    select s.seq, s.day::text as day, s.event_count, s.previous, s.hash, s.sealed_at, now_.found, now_.earliest,
           sha256(s.previous || coalesce(now_.leaves, '')) as computed
    from link s cross join lateral (
      select count(*)::int as found, min(c.at) as earliest, string_agg(c.leaf, ''::bytea order by c.id) as leaves
      from (
        select e.id, e.at, ${leafOf(sql, firstPayloadHashOf(sql))} as leaf from event e
        where e.tenant_id = ${tenantId} and e.id between s.from_id and s.to_id and e.xid < ${head.next_xid}::text::xid8
          and not exists (select 1 from late where late.id = e.id)
        union all
        select e.id, e.at, ${leafOf(sql, firstPayloadHashOf(sql))} from event e
        where e.tenant_id = ${tenantId} and e.id = any(s.late_ids) and e.xid < ${head.next_xid}::text::xid8
      ) c
    ) now_
    order by s.seq`;
}

function judgeLink(check: ChainCheck, link: Link, before: Link | null): void {
  const say = (kind: Finding["kind"], message: string) =>
    check.findings.push({ kind, day: link.day, seal: link.seq, message });
  check.sealsChecked += 1;
  check.eventsChecked += link.found;
  const expected = before ? before.hash : Buffer.alloc(0);
  if (link.seq !== (before?.seq ?? 0) + 1)
    say("deleted", `Links ${(before?.seq ?? 0) + 1} to ${link.seq - 1} are missing.`);
  else if (!link.previous.equals(expected)) say("link_broken", "This link does not continue the one before it.");
  if (link.found < link.event_count)
    say("deleted", `${link.event_count - link.found} of ${link.event_count} entries are missing.`);
  else if (link.found > link.event_count)
    say(
      "inserted",
      `${link.found - link.event_count} entries were put among the ${link.event_count} that were sealed.`,
    );
  else if (!link.computed.equals(link.hash))
    say("edited", `An entry among these ${link.event_count} is not as it was sealed.`);
  if (before && link.earliest && link.earliest.getTime() < before.sealed_at.getTime() - DAY_MS)
    say("inserted", "An entry says that it is older than what was sealed before it.");
}

function judgeHead(check: ChainCheck, head: Head, last: Link | null): void {
  if (check.findings.length >= MOST_FINDINGS) return;
  if ((last?.seq ?? 0) === head.last_seq && (last?.hash ?? Buffer.alloc(0)).equals(head.last_hash)) return;
  const message = "The chain's end is not what was last sealed: links were removed or added.";
  check.findings.push({ kind: "head_differs", day: last?.day ?? null, seal: last?.seq ?? null, message });
}

function judgeKept(check: ChainCheck, kept: readonly KeptHash[], closing: ReadonlyMap<string, string>): void {
  for (const { day, hash } of kept) {
    const now = closing.get(day);
    if (now === hash) continue;
    const message = now
      ? `The day closed with ${now}, not with the hash that was kept.`
      : "No entry of this day is sealed.";
    check.findings.push({ kind: "head_differs", day, seal: null, message });
  }
}

/** Entries that say they were sealed and that no link covers. */
async function findUnsealed({ sql, tenantId }: Ctx, head: Head, covered: number): Promise<Finding[]> {
  const [row] = await sql<{ n: number }[]>`
    select count(*)::int as n from event where tenant_id = ${tenantId} and xid < ${head.next_xid}::text::xid8`;
  if (row!.n <= covered) return [];
  const message = `${row!.n - covered} entries are covered by no link.`;
  return [{ kind: "inserted", day: null, seal: null, message }];
}
