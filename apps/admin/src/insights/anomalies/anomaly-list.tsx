import { decideApi } from "@selvedge/contract";
import {
  Badge,
  type DataColumn,
  DataTable,
  DateTime,
  EmptyState,
  Money,
  Page,
  Progress,
  useFormatSettings,
} from "@selvedge/ui";
import { ShieldAlert } from "lucide-react";
import { useMemo } from "react";
import { usePages } from "../../api/hooks.ts";
import { useT } from "../../i18n/i18n.ts";
import { useListState } from "../../shell/list-search.ts";
import { TrainButton } from "../train-button.tsx";
import { AnomalyPanel } from "./anomaly-panel.tsx";
import {
  type Anomaly,
  anomalyKinds,
  anomalyKindWords,
  anomalyStatuses,
  anomalyStatusWords,
  anomalySubject,
  anomalyTones,
  reasonWords,
} from "./anomaly-words.ts";

/** Cases of something unusual: look into them, confirm or dismiss. */
export function AnomalyList() {
  const t = useT();
  const { locale } = useFormatSettings();
  const [state, setState] = useListState();
  const input = useMemo(
    () => ({
      ...(state["q"] ? { q: state["q"] } : {}),
      ...(state["kind"] ? { kind: state["kind"] as Anomaly["kind"] } : {}),
      ...(state["status"] ? { status: state["status"] as Anomaly["status"] } : {}),
      sort: (state["sort"] ?? "newest") as "newest" | "worst",
    }),
    [state],
  );
  const { table } = usePages(decideApi.listAnomalies, input);
  const columns = useMemo<DataColumn<Anomaly>[]>(
    () => [
      {
        key: "what",
        header: t("What"),
        csv: (row) => row.number,
        cell: (row) => (
          <button
            type="button"
            className="block min-w-0 text-start"
            onClick={() => setState({ ...state, case: row.id })}
          >
            <span className="line-clamp-2 font-medium hover:underline sm:line-clamp-1">
              {anomalyKindWords(t, row.kind)} · {anomalySubject(row)}
            </span>
            <span className="line-clamp-1 text-xs text-ink-3">
              {row.reasons[0] && reasonWords(t, row.reasons[0], locale)}
            </span>
          </button>
        ),
      },
      {
        key: "day",
        header: t("Day"),
        sort: ["newest"],
        csv: (row) => row.happenedOn,
        cell: (row) => <DateTime value={row.happenedOn} />,
      },
      {
        key: "score",
        header: t("How unusual"),
        sort: ["worst"],
        room: "wide",
        csv: (row) => row.score,
        cell: (row) => (
          <span className="flex w-28 items-center gap-2">
            <Progress
              label={t("How unusual")}
              value={row.score * 100}
              tone={row.score > 0.8 ? "bad" : "warn"}
              className="flex-1"
            />
            <span className="tabular text-xs">{Math.round(row.score * 100)}</span>
          </span>
        ),
      },
      {
        key: "worth",
        header: t("About"),
        align: "end",
        room: "wide",
        csv: (row) => row.worthMinor,
        cell: (row) => <Money amountMinor={row.worthMinor} currency={row.currency} />,
      },
      {
        key: "who",
        header: t("Looks into it"),
        room: "widest",
        csv: (row) => row.assigneeName,
        cell: (row) => row.assigneeName ?? <span className="text-ink-3">–</span>,
      },
      {
        key: "status",
        header: t("State"),
        csv: (row) => row.status,
        cell: (row) => <Badge tone={anomalyTones[row.status]}>{anomalyStatusWords(t, row.status)}</Badge>,
      },
    ],
    [t, locale, state, setState],
  );
  return (
    <Page fill title={t("Unusual events")} actions={<TrainButton kind="anomalies" label={t("Look now")} />}>
      <DataTable
        id="anomalies"
        label={t("Unusual events")}
        columns={columns}
        {...table}
        rowKey={(row) => row.id}
        rowName={(row) => row.number}
        state={state}
        onState={setState}
        searchPlaceholder={t("Number, style, place or customer")}
        filters={[
          {
            key: "kind",
            label: t("Kind"),
            options: anomalyKinds.map((value) => ({ value, label: anomalyKindWords(t, value) })),
          },
          {
            key: "status",
            label: t("State"),
            options: anomalyStatuses.map((value) => ({ value, label: anomalyStatusWords(t, value) })),
          },
        ]}
        onOpen={(row) => setState({ ...state, case: row.id })}
        empty={
          <EmptyState icon={<ShieldAlert aria-hidden />} title={t("Nothing unusual")}>
            {t(
              "Prices, discounts, goods sent back, cancelled orders, counts and sales are looked through every night.",
            )}
          </EmptyState>
        }
      />
      {state["case"] && <AnomalyPanel id={state["case"]} onClose={() => setState({ ...state, case: undefined })} />}
    </Page>
  );
}
