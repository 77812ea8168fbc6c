import { factorCholesky, solveCholesky } from "../linear/index.ts";
import { accept, type Outcome, refuse } from "../outcome.ts";
import type { Rng } from "../rng.ts";
import { invertTable } from "./item-similarity.ts";
import { checkHistory, type PurchaseHistory, tabulateCustomers } from "./purchase-history.ts";

/** Matrix factorisation; plain JSON. Item i's factors are `items[i * factors]` onwards. */
export type AlsModel = {
  kind: "als";
  version: 1;
  factors: number;
  itemCount: number;
  items: number[];
  confidence: number;
  lambda: number;
};

function gramOf(values: Float64Array, factors: number): Float64Array {
  const gram = new Float64Array(factors * factors);
  for (let base = 0; base < values.length; base += factors) {
    for (let a = 0; a < factors; a++) {
      const x = values[base + a]!;
      if (x !== 0) for (let b = 0; b <= a; b++) gram[a * factors + b]! += x * values[base + b]!;
    }
  }
  for (let a = 0; a < factors; a++) for (let b = 0; b < a; b++) gram[b * factors + a] = gram[a * factors + b]!;
  return gram;
}

/** One customer's (or item's) factors given the other side: (Y'Y + c sum y y' + lambda I) x = (1 + c) sum y. */
function solveSide(
  gram: Float64Array,
  other: Float64Array,
  known: ArrayLike<number>,
  factors: number,
  confidence: number,
  lambda: number,
): Float64Array {
  const system = Float64Array.from(gram);
  const right = new Float64Array(factors);
  for (let k = 0; k < known.length; k++) {
    const base = known[k]! * factors;
    for (let a = 0; a < factors; a++) {
      const x = confidence * other[base + a]!;
      right[a]! += (1 + confidence) * other[base + a]!;
      for (let b = 0; b <= a; b++) system[a * factors + b]! += x * other[base + b]!;
    }
  }
  for (let a = 0; a < factors; a++) system[a * factors + a]! += lambda;
  const lower = factorCholesky(system, factors);
  return lower ? solveCholesky(lower, factors, right) : new Float64Array(factors);
}

/** Alternating least squares on implicit feedback (Hu, Koren and Volinsky 2008): bought or not, bought weighing 1 + `confidence`. */
export function fitAls(
  history: PurchaseHistory,
  rng: Rng,
  options: { factors?: number; iterations?: number; confidence?: number; lambda?: number } = {},
): Outcome<AlsModel> {
  const refusal = checkHistory(history);
  if (refusal) return refusal;
  const { factors = 48, iterations = 8, confidence = 8, lambda = 20 } = options;
  if (!(Number.isInteger(factors) && factors >= 1 && factors <= 500))
    return refuse("out_of_range", "factors must be 1 to 500");
  if (!(lambda > 0 && confidence >= 0))
    return refuse("out_of_range", "lambda must be above zero, confidence not below");
  const table = tabulateCustomers(history);
  const buyers = invertTable(table, history.itemCount);
  const customers = new Float64Array(history.customerCount * factors);
  const items = Float64Array.from({ length: history.itemCount * factors }, () => 0.1 * rng.normal());
  for (let iteration = 0; iteration < iterations; iteration++) {
    const itemGram = gramOf(items, factors);
    table.forEach(({ items: known }, u) => {
      customers.set(solveSide(itemGram, items, known, factors, confidence, lambda), u * factors);
    });
    const customerGram = gramOf(customers, factors);
    buyers.forEach((known, i) => {
      items.set(solveSide(customerGram, customers, known, factors, confidence, lambda), i * factors);
    });
  }
  const stored = Array.from(items, (v) => Number(v.toPrecision(7)));
  return accept({ kind: "als", version: 1, factors, itemCount: history.itemCount, items: stored, confidence, lambda });
}

/** Scores of all items for each profile of items; profiles need not have been in the fit. */
export function scoreAls(model: AlsModel, profiles: readonly ArrayLike<number>[]): Float64Array[] {
  const { factors, itemCount } = model;
  const items = Float64Array.from(model.items);
  const gram = gramOf(items, factors);
  return profiles.map((known) => {
    const x = solveSide(gram, items, known, factors, model.confidence, model.lambda);
    const scores = new Float64Array(itemCount);
    for (let i = 0; i < itemCount; i++) for (let a = 0; a < factors; a++) scores[i]! += x[a]! * items[i * factors + a]!;
    return scores;
  });
}
