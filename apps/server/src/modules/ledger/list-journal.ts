import { ledgerApi, type OutputOf } from "@selvedge/contract";
import { decodeCursor, likePattern, pageOf } from "../../platform/pages.ts";
import { readRecordNames } from "../../platform/record-names.ts";
import { query } from "../../platform/runner.ts";

type Entry = OutputOf<typeof ledgerApi.listJournal>["items"][number];

interface Row extends Omit<Entry, "createdAt" | "lines" | "documentName"> {
  createdAt: Date;
  lines: Entry["lines"];
}

/**
 * Entries newest first, with their lines. Of one account the page is found by the lines' index on account and day, else
 * by the entries' own. Search finds by memo, number or kind of document.
 */
export const listJournal = query(ledgerApi.listJournal, async (ctx, input) => {
  const { sql, tenantId } = ctx;
  const after = decodeCursor(input.cursor, 2);
  const like = input.q ? likePattern(input.q) : null;
  const from = input.from ?? "-infinity";
  const to = input.to ?? "infinity";
  const before = (on: string, id: string) =>
    after
      ? sql`and (${sql(on)}, ${sql(id)}) < (${String(after[0])}::text::date, ${String(after[1])}::text::uuid)`
      : sql``;
  const candidates = input.accountId
    ? sql`
        select l.posted_on, l.entry_id as id from journal_line l
        where l.tenant_id = ${tenantId} and l.account_id = ${input.accountId} and l.posted_on between ${from} and ${to}
          ${before("l.posted_on", "l.entry_id")}
          and not exists (select 1 from journal_line other where other.tenant_id = l.tenant_id and other.entry_id = l.entry_id
                          and other.account_id = l.account_id and other.line_no < l.line_no)`
    : sql`
        select e.posted_on, e.id from journal_entry e
        where e.tenant_id = ${tenantId} and e.posted_on between ${from} and ${to} ${before("e.posted_on", "e.id")}
          ${input.documentId ? sql`and e.document_id = ${input.documentId}` : sql``}`;
  const rows = await sql<Row[]>`
    with page as (
      select c.posted_on, c.id from (${candidates}) c
      join journal_entry e on e.tenant_id = ${tenantId} and e.id = c.id
      where true
        ${input.documentId ? sql`and e.document_id = ${input.documentId}` : sql``}
        ${
          like
            ? sql`and (e.memo ilike ${like} or replace(e.document_type, '_', ' ') ilike ${like} or e.document_id in (
                    select i.id from invoice i where i.tenant_id = ${tenantId} and i.number ilike ${like}
                    union all
                    select s.id from shipment s where s.tenant_id = ${tenantId} and s.number ilike ${like}))`
            : sql``
        }
      order by c.posted_on desc, c.id desc limit ${input.limit + 1}
    )
    select e.id, e.posted_on as "postedOn", e.document_type as "documentType", e.document_id as "documentId", e.purpose,
           e.memo, e.currency, line.total as "totalMinor", e.reverses_entry_id as "reversesEntryId",
           e.created_at as "createdAt", line.lines
    from page
    join journal_entry e on e.tenant_id = ${tenantId} and e.id = page.id
    cross join lateral (
      select sum(l.debit_minor)::bigint as total, jsonb_agg(jsonb_build_object(
        'accountId', a.id, 'accountCode', a.code, 'accountName', a.name, 'debitMinor', l.debit_minor,
        'creditMinor', l.credit_minor, 'partyName', p.name) order by l.line_no) as lines
      from journal_line l
      join account a on a.tenant_id = l.tenant_id and a.id = l.account_id
      left join party p on p.tenant_id = l.tenant_id and p.id = l.party_id
      where l.tenant_id = e.tenant_id and l.entry_id = e.id
    ) line
    order by page.posted_on desc, page.id desc`;
  const names = await readRecordNames(
    ctx,
    rows.map((r) => r.documentId),
  );
  return pageOf(
    rows,
    input.limit,
    (r) => [r.postedOn, r.id],
    (r) => ({ ...r, documentName: names.get(r.documentId) ?? null, createdAt: r.createdAt.toISOString() }),
  );
});
