/**
 * The retail history judged at many cuts, because one test of eight weeks says little: node bench/learn/retail-cuts.ts <online-retail.csv.gz>
 * WRMSSE · MASE of the automatic path (as a panel, seed 1) beside single methods; the 200 goods are chosen anew before every cut.
 */
import {
  coverage,
  fitIntermittent,
  fitMovingAverage,
  forecastPanel,
  mase,
  rmsse,
  usualWindow,
  weightedMean,
} from "../../packages/learn/src/index.ts";
import { readRetail } from "./retail.ts";
import type { BenchSeries } from "./sets.ts";

type Points = { mean: ArrayLike<number>; lower?: ArrayLike<number>; upper?: ArrayLike<number> };

function score(series: BenchSeries[], points: (one: BenchSeries, index: number) => Points) {
  const weights = series.map((one) => one.weight ?? 0);
  const even = series.map(() => 1);
  const made = series.map((one, i) => ({ ...one, ...points(one, i) }));
  const inside = made.map(({ actual, lower, upper }) => (lower && upper ? coverage(actual, lower, upper) : null));
  return {
    wrmsse:
      weightedMean(
        made.map((m) => rmsse(m.history, m.actual, m.mean)),
        weights,
      ) ?? 0,
    mase:
      weightedMean(
        made.map((m) => mase(m.history, m.actual, m.mean, m.period > 24 ? 1 : m.period)),
        even,
      ) ?? 0,
    inside: weightedMean(inside, even),
  };
}

const flat = (value: number, length: number) => ({ mean: new Float64Array(length).fill(value) });
const singles: Record<string, (one: BenchSeries) => Points> = {
  "moving average": ({ history, actual, period }) =>
    flat(fitMovingAverage(Float64Array.from(history), usualWindow(period)).level, actual.length),
};
for (const method of ["croston", "sba", "tsb"] as const)
  singles[method] = ({ history, actual }) =>
    flat(fitIntermittent(Float64Array.from(history), method).rate, actual.length);

function measure(path: string, kind: "weekly" | "daily", cuts: readonly number[]): void {
  const totals = new Map<string, { wrmsse: number; mase: number }>();
  for (const back of cuts) {
    const series = readRetail(path, kind, back);
    const { actual, period } = series[0]!;
    const items = series.map(({ history }) => ({ history: Float64Array.from(history) }));
    const forecasts = forecastPanel(items, { horizon: actual.length, period, levels: [0.8], seed: 1 });
    const own = (_: BenchSeries, i: number): Points => {
      const forecast = forecasts[i]!;
      if (!forecast.ok) throw new Error(forecast.reason);
      return { mean: forecast.mean, lower: forecast.intervals[0]!.lower, upper: forecast.intervals[0]!.upper };
    };
    const cells = Object.entries({ ...singles, own }).map(([name, points]) => {
      const { wrmsse, mase: scaled, inside } = score(series, points);
      const total = totals.get(name) ?? { wrmsse: 0, mase: 0 };
      totals.set(name, { wrmsse: total.wrmsse + wrmsse / cuts.length, mase: total.mase + scaled / cuts.length });
      const held = inside === null ? "" : ` (80 % hold ${(100 * inside).toFixed(1)} %)`;
      return `${name} ${wrmsse.toFixed(3)} · ${scaled.toFixed(3)}${held}`;
    });
    console.log(`${kind}, cut ${back} earlier: ${cells.join(", ")}`);
  }
  const means = [...totals].map(([name, t]) => `${name} ${t.wrmsse.toFixed(4)} · ${t.mase.toFixed(4)}`);
  console.log(`${kind}, mean of ${cuts.length} cuts: ${means.join(", ")}\n`);
}

const path = process.argv[2] ?? "";
measure(path, "weekly", [0, 2, 4, 6, 8, 10, 12]);
measure(path, "daily", [0, 14, 28, 56]);
