import { forecastApi, type OutputOf } from "@selvedge/contract";
import { type DataColumn, DataTable, EmptyState, Quantity, Sparkline } from "@selvedge/ui";
import { Link } from "@tanstack/react-router";
import { Sparkles } from "lucide-react";
import { useMemo } from "react";
import { usePages } from "../api/hooks.ts";
import { useT } from "../i18n/i18n.ts";
import { useListState } from "../shell/list-search.ts";

type Row = OutputOf<typeof forecastApi.listNewStyleForecasts>["items"][number];

/** Styles without a history of their own: what similar ones did. */
export function NewStyleList() {
  const t = useT();
  const [state, setState] = useListState();
  const { q } = state;
  const input = useMemo(() => (q ? { q } : {}), [q]);
  const { table } = usePages(forecastApi.listNewStyleForecasts, input);
  const columns = useMemo<DataColumn<Row>[]>(
    () => [
      {
        key: "style",
        header: t("Style"),
        csv: (row) => row.styleCode,
        cell: (row) => (
          <Link to="/styles/$styleId" params={{ styleId: row.styleId }} className="group/link block">
            <span className="font-medium group-hover/link:underline">{row.styleName}</span>
            <span className="block text-xs text-ink-3">
              {[row.styleCode, row.categoryName].filter(Boolean).join(" · ")}
            </span>
          </Link>
        ),
      },
      {
        key: "units",
        header: t("Will sell"),
        align: "end",
        csv: (row) => row.units,
        cell: (row) => (
          <span className="block">
            <Quantity value={Math.round(row.units)} className="font-semibold" />
            <span className="tabular block text-xs text-ink-3">
              {t("in {{weeks}} weeks", { weeks: row.weeks.length })}, <Quantity value={Math.round(row.low80)} /> –{" "}
              <Quantity value={Math.round(row.high80)} />
            </span>
          </span>
        ),
      },
      {
        key: "course",
        header: t("Week by week"),
        room: "wide",
        cell: (row) => <Sparkline values={row.weeks.map((w) => w.mean)} className="h-6 w-28 text-accent" />,
      },
      {
        key: "sold",
        header: t("Sold so far"),
        align: "end",
        room: "wide",
        csv: (row) => row.unitsSold,
        cell: (row) => (row.weeksSold === 0 ? t("not yet") : <Quantity value={Math.round(row.unitsSold)} />),
      },
      {
        key: "like",
        header: t("Like"),
        room: "widest",
        csv: (row) => row.likened.map((l) => l.name).join(", "),
        cell: (row) => (
          <span className="line-clamp-2 text-xs text-ink-2">
            {row.likened
              .slice(0, 3)
              .map((l) => l.name)
              .join(", ")}
          </span>
        ),
      },
    ],
    [t],
  );
  return (
    <DataTable
      id="new-styles"
      label={t("New styles")}
      columns={columns}
      {...table}
      rowKey={(row) => row.styleId}
      rowName={(row) => row.styleName}
      state={state}
      onState={setState}
      searchPlaceholder={t("Style")}
      empty={
        <EmptyState icon={<Sparkles aria-hidden />} title={t("No new styles")}>
          {t(
            "A style that has not sold yet, or sells for less than four weeks, is likened here to past ones of its kind, fabric, season and price.",
          )}
        </EmptyState>
      }
    />
  );
}
