import type { Ctx } from "../../platform/context.ts";
import { jsonRows } from "../../platform/db.ts";
import { AppError } from "../../platform/errors.ts";
import { newId } from "../../platform/ids.ts";
import { accountIdOf, type Chart, getChart } from "./accounts.ts";

/** One debit or credit (minor units of the business's currency, never negative; one of the two is zero). */
export type NewLine = {
  debitMinor: number;
  creditMinor: number;
  partyId?: string | null;
  taxComponent?: string | null;
} & ({ accountRole: string; accountId?: undefined } | { accountId: string; accountRole?: undefined });

/** A balanced set of lines for one document; `purpose` tells the entries of one document apart. */
export interface NewEntry {
  documentType: string;
  documentId: string;
  purpose: string;
  /** Business date on which the entry counts. */
  postedOn: string;
  memo?: string | null;
  reversesEntryId?: string | null;
  /** The import that brought the document in. */
  importId?: string | null;
  lines: readonly NewLine[];
}

interface ReadyEntry extends Omit<NewEntry, "lines"> {
  id: string;
  lines: {
    accountId: string;
    debitMinor: number;
    creditMinor: number;
    partyId: string | null;
    taxComponent: string | null;
  }[];
}

/**
 * Posts entries with all their lines in one statement. Lines of nothing are left out, and an entry without any other
 * is not posted (a gift moves no money).
 * @returns the ids of the entries, in the order given; null for those not posted.
 * @throws period_closed when the books of a day are closed; conflict when debits and credits differ.
 */
export async function postEntries(ctx: Ctx, entries: readonly NewEntry[]): Promise<(string | null)[]> {
  const chart = await getChart(ctx);
  const ready = entries.map((entry) => readyEntry(chart, entry));
  const posted = ready.filter((entry) => entry.lines.length > 0);
  if (posted.length > 0) await insertEntries(ctx, posted);
  for (const { id, ...after } of posted) {
    ctx.emit({ type: "ledger.entry_posted", entityType: "journal_entry", entityId: id, after });
  }
  return ready.map((entry) => (entry.lines.length > 0 ? entry.id : null));
}

function readyEntry(chart: Chart, entry: NewEntry): ReadyEntry {
  const lines = entry.lines
    .filter((line) => line.debitMinor !== 0 || line.creditMinor !== 0)
    .map((line) => ({
      accountId: line.accountId ?? accountIdOf(chart, line.accountRole),
      debitMinor: line.debitMinor,
      creditMinor: line.creditMinor,
      partyId: line.partyId ?? null,
      taxComponent: line.taxComponent ?? null,
    }));
  const differenceMinor = lines.reduce((sum, line) => sum + line.debitMinor - line.creditMinor, 0);
  if (differenceMinor !== 0) {
    throw new AppError("conflict", "Debits and credits must be equal.", {
      details: { documentType: entry.documentType, purpose: entry.purpose, differenceMinor },
    });
  }
  return { ...entry, id: newId(), lines };
}

async function insertEntries(ctx: Ctx, entries: readonly ReadyEntry[]): Promise<void> {
  await ctx.sql`
    with given as (
      select * from jsonb_to_recordset(${jsonRows(ctx.sql, entries)}::jsonb) as e(
        id uuid, "documentType" text, "documentId" uuid, purpose text, "postedOn" date, memo text,
        "reversesEntryId" uuid, "importId" uuid, lines jsonb)
    ), entry as (
      insert into journal_entry (tenant_id, id, posted_on, document_type, document_id, purpose, memo,
                                 reverses_entry_id, import_id, currency)
      select ${ctx.tenantId}, id, "postedOn", "documentType", "documentId", purpose, memo,
             "reversesEntryId", "importId", ${ctx.tenant.currency}
      from given
    )
    insert into journal_line (tenant_id, entry_id, line_no, account_id, posted_on, debit_minor, credit_minor,
                              party_id, tax_component)
    select ${ctx.tenantId}, g.id, l.no, l."accountId", g."postedOn", l."debitMinor", l."creditMinor",
           l."partyId", l."taxComponent"
    from given g
    cross join lateral rows from (
      jsonb_to_recordset(g.lines) as ("accountId" uuid, "debitMinor" bigint, "creditMinor" bigint, "partyId" uuid,
                                      "taxComponent" text)
    ) with ordinality as l("accountId", "debitMinor", "creditMinor", "partyId", "taxComponent", no)`;
}
