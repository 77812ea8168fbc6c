import type { OutputOf } from "@selvedge/contract";
import {
  Badge,
  Button,
  Card,
  CardTable,
  EmptyState,
  formatDate,
  Money,
  Notice,
  Quantity,
  saveFile,
  toast,
  useFormatSettings,
} from "@selvedge/ui";
import { Download } from "lucide-react";
import type { ReactNode } from "react";
import { errorText, fetchFile } from "../api/client.ts";
import { useApi, usePages } from "../api/hooks.ts";
import { Failure, Loaded } from "../api/query-states.tsx";
import { useT } from "../i18n/i18n.ts";
import { connectImports, type ImportJob } from "./imports-api.ts";

/** Lines that stay out, each with its reason. */
export function ImportRejects({ job }: { job: ImportJob }) {
  const t = useT();
  const { rows, query, table } = usePages(connectImports.listImportRejects, { id: job.id });
  const download = async () => {
    try {
      saveFile(`${job.fileName}-rejects.csv`, await fetchFile(`/v1/imports/${job.id}/rejects.csv`));
    } catch (error) {
      toast({ tone: "bad", title: t("The file did not load"), detail: errorText(error) });
    }
  };
  return (
    <Card
      flush
      title={t("Left out")}
      actions={
        <Button size="sm" icon={<Download aria-hidden />} onClick={() => void download()}>
          CSV
        </Button>
      }
    >
      {query.error ? (
        <Failure error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <div className="scroll-thin max-h-96 overflow-auto">
          <table className="w-full text-sm">
            <thead className="sticky top-0 bg-surface-2 text-xs text-ink-2">
              <tr>
                <th scope="col" className="px-4 py-2 text-end font-medium">
                  {t("Line")}
                </th>
                <th scope="col" className="px-4 py-2 text-start font-medium">
                  {t("Reason")}
                </th>
                <th scope="col" className="hidden px-4 py-2 text-start font-medium sm:table-cell">
                  {t("In the file")}
                </th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={row.lineNo} className="border-t border-line align-top">
                  <td className="tabular px-4 py-1.5 text-end text-ink-3">{row.lineNo}</td>
                  <td className="px-4 py-1.5">{row.reason}</td>
                  <td className="hidden max-w-md truncate px-4 py-1.5 font-mono text-xs text-ink-3 sm:table-cell">
                    {row.raw}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
          {table.hasMore && (
            <Button tone="link" className="mx-4 my-2" busy={table.loadingMore} onClick={table.onLoadMore}>
              {t("Show more")}
            </Button>
          )}
        </div>
      )}
    </Card>
  );
}

type Month = OutputOf<typeof connectImports.getImportReconciliation>["months"][number];

const unitsDiffer = (m: Month) => m.fileUnits !== m.units;
const moneyDiffers = (m: Month) => m.fileRevenueMinor !== m.revenueMinor;
const peopleDiffer = (m: Month) => m.fileCustomers !== m.customers;

function MonthTable({ months, currency }: { months: readonly Month[]; currency: string }) {
  const t = useT();
  const { locale, timeZone } = useFormatSettings();
  const marked = (differs: boolean, figure: ReactNode) =>
    differs ? <span className="font-medium text-bad">{figure}</span> : figure;
  return (
    <CardTable
      title={t("File against books")}
      dense
      rows={months}
      keyOf={({ month }) => month}
      columns={[
        {
          title: t("Month"),
          cell: (m) => (
            <>
              {formatDate(m.month, locale, timeZone, "month")}{" "}
              {(unitsDiffer(m) || moneyDiffers(m) || peopleDiffer(m)) && <Badge tone="bad">{t("differs")}</Badge>}
            </>
          ),
        },
        { title: t("Lines"), end: true, cell: (m) => <Quantity value={m.fileLines} /> },
        { title: t("Left out"), end: true, cell: (m) => <Quantity value={m.rejectedLines} /> },
        { title: t("Pieces, file"), end: true, cell: (m) => <Quantity value={m.fileUnits} /> },
        { title: t("Pieces, books"), end: true, cell: (m) => marked(unitsDiffer(m), <Quantity value={m.units} />) },
        {
          title: t("Revenue, file"),
          end: true,
          cell: (m) => <Money amountMinor={m.fileRevenueMinor} currency={currency} />,
        },
        {
          title: t("Revenue, books"),
          end: true,
          cell: (m) => marked(moneyDiffers(m), <Money amountMinor={m.revenueMinor} currency={currency} />),
        },
        { title: t("Customers, file"), end: true, cell: (m) => <Quantity value={m.fileCustomers} /> },
        {
          title: t("Customers, books"),
          end: true,
          cell: (m) => marked(peopleDiffer(m), <Quantity value={m.customers} />),
        },
      ]}
    />
  );
}

/** Month by month: the plain sums over the file beside what stands in the books. */
export function ImportReconciliation({ importId }: { importId: string }) {
  const t = useT();
  const reconciliation = useApi(connectImports.getImportReconciliation, { id: importId });
  return (
    <Loaded query={reconciliation}>
      {({ months, currency, equal }) =>
        months.length === 0 ? (
          <EmptyState title={t("Nothing to compare")} />
        ) : (
          <>
            {equal ? (
              <Notice tone="good" title={t("File and books agree.")}>
                {t("Every month's pieces, revenue and customers are the same.")}
              </Notice>
            ) : (
              <Notice tone="bad" title={t("File and books differ.")}>
                {t("The months marked below do not agree.")}
              </Notice>
            )}
            <MonthTable months={months} currency={currency} />
          </>
        )
      }
    </Loaded>
  );
}
