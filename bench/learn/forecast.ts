/**
 * Accuracy of the automatic forecast on public series and on a retail history, beside what others reach on the very same series.
 * node bench/learn/forecast.ts <directory of series> <online-retail.csv.gz> [set...]
 */
import {
  coverage,
  type Forecast,
  fitIntermittent,
  fitMovingAverage,
  fitNaive,
  forecastAuto,
  forecastPanel,
  mase,
  predictNaive,
  rmsse,
  smape,
  usualWindow,
  weightedMean,
} from "../../packages/learn/src/index.ts";
import { type BenchSeries, type BenchSet, readSets } from "./sets.ts";

const SEED = 1;

type Points = { mean: ArrayLike<number>; lower?: ArrayLike<number>; upper?: ArrayLike<number> };

const average = (values: (number | null)[]) =>
  weightedMean(
    values,
    values.map(() => 1),
  );
const show = (value: number | null, digits: number) => (value === null ? "-" : value.toFixed(digits)).padStart(8);

function scoreSet(set: BenchSet, label: string, points: (series: BenchSeries, index: number) => Points | null): void {
  const rows = set.series.map((series, i) => {
    const { history, actual, period } = series;
    const made = points(series, i);
    if (!made) return null;
    const { mean, lower, upper } = made;
    return {
      mase: mase(history, actual, mean, set.masePeriod === "own" ? period : 1),
      smape: smape(actual, mean),
      rmsse: rmsse(history, actual, mean),
      inside: lower && upper ? coverage(actual, lower, upper) : null,
      weight: series.weight ?? 0,
    };
  });
  const scored = rows.filter((row) => row !== null);
  const weighted = weightedMean(
    scored.map((r) => r.rmsse),
    scored.map((r) => r.weight),
  );
  const cells = [
    show(average(scored.map((r) => r.mase)), 4),
    show(average(scored.map((r) => r.smape)), 3),
    show(weighted, 4),
    show(average(scored.map((r) => r.inside)), 3),
  ];
  console.log(
    `  ${label.padEnd(28)} ${cells.join(" ")}${scored.length < rows.length ? `  (${scored.length} of ${rows.length})` : ""}`,
  );
}

const constant = (value: number, length: number) => ({ mean: new Float64Array(length).fill(value) });

function runSet(set: BenchSet): void {
  console.log(`\n${set.title}: ${set.series.length} series; ${set.aims}`);
  console.log(`  ${"".padEnd(28)} ${["MASE", "sMAPE", "WRMSSE", "in 80 %"].map((h) => h.padStart(8)).join(" ")}`);
  scoreSet(set, "naive", ({ history, actual }) => constant(history.at(-1) ?? 0, actual.length));
  scoreSet(set, "seasonal naive", ({ history, actual, period }) => ({
    mean: predictNaive(fitNaive(Float64Array.from(history), period), actual.length),
  }));
  scoreSet(set, "moving average", ({ history, actual, period }) =>
    constant(fitMovingAverage(Float64Array.from(history), usualWindow(period)).level, actual.length),
  );
  if (set.name.startsWith("retail")) {
    for (const method of ["croston", "sba", "tsb"] as const) {
      scoreSet(set, method, ({ history, actual }) =>
        constant(fitIntermittent(Float64Array.from(history), method).rate, actual.length),
      );
    }
  }
  for (const { name, byId } of set.baselines) scoreSet(set, name, ({ id }) => byId.get(id) ?? null);
  runOwn(set, "own, each series alone", (items, options) => items.map((item) => forecastAuto(item.history, options)));
  runOwn(set, "own, as a panel", forecastPanel);
}

type Runner = typeof forecastPanel;

function runOwn(set: BenchSet, label: string, run: Runner): void {
  const begin = process.cpuUsage();
  const items = set.series.map(({ history }) => ({ history: Float64Array.from(history) }));
  const options = {
    horizon: set.series[0]!.actual.length,
    period: set.series[0]!.period,
    levels: [0.5, 0.8, 0.95],
    seed: SEED,
  };
  const forecasts = run(items, options);
  const { user } = process.cpuUsage(begin);
  const made = (i: number): Forecast => {
    const forecast = forecasts[i]!;
    if (!forecast.ok) throw new Error(forecast.reason);
    return forecast;
  };
  scoreSet(set, label, (_, i) => {
    const { mean, intervals } = made(i);
    return { mean, lower: intervals[1]!.lower, upper: intervals[1]!.upper };
  });
  const held = [0, 1, 2].map((k) =>
    average(
      set.series.map(({ actual }, i) => coverage(actual, made(i).intervals[k]!.lower, made(i).intervals[k]!.upper)),
    ),
  );
  const margins = set.series.map((_, i) => made(i).backtest?.margin ?? null);
  const better = margins.filter((m) => m !== null && m > 0).length;
  const measured = margins.filter((m) => m !== null).length;
  console.log(
    `    50 / 80 / 95 % hold ${held.map((h) => (100 * (h ?? 0)).toFixed(1)).join(" / ")} %; seed ${SEED}, ${(user / 1e6).toFixed(1)} s of CPU, ${(user / 1e3 / items.length).toFixed(1)} ms a series; own backtest beats naive on ${better} of ${measured}`,
  );
}

const [directory = "series", retailFile = "", ...wanted] = process.argv.slice(2);
for (const set of readSets(directory, retailFile, wanted)) if (set.series.length > 0) runSet(set);
