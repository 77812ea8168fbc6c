import { Button, Card, cx, FieldFrame, Input, Notice, Select } from "@selvedge/ui";
import { FileSearch } from "lucide-react";
import { useMemo, useState } from "react";
import { errorText } from "../api/client.ts";
import { useCommand } from "../api/hooks.ts";
import { type Translate, useT } from "../i18n/i18n.ts";
import { guessMapping, type ImportField, type Mapping } from "./guess-mapping.ts";
import { connectImports, type ImportJob } from "./imports-api.ts";

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

/** Which column is what, with the file's own lines beside it; then the dry run. */
export function ImportMappingForm({ job, onStarted }: { job: ImportJob; onStarted: () => void }) {
  const t = useT();
  const guess = useMemo(() => guessMapping(job.columns), [job.columns]);
  const [mapping, setMapping] = useState<Mapping>(Object.keys(job.mapping).length > 0 ? job.mapping : guess);
  const kept = job.options as {
    taxTreatment?: "none" | "exclusive" | "inclusive";
    costPercentOfPrice?: number;
    dateFormat?: string;
  };
  const [tax, setTax] = useState(kept.taxTreatment ?? "none");
  const [costPercent, setCostPercent] = useState(String(kept.costPercentOfPrice ?? 50));
  const [dateFormat, setDateFormat] = useState(kept.dateFormat ?? "auto");
  const check = useCommand(connectImports.checkImport, { refresh: ["connect."], onDone: onStarted, quietErrors: true });
  const missing = job.kind === "sales_history" ? needed.filter((field) => !mapping[field]) : [];
  const words = fieldWords(t);
  const options = job.columns.map((column) => ({ value: column, label: column }));
  const sampleOf = (column: string | undefined) => {
    const at = column ? job.columns.indexOf(column) : -1;
    return at < 0 ? [] : [...new Set(job.sample.map((row) => row[at]).filter(Boolean))].slice(0, 3);
  };
  const submit = () =>
    check.mutate({
      id: job.id,
      mapping: Object.fromEntries(Object.entries(mapping).filter(([, column]) => column)),
      options: {
        taxTreatment: tax,
        dateFormat,
        costPercentOfPrice: Math.min(100, Math.max(0, Number(costPercent) || 0)),
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
                      options={options}
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
      <Card title={t("How to read it")}>
        <div className="grid gap-4 sm:grid-cols-3">
          <FieldFrame label={t("Prices in the file")}>
            {(control) => (
              <Select
                {...control}
                value={tax}
                options={[
                  { value: "none", label: t("Say nothing of tax: keep them") },
                  { value: "exclusive", label: t("Are before tax") },
                  { value: "inclusive", label: t("Include tax") },
                ]}
                onChange={(event) => setTax(event.target.value as typeof tax)}
              />
            )}
          </FieldFrame>
          <FieldFrame label={t("Cost where the file gives none")} hint={t("Percent of the price")}>
            {(control) => (
              <Input
                {...control}
                inputMode="decimal"
                value={costPercent}
                trail="%"
                onChange={(event) => setCostPercent(event.target.value)}
              />
            )}
          </FieldFrame>
          <FieldFrame label={t("Dates are written as")}>
            {(control) => (
              <Select
                {...control}
                value={dateFormat}
                options={[
                  { value: "auto", label: t("Find out") },
                  { value: "yyyy-MM-dd", label: "2026-11-21" },
                  { value: "dd/MM/yyyy", label: "21/11/2026" },
                  { value: "MM/dd/yyyy", label: "11/21/2026" },
                  { value: "dd-MM-yyyy", label: "21-11-2026" },
                ]}
                onChange={(event) => setDateFormat(event.target.value)}
              />
            )}
          </FieldFrame>
        </div>
      </Card>
      <SampleCard job={job} />
    </>
  );
}

function SampleCard({ job }: { job: ImportJob }) {
  const t = useT();
  if (job.sample.length === 0) return null;
  return (
    <Card flush title={t("First lines of the file")}>
      <div className="scroll-thin overflow-x-auto">
        <table className="text-xs">
          <thead className="bg-surface-2 text-ink-2">
            <tr>
              {job.columns.map((column) => (
                <th key={column} scope="col" className="px-3 py-2 text-start font-medium whitespace-nowrap">
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {job.sample.slice(0, 8).map((row, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: lines of a file in their order
              <tr key={index} className="border-t border-line">
                {row.map((cell, at) => (
                  <td key={job.columns[at]} className="max-w-56 truncate px-3 py-1.5 whitespace-nowrap">
                    {cell}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Card>
  );
}
