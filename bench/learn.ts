import { spawn } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import { createInterface } from "node:readline";
import { parseArgs } from "node:util";
import { type Reached, readReached } from "./learn/reach.ts";

/**
 * `npm run bench:learn -- [--retail FILE] [--series DIRECTORY] [--outliers DIRECTORY] [--customers DIRECTORY] [--only forecast,...]`: every
 * measurement of packages/learn, one after another, then a table of every figure that was to be reached. What needs data that is not there is
 * passed over and says how to get it.
 */
const { values } = parseArgs({
  options: {
    retail: { type: "string", default: "../shared/data/online-retail.csv.gz" },
    series: { type: "string" },
    outliers: { type: "string" },
    customers: { type: "string" },
    only: { type: "string" },
  },
});

const here = (given: string | undefined) => (given && existsSync(given) ? given : null);
const listed = (directory: string | undefined, ending: string) =>
  here(directory)
    ? readdirSync(directory!)
        .filter((file) => file.endsWith(ending))
        .map((file) => path.join(directory!, file))
    : [];

const retail = here(values.retail);
const series = here(values.series);
const outliers = listed(values.outliers, ".json");
const cdnow = [...listed(values.customers, "summary.csv"), ...listed(values.customers, "sample.txt")];
const telco = listed(values.customers, ".csv").find((file) => /telco/i.test(file));

const HOW = {
  retail: "--retail FILE: Online Retail, UCI Machine Learning Repository 352, as online-retail.csv.gz",
  series:
    "--series DIRECTORY: M3.rda (github.com/robjhyndman/Mcomp), nn5.rda (robjhyndman/tscompdata), aus_retail.rda (tidyverts/tsibbledata), weekly train and test of Mcompetitions/M4-methods; then Rscript bench/learn/series.R DIRECTORY, and bench/learn/baselines.R for R beside it",
  outliers:
    "--outliers DIRECTORY: ODDS sets as .mat (github.com/yzhao062/pyod, notebooks/data) or .npz (github.com/Minqi824/ADBench, adbench/datasets/Classical: thyroid, annthyroid, mammography); then python3 bench/learn/outliers.py DIRECTORY",
  customers:
    "--customers DIRECTORY: CDNOW_sample.txt and cdnow_customers_summary.csv (github.com/CamDavidsonPilon/lifetimes, lifetimes/datasets), Telco-Customer-Churn.csv (github.com/IBM/telco-customer-churn-on-icp4d, data)",
};

interface Measurement {
  name: string;
  /** Arguments; null where the data is missing. */
  needs: string[] | null;
  /** Where its randomness begins. */
  seeds: string;
  /** How to get what is missing, or what would show more. */
  how?: string;
}

const measurements: Measurement[] = [
  { name: "scale", seeds: "one a series", needs: [] },
  { name: "trees", seeds: "1", needs: [] },
  { name: "decide", seeds: "1 to 10; markdown 1", needs: [] },
  { name: "fit", seeds: "1 to 10", needs: [] },
  { name: "forecast", seeds: "1", needs: series ? [series] : null, how: HOW.series },
  { name: "retail-cuts", seeds: "1", needs: retail ? [retail] : null, how: HOW.retail },
  { name: "recommend", seeds: "1", needs: retail ? [retail] : null, how: HOW.retail },
  {
    name: "customers",
    seeds: "1; generated shops 1 to 20",
    needs: [...(retail ? [retail] : []), ...cdnow],
    how: `${HOW.retail}; ${HOW.customers}`,
  },
  { name: "telco", seeds: "1", needs: telco ? [telco] : null, how: HOW.customers },
  { name: "detect", seeds: "0 to 19", needs: outliers.length > 0 ? outliers : null, how: HOW.outliers },
];

/** Runs one measurement, hands its output on and keeps the figures in it. */
async function run(name: string, needs: string[]): Promise<{ figures: Reached[]; ok: boolean }> {
  const script = path.join(import.meta.dirname, `learn/${name}.ts`);
  const child = spawn(process.execPath, [script, ...needs], { stdio: ["ignore", "pipe", "inherit"] });
  const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
  const figures: Reached[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    console.log(line);
    const figure = readReached(line);
    if (figure) figures.push(figure);
  }
  return { figures, ok: (await ended) === 0 };
}

const wanted = values.only?.split(",");
interface Measured {
  heading: string;
  figures: Reached[];
}
const measured: Measured[] = [];
const missing: string[] = [];
let failed = 0;
for (const { name, seeds, needs, how } of measurements.filter((m) => !wanted || wanted.includes(m.name))) {
  console.log(`\n== ${name}`);
  if (!needs) {
    console.log(`passed over: its data is not here. ${how}`);
    missing.push(`${name}: ${how}`);
    continue;
  }
  const begin = performance.now();
  const done = await run(name, needs);
  const seconds = `${((performance.now() - begin) / 1000).toFixed(0)} s`;
  console.log(`(${seconds})`);
  measured.push({ heading: `${name}: seed ${seeds}, ${seconds}`, figures: done.figures });
  if (!done.ok) failed += 1;
}

console.log("\n== What to reach");
const figures = measured.flatMap((one) => one.figures);
const width = Math.max(4, ...figures.map((figure) => figure.what.length));
for (const { heading, figures: own } of measured.filter((one) => one.figures.length > 0)) {
  console.log(heading);
  for (const { what, ours, aim, ok } of own)
    console.log(`  ${ok ? "reached    " : "FALLS SHORT"} ${what.padEnd(width)}  ${ours}  (to reach: ${aim})`);
}
console.log(`${figures.filter((f) => f.ok).length} of ${figures.length} figures reached`);
if (missing.length > 0) console.log(`\nNot measured, because the data was not at hand:\n${missing.join("\n")}`);
process.exitCode = failed > 0 ? 1 : 0;
