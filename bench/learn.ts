import { spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";

/**
 * `npm run bench:learn -- [--retail FILE] [--series DIRECTORY] [--outliers DIRECTORY] [--only forecast,...]`: every measurement of packages/learn,
 * one after another. What needs data that is not there says so and is passed over; docs/learning.md tells where it comes from.
 */
const { values } = parseArgs({
  options: {
    retail: { type: "string", default: "../shared/data/online-retail.csv.gz" },
    series: { type: "string" },
    outliers: { type: "string" },
    only: { type: "string" },
  },
});
const retail = existsSync(values.retail) ? values.retail : null;
const series = values.series && existsSync(values.series) ? values.series : null;

const outliers =
  values.outliers && existsSync(values.outliers)
    ? readdirSync(values.outliers)
        .filter((file) => file.endsWith(".json"))
        .map((file) => path.join(values.outliers ?? "", file))
    : [];

interface Measurement {
  name: string;
  /** Arguments, or what is missing. */
  needs: string[] | string;
}

const measurements: Measurement[] = [
  { name: "scale", needs: [] },
  { name: "trees", needs: [] },
  { name: "decide", needs: [] },
  { name: "forecast", needs: series && retail ? [series, retail] : "--series and --retail" },
  { name: "retail-cuts", needs: retail ? [retail] : "--retail" },
  { name: "recommend", needs: retail ? [retail] : "--retail" },
  { name: "customers", needs: retail ? [retail] : "--retail" },
  { name: "detect", needs: outliers.length > 0 ? outliers : "--outliers" },
];

const wanted = values.only?.split(",");
let failed = 0;
for (const { name, needs } of measurements.filter((m) => !wanted || wanted.includes(m.name))) {
  console.log(`\n== ${name}`);
  if (typeof needs === "string") {
    console.log(`passed over: needs ${needs}`);
    continue;
  }
  const { status } = spawnSync(process.execPath, [path.join(import.meta.dirname, `learn/${name}.ts`), ...needs], {
    stdio: "inherit",
  });
  if (status !== 0) failed += 1;
}
process.exitCode = failed > 0 ? 1 : 0;
