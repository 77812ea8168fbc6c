import { Button, cx, Money, saveFile, toCsv } from "@selvedge/ui";
import { Link } from "@tanstack/react-router";
import { Download } from "lucide-react";
import type { ReactNode } from "react";
import { useT } from "../i18n/i18n.ts";

export type StatementRow = {
  accountId: string;
  code: string;
  name: string;
  amountMinor: number;
  comparativeMinor: number;
};
export type Section = { rows: readonly StatementRow[]; totalMinor: number; comparativeMinor: number };

type SectionTableProps = {
  title: string;
  section: Section;
  currency: string;
  heads: readonly [ReactNode, ReactNode];
  /** Where an account's figure comes from: the journal of these days. */
  drill: { from?: string; to: string };
  totalName: string;
  extra?: { name: ReactNode; amountMinor: number; comparativeMinor: number };
};

/** One part of a statement beside its comparison; each figure leads to the entries behind it. */
export function SectionTable({ title, section, currency, heads, drill, totalName, extra }: SectionTableProps) {
  const t = useT();
  return (
    <section className="overflow-hidden rounded-lg border border-line bg-surface">
      <table className="w-full table-fixed text-sm">
        <caption className="border-b border-line bg-surface-2 px-4 py-2 text-start text-sm font-semibold">
          {title}
        </caption>
        <thead className="text-xs text-ink-3">
          <tr>
            <th scope="col" className="px-4 pt-2 text-start font-medium">
              <span className="sr-only">{t("Account")}</span>
            </th>
            {heads.map((head, index) => (
              <th
                // biome-ignore lint/suspicious/noArrayIndexKey: two fixed columns
                key={index}
                scope="col"
                className={cx("w-40 px-4 pt-2 text-end font-medium", index === 1 && "hidden w-48 sm:table-cell")}
              >
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {section.rows.map((row) => (
            <tr key={row.accountId} className="group hover:bg-surface-2">
              <td className="px-4 py-1.5">
                <Link
                  to="/journal"
                  search={{ accountId: row.accountId, account: `${row.code} ${row.name}`, ...drill }}
                  className="group-hover:underline"
                >
                  <span className="tabular me-2 text-xs text-ink-3">{row.code}</span>
                  {row.name}
                </Link>
              </td>
              <td className="px-4 py-1.5 text-end">
                <Money amountMinor={row.amountMinor} currency={currency} />
              </td>
              <td className="hidden px-4 py-1.5 text-end text-ink-3 sm:table-cell">
                <Money amountMinor={row.comparativeMinor} currency={currency} />
              </td>
            </tr>
          ))}
          {extra && (
            <tr>
              <td className="px-4 py-1.5 text-ink-2 italic">{extra.name}</td>
              <td className="px-4 py-1.5 text-end">
                <Money amountMinor={extra.amountMinor} currency={currency} />
              </td>
              <td className="hidden px-4 py-1.5 text-end text-ink-3 sm:table-cell">
                <Money amountMinor={extra.comparativeMinor} currency={currency} />
              </td>
            </tr>
          )}
        </tbody>
        <tfoot>
          <tr className="border-t border-line font-semibold">
            <th scope="row" className="px-4 py-2 text-start">
              {totalName}
            </th>
            <td className="px-4 py-2 text-end">
              <Money amountMinor={section.totalMinor + (extra?.amountMinor ?? 0)} currency={currency} />
            </td>
            <td className="hidden px-4 py-2 text-end font-medium text-ink-3 sm:table-cell">
              <Money amountMinor={section.comparativeMinor + (extra?.comparativeMinor ?? 0)} currency={currency} />
            </td>
          </tr>
        </tfoot>
      </table>
    </section>
  );
}

type ExportProps = {
  name: string;
  header: readonly string[];
  rows: () => readonly (readonly (string | number | null)[])[];
};

export function ExportButton({ name, header, rows }: ExportProps) {
  const t = useT();
  return (
    <Button icon={<Download aria-hidden />} onClick={() => saveFile(`${name}.csv`, toCsv(header, rows()))}>
      {t("Export CSV")}
    </Button>
  );
}
