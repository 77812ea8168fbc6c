import {
  Badge,
  Button,
  Card,
  cx,
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

/** Month by month: the plain sums over the file beside what stands in the books. */
export function ImportReconciliation({ importId }: { importId: string }) {
  const t = useT();
  const { locale, timeZone } = useFormatSettings();
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
            <Card flush title={t("File against books")}>
              <div className="scroll-thin overflow-x-auto">
                <table className="w-full text-sm">
                  <thead className="bg-surface-2 text-xs text-ink-2">
                    <tr>
                      <th scope="col" className="px-4 py-2 text-start font-medium">
                        {t("Month")}
                      </th>
                      {[
                        t("Lines"),
                        t("Left out"),
                        t("Pieces, file"),
                        t("Pieces, books"),
                        t("Revenue, file"),
                        t("Revenue, books"),
                        t("Customers, file"),
                        t("Customers, books"),
                      ].map((name) => (
                        <th
                          key={name}
                          scope="col"
                          className="px-3 py-2 text-end font-medium whitespace-nowrap last:pe-4"
                        >
                          {name}
                        </th>
                      ))}
                    </tr>
                  </thead>
                  <tbody>
                    {months.map((m) => {
                      const unitsDiffer = m.fileUnits !== m.units;
                      const moneyDiffers = m.fileRevenueMinor !== m.revenueMinor;
                      const peopleDiffer = m.fileCustomers !== m.customers;
                      return (
                        <tr key={m.month} className="tabular border-t border-line text-end">
                          <th scope="row" className="px-4 py-1.5 text-start font-normal whitespace-nowrap">
                            {formatDate(m.month, locale, timeZone, "month")}{" "}
                            {(unitsDiffer || moneyDiffers || peopleDiffer) && <Badge tone="bad">{t("differs")}</Badge>}
                          </th>
                          <td className="px-3 py-1.5">
                            <Quantity value={m.fileLines} />
                          </td>
                          <td className="px-3 py-1.5 text-ink-3">
                            <Quantity value={m.rejectedLines} />
                          </td>
                          <td className="px-3 py-1.5">
                            <Quantity value={m.fileUnits} />
                          </td>
                          <td className={cx("px-3 py-1.5", unitsDiffer && "font-medium text-bad")}>
                            <Quantity value={m.units} />
                          </td>
                          <td className="px-3 py-1.5">
                            <Money amountMinor={m.fileRevenueMinor} currency={currency} />
                          </td>
                          <td className={cx("px-3 py-1.5", moneyDiffers && "font-medium text-bad")}>
                            <Money amountMinor={m.revenueMinor} currency={currency} />
                          </td>
                          <td className="px-3 py-1.5">
                            <Quantity value={m.fileCustomers} />
                          </td>
                          <td className={cx("px-4 py-1.5", peopleDiffer && "font-medium text-bad")}>
                            <Quantity value={m.customers} />
                          </td>
                        </tr>
                      );
                    })}
                  </tbody>
                </table>
              </div>
            </Card>
          </>
        )
      }
    </Loaded>
  );
}
