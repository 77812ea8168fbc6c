import { ledgerApi } from "@selvedge/contract";
import type { Ctx } from "../../platform/context.ts";
import { AppError, notFound } from "../../platform/errors.ts";
import { command } from "../../platform/runner.ts";
import { postEntries } from "./post-entries.ts";

interface Entry {
  document_type: string;
  document_id: string;
  memo: string | null;
  reverses_entry_id: string | null;
  reversed_by: string | null;
}

interface Line {
  accountId: string;
  debitMinor: number;
  creditMinor: number;
  partyId: string | null;
  taxComponent: string | null;
}

/**
 * Posts the opposite of a manual entry, once.
 * @throws wrong_state for the entry of a document, a reversal, or one reversed already
 */
export const reverseEntry = command(ledgerApi.reverseEntry, async (ctx, input) => {
  const [entry, lines] = await readEntry(ctx, input.id);
  if (entry.document_type !== "manual") {
    throw new AppError("wrong_state", "This entry belongs to a document; undo the document instead.");
  }
  if (entry.reverses_entry_id !== null) {
    throw new AppError("wrong_state", "A reversal is not reversed; post the entry again.");
  }
  if (entry.reversed_by !== null) throw new AppError("wrong_state", "This entry has been reversed already.");
  const [entryId] = await postEntries(ctx, [
    {
      documentType: "manual",
      documentId: entry.document_id,
      purpose: "reversed",
      postedOn: input.postedOn ?? ctx.today,
      memo: input.memo ?? `Reversal: ${entry.memo ?? ""}`.trim(),
      reversesEntryId: input.id,
      lines: lines.map((line) => ({ ...line, debitMinor: line.creditMinor, creditMinor: line.debitMinor })),
    },
  ]);
  return { entryId: entryId! };
});

async function readEntry(ctx: Ctx, id: string): Promise<[Entry, Line[]]> {
  const [entries, lines] = await Promise.all([
    ctx.sql<Entry[]>`
      select e.document_type, e.document_id, e.memo, e.reverses_entry_id, r.id as reversed_by from journal_entry e
      left join journal_entry r on r.tenant_id = e.tenant_id and r.reverses_entry_id = e.id
      where e.tenant_id = ${ctx.tenantId} and e.id = ${id}`,
    ctx.sql<Line[]>`
      select account_id as "accountId", debit_minor as "debitMinor", credit_minor as "creditMinor",
             party_id as "partyId", tax_component as "taxComponent"
      from journal_line where tenant_id = ${ctx.tenantId} and entry_id = ${id} order by line_no`,
  ]);
  const entry = entries[0];
  if (!entry) throw notFound("journal entry");
  return [entry, lines];
}
