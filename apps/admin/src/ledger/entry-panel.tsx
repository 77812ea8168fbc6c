import { ledgerApi, type OutputOf } from "@selvedge/contract";
import { Button, DateTime, Money, SidePanel } from "@selvedge/ui";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useCommand } from "../api/hooks.ts";
import { type Translate, useT } from "../i18n/i18n.ts";
import { ReasonDialog } from "../sales/reason-dialog.tsx";
import { useCan } from "../session/session-store.ts";
import { statusWords } from "../shell/status-words.ts";

export type Entry = OutputOf<typeof ledgerApi.listJournal>["items"][number];

/** Where a document's own page is, for those that have one. */
function documentPath(type: string, id: string): { to: string; id: string } | null {
  if (/invoice|credit_note/.test(type)) return { to: "/invoices", id };
  if (/sales_order|^order$/.test(type)) return { to: "/orders", id };
  return null;
}

/** "Invoice INV-00012: issued", "Shipment: cost of goods". */
export const entryWords = (t: Translate, entry: Pick<Entry, "documentType" | "documentName" | "purpose">): string =>
  `${[statusWords(t, entry.documentType), entry.documentName].filter(Boolean).join(" ")}: ${statusWords(t, entry.purpose).toLocaleLowerCase()}`;

/** One entry with its lines, the way to its document, and its reversal. */
export function EntryPanel({ entry, onClose }: { entry: Entry; onClose: () => void }) {
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
