import { Button, Card, DateTime, EmptyState, Notice, Page, Progress, Quantity, saveFile, toCsv } from "@selvedge/ui";
import { Link, useNavigate } from "@tanstack/react-router";
import { Download, FileUp, Upload } from "lucide-react";
import { type DragEvent, useRef, useState } from "react";
import { errorText } from "../api/client.ts";
import { useApi } from "../api/hooks.ts";
import { Loaded } from "../api/query-states.tsx";
import { useT } from "../i18n/i18n.ts";
import { useCan } from "../session/session-store.ts";
import { StatusBadge } from "../shell/status-badge.tsx";
import { connectImports, type ImportKind, isUnderWay, uploadImport } from "./imports-api.ts";

/** Years of history from a file: what was brought in, and the place to drop the next one. */
export function ImportList() {
  const t = useT();
  const can = useCan();
  const imports = useApi(connectImports.listImports, { limit: 50 }, { pollMs: 3000 });
  return (
    <Page title={t("Imports")} className="max-w-5xl">
      {can("connect.import.run") && <UploadCard />}
      <Loaded query={imports}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState icon={<FileUp aria-hidden />} title={t("Nothing imported yet")}>
              {t("A file is checked line by line before anything changes, and an import can be taken out again whole.")}
            </EmptyState>
          ) : (
            <Card flush title={t("Imports")}>
              <ul className="divide-y divide-line">
                {items.map((job) => (
                  <li key={job.id}>
                    <Link
                      to="/imports/$importId"
                      params={{ importId: job.id }}
                      className="flex min-h-14 items-center gap-4 px-4 py-2 hover:bg-surface-2"
                    >
                      <span className="min-w-0 flex-1">
                        <span className="block truncate text-sm font-medium">{job.fileName}</span>
                        <span className="block text-xs text-ink-3">
                          {kindWords(t)[job.kind]} · <DateTime value={job.createdAt} show="dateTime" />
                        </span>
                        {isUnderWay(job.status) && (
                          <Progress
                            className="mt-1.5 max-w-64"
                            label={job.fileName}
                            {...(job.totalLines ? { value: job.doneLines, max: job.totalLines } : {})}
                          />
                        )}
                      </span>
                      <span className="hidden text-end text-xs text-ink-3 sm:block">
                        <Quantity value={job.goodLines} /> {t("good")}
                        {job.rejectedLines > 0 && (
                          <span className="block text-warn">
                            <Quantity value={job.rejectedLines} /> {t("out")}
                          </span>
                        )}
                      </span>
                      <StatusBadge status={job.status} />
                    </Link>
                  </li>
                ))}
              </ul>
            </Card>
          )
        }
      </Loaded>
    </Page>
  );
}

export const kindWords = (t: (words: string) => string): Record<ImportKind, string> => ({
  sales_history: t("Sales history"),
  styles: t("Styles"),
  customers: t("Customers"),
});

/** A sale, a return and a second colour, as a spreadsheet would be filled in. */
const exampleFile = toCsv(
  [
    "Invoice",
    "Date",
    "SKU",
    "Description",
    "Style",
    "Colour",
    "Size",
    "Pieces",
    "Price",
    "Customer code",
    "Customer name",
  ],
  [
    ["1001", "2026-04-01 10:30", "OX-1-NVY-M", "Oxford shirt", "OX-1", "Navy", "M", 6, 1299, "C001", "Anokhi Retail"],
    ["1001", "2026-04-01 10:30", "OX-1-NVY-L", "Oxford shirt", "OX-1", "Navy", "L", 4, 1299, "C001", "Anokhi Retail"],
    ["1002", "2026-04-02 16:05", "OX-1-ECR-S", "Oxford shirt", "OX-1", "Ecru", "S", 1, 1499, null, null],
    ["C1003", "2026-04-09 11:20", "OX-1-NVY-M", "Oxford shirt", "OX-1", "Navy", "M", -1, 1299, "C001", "Anokhi Retail"],
  ],
);

function UploadCard() {
  const t = useT();
  const navigate = useNavigate();
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const [sent, setSent] = useState<{ name: string; share: number } | null>(null);
  const [failure, setFailure] = useState<string | null>(null);

  const take = async (file: File | undefined) => {
    if (!file) return;
    setFailure(null);
    setSent({ name: file.name, share: 0 });
    try {
      const { id } = await uploadImport(file, (share) => setSent({ name: file.name, share }));
      await navigate({ to: "/imports/$importId", params: { importId: id } });
    } catch (error) {
      setFailure(errorText(error));
      setSent(null);
    }
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    void take(event.dataTransfer.files[0]);
  };
  return (
    <Card>
      {failure && (
        <Notice tone="bad" className="mb-4">
          {failure}
        </Notice>
      )}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is a second way; the button inside is the first */}
      <div
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
        className={`flex flex-col items-center gap-3 rounded-lg border-2 border-dashed px-4 py-8 text-center transition-colors ${over ? "border-accent bg-accent-soft" : "border-line"}`}
      >
        {sent ? (
          <>
            <p className="text-sm">{t("Sending {{name}}", { name: sent.name })}</p>
            <Progress label={t("Sending")} value={Math.round(sent.share * 100)} className="max-w-sm" />
          </>
        ) : (
          <>
            <Upload className="size-6 text-ink-3" aria-hidden />
            <p className="text-sm text-ink-2">
              {t("Drop the sales history here: CSV, also compressed (.csv.gz), or Excel")}
            </p>
            <p className="max-w-md text-xs text-pretty text-ink-3">
              {t(
                "Each line is one SKU of one invoice: number, date, SKU code, pieces and price. More columns are used where they are.",
              )}
            </p>
            <div className="flex flex-wrap justify-center gap-2">
              <Button tone="primary" onClick={() => input.current?.click()}>
                {t("Choose a file")}
              </Button>
              <Button icon={<Download aria-hidden />} onClick={() => saveFile("sales-history.csv", exampleFile)}>
                {t("Example file")}
              </Button>
            </div>
            <input
              ref={input}
              type="file"
              hidden
              accept=".csv,.tsv,.txt,.gz,.xlsx"
              aria-label={t("Choose a file")}
              onChange={(event) => void take(event.target.files?.[0])}
            />
          </>
        )}
      </div>
    </Card>
  );
}
