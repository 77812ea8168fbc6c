import { learningApi, type OutputOf } from "@selvedge/contract";
import {
  addDays,
  Button,
  type DataColumn,
  DataTable,
  DateTime,
  EmptyState,
  Input,
  Menu,
  Progress,
  Quantity,
  todayIn,
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
import { kindWords } from "./learning-words.ts";
import { RunPanel } from "./run-panel.tsx";
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

/** Trains on what happened up to yesterday, or up to a day that is chosen: a history from a file may have ended long ago. */
function StartMenu({ kinds }: { kinds: { value: string; label: string }[] }) {
  const t = useT();
  const { timeZone } = useFormatSettings();
  const yesterday = addDays(todayIn(timeZone), -1);
  const [upTo, setUpTo] = useState(yesterday);
  const start = useCommand(learningApi.startLearningRun, {
    refresh: ["insights."],
    done: t("Training runs in the background; you can leave this page"),
  });
  return (
    <>
      <span className="flex items-center gap-2 text-sm text-ink-2">
        <span aria-hidden>{t("History up to")}</span>
        <Input
          type="date"
          aria-label={t("History up to")}
          className="w-38"
          value={upTo}
          max={yesterday}
          onChange={(event) => setUpTo(event.target.value)}
        />
      </span>
      <Menu
        trigger={
          <Button tone="primary" icon={<Play aria-hidden />} busy={start.isPending}>
            {t("Train now")}
          </Button>
        }
        items={kinds.map(({ value, label }) => ({
          key: value,
          label,
          onSelect: () => start.mutate({ kind: value, ...(upTo ? { cutOffOn: upTo } : {}) }),
        }))}
      />
    </>
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
