import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** A series with what came after it. */
export type BenchSeries = {
  readonly id: string;
  readonly period: number;
  readonly history: number[];
  readonly actual: number[];
  readonly weight?: number;
};

/** Forecasts that another tool made for the series of a set, by id. */
export type Baseline = {
  readonly name: string;
  readonly byId: Map<string, { mean: number[]; lower?: number[]; upper?: number[] }>;
};

/**
 * The MASE to reach and what a tool of R had on the same random sample. Samples differ in how hard they are: where that tool was run on the
 * series at hand, the aim moves with it.
 */
export type Aim = { readonly mase: number; readonly beside: string; readonly besideMase: number };

/** A set of series, its scale of MASE, and what others reached on it. */
export type BenchSet = {
  readonly name: string;
  readonly title: string;
  readonly masePeriod: "own" | 1;
  readonly aim: Aim;
  readonly series: BenchSeries[];
  readonly baselines: Baseline[];
};

const SETS = [
  {
    name: "clothing",
    title: "Australian clothing retail, monthly, 24 ahead",
    masePeriod: "own",
    // Within 5 % of R ets.
    aim: { mase: 1.05 * 1.108, beside: "R ets", besideMase: 1.108 },
  },
  {
    name: "m3",
    title: "M3 monthly, 18 ahead",
    masePeriod: "own",
    aim: { mase: 0.819, beside: "ForecastPro, published", besideMase: 0.835 },
  },
  {
    name: "nn5",
    title: "NN5 daily, 56 ahead",
    masePeriod: "own",
    aim: { mase: 0.862, beside: "R ets", besideMase: 0.876 },
  },
  {
    name: "m4w",
    title: "M4 weekly, 13 ahead",
    masePeriod: 1,
    aim: { mase: 2.413, beside: "R damped", besideMase: 2.413 },
  },
] as const;

/** What other tools made, by the ending of its file (baselines.R, series.R). */
const METHODS = {
  ets: "R ets",
  theta: "R theta",
  damped: "R damped",
  arima: "R arima",
  "published-forecastpro": "ForecastPro, published",
  "published-theta": "theta, published",
};

type BaselineRow = { id: string; mean: number[]; lower?: number[]; upper?: number[] };

function readBaselines(directory: string, name: string): Baseline[] {
  return Object.entries(METHODS).flatMap(([method, title]) => {
    const path = join(directory, `${name}-${method}.json`);
    if (!existsSync(path)) return [];
    const rows: BaselineRow[] = JSON.parse(readFileSync(path, "utf8"));
    return [{ name: title, byId: new Map(rows.map((row) => [row.id, row])) }];
  });
}

function readSeries(directory: string, name: string): BenchSeries[] | null {
  const path = join(directory, `${name}.json`);
  if (!existsSync(path)) return null;
  return Object.values(JSON.parse(readFileSync(path, "utf8")) as Record<string, BenchSeries>);
}

/** Reads the sets that are there. A set with baselines is cut to the series that the first of them covers (a random sample of M3). */
export function readSets(directory: string, wanted: readonly string[]): BenchSet[] {
  return SETS.filter((set) => wanted.length === 0 || wanted.includes(set.name)).flatMap((set) => {
    const all = readSeries(directory, set.name);
    if (!all) {
      console.log(`${set.title}: not here, skipped (see bench/learn/series.R)`);
      return [];
    }
    const baselines = readBaselines(directory, set.name);
    const covered = baselines[0]?.byId;
    const series = covered ? all.filter((s) => covered.has(s.id)) : all;
    return [{ ...set, series, baselines }];
  });
}
