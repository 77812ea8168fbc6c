import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readRetail } from "./retail.ts";

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

/** A set of series, its scale of MASE, and what others reached on it. */
export type BenchSet = {
  readonly name: string;
  readonly title: string;
  readonly masePeriod: "own" | 1;
  readonly aims: string;
  readonly series: BenchSeries[];
  readonly baselines: Baseline[];
};

const SETS = [
  {
    name: "clothing",
    title: "Australian clothing retail, monthly, 24 ahead",
    masePeriod: "own",
    aims: "tried elsewhere: R ets 1.108 / 5.79; seasonal naive 1.198 / 6.20",
  },
  {
    name: "m3",
    title: "M3 monthly, 18 ahead",
    masePeriod: "own",
    aims: "tried elsewhere: mean of R ets, theta, arima 0.819 / 12.86; R ets 0.838 / 13.31",
  },
  {
    name: "nn5",
    title: "NN5 daily, 56 ahead",
    masePeriod: "own",
    aims: "tried elsewhere: ETS + MSTL 0.862 / 21.3; R ets 0.876 / 21.4",
  },
  { name: "m4w", title: "M4 weekly, 13 ahead", masePeriod: 1, aims: "tried elsewhere: R damped 2.413; naive 2.815" },
  {
    name: "retail-weekly",
    title: "Online Retail, weekly, 8 ahead",
    masePeriod: 1,
    aims: "tried elsewhere (other selection): best mean 0.918, moving average 0.929",
  },
  {
    name: "retail-daily",
    title: "Online Retail, daily, 28 ahead",
    masePeriod: 1,
    aims: "tried elsewhere (other selection): best mean 0.960, R theta 0.994, moving average 1.041",
  },
] as const;

type BaselineRow = { id: string; mean: number[]; lower?: number[]; upper?: number[] };

function readBaselines(directory: string, name: string): Baseline[] {
  return ["ets", "theta", "damped", "arima"].flatMap((method) => {
    const path = join(directory, `${name}-${method}.json`);
    if (!existsSync(path)) return [];
    const rows: BaselineRow[] = JSON.parse(readFileSync(path, "utf8"));
    return [{ name: `R ${method}`, byId: new Map(rows.map((row) => [row.id, row])) }];
  });
}

function readSeries(directory: string, retailFile: string, name: string): BenchSeries[] | null {
  const path = join(directory, `${name}.json`);
  if (name.startsWith("retail-") && existsSync(retailFile)) {
    const series = readRetail(retailFile, name === "retail-daily" ? "daily" : "weekly");
    // Left for baselines.R.
    if (existsSync(directory) && !existsSync(path)) writeFileSync(path, JSON.stringify(series));
    return series;
  }
  if (!existsSync(path)) return null;
  return Object.values(JSON.parse(readFileSync(path, "utf8")) as Record<string, BenchSeries>);
}

/** Reads the sets that are there. A set with baselines is cut to the series that the first of them covers (a random sample of M3). */
export function readSets(directory: string, retailFile: string, wanted: readonly string[]): BenchSet[] {
  return SETS.filter((set) => wanted.length === 0 || wanted.includes(set.name)).flatMap((set) => {
    const all = readSeries(directory, retailFile, set.name);
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
