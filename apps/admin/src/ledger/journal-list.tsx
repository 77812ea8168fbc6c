import { ledgerApi, type OutputOf } from "@selvedge/contract";
import { Button, type DataColumn, DataTable, DateTime, EmptyState, Money, Page, SidePanel } from "@selvedge/ui";
import { Link } from "@tanstack/react-router";
import { BookOpen, Plus, X } from "lucide-react";
import { useMemo, useState } from "react";
import { useApi, useCommand, usePages } from "../api/hooks.ts";
import { Failure } from "../api/query-states.tsx";
import { type Translate, useT } from "../i18n/i18n.ts";
import { ReasonDialog } from "../sales/reason-dialog.tsx";
import { useCan } from "../session/session-store.ts";
import { useListState } from "../shell/list-search.ts";
import { statusWords } from "../shell/status-words.ts";
import { NewEntry } from "./new-entry.tsx";

type Entry = OutputOf<typeof ledgerApi.listJournal>["items"][number];

/** Where a document's own page is, for those that have one. */
export function documentPath(type: string, id: string): { to: string; id: string } | null {
  if (/invoice|credit_note/.test(type)) return { to: "/invoices", id };
  if (/sales_order|^order$/.test(type)) return { to: "/orders", id };
  return null;
}

/** "Invoice: issued", "Shipment: cost of goods". */
const entryWords = (t: Translate, entry: Pick<Entry, "documentType" | "purpose">): string =>
  `${statusWords(t, entry.documentType)}: ${statusWords(t, entry.purpose).toLocaleLowerCase()}`;

export function JournalList() {
  const t = useT();
  const can = useCan();
  const [state, setState] = useListState();
  const [shown, setShown] = useState<Entry | null>(null);
  const [posting, setPosting] = useState(false);
  const accounts = useApi(ledgerApi.listAccounts, {});
  const input = useMemo(() => {
    const { q, accountId, documentId, from, to } = state;
    return Object.fromEntries(Object.entries({ q, accountId, documentId, from, to }).filter(([, value]) => value));
  }, [state]);
  const { table, query } = usePages(ledgerApi.listJournal, input);
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
        csv: (row) => `${row.documentType} ${row.purpose} ${row.memo ?? ""}`.trim(),
        cell: (row) => (
          <button type="button" className="block min-w-0 text-start hover:underline" onClick={() => setShown(row)}>
            <span className="line-clamp-1 font-medium break-all">{row.memo ?? entryWords(t, row)}</span>
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
                `${line.accountCode} ${line.debitMinor > 0 ? "Dr" : "Cr"} ${(line.debitMinor || line.creditMinor) / 100}`,
            )
            .join("; "),
        cell: (row) => (
          <span className="line-clamp-2 text-xs text-ink-2">
            {row.lines
              .filter((line) => line.debitMinor > 0)
              .map((line) => line.accountName)
              .join(", ")}{" "}
            <span className="text-ink-3">/</span>{" "}
            {row.lines
              .filter((line) => line.creditMinor > 0)
              .map((line) => line.accountName)
              .join(", ")}
          </span>
        ),
      },
      {
        key: "total",
        header: t("Amount"),
        align: "end",
        csv: (row) => row.totalMinor / 100,
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
        searchPlaceholder={t("Memo, document or account")}
        filters={[
          {
            key: "accountId",
            label: t("Account"),
            options: (accounts.data?.items ?? []).map(({ id, code, name }) => ({
              value: id,
              label: `${code} ${name}`,
            })),
          },
        ]}
        onOpen={setShown}
        failure={
          query.error && !query.data ? <Failure error={query.error} onRetry={() => void query.refetch()} /> : null
        }
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

function EntryPanel({ entry, onClose }: { entry: Entry; onClose: () => void }) {
  const t = useT();
  const can = useCan();
  const [reversing, setReversing] = useState(false);
  const reverse = useCommand(ledgerApi.reverseEntry, {
    refresh: ["ledger.", "reports."],
    done: t("The entry is reversed"),
    onDone: onClose,
  });
  const path = documentPath(entry.documentType, entry.documentId);
  const manual = /manual|journal/.test(entry.documentType);
  return (
    <SidePanel
      open
      onOpenChange={(open) => !open && onClose()}
      title={entry.memo ?? entryWords(t, entry)}
      description={
        <>
          <DateTime value={entry.postedOn} /> · {entryWords(t, entry)}
        </>
      }
      footer={
        manual &&
        can("ledger.journal.post") &&
        !entry.reversesEntryId && <Button onClick={() => setReversing(true)}>{t("Reverse")}</Button>
      }
    >
      <table className="w-full text-sm">
        <thead className="text-xs text-ink-2">
          <tr>
            <th scope="col" className="pb-1.5 text-start font-medium">
              {t("Account")}
            </th>
            <th scope="col" className="pb-1.5 text-end font-medium">
              {t("Debit")}
            </th>
            <th scope="col" className="pb-1.5 text-end font-medium">
              {t("Credit")}
            </th>
          </tr>
        </thead>
        <tbody>
          {entry.lines.map((line, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: lines of a posted entry never move
            <tr key={index} className="border-t border-line align-top">
              <td className="py-1.5 pe-2">
                <span className="tabular me-1.5 text-xs text-ink-3">{line.accountCode}</span>
                {line.accountName}
                {line.partyName && <span className="block text-xs text-ink-3">{line.partyName}</span>}
              </td>
              <td className="py-1.5 text-end">
                {line.debitMinor > 0 && <Money amountMinor={line.debitMinor} currency={entry.currency} />}
              </td>
              <td className="py-1.5 ps-3 text-end">
                {line.creditMinor > 0 && <Money amountMinor={line.creditMinor} currency={entry.currency} />}
              </td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr className="border-t-2 border-line font-semibold">
            <th scope="row" className="py-2 text-start">
              {t("Total")}
            </th>
            <td className="py-2 text-end">
              <Money amountMinor={entry.totalMinor} currency={entry.currency} />
            </td>
            <td className="py-2 text-end">
              <Money amountMinor={entry.totalMinor} currency={entry.currency} />
            </td>
          </tr>
        </tfoot>
      </table>
      {path && (
        <Link to={`${path.to}/${path.id}` as "/"} className="mt-4 inline-block text-sm text-accent hover:underline">
          {t("Open the document")}
        </Link>
      )}
      {reversing && (
        <ReasonDialog
          title={t("Reverse this entry")}
          explain={t("Posts the opposite today. Both entries stay in the books.")}
          button={t("Reverse")}
          busy={reverse.isPending}
          onClose={() => setReversing(false)}
          onGive={(memo) => reverse.mutate({ id: entry.id, memo })}
        />
      )}
    </SidePanel>
  );
}
