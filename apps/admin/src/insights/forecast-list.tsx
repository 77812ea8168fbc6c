import { insightsApi, type OutputOf } from "@selvedge/contract";
import {
  Button,
  Card,
  type DataColumn,
  DataTable,
  DateTime,
  EmptyState,
  GarmentPicture,
  Notice,
  Page,
  Progress,
  Quantity,
  Share,
} from "@selvedge/ui";
import { Link, useNavigate } from "@tanstack/react-router";
import { LineChart, Play } from "lucide-react";
import { useMemo } from "react";
import { useApi, useCommand, usePages } from "../api/hooks.ts";
import { Failure } from "../api/query-states.tsx";
import { useT } from "../i18n/i18n.ts";
import { useCan } from "../session/session-store.ts";
import { useListState } from "../shell/list-search.ts";
import { MarginOverNaive, modelWords } from "./accuracy.tsx";

type Row = OutputOf<typeof insightsApi.listForecasts>["items"][number];
type Run = NonNullable<OutputOf<typeof insightsApi.listForecasts>["run"]>;

/** What will sell, with how sure and how it compares with simply repeating the past. */
export function ForecastList() {
  const t = useT();
  const can = useCan();
  const navigate = useNavigate();
  const [state, setState] = useListState();
  const input = useMemo(() => (state["q"] ? { q: state["q"] } : {}), [state]);
  const { table, query, first } = usePages(insightsApi.listForecasts, input);
  const runs = useApi(insightsApi.listForecastRuns, { limit: 1 }, { pollMs: 4000 });
  const newest = runs.data?.items[0];
  const start = useCommand(insightsApi.runForecast, {
    refresh: ["insights."],
    done: t("The forecast runs in the background"),
  });
  const columns = useMemo<DataColumn<Row>[]>(
    () => [
      {
        key: "sku",
        header: t("SKU"),
        csv: (row) => row.skuCode,
        cell: (row) => (
          <Link to="/forecasts/$skuId" params={{ skuId: row.skuId }} className="group/link flex items-center gap-3">
            <GarmentPicture name={`${row.styleName}, ${row.colourName}`} hex={row.hex} size="xs" />
            <span className="min-w-0">
              <span className="line-clamp-1 font-medium break-all group-hover/link:underline">{row.styleName}</span>
              <span className="block truncate text-xs text-ink-3">
                {row.colourName} · {row.size} · {row.skuCode}
              </span>
            </span>
          </Link>
        ),
      },
      {
        key: "next",
        header: t("Will sell"),
        align: "end",
        csv: (row) => row.nextUnits,
        cell: (row) => (
          <span className="block">
            <Quantity value={Math.round(row.nextUnits)} className="font-semibold" />
            <span className="tabular block text-xs text-ink-3">
              {Math.round(row.lower80Units)} – {Math.round(row.upper80Units)}
            </span>
          </span>
        ),
      },
      {
        key: "available",
        header: t("Available"),
        align: "end",
        room: "wide",
        csv: (row) => row.availableQty,
        cell: (row) => (
          <Quantity
            value={row.availableQty}
            className={row.availableQty < row.nextUnits ? "font-medium text-warn" : undefined}
          />
        ),
      },
      {
        key: "model",
        header: t("Model"),
        room: "widest",
        csv: (row) => row.model,
        cell: (row) => <span title={row.model}>{modelWords(row.model)}</span>,
      },
      {
        key: "wape",
        header: t("Error (WAPE)"),
        align: "end",
        room: "widest",
        csv: (row) => row.wape,
        cell: (row) => (
          <span>
            <Share value={row.wape} digits={0} />{" "}
            <span className="text-xs text-ink-3">
              {t("naive")} <Share value={row.naiveWape} digits={0} />
            </span>
          </span>
        ),
      },
      {
        key: "margin",
        header: t("Against naive"),
        room: "wide",
        csv: (row) => row.marginOverNaive,
        cell: (row) => <MarginOverNaive value={row.marginOverNaive} />,
      },
    ],
    [t],
  );
  const runButton = can("insights.forecast.run") && (
    <Button
      tone="primary"
      icon={<Play aria-hidden />}
      busy={start.isPending || newest?.status === "running"}
      onClick={() => start.mutate({})}
    >
      {t("Run forecast")}
    </Button>
  );
  return (
    <Page fill title={t("Forecast")} actions={runButton}>
      {newest?.status === "running" && (
        <Card>
          <p className="mb-2 text-sm">{t("A forecast is being made. You can leave this page.")}</p>
          <Progress label={t("Forecast run")} />
        </Card>
      )}
      {newest?.status === "failed" && (
        <Notice tone="bad" title={t("The last run failed.")}>
          {newest.failure}
        </Notice>
      )}
      {first?.run && <RunCard run={first.run} />}
      <DataTable
        id="forecasts"
        label={t("Forecast")}
        columns={columns}
        {...table}
        rowKey={(row) => row.skuId}
        rowName={(row) => row.skuCode}
        state={state}
        onState={setState}
        searchPlaceholder={t("SKU or style")}
        onOpen={(row) => void navigate({ to: "/forecasts/$skuId", params: { skuId: row.skuId } })}
        failure={
          query.error && !query.data ? <Failure error={query.error} onRetry={() => void query.refetch()} /> : null
        }
        empty={
          <EmptyState icon={<LineChart aria-hidden />} title={t("No forecast yet")} action={runButton}>
            {t("A run reads the sales history, tests several models on the past and keeps the best for each SKU.")}
          </EmptyState>
        }
      />
    </Page>
  );
}

/** How the newest run did over all series, better or worse. */
export function RunCard({ run }: { run: Run }) {
  const t = useT();
  const m = run.metrics;
  return (
    <Card>
      <div className="flex flex-wrap items-center gap-x-6 gap-y-2 text-sm">
        <p>
          <span className="text-ink-3">{t("History up to")}</span> <DateTime value={run.cutOffOn} />
          <span className="text-ink-3"> · {t("{{days}} days ahead", { days: run.horizonDays })}</span>
        </p>
        {m && (
          <>
            <p>
              <span className="text-ink-3">{t("Error (WAPE)")}</span> <Share value={m.wape} className="font-medium" />{" "}
              <span className="text-ink-3">
                {t("naive")} <Share value={m.naiveWape} />
              </span>
            </p>
            <p>
              <span className="text-ink-3">{t("Inside the 80% interval")}</span>{" "}
              <Share value={m.coverage80} className="font-medium" />
            </p>
            <p>
              <span className="text-ink-3">{t("Series")}</span> <Quantity value={m.series} />
            </p>
            <MarginOverNaive value={m.marginOverNaive} />
          </>
        )}
      </div>
    </Card>
  );
}
