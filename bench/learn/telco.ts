/**
 * Churn on IBM's Telco set: node bench/learn/telco.ts <Telco-Customer-Churn.csv>. Five folds, seed 1; categories as 0 and 1.
 */
import { readFileSync } from "node:fs";
import {
  calculateAuc,
  calculateBrier,
  fitChurn,
  fitLogistic,
  predictChurn,
  predictLogistic,
} from "../../packages/learn/src/customers/index.ts";
import { createRng } from "../../packages/learn/src/rng.ts";
import { reach } from "./reach.ts";

const [head = "", ...rows] = readFileSync(process.argv[2] ?? "", "utf8")
  .trim()
  .split(/\r?\n/);
const names = head.split(",");
const table = rows.map((row) => row.split(","));
const churned = table.map((row) => (row.at(-1) === "Yes" ? 1 : 0));
const NUMBERS = new Set(["tenure", "MonthlyCharges", "TotalCharges", "SeniorCitizen"]);
const features: string[] = [];
const columns: number[][] = [];
names.slice(1, -1).forEach((name, i) => {
  const values = table.map((row) => row[i + 1]!.trim());
  if (NUMBERS.has(name)) {
    features.push(name);
    columns.push(values.map((v) => (v === "" ? Number.NaN : Number(v))));
    return;
  }
  for (const value of [...new Set(values)].sort().slice(1)) {
    features.push(`${name} ${value}`);
    columns.push(values.map((v) => (v === value ? 1 : 0)));
  }
});

const FOLDS = 5;
const rng = createRng(1);
const fold = churned.map(() => rng.below(FOLDS));
const own = new Float64Array(churned.length);
const plain = new Float64Array(churned.length);
for (let k = 0; k < FOLDS; k++) {
  const pick = (inside: boolean) => ({
    columns: columns.map((column) => column.filter((_, i) => (fold[i] === k) === inside)),
    churned: churned.filter((_, i) => (fold[i] === k) === inside),
  });
  const [test, train] = [pick(true), pick(false)];
  const model = fitChurn(train.columns, features, train.churned, createRng(1));
  const logistic = fitLogistic(train.columns, train.churned);
  if (!model.ok || !logistic.ok) throw new Error("refused");
  const [p, q] = [predictChurn(model.value, test.columns), predictLogistic(logistic.value, test.columns)];
  let at = 0;
  fold.forEach((f, i) => {
    if (f !== k) return;
    own[i] = p[at]!;
    plain[i] = q[at++]!;
  });
  console.log(`fold ${k + 1}: ${model.value.scores.map((s) => `${s.kind} ${s.auc.toFixed(3)}`).join(", ")}`);
}
const figures = (p: Float64Array) =>
  `${calculateAuc(p, churned)!.toFixed(4)} and ${calculateBrier(p, churned).toFixed(4)}`;
reach({
  what: "churn on Telco, AUC and Brier",
  ours: `${figures(own)} (logistic alone, uncalibrated ${figures(plain)})`,
  aim: "AUC within 0.005 of 0.850, Brier 0.133",
  ok: calculateAuc(own, churned)! >= 0.845 && calculateBrier(own, churned) < 0.1335,
});
