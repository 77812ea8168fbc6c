import { minimiseLbfgs } from "../linear/index.ts";
import { accept, type Outcome } from "../outcome.ts";
import { checkTraining } from "../trees/check-training.ts";
import type { Columns, Explanation } from "../trees/index.ts";

/** Fitted logistic regression on transformed, standardised columns; plain JSON. Missing values count as the column's mean. */
export type LogisticModel = {
  kind: "logistic";
  version: 1;
  intercept: number;
  weights: number[];
  means: number[];
  deviations: number[];
};

/** sign(x) ln(1 + |x|): amounts and counts of customers spread over decades, their logs do not. */
export function signedLog(value: number): number {
  return value >= 0 ? Math.log1p(value) : -Math.log1p(-value);
}

const clamp = (value: number) => Math.max(-1e300, Math.min(1e300, value));

function standardise(columns: Columns) {
  const means: number[] = [];
  const deviations: number[] = [];
  const scaled = columns.map((column) => {
    const logs = Float64Array.from(column as ArrayLike<number>, (v) =>
      Number.isNaN(v) ? Number.NaN : signedLog(clamp(v)),
    );
    let sum = 0;
    let squares = 0;
    let count = 0;
    for (const v of logs) {
      if (Number.isNaN(v)) continue;
      count++;
      sum += v;
      squares += v * v;
    }
    const mean = count > 0 ? sum / count : 0;
    const variance = count > 0 ? squares / count - mean * mean : 0;
    const deviation = variance > 1e-12 * (1 + mean * mean) ? Math.sqrt(variance) : 1;
    means.push(mean);
    deviations.push(deviation);
    return logs.map((v) => (Number.isNaN(v) ? 0 : (v - mean) / deviation));
  });
  return { scaled, means, deviations };
}

/** Fits by penalised maximum likelihood (ridge `penalty` on standardised weights, in rows). Refuses what the logistic loss refuses. */
export function fitLogistic(columns: Columns, labels: ArrayLike<number>, penalty = 1): Outcome<LogisticModel> {
  const refusal = checkTraining(columns, labels, { loss: { kind: "logistic" } });
  if (refusal) return refusal;
  const { scaled, means, deviations } = standardise(columns);
  const size = columns.length;
  const rows = labels.length;
  const objective = (point: Float64Array, gradient: Float64Array) => {
    gradient.fill(0);
    let value = 0;
    for (let i = 0; i < rows; i++) {
      let score = point[size]!;
      for (let f = 0; f < size; f++) score += point[f]! * scaled[f]![i]!;
      const y = labels[i]!;
      value += Math.max(score, 0) - y * score + Math.log1p(Math.exp(-Math.abs(score)));
      const slope = 1 / (1 + Math.exp(-score)) - y;
      for (let f = 0; f < size; f++) gradient[f]! += slope * scaled[f]![i]!;
      gradient[size]! += slope;
    }
    for (let f = 0; f < size; f++) {
      value += (penalty / 2) * point[f]! ** 2;
      gradient[f]! += penalty * point[f]!;
    }
    for (let f = 0; f <= size; f++) gradient[f]! /= rows;
    return value / rows;
  };
  const { point } = minimiseLbfgs(objective, new Float64Array(size + 1), { maxIterations: 200, tolerance: 1e-10 });
  return accept({
    ...{ kind: "logistic" as const, version: 1 as const, intercept: point[size]! },
    ...{ weights: Array.from(point.subarray(0, size)), means, deviations },
  });
}

/** Contribution of every feature to the log odds of one row, from the average customer. */
export function explainLogistic(model: LogisticModel, row: ArrayLike<number>): Explanation {
  const contributions = Float64Array.from(model.weights, (weight, f) => {
    const v = row[f];
    if (v === undefined || Number.isNaN(v)) return 0;
    return (weight * (signedLog(clamp(v)) - model.means[f]!)) / model.deviations[f]!;
  });
  return { base: model.intercept, contributions };
}

/** Probability of class 1 for every row of the columns. */
export function predictLogistic(model: LogisticModel, columns: Columns): Float64Array {
  const out = new Float64Array(columns[0]?.length ?? 0);
  for (let i = 0; i < out.length; i++) {
    const { base, contributions } = explainLogistic(
      model,
      columns.map((column) => column[i]!),
    );
    out[i] = 1 / (1 + Math.exp(-contributions.reduce((sum, c) => sum + c, base)));
  }
  return out;
}
