import { forecastApi, type OutputOf } from "@selvedge/contract";
import {
  Bars,
  Card,
  ChartFrame,
  DateTime,
  EmptyState,
  formatDate,
  formatShare,
  ScrollRegion,
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
      <Card>
        <h2 className="mb-2 text-base font-semibold">{t("By how far ahead")}</h2>
        <ScrollRegion label={t("By how far ahead")}>
          <table className="w-full text-sm">
            <thead className="text-xs text-ink-3">
              <tr>
                {[
                  t("History up to"),
                  t("Days ahead"),
                  t("Error per day (WAPE)"),
                  t("Naive"),
                  t("Bias"),
                  t("Inside the 80% interval"),
                ].map((name, i) => (
                  <th key={name} scope="col" className={`py-1 font-medium ${i === 0 ? "text-start" : "ps-3 text-end"}`}>
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {items.map((row) => (
                <tr key={`${row.runId} ${row.ahead}`} className="border-t border-line">
                  <td className="py-1.5 whitespace-nowrap">
                    <DateTime value={row.cutOffOn} />
                  </td>
                  <td className="tabular ps-3 text-end whitespace-nowrap">{row.ahead}</td>
                  <td className="ps-3 text-end font-medium">
                    <Share value={row.wape} digits={0} />
                  </td>
                  <td className="ps-3 text-end text-ink-2">
                    <Share value={row.naiveWape} digits={0} />
                  </td>
                  <td className="ps-3 text-end">
                    <Share value={row.bias} digits={0} />
                  </td>
                  <td className="ps-3 text-end">
                    <Share value={row.covered80} digits={0} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollRegion>
      </Card>
    </>
  );
}
