/** Speed of boosting: node bench/learn/trees.ts [rounds, default 300]. 304,508 rows x 22 columns, drawn with seed 1; depth 6, one core. */
import { calculateAuc } from "../../packages/learn/src/customers/index.ts";
import { createRng } from "../../packages/learn/src/rng.ts";
import { type BoostingLoss, fitBoosting, predictBoosting } from "../../packages/learn/src/trees/index.ts";

const rounds = process.argv.slice(2).map(Number).find(Number.isFinite) ?? 300;
const rng = createRng(1);
const rows = 304_508;
const columns = Array.from({ length: 22 }, (_, f) =>
  Float64Array.from({ length: rows }, () => (f < 8 ? rng.below(30) : rng.normal())),
);
const score = Float64Array.from(
  { length: rows },
  (_, i) => 0.8 * columns[10]![i]! + Math.sin(2 * columns[11]![i]!) + (columns[0]![i]! > 15 ? columns[12]![i]! : 0),
);
const binary = score.map((s) => (rng.uniform() < 1 / (1 + Math.exp(-s)) ? 1 : 0));
const amount = score.map((s) => (rng.uniform() < 0.6 ? 0 : Math.exp(0.5 * s) * -Math.log(1 - rng.uniform())));
const runs: [string, BoostingLoss, Float64Array][] = [
  ["logistic", { kind: "logistic" }, binary],
  ["Tweedie", { kind: "tweedie", power: 1.5 }, amount],
];
for (const [name, loss, target] of runs) {
  const start = process.cpuUsage();
  const model = fitBoosting(columns, target, { loss, rounds, maxDepth: 6, maxLeaves: 64 }, createRng(1));
  const used = process.cpuUsage(start);
  if (!model.ok) throw new Error(model.detail);
  const auc =
    name === "logistic"
      ? `, AUC ${calculateAuc(predictBoosting(model.value, columns), target)!.toFixed(4)} (the truth ${calculateAuc(score, target)!.toFixed(4)})`
      : "";
  console.log(
    `${name}: ${model.value.trees.length} rounds in ${((used.user + used.system) / 1e6).toFixed(1)} CPU s${auc}`,
  );
}
