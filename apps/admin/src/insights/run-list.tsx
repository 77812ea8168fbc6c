import { learningApi, type OutputOf } from "@selvedge/contract";
import {
  Badge,
  Button,
  type DataColumn,
  DataTable,
  DateTime,
  EmptyState,
  Menu,
  Progress,
  Quantity,
  SidePanel,
  useFormatSettings,
} from "@selvedge/ui";
import { BrainCircuit, Play } from "lucide-react";
import { useMemo, useState } from "react";
import { useApi, useCommand, usePages } from "../api/hooks.ts";
import { useT } from "../i18n/i18n.ts";
import { useCan } from "../session/session-store.ts";
import { useListState } from "../shell/list-search.ts";
import { StatusBadge } from "../shell/status-badge.tsx";
import { statusWords } from "../shell/status-words.ts";
import { AlertCards } from "./alert-cards.tsx";
import { LearningPage } from "./learning-page.tsx";
import { kindWords, methodWords, parameterWords, scopeWords } from "./learning-words.ts";
import { inReadingOrder, metricFigure, metricWords } from "./metric-words.ts";
import { RunResult } from "./run-result.tsx";

type Run = OutputOf<typeof learningApi.getLearningRun>;
const isOpen = (run: Run) => run.status === "queued" || run.status === "running";

/** Every training: what runs now and how far it is, and what earlier ones came to. */
export function RunList() {
  const t = useT();
  const can = useCan();
  const [state, setState] = useListState();
  const [shown, setShown] = useState<string | null>(null);
  const { kind, status } = state;
  const input = useMemo(
    () => Object.fromEntries(Object.entries({ kind, status }).filter(([, value]) => value)),
    [kind, status],
  );
  const { table } = usePages(learningApi.listLearningRuns, input);
  const busy = table.rows.some(isOpen);
  // While something trains the list is read again every two seconds; a person may leave and find it again.
  useApi(learningApi.listLearningRuns, { limit: 1 }, { pollMs: busy ? 2000 : false });
  const columns = useRunColumns(setShown);
  const learners = useApi(learningApi.listLearners, {});
  const kinds = (learners.data?.items ?? []).map((l) => ({ value: l.kind, label: kindWords(t, l.kind) }));
  return (
    <LearningPage current="runs" fill actions={can("insights.model.train") && <StartMenu kinds={kinds} />}>
      <AlertCards />
      {busy && <OpenRuns />}
      <DataTable
        id="learning-runs"
        label={t("Training runs")}
        columns={columns}
        {...table}
        rowKey={(row) => row.id}
        rowName={(row) => kindWords(t, row.kind)}
        state={state}
        onState={setState}
        onOpen={(row) => setShown(row.id)}
        filters={[
          { key: "kind", label: t("What"), options: kinds },
          {
            key: "status",
            label: t("State"),
            options: ["queued", "running", "done", "failed", "cancelled"].map((value) => ({
              value,
              label: statusWords(t, value),
            })),
          },
        ]}
        empty={
          <EmptyState icon={<BrainCircuit aria-hidden />} title={t("Nothing was trained yet")}>
            {t(
              "Training happens every night by itself, or when you start it here. What it learns from your history shows as forecasts and suggestions.",
            )}
          </EmptyState>
        }
      />
      {shown && <RunPanel id={shown} onClose={() => setShown(null)} />}
    </LearningPage>
  );
}

function StartMenu({ kinds }: { kinds: { value: string; label: string }[] }) {
  const t = useT();
  const start = useCommand(learningApi.startLearningRun, {
    refresh: ["insights."],
    done: t("Training runs in the background; you can leave this page"),
  });
  return (
    <Menu
      trigger={
        <Button tone="primary" icon={<Play aria-hidden />} busy={start.isPending}>
          {t("Train now")}
        </Button>
      }
      items={kinds.map(({ value, label }) => ({ key: value, label, onSelect: () => start.mutate({ kind: value }) }))}
    />
  );
}

function OpenRuns() {
  const t = useT();
  const can = useCan();
  const running = useApi(learningApi.listLearningRuns, { status: "running", limit: 5 }, { pollMs: 1500 });
  const queued = useApi(learningApi.listLearningRuns, { status: "queued", limit: 5 }, { pollMs: 3000 });
  const cancel = useCommand(learningApi.cancelLearningRun, { refresh: ["insights."] });
  const runs = [...(running.data?.items ?? []), ...(queued.data?.items ?? [])];
  if (runs.length === 0) return null;
  return (
    <ul className="grid gap-3 lg:grid-cols-2">
      {runs.map((run) => (
        <li key={run.id} className="rounded-lg border border-line bg-surface p-4">
          <div className="flex items-center gap-3">
            <p className="min-w-0 flex-1 truncate text-sm font-medium">
              {kindWords(t, run.kind)}{" "}
              <span className="font-normal text-ink-3">
                {run.status === "queued" ? t("waits for its turn") : phaseWords(t, run.phase)}
              </span>
            </p>
            <span className="tabular text-sm text-ink-2">{Math.floor(run.progress * 100)} %</span>
            {can("insights.model.train") && (
              <Button size="sm" busy={cancel.isPending} onClick={() => cancel.mutate({ id: run.id })}>
                {t("Stop")}
              </Button>
            )}
          </div>
          <Progress className="mt-2" label={kindWords(t, run.kind)} value={Math.round(run.progress * 100)} />
        </li>
      ))}
    </ul>
  );
}

function phaseWords(t: ReturnType<typeof useT>, phase: string | null): string {
  if (phase === "reading") return t("reads the history");
  return phase === "writing" ? t("writes what it learnt") : t("learns");
}

function useRunColumns(onShow: (id: string) => void) {
  const t = useT();
  const { locale } = useFormatSettings();
  return useMemo<DataColumn<Run>[]>(
    () => [
      {
        key: "kind",
        header: t("What"),
        csv: (row) => row.kind,
        cell: (row) => (
          <button type="button" className="block min-w-0 text-start" onClick={() => onShow(row.id)}>
            <span className="block font-medium hover:underline">{kindWords(t, row.kind)}</span>
            <span className="block text-xs text-ink-3">
              {row.createdByName ?? (row.trigger === "schedule" ? t("by itself") : t("by the system"))}
            </span>
            <span className="block text-xs text-ink-2 @2xl:hidden">
              <RunResult run={row} />
            </span>
          </button>
        ),
      },
      {
        key: "status",
        header: t("State"),
        csv: (row) => row.status,
        cell: (row) => <StatusBadge status={row.status} />,
      },
      {
        key: "at",
        header: t("Started"),
        room: "wide",
        csv: (row) => row.createdAt,
        cell: (row) => <DateTime value={row.createdAt} show="dateTime" />,
      },
      {
        key: "cutOff",
        header: t("History up to"),
        room: "wide",
        csv: (row) => row.cutOffOn,
        cell: (row) => <DateTime value={row.cutOffOn} />,
      },
      {
        key: "margin",
        header: t("Result"),
        room: "wide",
        csv: (row) => row.metrics?.["marginOverNaive"] ?? null,
        cell: (row) => <RunResult run={row} />,
      },
      {
        key: "seconds",
        header: t("Took"),
        align: "end",
        room: "widest",
        csv: (row) => row.seconds,
        cell: (row) =>
          row.seconds === null
            ? "–"
            : t("{{seconds}} s", { seconds: Math.max(1, Math.round(row.seconds)).toLocaleString(locale) }),
      },
      {
        key: "rows",
        header: t("Rows read"),
        align: "end",
        room: "widest",
        csv: (row) => row.dataRows,
        cell: (row) => (row.dataRows === null ? "–" : <Quantity value={row.dataRows} />),
      },
    ],
    [t, locale, onShow],
  );
}

function RunPanel({ id, onClose }: { id: string; onClose: () => void }) {
  const t = useT();
  const { locale, currency } = useFormatSettings();
  const run = useApi(learningApi.getLearningRun, { id }, { pollMs: 3000 }).data;
  const models = useApi(
    learningApi.listLearningModels,
    { kind: run?.kind ?? "forecast", limit: 50 },
    { enabled: run !== undefined },
  );
  if (!run) return null;
  const made = (models.data?.items ?? []).filter((m) => m.runId === id);
  const facts: [string, React.ReactNode][] = [
    [t("History up to"), <DateTime key="c" value={run.cutOffOn} />],
    [t("Version of the data"), run.dataHash ? <code key="d">{run.dataHash.slice(0, 12)}</code> : "–"],
    [t("Version of the code"), run.codeVersion ? <code key="v">{run.codeVersion}</code> : "–"],
    [t("Seed"), String(run.seed)],
    ...Object.entries(run.parameters)
      .filter(([name]) => name !== "seasonId")
      .map(([name, value]) => parameterWords(t, name, value)),
  ];
  return (
    <SidePanel
      open
      onOpenChange={(open) => !open && onClose()}
      title={kindWords(t, run.kind)}
      description={<StatusBadge status={run.status} />}
    >
      {run.failure && <p className="mb-4 rounded-md bg-bad-soft p-3 text-sm text-bad">{run.failure}</p>}
      <FactList facts={facts} />
      {run.metrics && (
        <>
          <h3 className="mt-5 mb-2 text-sm font-semibold">{t("Figures")}</h3>
          <FactList
            facts={inReadingOrder(Object.keys(run.metrics)).map((name) => [
              metricWords(t, name),
              metricFigure(name, run.metrics?.[name] ?? null, locale, currency),
            ])}
          />
        </>
      )}
      {made.length > 0 && (
        <>
          <h3 className="mt-5 mb-2 text-sm font-semibold">{t("Versions it made")}</h3>
          <ul className="space-y-1 text-sm">
            {made.map((m) => (
              <li key={m.id} className="flex items-center gap-2">
                <span className="flex-1">
                  {scopeWords(t, m.scope, m.scopeName) ?? methodWords(t, m.name)} ·{" "}
                  {t("version {{version}}", { version: m.version })}
                </span>
                <Badge tone={m.status === "champion" ? "good" : "neutral"}>{modelStatusWords(t, m.status)}</Badge>
              </li>
            ))}
          </ul>
        </>
      )}
      {run.exportedTo && (
        <p className="mt-5 text-sm">
          <a href={run.exportedTo} target="_blank" rel="noreferrer" className="text-accent underline">
            {t("Open in MLflow")}
          </a>
        </p>
      )}
    </SidePanel>
  );
}

export function modelStatusWords(t: ReturnType<typeof useT>, status: string): string {
  if (status === "champion") return t("In use");
  return status === "challenger" ? t("Waits") : t("Retired");
}

export function FactList({ facts }: { facts: readonly (readonly [string, React.ReactNode])[] }) {
  return (
    <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1.5 text-sm">
      {facts.map(([name, value]) => (
        <div key={name} className="contents">
          <dt className="text-ink-3">{name}</dt>
          <dd className="tabular text-end break-all">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
