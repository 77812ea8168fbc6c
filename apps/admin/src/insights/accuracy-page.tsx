import { forecastApi, type OutputOf } from "@selvedge/contract";
import {
  Bars,
  CardTable,
  ChartFrame,
  DateTime,
  EmptyState,
  formatDate,
  formatShare,
  Segmented,
  Share,
  useFormatSettings,
} from "@selvedge/ui";
import { Target } from "lucide-react";
import { useState } from "react";
import { useApi } from "../api/hooks.ts";
import { Loaded } from "../api/query-states.tsx";
import { useT } from "../i18n/i18n.ts";
import { AlertCards } from "./alert-cards.tsx";
import { type Level, levelWords } from "./forecast-levels.tsx";
import { LearningPage } from "./learning-page.tsx";

type Row = OutputOf<typeof forecastApi.listForecastAccuracy>["items"][number];
const shownLevels = ["all", "category", "style", "sku"] as const;

/** What was forecast beside what then happened, run by run. */
export function AccuracyPage() {
  const t = useT();
  const [level, setLevel] = useState<Level>("style");
  const accuracy = useApi(forecastApi.listForecastAccuracy, { level });
  return (
    <LearningPage current="accuracy">
      <AlertCards />
      <Segmented
        label={t("Level")}
        value={level}
        onChange={setLevel}
        options={shownLevels.map((value) => ({ value, label: levelWords(t, value) }))}
        className="self-start"
      />
      <Loaded query={accuracy}>{({ items }) => (items.length > 0 ? <Runs items={items} /> : <NothingYet />)}</Loaded>
    </LearningPage>
  );
}

function NothingYet() {
  const t = useT();
  return (
    <EmptyState icon={<Target aria-hidden />} title={t("Nothing to compare yet")}>
      {t(
        "Forecasts are compared with what then happened from the second day on, every night. To see it now, train on history up to an earlier day.",
      )}
    </EmptyState>
  );
}

function Runs({ items }: { items: Row[] }) {
  const t = useT();
  const { locale, timeZone } = useFormatSettings();
  const runs = [...new Set(items.map((i) => i.runId))];
  const overTime = runs
    .map((runId) => {
      const rows = items.filter((i) => i.runId === runId);
      const actual = rows.reduce((sum, r) => sum + r.actual, 0);
      const share = (pick: (r: Row) => number | null) =>
        actual > 0 ? rows.reduce((sum, r) => sum + (pick(r) ?? 0) * r.actual, 0) / actual : 0;
      return { on: rows[0]!.cutOffOn, wape: share((r) => r.wape), naive: share((r) => r.naiveWape) };
    })
    .reverse();
  const percent = (value: number) => formatShare(value, locale, 0);
  return (
    <>
      <ChartFrame
        title={t("How far off was each forecast?")}
        header={[t("History up to"), t("Error per day (WAPE)"), t("Naive")]}
        rows={overTime.map((r) => [formatDate(r.on, locale, timeZone, "date"), percent(r.wape), percent(r.naive)])}
      >
        <Bars
          points={overTime.map((r) => ({
            label: formatDate(r.on, locale, timeZone, "day"),
            value: r.wape,
            compare: r.naive,
          }))}
          name={t("Forecast")}
          compareName={t("Naive")}
          formatValue={percent}
        />
      </ChartFrame>
      <CardTable
        title={t("By how far ahead")}
        rows={items}
        keyOf={(row) => `${row.runId} ${row.ahead}`}
        columns={[
          {
            title: t("History up to"),
            cell: (row) => (
              <span className="whitespace-nowrap">
                <DateTime value={row.cutOffOn} />
              </span>
            ),
          },
          {
            ...{ title: t("Days ahead"), end: true },
            cell: (row) => <span className="tabular whitespace-nowrap">{row.ahead}</span>,
          },
          {
            ...{ title: t("Error per day (WAPE)"), end: true },
            cell: (row) => (
              <span className="font-medium">
                <Share value={row.wape} digits={0} />
              </span>
            ),
          },
          { title: t("Naive"), end: true, cell: (row) => <Share value={row.naiveWape} digits={0} /> },
          { title: t("Bias"), end: true, cell: (row) => <Share value={row.bias} digits={0} /> },
          { title: t("Inside the 80% interval"), end: true, cell: (row) => <Share value={row.covered80} digits={0} /> },
        ]}
      />
    </>
  );
}
