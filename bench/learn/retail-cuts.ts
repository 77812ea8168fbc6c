/**
 * The retail history judged at many cuts, because one test of eight weeks says little: node bench/learn/retail-cuts.ts <online-retail.csv.gz>
 * WRMSSE · MASE of the automatic path (as a panel, seed 1) beside single methods and means of a few; the 200 goods are chosen anew before
 * every cut. Own ETS and theta stand for R's: the golden fixtures hold them to R's digits.
 */
import {
  chooseEts,
  coverage,
  expandOpenDays,
  fitGlobal,
  fitIntermittent,
  fitMovingAverage,
  fitNaive,
  fitTheta,
  forecastPanel,
  mase,
  predictEts,
  predictGlobal,
  predictNaive,
  predictTheta,
  prepareSeries,
  rmsse,
  usualWindow,
  weightedMean,
} from "../../packages/learn/src/index.ts";
import { reach } from "./reach.ts";
import { readRetail } from "./retail.ts";
import type { BenchSeries } from "./sets.ts";

type Kind = "weekly" | "daily";
type Points = { mean: ArrayLike<number>; lower?: ArrayLike<number>; upper?: ArrayLike<number> };

function score(series: BenchSeries[], points: (one: BenchSeries, index: number) => Points) {
  const weights = series.map((one) => one.weight ?? 0);
  const even = series.map(() => 1);
  const made = series.map((one, i) => ({ ...one, ...points(one, i) }));
  const mean = (values: (number | null)[], by: number[]) => weightedMean(values, by) ?? Number.NaN;
  return {
    wrmsse: mean(
      made.map((m) => rmsse(m.history, m.actual, m.mean)),
      weights,
    ),
    mase: mean(
      made.map((m) => mase(m.history, m.actual, m.mean, m.period > 24 ? 1 : m.period)),
      even,
    ),
    inside: mean(
      made.map(({ actual, lower, upper }) => (lower && upper ? coverage(actual, lower, upper) : null)),
      even,
    ),
  };
}

type Single = (history: Float64Array, period: number, horizon: number) => ArrayLike<number>;
const flat = (value: number, length: number) => new Float64Array(length).fill(value);
const meanOf = (values: Float64Array) => values.reduce((a, b) => a + b, 0) / values.length || 1;

/** A method that wants a history of size about 1. */
const scaled =
  (run: Single): Single =>
  (history, period, horizon) => {
    const size = meanOf(history);
    return Float64Array.from(
      run(
        history.map((y) => y / size),
        period,
        horizon,
      ),
      (y) => Math.max(0, y * size),
    );
  };

const SINGLES: Record<string, Single> = {
  naive: (history, period, horizon) => predictNaive(fitNaive(history, period > 24 ? 1 : period), horizon),
  "moving average": (history, period, horizon) => flat(fitMovingAverage(history, usualWindow(period)).level, horizon),
  croston: (history, _, horizon) => flat(fitIntermittent(history, "croston").rate, horizon),
  sba: (history, _, horizon) => flat(fitIntermittent(history, "sba").rate, horizon),
  tsb: (history, _, horizon) => flat(fitIntermittent(history, "tsb").rate, horizon),
  ets: scaled((history, period, horizon) => predictEts(chooseEts(history, { period })!, horizon)),
  theta: scaled((history, period, horizon) => predictTheta(fitTheta(history, period > 24 ? 1 : period)!, horizon)),
};

/** The global boosted model by itself, trained on all that is known at the cut. */
function forecastByBoosting(series: BenchSeries[], horizon: number): ArrayLike<number>[] {
  const prepared = series.map(({ history, period }) => {
    const ready = prepareSeries(Float64Array.from(history), { period });
    if ("ok" in ready) throw new Error(ready.reason);
    return ready;
  });
  const panel = prepared.map(({ values, period }) => ({ values, period, attributes: [], drivers: [] }));
  const model = fitGlobal(panel, { horizon, seed: 1, rounds: 80 });
  if (!model) throw new Error("too little to train on");
  return prepared.map((ready, i) => {
    const points = predictGlobal(model, panel[i]!, [ready.values.length], horizon)[0] ?? new Float64Array(horizon);
    return expandOpenDays(
      ready,
      points.map((y) => y * ready.scale),
      horizon,
    );
  });
}

/** Means of a few that were the best of an earlier trial. */
const RECIPES = { weekly: ["moving average", "tsb", "boosting"], daily: ["theta", "boosting"] } as const;

function forecastAll(kind: Kind, series: BenchSeries[]) {
  const { actual, period } = series[0]!;
  const horizon = actual.length;
  const others = new Map<string, ArrayLike<number>[]>();
  for (const [name, run] of Object.entries(SINGLES))
    others.set(
      name,
      series.map(({ history }) => run(Float64Array.from(history), period, horizon)),
    );
  others.set("boosting", forecastByBoosting(series, horizon));
  const recipe = RECIPES[kind];
  const joined = series.map((_, i) =>
    Float64Array.from({ length: horizon }, (_, h) =>
      recipe.reduce((sum, name) => sum + others.get(name)![i]![h]! / recipe.length, 0),
    ),
  );
  others.set(`mean of ${recipe.join(", ")}`, joined);
  const items = series.map(({ history }) => ({ history: Float64Array.from(history) }));
  const own = forecastPanel(items, { horizon, period, levels: [0.8], seed: 1 }).map((forecast): Points => {
    if (!forecast.ok) throw new Error(forecast.reason);
    return { mean: forecast.mean, lower: forecast.intervals[0]!.lower, upper: forecast.intervals[0]!.upper };
  });
  return { others, own };
}

function measure(path: string, kind: Kind, cuts: readonly number[]): void {
  const totals = new Map<string, number>();
  const lost: string[] = [];
  let inside = 0;
  for (const back of cuts) {
    const series = readRetail(path, kind, back);
    const { others, own } = forecastAll(kind, series);
    const ours = score(series, (_, i) => own[i]!);
    inside += ours.inside / cuts.length;
    totals.set("own", (totals.get("own") ?? 0) + ours.wrmsse / cuts.length);
    const cells = [...others].map(([name, rows]) => {
      const theirs = score(series, (_, i) => ({ mean: rows[i]! }));
      totals.set(name, (totals.get(name) ?? 0) + theirs.wrmsse / cuts.length);
      if (!name.startsWith("mean of") && theirs.wrmsse < ours.wrmsse)
        lost.push(`${name} by ${(ours.wrmsse - theirs.wrmsse).toFixed(3)} ${back} earlier`);
      return `${name} ${theirs.wrmsse.toFixed(3)} · ${theirs.mase.toFixed(3)}`;
    });
    console.log(
      `${kind}, cut ${back} earlier: own ${ours.wrmsse.toFixed(3)} · ${ours.mase.toFixed(3)} (80 % hold ${(100 * ours.inside).toFixed(1)} %), ${cells.join(", ")}`,
    );
  }
  judge(kind, totals, lost, inside, cuts.length);
}

function judge(kind: Kind, totals: ReadonlyMap<string, number>, lost: string[], inside: number, cuts: number): void {
  const own = totals.get("own")!;
  const others = [...totals].filter(([name]) => name !== "own").sort((a, b) => a[1] - b[1]);
  console.log(`${kind}, mean WRMSSE of ${cuts} cuts: ${others.map(([n, v]) => `${n} ${v.toFixed(4)}`).join(", ")}`);
  const single = others.find(([name]) => !name.startsWith("mean of"))!;
  const joined = others.find(([name]) => name.startsWith("mean of"))!;
  reach({
    what: `Online Retail ${kind}, mean WRMSSE of ${cuts} cuts`,
    ours: own.toFixed(4),
    aim: `below the best single, ${single[0]} ${single[1].toFixed(4)}, and the ${joined[0]} ${joined[1].toFixed(4)}`,
    ok: own < single[1] && own <= joined[1],
  });
  reach({
    what: `Online Retail ${kind}, better than every single method at every cut`,
    ours: lost.length === 0 ? `at all ${cuts}` : `not against ${lost.join(", ")}`,
    aim: "always",
    ok: lost.length === 0,
  });
  reach({
    what: `Online Retail ${kind}, 80 % intervals hold`,
    ours: `${(100 * inside).toFixed(1)} %`,
    aim: "76 to 86 %",
    ok: inside >= 0.76 && inside <= 0.86,
  });
}

const path = process.argv[2] ?? "";
measure(path, "weekly", [0, 2, 4, 6, 8, 10, 12]);
measure(path, "daily", [0, 14, 28, 56]);
