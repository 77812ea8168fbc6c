import { Button, Card, cx, Notice, Select } from "@selvedge/ui";
import { FileSearch } from "lucide-react";
import { useState } from "react";
import { errorText } from "../api/client.ts";
import { useCommand } from "../api/hooks.ts";
import { type Translate, useT } from "../i18n/i18n.ts";
import { ImportSample } from "./import-sample.tsx";
import { connectImports, type ImportField, type ImportJob, type ReadAs, readingOf } from "./imports-api.ts";
import { ReadAsCard } from "./read-as-card.tsx";

const needed: readonly ImportField[] = ["documentNumber", "occurredAt", "skuCode", "qty", "unitPrice"];

const fieldWords = (t: Translate): Record<ImportField, string> => ({
  documentNumber: t("Invoice number"),
  occurredAt: t("Date and time"),
  skuCode: t("SKU code"),
  description: t("Description"),
  qty: t("Pieces"),
  unitPrice: t("Price of one piece"),
  unitCost: t("Cost of one piece"),
  customerCode: t("Customer code"),
  customerName: t("Customer's name"),
  country: t("Country"),
  channelCode: t("Channel"),
  locationCode: t("Location"),
  styleCode: t("Style code"),
  colour: t("Colour"),
  size: t("Size"),
  discount: t("Discount"),
});

type MappingFormProps = {
  job: ImportJob;
  readAs: ReadAs;
  onReadAs: (readAs: ReadAs) => void;
  onStarted: () => void;
};

/** Which column is what, with the file's own lines beside it; then the dry run. */
export function ImportMappingForm({ job, readAs, onReadAs, onStarted }: MappingFormProps) {
  const t = useT();
  const [mapping, setMapping] = useState(job.mapping);
  const columnsNow = job.columns.join("\n");
  const [columnsMapped, setColumnsMapped] = useState(columnsNow);
  if (columnsMapped !== columnsNow) {
    // Read another way the file has other columns; what the server makes of them is the new beginning.
    setColumnsMapped(columnsNow);
    setMapping(job.mapping);
  }
  const [options, setOptions] = useState(() => readingOf(job));
  const check = useCommand(connectImports.checkImport, { refresh: ["connect."], onDone: onStarted, quietErrors: true });
  const missing = needed.filter((field) => !job.columns.includes(mapping[field] ?? ""));
  const words = fieldWords(t);
  const columns = job.columns.map((column) => ({ value: column, label: column }));
  const sampleOf = (column: string | undefined) => {
    const at = column ? job.columns.indexOf(column) : -1;
    return at < 0 ? [] : [...new Set(job.sample.map((row) => row[at]).filter(Boolean))].slice(0, 3);
  };
  const submit = () =>
    check.mutate({
      id: job.id,
      // A column that the file does not have, read another way, is no column.
      mapping: Object.fromEntries(Object.entries(mapping).filter(([, column]) => job.columns.includes(column))),
      options: {
        taxTreatment: options.taxTreatment,
        dateFormat: options.dateFormat,
        costPercentOfPrice: Math.min(100, Math.max(0, Number(options.costPercent) || 0)),
        ...readAs,
      },
    });
  return (
    <>
      {check.error && <Notice tone="bad">{errorText(check.error)}</Notice>}
      <Card
        title={t("Which column is what?")}
        flush
        actions={
          <Button
            tone="primary"
            icon={<FileSearch aria-hidden />}
            busy={check.isPending}
            disabled={missing.length > 0}
            onClick={submit}
          >
            {t("Check the file")}
          </Button>
        }
      >
        <table className="w-full text-sm">
          <thead className="sr-only">
            <tr>
              <th scope="col">{t("Field")}</th>
              <th scope="col">{t("Column of the file")}</th>
              <th scope="col">{t("In the file")}</th>
            </tr>
          </thead>
          <tbody>
            {Object.entries(words).map(([field, name]) => {
              const column = mapping[field as ImportField];
              const lacking = missing.includes(field as ImportField);
              return (
                <tr key={field} className="border-t border-line first:border-t-0">
                  <th scope="row" className="w-2/5 px-4 py-1.5 text-start font-normal sm:w-1/4">
                    {name}
                    {needed.includes(field as ImportField) && <span className="text-bad"> *</span>}
                  </th>
                  <td className="py-1.5 pe-4">
                    <Select
                      aria-label={t("Column for {{field}}", { field: name })}
                      aria-invalid={lacking || undefined}
                      className="max-w-64"
                      value={column ?? ""}
                      placeholder={t("Not in the file")}
                      options={columns}
                      onChange={(event) => setMapping({ ...mapping, [field]: event.target.value })}
                    />
                  </td>
                  <td className={cx("hidden max-w-56 truncate py-1.5 pe-4 text-xs text-ink-3 sm:table-cell")}>
                    {sampleOf(column).join(" · ")}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </Card>
      <ReadAsCard
        options={options}
        onOptions={setOptions}
        readAs={readAs}
        onReadAs={onReadAs}
        encodingFound={job.encoding}
      />
      <ImportSample job={job} />
    </>
  );
}
