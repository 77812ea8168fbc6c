import type { forecastApi, OutputOf } from "@selvedge/contract";
import {
  Card,
  ChartFrame,
  type FanPoint,
  formatDate,
  formatNumber,
  LineWithIntervals,
  useFormatSettings,
} from "@selvedge/ui";
import { useMemo } from "react";
import { useT } from "../i18n/i18n.ts";
import { driverWords } from "./learning-words.ts";

type Forecast = OutputOf<typeof forecastApi.getForecast>;
type Driver = Forecast["drivers"][number];

export function FanCard({ forecast }: { forecast: Forecast }) {
  const t = useT();
  const { locale, timeZone } = useFormatSettings();
  const { points, cutAt } = useMemo(() => {
    const label = (on: string) => formatDate(on, locale, timeZone, "day");
    const past = forecast.history.slice(-Math.max(60, forecast.points.length * 2));
    const last = past.at(-1);
    const all: FanPoint[] = [
      ...past.map((point) => ({ label: label(point.on), actual: point.units })),
      ...forecast.points.map((point) => ({
        label: label(point.on),
        mean: point.mean,
        inner: [Math.max(0, point.lower80), point.upper80] as const,
        outer: [Math.max(0, point.lower95), point.upper95] as const,
      })),
    ];
    return { points: all, cutAt: last && label(last.on) };
  }, [forecast, locale, timeZone]);
  const figure = (value: number) => formatNumber(value, locale, { maximumFractionDigits: 1 });
  return (
    <ChartFrame
      title={t("How many will sell each day?")}
      header={[t("Date"), t("Expected"), t("80% interval"), t("95% interval")]}
      rows={forecast.points.map((point) => [
        formatDate(point.on, locale, timeZone, "date"),
        figure(point.mean),
        `${figure(point.lower80)} – ${figure(point.upper80)}`,
        `${figure(point.lower95)} – ${figure(point.upper95)}`,
      ])}
    >
      <LineWithIntervals
        points={points}
        cutAt={cutAt}
        formatValue={figure}
        names={{
          actual: t("Sold"),
          mean: t("Expected"),
          inner: t("80% interval"),
          outer: t("95% interval"),
          compare: t("Naive"),
        }}
      />
    </ChartFrame>
  );
}

export function BacktestCard({ forecast }: { forecast: Forecast }) {
  const t = useT();
  const { locale, timeZone } = useFormatSettings();
  const figure = (value: number) => formatNumber(value, locale, { maximumFractionDigits: 1 });
  if (forecast.backtest.length === 0)
    return (
      <Card>
        <h2 className="mb-1 text-base font-semibold">{t("Would it have been right before?")}</h2>
        <p className="text-sm text-ink-2">{t("It has sold for too short a time to keep days back and try.")}</p>
      </Card>
    );
  const missed = (of: "predicted" | "naive") =>
    formatNumber(
      Math.round(forecast.backtest.reduce((sum, point) => sum + Math.abs(point.actual - point[of]), 0)),
      locale,
    );
  return (
    <ChartFrame
      title={t("Would it have been right before?")}
      aside={
        <span className="text-sm text-ink-2">
          {t("missed by {{model}} pieces, naive by {{naive}}", { model: missed("predicted"), naive: missed("naive") })}
        </span>
      }
      header={[t("Date"), t("Sold"), t("Forecast then"), t("Naive")]}
      rows={forecast.backtest.map((point) => [
        formatDate(point.on, locale, timeZone, "date"),
        figure(point.actual),
        figure(point.predicted),
        figure(point.naive),
      ])}
    >
      <LineWithIntervals
        height={240}
        points={forecast.backtest.map((point) => ({
          label: formatDate(point.on, locale, timeZone, "day"),
          actual: point.actual,
          mean: point.predicted,
          compare: point.naive,
        }))}
        formatValue={figure}
        names={{ actual: t("Sold"), mean: t("Forecast then"), inner: "", outer: "", compare: t("Naive") }}
      />
    </ChartFrame>
  );
}

/** Deviations from nought that hardly any of some thirty windows without an effect reaches: 1 in 100. */
const SURE = 2.58;

/** What moves demand besides habit; only effects that stand out of their own uncertainty. */
export function DriverCard({ forecast }: { forecast: Forecast }) {
  const t = useT();
  const { locale } = useFormatSettings();
  const sure = forecast.drivers
    .filter((d) => Math.abs(d.effect) > SURE * d.deviation)
    .sort((a, b) => Math.abs(b.effect) - Math.abs(a.effect))
    .slice(0, 8);
  const percent = (share: number) =>
    new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 0, signDisplay: "always" }).format(share);
  const change = ({ name, effect }: Pick<Driver, "name" | "effect">) =>
    percent(Math.exp(name === "price" ? effect * Math.log(0.8) : effect) - 1);
  return (
    <Card>
      <h2 className="mb-2 text-base font-semibold">{t("What moves it")}</h2>
      {sure.length === 0 ? (
        <p className="text-sm text-ink-2">
          {t("Nothing besides its habit and season: no promotion or festival made the backtest better.")}
        </p>
      ) : (
        <ul className="space-y-1.5 text-sm">
          {sure.map((d) => (
            <li key={d.name} className="flex justify-between gap-3">
              <span>{driverWords(t, d.name)}</span>
              <span className="text-end">
                <span className="tabular font-medium">
                  {d.name === "price" ? t("{{change}} at 20% off", { change: change(d) }) : change(d)}
                </span>
                <span className="tabular block text-xs text-ink-3">
                  {t("80% sure: {{low}} to {{high}}", endsOf(d, change))}
                </span>
              </span>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

/** The ends of a driver's 80 % interval, the lesser change first. */
function endsOf(driver: Driver, change: (driver: Pick<Driver, "name" | "effect">) => string) {
  const at = (sign: 1 | -1) => change({ name: driver.name, effect: driver.effect + sign * 1.28 * driver.deviation });
  return driver.name === "price" ? { low: at(1), high: at(-1) } : { low: at(-1), high: at(1) };
}
