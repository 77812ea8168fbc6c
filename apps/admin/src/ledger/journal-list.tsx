import { ledgerApi } from "@selvedge/contract";
import { Button, type DataColumn, DataTable, DateTime, EmptyState, Money, majorUnits, Page } from "@selvedge/ui";
import { Link } from "@tanstack/react-router";
import { BookOpen, Plus, X } from "lucide-react";
import { useMemo, useState } from "react";
import { useApi, usePages } from "../api/hooks.ts";
import { useT } from "../i18n/i18n.ts";
import { useCan } from "../session/session-store.ts";
import { useListState, useMaking } from "../shell/list-search.ts";
import { type Entry, EntryPanel, entryWords } from "./entry-panel.tsx";
import { NewEntry } from "./new-entry.tsx";

/** The accounts of one side, each once. */
const accountsOf = (entry: Entry, side: "debitMinor" | "creditMinor"): string =>
  [...new Set(entry.lines.filter((line) => line[side] > 0).map((line) => line.accountName))].join(", ");

export function JournalList() {
  const t = useT();
  const can = useCan();
  const [state, setState] = useListState();
  const [shown, setShown] = useState<Entry | null>(null);
  const [posting, setPosting] = useMaking();
  const accounts = useApi(ledgerApi.listAccounts, {});
  const input = useMemo(() => {
    const { q, accountId, documentId, from, to } = state;
    return Object.fromEntries(Object.entries({ q, accountId, documentId, from, to }).filter(([, value]) => value));
  }, [state]);
  const { table } = usePages(ledgerApi.listJournal, input);
  const columns = useMemo<DataColumn<Entry>[]>(
    () => [
      {
        key: "on",
        header: t("Date"),
        csv: (row) => row.postedOn,
        cell: (row) => <DateTime value={row.postedOn} />,
      },
      {
        key: "what",
        header: t("Entry"),
        csv: (row) => [entryWords(t, row), row.memo].filter(Boolean).join(" · "),
        cell: (row) => (
          <button type="button" className="block min-w-0 text-start hover:underline" onClick={() => setShown(row)}>
            <span className="line-clamp-2 font-medium break-words @2xl:line-clamp-1">
              {row.memo ?? entryWords(t, row)}
            </span>
            <span className="block truncate text-xs text-ink-3">
              {row.memo ? entryWords(t, row) : ""}
              {row.reversesEntryId && ` · ${t("reversal")}`}
            </span>
          </button>
        ),
      },
      {
        key: "accounts",
        header: t("Debit / credit"),
        room: "wide",
        csv: (row) =>
          row.lines
            .map(
              (line) =>
                `${line.accountCode} ${line.debitMinor > 0 ? "Dr" : "Cr"} ${majorUnits(line.debitMinor || line.creditMinor, row.currency)}`,
            )
            .join("; "),
        cell: (row) => (
          <span className="line-clamp-2 text-xs text-ink-2">
            {accountsOf(row, "debitMinor")} <span className="text-ink-3">/</span> {accountsOf(row, "creditMinor")}
          </span>
        ),
      },
      {
        key: "total",
        header: t("Amount"),
        align: "end",
        csv: (row) => majorUnits(row.totalMinor, row.currency),
        cell: (row) => <AmountOf entry={row} accountId={state["accountId"]} />,
      },
    ],
    [t, state["accountId"]],
  );
  const chosen = accounts.data?.items.find(({ id }) => id === state["accountId"]);
  const narrowed = state["accountId"] || state["documentId"];
  return (
    <Page
      fill
      title={t("Journal")}
      detail={
        narrowed && (
          <span className="inline-flex items-center gap-1">
            {state["accountId"]
              ? t("Account {{name}}", { name: state["account"] ?? (chosen ? `${chosen.code} ${chosen.name}` : "") })
              : t("Entries of one document")}
            <Link to="/journal" aria-label={t("Show all entries")} className="rounded p-0.5 hover:bg-surface-3">
              <X className="size-3.5" aria-hidden />
            </Link>
          </span>
        )
      }
      actions={
        can("ledger.journal.post") && (
          <Button tone="primary" icon={<Plus aria-hidden />} onClick={() => setPosting(true)}>
            {t("Manual entry")}
          </Button>
        )
      }
    >
      <DataTable
        id="journal"
        label={t("Journal")}
        columns={columns}
        {...table}
        rowKey={(row) => row.id}
        rowName={(row) => row.memo ?? row.id}
        state={state}
        onState={setState}
        searchPlaceholder={t("Memo, document number or kind")}
        filters={[
          {
            key: "accountId",
            label: t("Account"),
            options: (accounts.data?.items ?? []).map(({ id, code, name }) => ({
              value: id,
              label: `${code} ${name}`,
            })),
          },
          { key: "posted", label: t("Posted"), dates: ["from", "to"] },
        ]}
        onOpen={setShown}
        empty={
          <EmptyState icon={<BookOpen aria-hidden />} title={t("No entries")}>
            {t("Receipts, sales, invoices and payments post here by themselves, debits equal to credits.")}
          </EmptyState>
        }
      />
      {shown && <EntryPanel entry={shown} onClose={() => setShown(null)} />}
      {posting && <NewEntry accounts={accounts.data?.items ?? []} onClose={() => setPosting(false)} />}
    </Page>
  );
}

/** The entry's amount; in an account's ledger, what it did to that account, credits with a minus. */
function AmountOf({ entry, accountId }: { entry: Entry; accountId: string | undefined }) {
  const amount = accountId
    ? entry.lines
        .filter((line) => line.accountId === accountId)
        .reduce((sum, line) => sum + line.debitMinor - line.creditMinor, 0)
    : entry.totalMinor;
  return <Money amountMinor={amount} currency={entry.currency} className="font-medium" />;
}
