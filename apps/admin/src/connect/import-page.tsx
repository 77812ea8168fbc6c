import { Button, Card, DateTime, Notice, Page, Progress, Quantity } from "@selvedge/ui";
import { Link, useParams } from "@tanstack/react-router";
import { Play, Square, Undo2 } from "lucide-react";
import { useState } from "react";
import { useApi, useCommand } from "../api/hooks.ts";
import { Loaded } from "../api/query-states.tsx";
import { useT } from "../i18n/i18n.ts";
import { useCan } from "../session/session-store.ts";
import { StatusBadge } from "../shell/status-badge.tsx";
import { kindWords } from "./import-list.tsx";
import { ImportMappingForm } from "./import-mapping.tsx";
import { ImportReconciliation, ImportRejects } from "./import-results.tsx";
import { connectImports, type ImportJob, isUnderWay, type ReadAs, readAsOf } from "./imports-api.ts";

/** One import from file to books: mapping, dry run, progress, what stayed out, and whether the sums agree. */
export function ImportPage() {
  const { importId } = useParams({ strict: false }) as { importId: string };
  const [quick, setQuick] = useState(true);
  const [readAs, setReadAs] = useState<ReadAs | null>(null);
  const job = useApi(connectImports.getImport, { id: importId, ...readAs }, { pollMs: quick ? 1000 : 15_000 });
  const underWay = job.data ? isUnderWay(job.data.status) : true;
  if (underWay !== quick) setQuick(underWay);
  return (
    <Loaded query={job}>
      {(loaded) => (
        <ImportBody key={loaded.id} job={loaded} readAs={readAs ?? readAsOf(loaded.options)} onReadAs={setReadAs} />
      )}
    </Loaded>
  );
}

type BodyProps = { job: ImportJob; readAs: ReadAs; onReadAs: (readAs: ReadAs) => void };

function ImportBody({ job, readAs, onReadAs }: BodyProps) {
  const t = useT();
  const can = useCan();
  const [again, setAgain] = useState(false);
  const mayRun = can("connect.import.run");
  const refresh = ["connect."];
  const run = useCommand(connectImports.runImport, { refresh });
  const cancel = useCommand(connectImports.cancelImport, { refresh });
  const undo = useCommand(connectImports.undoImport, { refresh, done: t("The import is being taken out") });
  const mapping = job.status === "uploaded" || again;
  return (
    <Page
      title={job.fileName}
      badge={<StatusBadge status={job.status} />}
      back={
        <Link to="/imports" className="text-ink-2 hover:underline">
          {t("Imports")}
        </Link>
      }
      detail={
        <>
          {kindWords(t)[job.kind]} · <DateTime value={job.createdAt} show="dateTime" />
        </>
      }
      className="max-w-5xl"
      actions={
        mayRun && (
          <>
            {isUnderWay(job.status) && job.status !== "undoing" && (
              <Button
                icon={<Square aria-hidden />}
                busy={cancel.isPending}
                onClick={() => cancel.mutate({ id: job.id })}
              >
                {t("Stop")}
              </Button>
            )}
            {(job.status === "checked" || job.status === "cancelled" || job.status === "failed") && !mapping && (
              <Button onClick={() => setAgain(true)}>{t("Change the mapping")}</Button>
            )}
            {job.status === "checked" && !mapping && (
              <Button
                tone="primary"
                icon={<Play aria-hidden />}
                busy={run.isPending}
                disabled={job.goodLines === 0}
                onClick={() => run.mutate({ id: job.id })}
              >
                {t("Bring in {{count}} lines", { count: job.goodLines })}
              </Button>
            )}
            {job.status === "done" && (
              <Button
                icon={<Undo2 aria-hidden />}
                busy={undo.isPending}
                onClick={() => confirm(t("Take this whole import out again?")) && undo.mutate({ id: job.id })}
              >
                {t("Undo the import")}
              </Button>
            )}
          </>
        )
      }
    >
      {job.failure && (
        <Notice tone="bad" title={t("It stopped.")}>
          {job.failure}
        </Notice>
      )}
      {!mapping && <ProgressCard job={job} />}
      {mapping && mayRun && (
        <ImportMappingForm job={job} readAs={readAs} onReadAs={onReadAs} onStarted={() => setAgain(false)} />
      )}
      {!mapping && job.rejectedLines > 0 && <ImportRejects job={job} />}
      {job.status === "done" && <ImportReconciliation importId={job.id} />}
    </Page>
  );
}

function ProgressCard({ job }: { job: ImportJob }) {
  const t = useT();
  const underWay = isUnderWay(job.status);
  const phase = {
    uploaded: t("The file is here; say what its columns are."),
    checking: t("Reading every line; nothing is changed yet."),
    checked: t("Checked. Nothing is changed yet."),
    running: t("Bringing in the good lines. You can leave this page."),
    done: t("Everything is in."),
    cancelled: t("Stopped. Nothing of it stays in the books."),
    failed: t("Failed. Nothing of it stays in the books."),
    undoing: t("Taking the import out again."),
    undone: t("The import is out again."),
  }[job.status];
  return (
    <Card>
      <p className="text-sm">
        {phase}
        {underWay && job.phase && <span className="text-ink-3"> {job.phase}</span>}
      </p>
      {underWay && (
        <Progress
          className="mt-3"
          label={phase}
          {...(job.totalLines ? { value: job.doneLines, max: job.totalLines } : {})}
        />
      )}
      <dl className="mt-4 grid grid-cols-2 gap-4 sm:grid-cols-4">
        {(
          [
            [t("Lines"), job.totalLines, ""],
            [t("Read"), job.doneLines, ""],
            [t("Good"), job.goodLines, "text-good"],
            [t("Left out"), job.rejectedLines, job.rejectedLines > 0 ? "text-warn" : ""],
          ] as const
        ).map(([name, value, tone]) => (
          <div key={name}>
            <dt className="text-xs text-ink-3">{name}</dt>
            <dd className="text-xl font-semibold">
              <Quantity value={value} className={tone} />
            </dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}
