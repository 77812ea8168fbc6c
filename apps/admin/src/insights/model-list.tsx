import { learningApi, type OutputOf } from "@selvedge/contract";
import { Badge, type DataColumn, DataTable, DateTime, EmptyState, useFormatSettings } from "@selvedge/ui";
import { Link, useNavigate } from "@tanstack/react-router";
import { GitBranch } from "lucide-react";
import { useMemo } from "react";
import { useApi, usePages } from "../api/hooks.ts";
import { useT } from "../i18n/i18n.ts";
import { useListState } from "../shell/list-search.ts";
import { LearningPage } from "./learning-page.tsx";
import { kindWords, methodWords, scopeWords } from "./learning-words.ts";
import { metricFigure, scoreWords } from "./metric-words.ts";
import { modelStatusWords } from "./run-panel.tsx";

type Model = OutputOf<typeof learningApi.getLearningModel>["model"];

/** Every version that was learnt; of each kind one is in use. */
export function ModelList() {
  const t = useT();
  const navigate = useNavigate();
  const { locale, currency } = useFormatSettings();
  const [state, setState] = useListState();
  const { kind, status } = state;
  const input = useMemo(
    () => Object.fromEntries(Object.entries({ kind, status }).filter(([, value]) => value)),
    [kind, status],
  );
  const { table } = usePages(learningApi.listLearningModels, input);
  const learners = useApi(learningApi.listLearners, {});
  const columns = useMemo<DataColumn<Model>[]>(
    () => [
      {
        key: "name",
        header: t("Model"),
        csv: (row) => `${row.kind} ${row.scope} ${row.version}`,
        cell: (row) => (
          <Link to="/learning/models/$modelId" params={{ modelId: row.id }} className="group/link block">
            <span className="font-medium group-hover/link:underline">
              {kindWords(t, row.kind)}
              {row.scope !== "all" && ` · ${scopeWords(t, row.scope, row.scopeName)}`}
            </span>
            <span className="block text-xs text-ink-3">
              {t("version {{version}}", { version: row.version })} · {methodWords(t, row.name)}
            </span>
          </Link>
        ),
      },
      {
        key: "status",
        header: t("State"),
        csv: (row) => row.status,
        cell: (row) => (
          <Badge tone={row.status === "champion" ? "good" : row.status === "challenger" ? "note" : "neutral"}>
            {modelStatusWords(t, row.status)}
          </Badge>
        ),
      },
      {
        key: "score",
        header: t("Error"),
        align: "end",
        room: "wide",
        csv: (row) => row.score,
        cell: (row) =>
          row.score === null ? (
            "–"
          ) : (
            <span className="tabular">
              {metricFigure("score", row.score, locale, currency)}{" "}
              <span className="text-xs text-ink-3">{scoreWords(t, row.scoreName)}</span>
            </span>
          ),
      },
      {
        key: "margin",
        header: t("Better than naive by"),
        align: "end",
        room: "wide",
        csv: (row) => row.metrics["marginOverNaive"] ?? null,
        cell: (row) => (
          <span className="tabular">
            {metricFigure("marginOverNaive", row.metrics["marginOverNaive"] ?? null, locale, currency)}
          </span>
        ),
      },
      {
        key: "cutOff",
        header: t("History up to"),
        room: "wide",
        csv: (row) => row.cutOffOn,
        cell: (row) => <DateTime value={row.cutOffOn} />,
      },
      {
        key: "at",
        header: t("Learnt"),
        room: "widest",
        csv: (row) => row.createdAt,
        cell: (row) => <DateTime value={row.createdAt} show="dateTime" />,
      },
    ],
    [t, locale, currency],
  );
  return (
    <LearningPage current="models" fill>
      <DataTable
        id="learning-models"
        label={t("Versions")}
        columns={columns}
        {...table}
        rowKey={(row) => row.id}
        rowName={(row) => `${kindWords(t, row.kind)} ${row.version}`}
        state={state}
        onState={setState}
        onOpen={(row) => void navigate({ to: "/learning/models/$modelId", params: { modelId: row.id } })}
        filters={[
          {
            key: "kind",
            label: t("What"),
            options: (learners.data?.items ?? []).map((l) => ({ value: l.kind, label: kindWords(t, l.kind) })),
          },
          {
            key: "status",
            label: t("State"),
            options: ["champion", "challenger", "retired"].map((value) => ({
              value,
              label: modelStatusWords(t, value),
            })),
          },
        ]}
        empty={
          <EmptyState icon={<GitBranch aria-hidden />} title={t("No versions yet")}>
            {t(
              "Each training leaves a version. The one in use serves; a better one waits for your word or takes over by itself.",
            )}
          </EmptyState>
        }
      />
    </LearningPage>
  );
}
