/**
 * Accuracy of the automatic forecast on public series, beside what others reach on the very same series.
 * node bench/learn/forecast.ts <directory of series> [set...]
 */
import {
  coverage,
  type Forecast,
  fitMovingAverage,
  fitNaive,
  forecastAuto,
  forecastPanel,
  mase,
  predictNaive,
  smape,
  usualWindow,
  weightedMean,
} from "../../packages/learn/src/index.ts";
import { reach } from "./reach.ts";
import { type BenchSeries, type BenchSet, readSets } from "./sets.ts";

const SEED = 1;

type Points = { mean: ArrayLike<number>; lower?: ArrayLike<number>; upper?: ArrayLike<number> };

const average = (values: (number | null)[]) =>
  weightedMean(
    values,
    values.map(() => 1),
  );
const show = (value: number | null, digits: number) => (value === null ? "-" : value.toFixed(digits)).padStart(8);

/** Mean MASE, printed beside sMAPE and the share of what came that the 80 % interval holds. */
function scoreSet(set: BenchSet, label: string, points: (series: BenchSeries, index: number) => Points | null) {
  const rows = set.series.flatMap((series, i) => {
    const { history, actual, period } = series;
    const made = points(series, i);
    if (!made) return [];
    const { mean, lower, upper } = made;
    return {
      mase: mase(history, actual, mean, set.masePeriod === "own" ? period : 1),
      smape: smape(actual, mean),
      inside: lower && upper ? coverage(actual, lower, upper) : null,
    };
  });
  const means = [rows.map((r) => r.mase), rows.map((r) => r.smape), rows.map((r) => r.inside)].map(average);
  const cells = [show(means[0]!, 4), show(means[1]!, 3), show(means[2]!, 3)].join(" ");
  const part = rows.length < set.series.length ? `  (${rows.length} of ${set.series.length})` : "";
  console.log(`  ${label.padEnd(28)} ${cells}${part}`);
  return { mase: means[0] ?? Number.NaN, inside: means[2] ?? Number.NaN };
}

const constant = (value: number, length: number) => ({ mean: new Float64Array(length).fill(value) });

function runSet(set: BenchSet): void {
  console.log(`\n${set.title}: ${set.series.length} series`);
  console.log(`  ${"".padEnd(28)} ${["MASE", "sMAPE", "in 80 %"].map((h) => h.padStart(8)).join(" ")}`);
  scoreSet(set, "naive", ({ history, actual }) => constant(history.at(-1) ?? 0, actual.length));
  scoreSet(set, "seasonal naive", ({ history, actual, period }) => ({
    mean: predictNaive(fitNaive(Float64Array.from(history), period), actual.length),
  }));
  scoreSet(set, "moving average", ({ history, actual, period }) =>
    constant(fitMovingAverage(Float64Array.from(history), usualWindow(period)).level, actual.length),
  );
  const beside = set.baselines.map(({ name, byId }) => ({
    name,
    ...scoreSet(set, name, ({ id }) => byId.get(id) ?? null),
  }));
  const alone = runOwn(set, "own, each series alone", (items, options) =>
    items.map((item) => forecastAuto(item.history, options)),
  );
  const panel = runOwn(set, "own, as a panel", forecastPanel);
  const same = beside.find((one) => one.name === set.aim.beside);
  const aim = same ? (set.aim.mase / set.aim.besideMase) * same.mase : set.aim.mase;
  reach({
    what: `${set.title}, ${set.series.length} series, MASE`,
    ours: `${panel.mase.toFixed(3)} as a panel, ${alone.mase.toFixed(3)} each alone`,
    aim: `${aim.toFixed(3)}${same ? ` (${set.aim.mase.toFixed(3)} brought to these series, where ${same.name} has ${same.mase.toFixed(3)})` : " on another sample"}`,
    ok: panel.mase <= aim && alone.mase <= aim,
  });
  const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
  const holds = (share: number) => share >= 0.755 && share < 0.865;
  reach({
    what: `${set.title}, 80 % intervals hold`,
    ours: `${percent(panel.inside)} as a panel, ${percent(alone.inside)} each alone`,
    aim: "76 to 86 % (to the whole percent)",
    ok: holds(panel.inside) && holds(alone.inside),
  });
}

type Runner = typeof forecastPanel;

function runOwn(set: BenchSet, label: string, run: Runner) {
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
  const scored = scoreSet(set, label, (_, i) => {
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
  return scored;
}

const [directory = "series", ...wanted] = process.argv.slice(2);
for (const set of readSets(directory, wanted)) if (set.series.length > 0) runSet(set);
