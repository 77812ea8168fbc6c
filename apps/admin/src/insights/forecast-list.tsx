import { forecastApi } from "@selvedge/contract";
import { buttonLook, type DataColumn, DataTable, EmptyState, Page, Quantity, Share, Tabs } from "@selvedge/ui";
import { Link, useNavigate } from "@tanstack/react-router";
import { LineChart } from "lucide-react";
import { useMemo } from "react";
import { usePages } from "../api/hooks.ts";
import { useT } from "../i18n/i18n.ts";
import { useListState } from "../shell/list-search.ts";
import { MarginOverNaive, modelWords } from "./accuracy.tsx";
import {
  type ForecastRow,
  type Level,
  levels,
  levelWords,
  NodeName,
  nodeSearch,
  usePlaces,
} from "./forecast-levels.tsx";
import { type Run, RunCard } from "./forecast-run-card.tsx";
import { NeedsHistory } from "./needs-history.tsx";
import { NewStyleList } from "./new-style-list.tsx";

/** What will sell, from categories down to single SKUs at single places, with how sure and how it compares with naive. */
export function ForecastList() {
  const t = useT();
  const navigate = useNavigate();
  const [state, setState] = useListState();
  const level = (state["level"] ?? "style") as Level | "new";
  const open = (next: string) => void navigate({ to: "/forecasts", search: { level: next } as never });
  return (
    <Page
      fill
      title={t("Forecast")}
      actions={
        <Link className={buttonLook({})} to="/forecasts/node" search={{ level: "all" } as never}>
          {t("Everything that sells")}
        </Link>
      }
    >
      <Tabs
        label={t("Level")}
        value={level}
        onChange={open}
        tabs={[
          ...levels.map((value) => ({ value, label: levelWords(t, value) })),
          { value: "new", label: t("New styles") },
        ]}
      />
      {level === "new" ? <NewStyleList /> : <LevelTable level={level} state={state} setState={setState} />}
    </Page>
  );
}

type TableProps = {
  level: Level;
  state: ReturnType<typeof useListState>[0];
  setState: ReturnType<typeof useListState>[1];
};

function LevelTable({ level, state, setState }: TableProps) {
  const t = useT();
  const navigate = useNavigate();
  const places = usePlaces();
  const { q, locationId, styleId, categoryId, colourwayId } = state;
  const input = useMemo(
    () => ({
      level,
      ...Object.fromEntries(Object.entries({ q, locationId, styleId, categoryId, colourwayId }).filter(([, v]) => v)),
    }),
    [level, q, locationId, styleId, categoryId, colourwayId],
  );
  const { table, first } = usePages(forecastApi.listForecasts, input);
  const columns = useForecastColumns();
  const hasPlaces = level === "sku" || level === "style";
  return (
    <>
      {first?.run && <RunCard run={first.run} />}
      <DataTable
        id={`forecasts-${level}`}
        label={levelWords(t, level)}
        columns={columns}
        {...table}
        rowKey={(row) => row.id}
        rowName={(row) => `${row.name} ${row.size ?? ""}`}
        state={state}
        onState={setState}
        searchPlaceholder={t("SKU or style")}
        filters={hasPlaces ? [{ key: "locationId", label: t("Location"), options: places }] : []}
        onOpen={(row) => void navigate({ to: "/forecasts/node", search: nodeSearch(row) as never })}
        empty={<NoForecast run={first?.run ?? null} />}
      />
    </>
  );
}

function NoForecast({ run }: { run: Run | null }) {
  const t = useT();
  if (run)
    return (
      <EmptyState title={t("Nothing at this level matches")}>
        {t("Choose another place, or take the search back.")}
      </EmptyState>
    );
  return (
    <NeedsHistory icon={<LineChart aria-hidden />} title={t("No forecast yet")}>
      {t("It needs sales of some days, and is judged against last week repeated from about eight weeks on.")}
    </NeedsHistory>
  );
}

function useForecastColumns() {
  const t = useT();
  return useMemo<DataColumn<ForecastRow>[]>(
    () => [
      {
        key: "name",
        header: t("Name"),
        csv: (row) => [row.name, row.colourName, row.size, row.code, row.locationName].filter(Boolean).join(" "),
        cell: (row) => (
          <Link to="/forecasts/node" search={nodeSearch(row) as never} className="group/link block">
            <NodeName row={row} />
          </Link>
        ),
      },
      {
        key: "next",
        header: t("Will sell"),
        align: "end",
        csv: (row) => row.units,
        cell: (row) => (
          <span className="block">
            <Quantity value={Math.round(row.units)} className="font-semibold" />
            <span className="tabular block text-xs text-ink-3">
              <Quantity value={Math.round(row.low80)} /> – <Quantity value={Math.round(row.high80)} />
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
            className={row.availableQty < row.units ? "font-medium text-warn" : undefined}
          />
        ),
      },
      {
        key: "lost",
        header: t("Lost to empty shelves"),
        align: "end",
        room: "widest",
        csv: (row) => row.lostUnits,
        cell: (row) =>
          row.lostUnits >= 0.5 ? <Quantity value={Math.round(row.lostUnits)} className="text-warn" /> : "–",
      },
      {
        key: "model",
        header: t("Model"),
        room: "widest",
        hidden: true,
        csv: (row) => row.method,
        cell: (row) => <span title={row.method}>{modelWords(row.method)}</span>,
      },
      {
        key: "wape",
        header: t("Error per day (WAPE)"),
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
}
