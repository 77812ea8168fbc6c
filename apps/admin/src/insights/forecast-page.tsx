import { insightsApi, type OutputOf } from "@selvedge/contract";
import {
  Card,
  ChartFrame,
  type FanPoint,
  formatDate,
  formatNumber,
  LineWithIntervals,
  Page,
  Quantity,
  Share,
  Swatch,
  useFormatSettings,
} from "@selvedge/ui";
import { Link, useParams } from "@tanstack/react-router";
import { useMemo } from "react";
import { useApi } from "../api/hooks.ts";
import { Loaded } from "../api/query-states.tsx";
import { useT } from "../i18n/i18n.ts";
import { MarginOverNaive, modelWords } from "./accuracy.tsx";

type Forecast = OutputOf<typeof insightsApi.getForecast>;

export function ForecastPage() {
  const { skuId } = useParams({ strict: false }) as { skuId: string };
  const forecast = useApi(insightsApi.getForecast, { skuId }, { keepPrevious: false });
  return <Loaded query={forecast}>{(loaded) => <ForecastBody forecast={loaded} />}</Loaded>;
}

function ForecastBody({ forecast }: { forecast: Forecast }) {
  const t = useT();
  const { row, run } = forecast;
  return (
    <Page
      title={
        <span className="flex items-center gap-2">
          <Swatch hex={row.hex} />
          {row.styleName} · {row.colourName} · {row.size}
        </span>
      }
      badge={<MarginOverNaive value={row.marginOverNaive} />}
      back={
        <Link to="/forecasts" className="text-ink-2 hover:underline">
          {t("Forecast")}
        </Link>
      }
      detail={
        <Link to="/styles/$styleId" params={{ styleId: row.styleId }} className="hover:underline">
          {row.skuCode}
        </Link>
      }
    >
      <div className="grid grid-cols-2 gap-3 lg:grid-cols-4">
        <Figure
          name={t("Expected in {{days}} days", { days: run.horizonDays })}
          value={<Quantity value={Math.round(row.nextUnits)} />}
          detail={t("likely {{low}} to {{high}}", {
            low: Math.round(row.lower80Units),
            high: Math.round(row.upper80Units),
          })}
        />
        <Figure
          name={t("Available")}
          value={<Quantity value={row.availableQty} />}
          detail={
            row.availableQty < row.upper80Units
              ? t("could fall {{count}} short", { count: Math.ceil(row.upper80Units - row.availableQty) })
              : t("covers the upper end too")
          }
        />
        <Figure
          name={t("Error on the past (WAPE)")}
          value={<Share value={row.wape} digits={0} />}
          detail={
            <>
              {t("naive")} <Share value={row.naiveWape} digits={0} />
            </>
          }
        />
        <Figure
          name={t("Model")}
          value={
            <span className="text-base tracking-normal" title={row.model}>
              {modelWords(row.model)}
            </span>
          }
          detail={t("best on the past")}
        />
      </div>
      <FanCard forecast={forecast} />
      <BacktestCard forecast={forecast} />
    </Page>
  );
}

function Figure({ name, value, detail }: { name: string; value: React.ReactNode; detail: React.ReactNode }) {
  return (
    <Card>
      <p className="text-sm text-ink-2">{name}</p>
      <p className="tabular mt-1 truncate text-2xl font-semibold tracking-tight">{value}</p>
      <p className="mt-1 text-xs text-ink-3">{detail}</p>
    </Card>
  );
}

function FanCard({ forecast }: { forecast: Forecast }) {
  const t = useT();
  const { locale, timeZone } = useFormatSettings();
  const { points, cutAt } = useMemo(() => {
    const label = (on: string) => formatDate(on, locale, timeZone, "day");
    const past = forecast.history.slice(-Math.max(60, forecast.points.length * 3));
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
      title={forecast.grain === "week" ? t("How many will sell each week?") : t("How many will sell each day?")}
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

function BacktestCard({ forecast }: { forecast: Forecast }) {
  const t = useT();
  const { locale, timeZone } = useFormatSettings();
  const figure = (value: number) => formatNumber(value, locale, { maximumFractionDigits: 1 });
  const errors = forecast.backtest.reduce(
    (sum, point) => ({
      model: sum.model + Math.abs(point.actual - point.predicted),
      naive: sum.naive + Math.abs(point.actual - point.naive),
    }),
    { model: 0, naive: 0 },
  );
  if (forecast.backtest.length === 0) return null;
  return (
    <ChartFrame
      title={t("Would it have been right before?")}
      aside={
        <span className="text-sm text-ink-2">
          {t("missed by {{model}} pieces, naive by {{naive}}", {
            model: figure(errors.model),
            naive: figure(errors.naive),
          })}
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
