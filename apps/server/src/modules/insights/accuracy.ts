import type { insightsApi, OutputOf } from "@selvedge/contract";
import type { SeriesForecast } from "./forecast-series.ts";

export type Accuracy = NonNullable<OutputOf<typeof insightsApi.listForecastRuns>["items"][number]["metrics"]>;

/** Adds up the backtests of a run: errors weighed by what sold (WAPE), scaled errors averaged over series. */
export function newAccuracySum() {
  const sum = { absolute: 0, naive: 0, actual: 0, series: 0, covered: 0, days: 0 };
  const means = { mase: [0, 0], naiveMase: [0, 0], rmsse: [0, 0], naiveRmsse: [0, 0] };
  return {
    add(forecast: SeriesForecast): void {
      if (forecast.scores.length > 0) sum.series += 1;
      for (const score of forecast.scores) {
        sum.absolute += score.absoluteError;
        sum.naive += score.naiveAbsoluteError;
        sum.actual += score.actual;
        if (score.covered80 !== null) {
          sum.covered += score.covered80 * score.days;
          sum.days += score.days;
        }
        for (const key of ["mase", "naiveMase", "rmsse", "naiveRmsse"] as const) {
          const value = score[key];
          if (value === null || !Number.isFinite(value)) continue;
          means[key][0]! += value;
          means[key][1]! += 1;
        }
      }
    },
    result(): Accuracy {
      const mean = ([total = 0, count = 0]: number[]) => (count > 0 ? total / count : null);
      const wape = sum.actual > 0 ? sum.absolute / sum.actual : null;
      const naiveWape = sum.actual > 0 ? sum.naive / sum.actual : null;
      return {
        series: sum.series,
        mase: mean(means.mase),
        naiveMase: mean(means.naiveMase),
        rmsse: mean(means.rmsse),
        naiveRmsse: mean(means.naiveRmsse),
        wape,
        naiveWape,
        coverage80: sum.days > 0 ? sum.covered / sum.days : null,
        marginOverNaive: wape !== null && naiveWape !== null && naiveWape > 0 ? 1 - wape / naiveWape : null,
      };
    },
  };
}
