/**
 * Isolation forest on labelled outliers: node bench/learn/detect.ts <file.json>...
 * Each file: {"name", "columns": [[...]], "labels": [0|1], "sklearnAuc"}, made by outliers.py from the ODDS sets with scikit-learn's own mean AUC. Seeds 0-19.
 */
import { readFileSync } from "node:fs";
import { calculateAuc } from "../../packages/learn/src/customers/index.ts";
import { fitIsolationForest, scoreIsolation } from "../../packages/learn/src/detect/index.ts";
import { createRng } from "../../packages/learn/src/rng.ts";
import { reach } from "./reach.ts";

const SEEDS = 20;

const files = process.argv.slice(2).filter((arg) => arg.endsWith(".json"));
if (files.length === 0) console.log("No labelled outlier files given: skipped");
for (const file of files) {
  const { name, columns, labels, sklearnAuc } = JSON.parse(readFileSync(file, "utf8")) as {
    name: string;
    columns: number[][];
    labels: number[];
    sklearnAuc: number;
  };
  const start = process.cpuUsage();
  let auc = 0;
  for (let seed = 0; seed < SEEDS; seed++) {
    const model = fitIsolationForest(columns, createRng(seed));
    if (!model.ok) throw new Error(model.detail);
    auc += calculateAuc(scoreIsolation(model.value, columns), labels)! / SEEDS;
  }
  const used = process.cpuUsage(start);
  const seconds = (used.user + used.system) / (SEEDS * 1e6);
  reach({
    what: `isolation forest on ${name} (${labels.length} x ${columns.length}), AUC`,
    ours: `${auc.toFixed(3)} in ${seconds.toFixed(2)} CPU s`,
    aim: `within 0.01 of scikit-learn's ${sklearnAuc.toFixed(3)} on the same rows`,
    ok: auc >= sklearnAuc - 0.01,
  });
}
